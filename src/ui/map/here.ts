import { useState } from 'preact/hooks'
import type { Plane } from '../../domain/geometry.ts'
import { announce } from '../parts/live-region.ts'
import { t } from '../text/text.ts'
import type { HereSpot } from './MapView.tsx'

/** Where the person stands: asked of the phone only on a tap, kept nowhere, gone with the page. */
export function useHere(plane: Plane): { readonly here: HereSpot | undefined; readonly ask: () => void } {
  const [here, setHere] = useState<HereSpot>()
  return {
    here,
    ask() {
      if (here !== undefined) return setHere(undefined)
      navigator.geolocation.getCurrentPosition(
        ({ coords }) =>
          setHere({ at: plane.project([coords.longitude, coords.latitude]), within: Math.min(coords.accuracy, 200) }),
        () => announce(t('map.hereFailed')),
        { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 },
      )
    },
  }
}
