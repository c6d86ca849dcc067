import {
  areaOn,
  type Box,
  boxAround,
  boxOf,
  centroidOf,
  distanceToWall,
  hullOf,
  isInside,
  type LngLat,
  leanOf,
  type Outline,
  overlap,
  type Plane,
  type Point,
  planeAt,
  simplify,
} from './geometry.ts'
import type { BuildingBody, RowOf } from './nouns.ts'

/** Where a building's mark stands: the middle of the widest clear strip inside it. */
export interface Spot {
  readonly at: Point
  /** Metres to the nearest wall. */
  readonly clear: number
  /** The strip's ends at the height of the mark. */
  readonly left: number
  readonly right: number
}
/** A building as it lies on the plane. */
export interface Footprint {
  readonly id: string
  readonly row: RowOf<'building'>
  readonly shape: readonly Outline[]
  readonly box: Box
  /** Drawn around a point: how large the house is nobody has told. */
  readonly isPoint?: true
}
export interface EstateShape {
  readonly plane: Plane
  /** In the order of the rows given; those without an outline or a point are left out. */
  readonly footprints: readonly Footprint[]
  readonly undrawn: readonly RowOf<'building'>[]
  readonly box: Box | undefined
}

/** Rows of houses that lean more than this are streets that run askew: north stays up then. */
const MOST_TURN = (20 * Math.PI) / 180

/** Lays all drawn buildings on one plane, turned a little where that lays their rows level. */
export function estateShapeOf(buildings: readonly RowOf<'building'>[]): EstateShape {
  const standing = buildings.filter((row) => row.body.ended === undefined)
  const drawn = standing.filter((row) => hasPlace(row.body))
  const middle = middleOf(drawn)
  const upright = planeAt(middle)
  const lean = leanOf(drawn.map((row) => areaOn(upright, row.body.shape)))
  const plane = Math.abs(lean) > MOST_TURN ? upright : planeAt(middle, -lean)
  const footprints = drawn.flatMap((row): Footprint[] => {
    const outlined = isDrawn(row.body)
    const shape = outlined ? areaOn(plane, row.body.shape) : squareAt(plane, row.body.point)
    const box = boxOf(shape.flat(2))
    return box === undefined ? [] : [{ id: row.id, row, shape, box, ...(outlined ? {} : { isPoint: true as const }) }]
  })
  return {
    plane,
    footprints,
    undrawn: standing.filter((row) => !hasPlace(row.body)),
    box: boxAround(footprints.map((one) => one.box)),
  }
}
const isDrawn = (body: BuildingBody): boolean => body.shape.some((rings) => (rings[0]?.length ?? 0) > 2)
const hasPlace = (body: BuildingBody): boolean => body.point !== undefined || isDrawn(body)

/** Metres from a point to the walls drawn around it: as deep as a usual house, so that its mark can be read. */
const AROUND_POINT = 6
function squareAt(plane: Plane, point: LngLat | undefined): readonly Outline[] {
  if (point === undefined) return []
  const [x, y] = plane.project(point)
  const [left, right, top, foot] = [x - AROUND_POINT, x + AROUND_POINT, y - AROUND_POINT, y + AROUND_POINT]
  const corners: readonly Point[] = [
    [left, top],
    [right, top],
    [right, foot],
    [left, foot],
    [left, top],
  ]
  return [[corners]]
}

/** The middle of the first corners: a building drawn on another continent by mistake moves it, but not by much. */
function middleOf(drawn: readonly RowOf<'building'>[]): LngLat {
  const corners = drawn.flatMap(({ body }) => body.shape[0]?.[0]?.slice(0, 1) ?? (body.point ? [body.point] : []))
  const median = (axis: 0 | 1): number =>
    corners.map((corner) => corner[axis]).sort((a, b) => a - b)[Math.floor(corners.length / 2)] ?? 0
  return [median(0), median(1)]
}

