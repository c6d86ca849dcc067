import type { JSX } from 'preact'
import { useLocation } from 'preact-iso'
import { facilitiesFor } from '../../domain/facilities.ts'
import type { GridId } from '../../domain/ids.ts'
import type { Drawing } from '../../domain/map-sheets.ts'
import { useView } from '../live.ts'
import { t } from '../text/text.ts'
import { type MapState, mapHref } from './map-state.ts'

interface MapFactsProps {
  readonly state: MapState
  readonly drawing: Drawing
}
/** Where the boundaries come from. */
export function MapFacts({ drawing }: Pick<MapFactsProps, 'drawing'>): JSX.Element | null {
  const grids = drawing.sheets.filter(({ grid }) => grid !== undefined)
  const drawn = grids.filter(({ isDrawn }) => isDrawn).length
  if (grids.length === 0) return null
  return (
    <p class="mp__facts">
      {drawn === 0
        ? t('map.derived')
        : drawn === grids.length
          ? t('map.drawn')
          : t('map.drawnSome', { drawn, derived: grids.length - drawn })}
    </p>
  )
}

/** Shows and hides the service points; in the list they are all the same. */
export function PointsButton({ state }: Pick<MapFactsProps, 'state'>): JSX.Element | null {
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
