import type { Footprint } from '../../domain/estate-shape.ts'
import { type Box, distanceToWall, isInside, type Point } from '../../domain/geometry.ts'
import type { MapSpot } from './Facilities.tsx'
import { boardHref, type MapState } from './map-state.ts'

/** Around a place that has no size of its own. */
export const boxAt = ([x, y]: Point, by = 10): Box => ({ minX: x - by, minY: y - by, maxX: x + by, maxY: y + by })
/** A service point is small: it is meant wherever the finger is nearer to its sign than half of what a thumb covers. */
export function nearestSpot(spots: readonly MapSpot[], at: Point, reach: number): MapSpot | undefined {
  const far = (spot: MapSpot): number => Math.hypot(spot.at[0] - at[0], spot.at[1] - at[1])
  return spots.filter((spot) => far(spot) < Math.max(5, reach / 2)).sort((a, b) => far(a) - far(b))[0]
}
export const idUnder = (target: EventTarget | null, kind: 'house' | 'grid' | 'spot' | 'href'): string | undefined =>
  target instanceof Element ? target.closest<SVGElement>(`[data-${kind}]`)?.dataset[kind] : undefined

/** Where the thing under the finger leads: a house to its board, a service point to its page. */
export function recordUnder(target: EventTarget | null, state: MapState): string | undefined {
  const house = idUnder(target, 'house')
  return house === undefined ? idUnder(target, 'href') : boardHref(state, house)
}
/** The house under a place, else the one nearest to it within reach. */
export function nearest(houses: readonly Footprint[], at: Point, reach: number): Footprint | undefined {
  let best: { readonly house: Footprint; readonly far: number } | undefined
  for (const house of houses) {
    const { box, shape } = house
    if (at[0] < box.minX - reach || at[0] > box.maxX + reach || at[1] < box.minY - reach || at[1] > box.maxY + reach)
      continue
    const far = isInside(shape, at) ? 0 : distanceToWall(shape, at)
    if (far <= reach && (best === undefined || far < best.far)) best = { house, far }
  }
  return best?.house
}
