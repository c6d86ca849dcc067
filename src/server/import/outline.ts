import type { Datum } from '../../domain/import-wire.ts'
import type { Rings } from '../../domain/nouns.ts'
import { type Point, roundPoint, toWgs84 } from './datum.ts'
import type { Reason } from './problems.ts'

export interface Geometry {
  readonly type?: unknown
  readonly coordinates?: unknown
  /** Of a collection: what it holds. */
  readonly geometries?: unknown
}
/** A collection within a collection is nothing that GeoJSON wants, and is passed over. */
const membersOf = ({ type, geometries }: Geometry): readonly Geometry[] =>
  type === 'GeometryCollection' && Array.isArray(geometries)
    ? geometries.filter((one) => typeof one === 'object' && one !== null)
    : []
const pointOf = (raw: unknown): Point | undefined => {
  const [x, y]: unknown[] = Array.isArray(raw) ? raw : []
  return typeof x === 'number' && typeof y === 'number' ? [x, y] : undefined
}

/** A few points of a geometry, as they stand: enough to tell degrees from metres. */
export function* samplePoints(geometry: Geometry): Generator<Point> {
  for (const member of membersOf(geometry)) yield* samplesIn(member)
  yield* samplesIn(geometry)
}
function* samplesIn({ coordinates }: Geometry): Generator<Point> {
  let at: unknown = coordinates
  while (Array.isArray(at) && Array.isArray(at[0])) {
    const last: unknown = at.at(-1)
    const point = pointOf(last)
    if (point !== undefined) yield point
    at = at[0]
  }
  const point = pointOf(at)
  if (point !== undefined) yield point
}

/** A label's place in WGS84. */
export function readPoint({ type, coordinates }: Geometry, datum: Datum): Point | undefined {
  const point = type === 'Point' ? pointOf(coordinates) : undefined
  const placed = point === undefined ? undefined : toWgs84(datum, point)
  return placed && roundPoint(placed)
}

const isArea = ({ type }: Geometry): boolean => type === 'Polygon' || type === 'MultiPolygon'
const polygonsOf = ({ type, coordinates }: Geometry): readonly unknown[] =>
  type === 'Polygon' ? [coordinates] : Array.isArray(coordinates) && coordinates.length > 0 ? coordinates : [undefined]
/** The outlines of a polygon or of several, in WGS84; else why not. Lines and points of a collection are passed over. */
export function readShape(geometry: Geometry, datum: Datum): readonly Rings[] | Reason {
  const areas = [geometry, ...membersOf(geometry)].filter(isArea)
  if (areas.length === 0) return 'not_an_area'
  const polygons = areas.flatMap(polygonsOf)
  const shape: Rings[] = []
  for (const polygon of polygons) {
    const rings = Array.isArray(polygon) ? readRings(polygon, datum) : 'bad_outline'
    if (typeof rings === 'string') return rings
    shape.push(rings)
  }
  return shape
}
function readRings(polygon: readonly unknown[], datum: Datum): Rings | Reason {
  const rings: (readonly Point[])[] = []
  for (const [place, raw] of polygon.entries()) {
    const ring = Array.isArray(raw) ? readRing(raw, datum) : 'bad_outline'
    // A hole too small to be seen is no reason to lose the building.
    if (ring === 'bad_outline' && place > 0) continue
    if (typeof ring === 'string') return ring
    rings.push(ring)
  }
  return rings.length === 0 ? 'bad_outline' : rings
}
function readRing(raw: readonly unknown[], datum: Datum): readonly Point[] | Reason {
  const points: Point[] = []
  for (const entry of raw) {
    const given = pointOf(entry)
    if (given === undefined) return 'bad_outline'
    const placed = toWgs84(datum, given)
    if (placed === undefined) return 'not_wgs84'
    const point = roundPoint(placed)
    if (!isSame(points.at(-1), point)) points.push(point)
  }
  const [first] = points
  if (first === undefined) return 'bad_outline'
  if (!isSame(points.at(-1), first)) points.push(first)
  return points.length < 4 ? 'bad_outline' : points
}
const isSame = (a: Point | undefined, b: Point): boolean => a !== undefined && a[0] === b[0] && a[1] === b[1]

/** Whether a point lies in the area, holes left out. */
export const contains = (shape: readonly Rings[], point: Point): boolean =>
  shape.some(([outer, ...holes]) => outer && isInRing(outer, point) && !holes.some((hole) => isInRing(hole, point)))
function isInRing(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false
  let [ax, ay] = ring.at(-1) ?? [0, 0]
  for (const [bx, by] of ring) {
    if (by > y !== ay > y && x < ((ax - bx) * (y - by)) / (ay - by) + bx) inside = !inside
    ;[ax, ay] = [bx, by]
  }
  return inside
}
