import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Footprint } from '../../domain/estate-shape.ts'
import { partsOf, pathOf } from './Houses.tsx'
import type { MapShape } from './map-data.ts'

interface EstateProps {
  readonly shape: MapShape
  /** Houses that stand out: those that belong here. */
  readonly own: ReadonlySet<string>
}
/** The houses and the grids as a ground to draw on: no marks, one path for all that look alike. */
export function Estate({ shape, own }: EstateProps): JSX.Element {
  const { footprints, sheets } = shape
  const paths = useMemo(() => {
    const join = (some: readonly Footprint[]): string => some.map((one) => partsOf(one).path).join('')
    return {
      own: join(footprints.filter(({ id }) => own.has(id))),
      others: join(footprints.filter(({ id }) => !own.has(id))),
    }
  }, [footprints, own])
  return (
    <>
      {sheets.map((sheet) => (
        <path key={sheet.id} class={sheet.isDrawn ? 'mg mg--drawn' : 'mg'} d={pathOf(sheet.area)} />
      ))}
      <path class="bn__b" d={paths.others} />
      <path class="bn__b bn__b--own" d={paths.own} />
      {sheets.map(({ id, grid }) => {
        const spot = shape.names.get(id)
        return (
          spot !== undefined && (
            <text key={id} class="bn__n" x={spot.at[0]} y={spot.at[1] + spot.high * 0.36} font-size={spot.high}>
              {grid?.body.name}
            </text>
          )
        )
      })}
    </>
  )
}
