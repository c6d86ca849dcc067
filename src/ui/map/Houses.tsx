import type { JSX } from 'preact'
import { type Footprint, type Spot, spotOf } from '../../domain/estate-shape.ts'
import { type Outline, type Point, partBeyond } from '../../domain/geometry.ts'
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
import { CARE_PATHS } from '../parts/CareShape.tsx'
import { formatNumber } from '../text/text.ts'
import { type HouseLabel, labelOf } from './house-label.ts'
import { sayHouse } from './say.ts'

export interface HousesProps {
  readonly footprints: readonly Footprint[]
  readonly tallies: ReadonlyMap<string, Tally>
  readonly layer: Layer
  readonly days: number
  readonly hidden: ReadonlySet<MarkClass>
  /** Without numbers while not everything has arrived. */
  readonly isWhole: boolean
}
/**
 * The houses with their marks. Drawn anew when what they say changes, never while the picture is moved: moving changes
 * the view box alone.
 */
export function Houses(props: HousesProps): JSX.Element {
  const { footprints, tallies } = props
  return (
    <>
      {footprints.map((footprint) => {
        const tally = tallies.get(footprint.id)
        return tally === undefined ? null : <House key={footprint.id} {...props} footprint={footprint} tally={tally} />
      })}
    </>
  )
}

interface HouseProps extends HousesProps {
  readonly footprint: Footprint
  readonly tally: Tally
}
function House({ footprint, tally, layer, days, hidden, isWhole }: HouseProps): JSX.Element {
  const mark = markOf(tally, layer, hidden)
  const calling = countCalling(tally)
  const isCounted = isWhole && mark !== undefined && isCalling(mark)
  const number = isCounted ? (layer === 'care' ? countOf(tally, 'red') : calling) : 0
  const count = number > 0 ? formatNumber(number) : ''
  const name = shortName(footprint.row.body.name)
  const care = mark === undefined ? undefined : careOf(mark)
  const label = labelOf(partsOf(footprint).spot, { hasShape: care !== undefined, count, name })
  const { path } = partsOf(footprint)
  return (
    <g class={`mh mh--${mark ?? 'hidden'}`}>
      {/* biome-ignore lint/a11y/useSemanticElements: an <a> of SVG is followed by the browser itself, past the router. */}
      <g
        class="mh__a"
        role="link"
        tabindex={0}
        data-house={footprint.id}
        aria-label={sayHouse(footprint.row.body.name, isWhole ? tally : undefined, { layer, days })}
      >
        <path class="mh__o" d={path} />
        <Shares footprint={footprint} tally={tally} mark={mark} layer={layer} />
        <path class="mh__e" d={path} />
        {care !== undefined && label.shape !== undefined && (
          <Mark care={care} {...label.shape} isNamed={label.hasName} />
        )}
      </g>
      <Words label={label} count={count} name={name} isFar={care === undefined} />
    </g>
  )
}

const DRAWN_ON = 24
interface MarkProps {
  readonly care: CareLevel
  readonly at: Point
  readonly size: number
  /** A name stands beside it. */
  readonly isNamed: boolean
}
function Mark({ care, at, size, isNamed }: MarkProps): JSX.Element {
  return (
    <g
      transform={`translate(${short(at[0])} ${short(at[1])}) scale(${Math.round((size / DRAWN_ON) * 1000) / 1000})`}
      fill={`var(--c-${care})`}
      stroke={`var(--c-${care}-edge)`}
      stroke-width="1.5"
    >
      <g class={isNamed ? 'mh__s mh__s--named' : 'mh__s'}>{CARE_PATHS[care]}</g>
    </g>
  )
}

/** The link's own name says all of it, in full and in order: these are for the eye, beside it and not in it. */
const SILENT = { 'aria-hidden': true } as const
interface WordsProps {
  readonly label: HouseLabel
  readonly count: string
  readonly name: string
  /** The number is the mark: it is read from afar too. */
  readonly isFar: boolean
}
function Words({ label, count, name, isFar }: WordsProps): JSX.Element | null {
  const [x, y] = label.words
  if (count === '' && !label.hasName) return null
  return (
    <g {...SILENT}>
      {label.hasName && (
        <text class="mh__t mh__near" x={short(x)} y={short(y)} font-size={short(label.size)}>
          {count !== '' && <tspan class="mh__n">{count} </tspan>}
          {name}
        </text>
      )}
      {isFar && count !== '' && (
        <text
          class={label.hasName ? 'mh__t mh__n mh__far' : 'mh__t mh__n'}
          x={short(x)}
          y={short(y + (label.large - label.size) * 0.36)}
          font-size={short(label.large)}
        >
          {count}
        </text>
      )}
    </g>
  )
}

/** Hatching never takes so much of a house that its number cannot be read; only one of which nothing is known is all hatched. */
const MOST_HATCH = 0.45
type SharesProps = Pick<HouseProps, 'footprint' | 'tally' | 'layer'> & { readonly mark: MarkClass | undefined }
function Shares({ footprint, tally, mark, layer }: SharesProps): JSX.Element | null {
  if (mark === undefined || isUnknown(mark) || tally.households === 0) return null
  const unknown = (countOf(tally, 'grey') + countOf(tally, 'unknown')) / tally.households
  const calling = countCalling(tally) / tally.households
  return (
    <>
      {layer !== 'care' && isCalling(mark) && calling < 1 && (
        <path class="mh__r" d={rest(footprint, Math.max(0.2, calling))} />
      )}
      {unknown > 0 && <path class="mh__h" d={rest(footprint, 1 - Math.min(MOST_HATCH, Math.max(0.06, unknown)))} />}
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
