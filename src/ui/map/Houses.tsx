import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { type Footprint, type Spot, spotOf } from '../../domain/estate-shape.ts'
import { type Outline, partBeyond } from '../../domain/geometry.ts'
import {
  careOf,
  countCalling,
  countOf,
  isCalling,
  isUnknown,
  type Layer,
  type MarkClass,
  markOf,
  type Tally,
} from '../../domain/layers.ts'
import type { CareLevel } from '../../domain/nouns.ts'
import { oncePer } from '../once-per.ts'
import { DASHES } from '../parts/CareShape.tsx'
import { formatNumber } from '../text/text.ts'
import { carePath } from './care-path.ts'
import { type HouseLabel, labelOf, SHAPE_BESIDE_NAME } from './house-label.ts'
import type { Level } from './moves.ts'
import { numberPath, numberWidth, STROKE } from './number-path.ts'
import { sayHouse } from './say.ts'

export interface HousesProps {
  readonly footprints: readonly Footprint[]
  readonly tallies: ReadonlyMap<string, Tally>
  readonly layer: Layer
  readonly days: number
  readonly hidden: ReadonlySet<MarkClass>
  /** Without numbers while not everything has arrived. */
  readonly isWhole: boolean
  /** From how far they are looked at; undefined until the picture has its size. */
  readonly level: Level | undefined
}
/** A house with all that is drawn of it. */
interface Drawn {
  readonly footprint: Footprint
  readonly tally: Tally
  readonly mark: MarkClass | undefined
  readonly care: CareLevel | undefined
  /** How many call; 0 where none does, and where their number is not told. */
  readonly count: number
  readonly name: string
  readonly label: HouseLabel
}
function drawnOf({ footprints, tallies, layer, hidden, isWhole }: HousesProps): readonly Drawn[] {
  return footprints.flatMap((footprint): Drawn[] => {
    const tally = tallies.get(footprint.id)
    if (tally === undefined) return []
    const mark = markOf(tally, layer, hidden)
    const isCounted = isWhole && mark !== undefined && isCalling(mark)
    const count = isCounted ? (layer === 'care' ? countOf(tally, 'red') : countCalling(tally)) : 0
    const name = shortName(footprint.row.body.name)
    const care = mark === undefined ? undefined : careOf(mark)
    const label = labelOf(partsOf(footprint).spot, { hasShape: care !== undefined, count, name })
    return [{ footprint, tally, mark, care, count, name, label }]
  })
}

/**
 * The houses with their marks: an element for each house, and one for all marks of a kind, since every element costs a
 * slow phone when the layer changes. Drawn anew when what they say changes; while the picture is moved only their words
 * are, and only where it comes so near that names can be read.
 */
export function Houses(props: HousesProps): JSX.Element {
  const { footprints, tallies, layer, days, hidden, isWhole, level } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: how far they are looked at from changes nothing here.
  const houses = useMemo(() => {
    const drawn = drawnOf(props)
    return {
      drawn,
      walls: <Walls drawn={drawn} {...{ layer, days, isWhole }} />,
      shares: <Shares {...{ drawn, layer }} />,
    }
  }, [footprints, tallies, layer, days, hidden, isWhole])
  return (
    <>
      {houses.walls}
      {houses.shares}
      {level !== undefined && <Marks drawn={houses.drawn} level={level} />}
      {level !== undefined && <Numbers drawn={houses.drawn} level={level} />}
      {level === 'near' && <Names drawn={houses.drawn} />}
    </>
  )
}

type WallsProps = Pick<HousesProps, 'layer' | 'days' | 'isWhole'> & { readonly drawn: readonly Drawn[] }
const Walls = ({ drawn, layer, days, isWhole }: WallsProps): JSX.Element => (
  <g>
    {drawn.map(({ footprint, tally, mark }) => (
      // biome-ignore lint/a11y/useSemanticElements: an <a> of SVG is followed by the browser itself, past the router.
      <path
        key={footprint.id}
        class={classOf(mark)}
        role="link"
        tabindex={0}
        data-house={footprint.id}
        aria-label={sayHouse(footprint.row.body.name, isWhole ? tally : undefined, { layer, days })}
        d={partsOf(footprint).path}
      />
    ))}
  </g>
)
const classOf = (mark: MarkClass | undefined): string => `mh mh--${mark ?? 'hidden'}`

/** The links' own names say all of it, in full and in order: these are for the eye, beside them and not in them. */
const SILENT = { 'aria-hidden': true } as const
interface LabelsProps {
  readonly drawn: readonly Drawn[]
  readonly level: Level
}
const DRAWN_ON = 24
/** From afar marks are larger than their houses; beside a name they are no larger than its letters. */
const AFAR = { times: 1.45, around: 0.2 } as const
const BESIDE_NAME = { times: SHAPE_BESIDE_NAME, around: 0 } as const
const AS_IT_IS = { times: 1, around: 0 } as const
interface MarkKind {
  readonly care: CareLevel
  /** Metres, and how many times larger they are drawn. */
  readonly size: number
  readonly times: number
  readonly paths: string[]
}
function Marks({ drawn, level }: LabelsProps): JSX.Element {
  const kinds = new Map<string, MarkKind>()
  for (const { care, label } of drawn) {
    if (care === undefined || label.shape === undefined) continue
    const { at, size } = label.shape
    const { times, around } = level === 'far' ? AFAR : level === 'near' && label.hasName ? BESIDE_NAME : AS_IT_IS
    // Edges of one width are one path.
    const edge = Math.round(size)
    const key = `${care} ${edge} ${times}`
    const kind = kinds.get(key) ?? { care, size: edge, times, paths: [] }
    const grown = size * (times - 1)
    const scale = (size * times) / DRAWN_ON
    kind.paths.push(carePath(care, { x: at[0] - grown * around, y: at[1] - grown / 2, scale }))
    kinds.set(key, kind)
  }
  return (
    <g {...SILENT} class="mh__s">
      {[...kinds].map(([key, { care, size, times, paths }]) => {
        const part = (size * times) / DRAWN_ON
        const dashes =
          care === 'grey'
            ? {
                'stroke-dasharray': DASHES.split(' ')
                  .map((one) => short(Number(one) * part))
                  .join(' '),
              }
            : {}
        return (
          <path
            key={key}
            fill={`var(--c-${care})`}
            stroke={`var(--c-${care}-edge)`}
            stroke-width={short(1.5 * part)}
            d={paths.join('')}
            {...dashes}
          />
        )
      })}
    </g>
  )
}

