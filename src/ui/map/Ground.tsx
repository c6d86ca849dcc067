import type { JSX } from 'preact'
import type { Outline } from '../../domain/geometry.ts'
import type { Drawing, Sheet, SheetName } from '../../domain/map-sheets.ts'
import { oncePer } from '../once-per.ts'
import { partsOf, pathOf } from './Houses.tsx'

export interface GroundProps {
  readonly drawing: Drawing
  readonly names: ReadonlyMap<string, SheetName>
  /** Houses of which nothing is at hand: hatched, and without a mark. */
  readonly beyond: ReadonlySet<string>
  /** What a grid's name says to those who listen; undefined where the grid cannot be looked into. */
  readonly sayGrid: (sheet: Sheet) => string | undefined
  /** Around the grids of one's own posts. */
  readonly own: readonly (readonly Outline[])[]
}
/** Thousands of corners: written out once, not at every change of what the names say. */
const areaOf = oncePer((sheet: Sheet) => pathOf(sheet.area))
const plainOf = oncePer((drawing: Drawing) => pathOf(drawing.plain))
/** The grids with their names, and all that lies between: it tells where one is and carries no mark. */
export function Ground({ drawing, names, beyond, sayGrid, own }: GroundProps): JSX.Element {
  const others = drawing.detailed.filter((one) => beyond.has(one.id))
  return (
    <>
      {drawing.sheets.map((sheet) => (
        <path key={sheet.id} class={sheet.isDrawn ? 'mg mg--drawn' : 'mg'} d={areaOf(sheet)} />
      ))}
      {drawing.plain.length > 0 && <path class="mg__p" d={plainOf(drawing)} />}
      {others.length > 0 && <path class="mg__b" d={others.map((one) => partsOf(one).path).join('')} />}
      {own.map((area) => (
        <path key={pathOf(area)} class="mg__own" d={pathOf(area)} />
      ))}
      {drawing.sheets.map((sheet) => (
        <GridName key={sheet.id} sheet={sheet} spot={names.get(sheet.id)} said={sayGrid(sheet)} />
      ))}
    </>
  )
}

interface GridNameProps {
  readonly sheet: Sheet
  readonly spot: SheetName | undefined
  readonly said: string | undefined
}
function GridName({ sheet, spot, said }: GridNameProps): JSX.Element | null {
  const name = sheet.grid?.body.name ?? ''
  if (name === '' || spot === undefined) return null
  const text = (
    <>
      <Letters {...spot} from="far" name={name} />
      <Letters {...spot.inside} from="near" name={name} />
    </>
  )
  if (said === undefined) {
    return <g class="mg__n">{text}</g>
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <a> of SVG is followed by the browser itself, past the router.
    <g class="mg__n" role="link" tabindex={0} data-grid={sheet.id} aria-label={said}>
      {text}
    </g>
  )
}

interface LettersProps extends Pick<SheetName, 'at' | 'high'> {
  readonly from: 'far' | 'near'
  readonly name: string
}
const Letters = ({ at, high, from, name }: LettersProps): JSX.Element => (
  <text class={`mg__${from}`} x={Math.round(at[0])} y={Math.round((at[1] + high * 0.36) * 10) / 10} font-size={high}>
    {name}
  </text>
)