const STRIPS = 9
/** The centre of mass where it has room; else the widest place the building has, never its courtyard. */
export function spotOf({ shape, box }: Pick<Footprint, 'shape' | 'box'>): Spot {
  const centre = centroidOf(shape) ?? [box.minX, box.minY]
  const strips = [centre[1], ...stripsOf(box)].flatMap((y) =>
    spansAt(shape, y).map(([left, right]) => ({ y, left, right })),
  )
  const spots = strips.map(({ y, left, right }): Spot => {
    const x = left < centre[0] && centre[0] < right ? centre[0] : (left + right) / 2
    return { at: [x, y], clear: isInside(shape, [x, y]) ? distanceToWall(shape, [x, y]) : 0, left, right }
  })
  const [first] = spots
  const best = spots.reduce((a, b) => (b.clear > a.clear * 1.15 ? b : a), first ?? lost(centre, box))
  return best
}
const lost = (at: Point, box: Box): Spot => ({ at, clear: 0, left: box.minX, right: box.maxX })
const stripsOf = ({ minY, maxY }: Box): readonly number[] =>
  Array.from({ length: STRIPS }, (_, place) => minY + ((place + 0.5) / STRIPS) * (maxY - minY))

/** From wall to wall at one height, from left to right. */
function spansAt(shape: readonly Outline[], y: number): readonly (readonly [number, number])[] {
  return shape.flatMap((outline) => {
    const walls: number[] = []
    for (const ring of outline) {
      ring.forEach((a, at) => {
        const b = ring[at + 1]
        if (b !== undefined && a[1] > y !== b[1] > y) walls.push(a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]))
      })
    }
    walls.sort((a, b) => a - b)
    return walls.flatMap((left, at): (readonly [number, number])[] => {
      const right = walls[at + 1]
      return at % 2 === 0 && right !== undefined ? [[left, right]] : []
    })
  })
}

/** What a grid covers where nobody drew its boundary: the hull of its buildings. */
export const hullAround = (footprints: readonly Footprint[]): readonly Point[] =>
  hullOf(footprints.flatMap((one) => one.shape.flatMap((outline) => [...(outline[0] ?? [])])))

const STEPS = 12
/** Where a name of this size covers the least of the houses inside a box, the lower right before others. */
export function freeSpot(
  inside: Box,
  boxes: readonly Box[],
  size: { readonly wide: number; readonly high: number },
): Point {
  let best: { readonly at: Point; readonly covered: number } | undefined
  for (let row = STEPS; row >= 0; row--) {
    for (let column = STEPS; column >= 0; column--) {
      const x = inside.minX + (Math.max(0, inside.maxX - inside.minX - size.wide) * column) / STEPS
      const y = inside.minY + (Math.max(0, inside.maxY - inside.minY - size.high) * row) / STEPS
      const name: Box = { minX: x, minY: y, maxX: x + size.wide, maxY: y + size.high }
      const covered = boxes.reduce((sum, box) => sum + overlap(name, box), 0)
      if (best === undefined || covered < best.covered - 1e-9)
        best = { at: [x + size.wide / 2, y + size.high / 2], covered }
      if (covered === 0) return best.at
    }
  }
  return best?.at ?? [inside.minX, inside.minY]
}

/** Outlines without the detail that no screen shows at this scale, for drawing thousands at once. */
export const coarse = (footprints: readonly Footprint[], tolerance: number): readonly Outline[] =>
  footprints.flatMap((one) => one.shape.map((outline) => outline.slice(0, 1).map((ring) => simplify(ring, tolerance))))

/** As people read: row by row from the top, each from the left. Houses of one row need not stand exactly level. */
export function readingOrder<F extends Pick<Footprint, 'box'>>(footprints: readonly F[]): readonly F[] {
  const middle = ({ box }: Pick<Footprint, 'box'>): number => (box.minY + box.maxY) / 2
  const left = [...footprints].sort((a, b) => middle(a) - middle(b))
  const read: F[] = []
  while (left.length > 0) {
    const [first] = left
    const floor = first?.box.maxY ?? 0
    const row = left.filter((one) => middle(one) < floor)
    read.push(...(row.length === 0 ? left.slice(0, 1) : row).sort((a, b) => a.box.minX - b.box.minX))
    left.splice(0, Math.max(1, row.length))
  }
  return read
}
