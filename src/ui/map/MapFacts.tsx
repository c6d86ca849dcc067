import type { JSX } from 'preact'
import { useLocation } from 'preact-iso'
import { facilitiesFor } from '../../domain/facilities.ts'
import type { GridId } from '../../domain/ids.ts'
import type { Drawing, Sheet } from '../../domain/map-sheets.ts'
import { useView } from '../live.ts'
import { t } from '../text/text.ts'
import type { MapShape } from './map-data.ts'
import { type MapState, mapHref } from './map-state.ts'

/** Where the boundaries come from, and which buildings are drawn by their place alone or not at all. */
export function MapFacts({
  drawing,
  shape,
}: {
  readonly drawing: Drawing
  readonly shape: MapShape
}): JSX.Element | null {
  const points = shape.footprints.filter(({ isPoint }) => isPoint === true).length
  const undrawn = shape.undrawn.length
  const said = [
    sayBoundaries(drawing.sheets),
    points > 0 && t('map.pointOnly', { count: points }),
    undrawn > 0 && t('map.undrawn', { count: undrawn }),
  ].filter((words) => typeof words === 'string')
  return said.length === 0 ? null : <p class="mp__facts">{said.join(t('map.comma'))}</p>
}
/** Whether grids are shown as somebody drew them or as follows from their houses; undefined where none is shown. */
export function sayBoundaries(sheets: readonly Sheet[]): string | undefined {
  const grids = sheets.filter(({ grid }) => grid !== undefined)
  const drawn = grids.filter(({ isDrawn }) => isDrawn).length
  if (grids.length === 0) return undefined
  if (drawn === 0) return t('map.derived')
  return drawn === grids.length ? t('map.drawn') : t('map.drawnSome', { drawn, derived: grids.length - drawn })
}

/** Shows and hides the service points; in the list they are all the same. */
export function PointsButton({ state }: { readonly state: MapState }): JSX.Element | null {
  const view = useView()
  const { route } = useLocation()
  const count = facilitiesFor(view, state.grid as GridId | undefined).length
  if (count === 0) return null
  const words = t('map.points', { count })
  return (
    <button
      type="button"
      class="mp__b"
      aria-label={words}
      title={words}
      aria-pressed={state.hasFacilities}
      onClick={() => route(mapHref(state, { hasFacilities: !state.hasFacilities }), true)}
    >
      <i class="mf__k">{t('map.sign.other')}</i>
    </button>
  )
}