/** Names, with the numbers before them: only where one is so near that they can be read. */
function Names({ drawn }: Pick<LabelsProps, 'drawn'>): JSX.Element {
  return (
    <g {...SILENT}>
      {drawn.map(
        ({ footprint, mark, count, name, label }) =>
          label.hasName && (
            <text
              key={footprint.id}
              class={`mh__t ${classOf(mark)}`}
              x={short(label.words[0])}
              y={short(label.words[1])}
              font-size={short(label.size)}
            >
              {count > 0 && <tspan class="mh__n">{formatNumber(count)} </tspan>}
              {name}
            </text>
          ),
      )}
    </g>
  )
}

/** Where the number is the mark it is read from afar too; where a name is read it stands before that. */
function Numbers({ drawn, level }: LabelsProps): JSX.Element {
  const paths = new Map<MarkClass | undefined, Map<number, string>>()
  for (const { mark, care, count, label } of drawn) {
    if (care !== undefined || count === 0 || (level === 'near' && label.hasName)) continue
    const { times, around } = level === 'far' && label.hasName ? AFAR : AS_IT_IS
    const size = label.large * times
    const [x, y] = label.words
    const at = {
      x: x - (size - label.large) * numberWidth(count) * around,
      y: y + (label.large - label.size) * 0.36 + (size - label.large) * 0.36,
      size,
    }
    const ofMark = paths.get(mark) ?? new Map<number, string>()
    paths.set(mark, ofMark.set(size, (ofMark.get(size) ?? '') + numberPath(count, at)))
  }
  return (
    <g {...SILENT} class="mh__d">
      {[...paths].map(([mark, sizes]) => (
        <g key={mark} class={classOf(mark)}>
          {[...sizes].map(([size, d]) => [
            <path key={`${size} under`} class="mh__u" stroke-width={short(size * STROKE + 0.5)} d={d} />,
            <path key={size} stroke-width={short(size * STROKE)} d={d} />,
          ])}
        </g>
      ))}
    </g>
  )
}

/** Hatching never takes so much of a house that its number cannot be read; only one of which nothing is known is all hatched. */
const MOST_HATCH = 0.45
/** What of the houses calls for nobody, within their edges, and what of them is not known. */
function Shares({ drawn, layer }: { readonly drawn: readonly Drawn[]; readonly layer: Layer }): JSX.Element {
  const [calm, hatched]: [string[], string[]] = [[], []]
  const edges = new Map<MarkClass, string[]>()
  for (const { footprint, tally, mark } of drawn) {
    if (mark === undefined || isUnknown(mark) || tally.households === 0) continue
    const unknown = (countOf(tally, 'grey') + countOf(tally, 'unknown')) / tally.households
    const calling = countCalling(tally) / tally.households
    if (unknown > 0) hatched.push(rest(footprint, 1 - Math.min(MOST_HATCH, Math.max(0.06, unknown))))
    if (layer === 'care' || !isCalling(mark) || calling === 1) continue
    calm.push(rest(footprint, Math.max(0.2, calling)))
    edges.set(mark, [...(edges.get(mark) ?? []), partsOf(footprint).path])
  }
  return (
    <>
      {calm.length > 0 && <path class="mh__r" d={calm.join('')} />}
      {[...edges].map(([mark, paths]) => (
        <path key={mark} class={`mh__e ${classOf(mark)}`} d={paths.join('')} />
      ))}
      {hatched.length > 0 && <path class="mh__h" d={hatched.join('')} />}
    </>
  )
}
/** What of a house lies beyond this share of its longer side. */
function rest({ shape, box }: Footprint, share: number): string {
  const [wide, high] = [box.maxX - box.minX, box.maxY - box.minY]
  return pathOf(partBeyond(shape, wide >= high ? { x: box.minX + wide * share } : { y: box.minY + high * share }))
}

/** 88弄 12–13号 → 12–13号: on the map the lane is where one looks. */
export const shortName = (name: string): string => name.trim().split(/\s+/).at(-1) ?? name

interface Parts {
  readonly path: string
  readonly spot: Spot
}
/** A footprint never changes: its path and the place of its mark are found once. */
export const partsOf = oncePer(
  (footprint: Footprint): Parts => ({ path: pathOf(footprint.shape), spot: spotOf(footprint) }),
)
export const pathOf = (shape: readonly Outline[]): string =>
  shape
    .flat()
    .map(
      (ring) =>
        `M${ring
          .slice(0, -1)
          .map(([x, y]) => `${short(x)} ${short(y)}`)
          .join('L')}z`,
    )
    .join('')
/** A centimetre is finer than any wall is drawn. */
const short = (metres: number): number => Math.round(metres * 100) / 100
