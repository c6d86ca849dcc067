import type { JSX } from 'preact'
import { useLocation } from 'preact-iso'
import { facilitiesFor } from '../../domain/facilities.ts'
import type { GridId } from '../../domain/ids.ts'
import type { Drawing } from '../../domain/map-sheets.ts'
import { useView } from '../live.ts'
import { t } from '../text/text.ts'
import { type MapState, mapHref } from './map-state.ts'

/** What lies on the map besides the marks: where boundaries come from, and the service points, which can be hidden. */
export function MapFacts({ state, drawing }: { readonly state: MapState; readonly drawing: Drawing }): JSX.Element {
  const view = useView()
  const { route } = useLocation()
  const grids = drawing.sheets.filter(({ grid }) => grid !== undefined)
  const drawn = grids.filter(({ isDrawn }) => isDrawn).length
  const points = facilitiesFor(view, state.grid as GridId | undefined).length
  return (
    <div class="mp__facts">
      {points > 0 && (
        <button
          type="button"
          aria-pressed={state.hasFacilities}
          onClick={() => route(mapHref(state, { hasFacilities: !state.hasFacilities }), true)}
        >
          {t('map.points', { count: points })}
        </button>
      )}
      {grids.length > 0 && (
        <span>
          {drawn === 0
            ? t('map.derived')
            : drawn === grids.length
              ? t('map.drawn')
              : t('map.drawnSome', { drawn, derived: grids.length - drawn })}
        </span>
      )}
    </div>
  )
}
