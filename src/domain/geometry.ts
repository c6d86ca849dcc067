import type { Rings } from './nouns.ts'

/** Degrees of WGS84, as registers and GeoJSON write them. */
export type LngLat = readonly [longitude: number, latitude: number]
/** Metres on a plane; y grows downwards, as on a screen. */
export type Point = readonly [x: number, y: number]
/** One polygon on the plane: the outline, then its holes; first and last point of a ring are the same. */
export type Outline = readonly (readonly Point[])[]
export interface Box {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

const RADIUS = 6_371_008.8
const RADIANS = Math.PI / 180

/** A plane that touches the earth at one point: true to a centimetre over a community's few kilometres. */
export interface Plane {
  project(at: LngLat): Point
  unproject(at: Point): LngLat
  /** Where north points, in radians clockwise from the top of the screen. */
  readonly north: number
}
/** `turn` turns the picture, clockwise in radians, so that rows of houses lie level. */
export function planeAt(origin: LngLat, turn = 0): Plane {
  const perDegree = RADIUS * RADIANS
  const squeeze = Math.cos(origin[1] * RADIANS)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  return {
    north: turn,
    project([longitude, latitude]) {
      const east = (longitude - origin[0]) * perDegree * squeeze
      const south = (origin[1] - latitude) * perDegree
      return [east * cos - south * sin, east * sin + south * cos]
    },
    unproject([x, y]) {
      const east = x * cos + y * sin
      const south = y * cos - x * sin
      return [origin[0] + east / (perDegree * squeeze), origin[1] - south / perDegree]
    },
  }
}

const outlineOn = (plane: Plane, rings: Rings): Outline => rings.map((ring) => ring.map(plane.project))

/** All polygons of a shape. */
export const areaOn = (plane: Plane, shape: readonly Rings[]): readonly Outline[] =>
  shape.map((rings) => outlineOn(plane, rings))

/** Nothing for no points. */
export function boxOf(points: Iterable<Point>): Box | undefined {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    if (x < minX) minX = x
    if (y < minY) minY = y
    if (x > maxX) maxX = x
    if (y > maxY) maxY = y
  }
  return minX > maxX ? undefined : { minX, minY, maxX, maxY }
}
export const boxAround = (boxes: readonly Box[]): Box | undefined =>
  boxOf(
    boxes.flatMap((box): Point[] => [
      [box.minX, box.minY],
      [box.maxX, box.maxY],
    ]),
  )
/** The same middle, and no side shorter than so many metres. */
export function atLeast({ minX, minY, maxX, maxY }: Box, metres: number): Box {
  const [wide, high] = [Math.max(0, metres - (maxX - minX)) / 2, Math.max(0, metres - (maxY - minY)) / 2]
  return { minX: minX - wide, minY: minY - high, maxX: maxX + wide, maxY: maxY + high }
}
export const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.maxX, b.maxX) - Math.max(a.minX, b.minX)) *
  Math.max(0, Math.min(a.maxY, b.maxY) - Math.max(a.minY, b.minY))

const edgesOf = function* (ring: readonly Point[]): Generator<readonly [Point, Point]> {
  for (let at = 0; at < ring.length; at++) {
    const [from, to] = [ring[at], ring[(at + 1) % ring.length]]
    if (from !== undefined && to !== undefined) yield [from, to]
  }
}
/** Twice the area, positive where the ring runs clockwise on the screen. */
const doubleArea = (ring: readonly Point[]): number => {
  let sum = 0
  for (const [a, b] of edgesOf(ring)) sum += a[0] * b[1] - b[0] * a[1]
  return sum
}
/** Square metres without the holes, whichever way the rings run. */
export const areaOf = (shape: readonly Outline[]): number =>
  shape.reduce(
    (sum, [outer, ...holes]) =>
      sum +
      Math.abs(doubleArea(outer ?? [])) / 2 -
      holes.reduce((cut, hole) => cut + Math.abs(doubleArea(hole)) / 2, 0),
    0,
  )

/** The centre of mass of all parts without their holes; of shapes without area the middle of their points. */
export function centroidOf(shape: readonly Outline[]): Point | undefined {
  const box = boxOf(shape.flat(2))
  if (box === undefined) return undefined
  // Sums are taken around the shape's own corner: far from the origin small areas would drown.
  const [left, top] = [box.minX, box.minY]
  let [weight, x, y] = [0, 0, 0]
  for (const outline of shape) {
    outline.forEach((ring, place) => {
      let [area, sumX, sumY] = [0, 0, 0]
      for (const [a, b] of edgesOf(ring)) {
        const [ax, ay, bx, by] = [a[0] - left, a[1] - top, b[0] - left, b[1] - top]
        const cross = ax * by - bx * ay
        area += cross
        sumX += (ax + bx) * cross
        sumY += (ay + by) * cross
      }
      // A ring adds or takes by its place, not by the way it runs: files disagree on that.
      const sign = (place === 0 ? 1 : -1) * Math.sign(area)
      weight += sign * area
      x += sign * sumX
      y += sign * sumY
    })
  }
  if (weight < 1e-6) return [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2]
  return [left + x / (3 * weight), top + y / (3 * weight)]
}

