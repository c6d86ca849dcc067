import { distanceToWall, type Point } from './geometry.ts'

/**
 * What a tap does to a line of corners that closes by itself: on a corner it takes that corner away, on an edge it puts
 * one between, and anywhere else it adds one at the end. `reach` is how near counts as on.
 */
export function tapRing(corners: readonly Point[], at: Point, reach: number): readonly Point[] {
  const near = nearestOf(corners.map((corner) => Math.hypot(corner[0] - at[0], corner[1] - at[1])))
  if (near !== undefined && near.far <= reach) return corners.filter((_, place) => place !== near.place)
  if (corners.length > 2) {
    const edge = nearestOf(corners.map((from, place) => distanceToWall([[[from, after(corners, place)]]], at)))
    if (edge !== undefined && edge.far <= reach)
      return [...corners.slice(0, edge.place + 1), at, ...corners.slice(edge.place + 1)]
  }
  return [...corners, at]
}
const after = (corners: readonly Point[], place: number): Point => corners[(place + 1) % corners.length] ?? [0, 0]
function nearestOf(distances: readonly number[]): { readonly place: number; readonly far: number } | undefined {
  let best: { readonly place: number; readonly far: number } | undefined
  distances.forEach((far, place) => {
    if (best === undefined || far < best.far) best = { place, far }
  })
  return best
}

/** Whether the closed line runs over itself: then nobody can say what is inside. */
export function crossesItself(corners: readonly Point[]): boolean {
  const count = corners.length
  for (let a = 0; a < count; a++) {
    for (let b = a + 2; b < count; b++) {
      const isNeighbour = a === 0 && b === count - 1
      const [p, q] = [corners[a], corners[b]]
      if (isNeighbour || p === undefined || q === undefined) continue
      if (doCross([p, after(corners, a)], [q, after(corners, b)])) return true
    }
  }
  return false
}
type Edge = readonly [Point, Point]
const sideOf = ([from, to]: Edge, at: Point): number =>
  Math.sign((to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]))
const doCross = (a: Edge, b: Edge): boolean =>
  sideOf(a, b[0]) * sideOf(a, b[1]) < 0 && sideOf(b, a[0]) * sideOf(b, a[1]) < 0

/** The line as an outline: closed by its first corner. */
export const closed = (corners: readonly Point[]): readonly Point[] => [...corners, ...corners.slice(0, 1)]

/** The same ring a little wider, away from the point in its middle, so that what lies on its corners lies inside. */
export const widened = (ring: readonly Point[], middle: Point, by: number): readonly Point[] =>
  ring.map(([x, y]): Point => {
    const [dx, dy] = [x - middle[0], y - middle[1]]
    const far = Math.hypot(dx, dy)
    return far === 0 ? [x, y] : [x + (dx / far) * by, y + (dy / far) * by]
  })