/** Whether a point lies inside a shape and not in one of its holes. */
export function isInside(shape: readonly Outline[], [x, y]: Point): boolean {
  return shape.some((outline) => {
    let inside = false
    for (const ring of outline) {
      for (const [a, b] of edgesOf(ring)) {
        if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside
      }
    }
    return inside
  })
}

/** Metres from a point to a shape's nearest wall; 0 for no shape. */
export function distanceToWall(shape: readonly Outline[], at: Point): number {
  let least = Infinity
  for (const ring of shape.flat()) for (const [a, b] of edgesOf(ring)) least = Math.min(least, distanceTo(at, a, b))
  return least === Infinity ? 0 : least
}
function distanceTo(at: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / length))
  return Math.hypot(at[0] - a[0] - along * dx, at[1] - a[1] - along * dy)
}

/** The smallest convex ring around the points, closed; fewer than three points give what there is. */
export function hullOf(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  if (sorted.length < 3) return sorted
  const half = (all: readonly Point[]): Point[] => {
    const chain: Point[] = []
    for (const point of all) {
      while (chain.length > 1 && turnsRight(chain.at(-2), chain.at(-1), point)) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  const ring = [...half(sorted), ...half(sorted.reverse())]
  return [...ring, ...ring.slice(0, 1)]
}
const turnsRight = (a: Point | undefined, b: Point | undefined, c: Point): boolean =>
  a !== undefined && b !== undefined && (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0

/** Leaves out points that lie closer than `tolerance` metres to the line without them; a ring stays a ring. */
export function simplify(ring: readonly Point[], tolerance: number): readonly Point[] {
  if (ring.length <= 4) return ring
  const last = ring.length - 1
  // A ring begins where it ends: its far corner, and the one farthest from the line between, make a triangle of it.
  const far = farthest(ring, 0, last)?.at ?? 0
  const sides = [farthest(ring, 0, far), farthest(ring, far, last)].filter((side) => side !== undefined)
  const third = sides.sort((a, b) => b.distance - a.distance)[0]?.at ?? far
  const corners = [...new Set([0, far, third, last])].sort((a, b) => a - b)
  const kept = new Set(corners)
  const open = corners.slice(1).map((to, place): readonly [number, number] => [corners[place] ?? 0, to])
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const found = farthest(ring, ...part)
    if (found === undefined || found.distance <= tolerance) continue
    kept.add(found.at)
    open.push([part[0], found.at], [found.at, part[1]])
  }
  return ring.filter((_, at) => kept.has(at))
}
function farthest(ring: readonly Point[], from: number, to: number): { at: number; distance: number } | undefined {
  const [a, b] = [ring[from], ring[to]]
  let found: { at: number; distance: number } | undefined
  if (a === undefined || b === undefined) return undefined
  for (let at = from + 1; at < to; at++) {
    const distance = distanceTo(ring[at] ?? a, a, b)
    if (found === undefined || distance > found.distance) found = { at, distance }
  }
  return found
}

/** The part of a shape to the right of x, or below y: what a share of a building covers. */
export const partBeyond = (shape: readonly Outline[], line: { readonly x: number } | { readonly y: number }) =>
  shape.map((outline): Outline => outline.map((ring) => clip(ring, line)).filter((ring) => ring.length > 3))

function clip(ring: readonly Point[], line: { readonly x: number } | { readonly y: number }): readonly Point[] {
  const beyond = ([x, y]: Point): number => ('x' in line ? x - line.x : y - line.y)
  const kept: Point[] = []
  for (const [a, b] of edgesOf(ring.slice(0, -1))) {
    const [from, to] = [beyond(a), beyond(b)]
    if (from >= 0) kept.push(a)
    if (from >= 0 !== to >= 0) {
      const share = from / (from - to)
      kept.push([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share])
    }
  }
  return [...kept, ...kept.slice(0, 1)]
}

/**
 * How far the rows of houses lean from level, in radians within an eighth of a turn: the middle of all walls by their
 * length. Turning the plane by its opposite lays most walls level or upright.
 */
export function leanOf(shapes: readonly (readonly Outline[])[]): number {
  let [east, south] = [0, 0]
  for (const ring of shapes.flat(2)) {
    for (const [a, b] of edgesOf(ring)) {
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
      const length = Math.hypot(dx, dy)
      // Four times the angle: a wall and the one across the corner say the same.
      const angle = 4 * Math.atan2(dy, dx)
      east += length * Math.cos(angle)
      south += length * Math.sin(angle)
    }
  }
  return east === 0 && south === 0 ? 0 : Math.atan2(south, east) / 4
}
