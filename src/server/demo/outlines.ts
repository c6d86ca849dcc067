import type { Rings } from '../../domain/nouns.ts'
import type { Form, PlannedBuilding, PlannedGrid } from './plan.ts'

type Point = readonly [east: number, north: number]

/** Metres from west to east and from south to north. */
const SIZES: Readonly<Record<Form, { readonly perStair: number; readonly deep: number }>> = {
  slab: { perStair: 16, deep: 10 },
  model: { perStair: 17, deep: 10.5 },
  duplex: { perStair: 17, deep: 11 },
  corridor: { perStair: 33, deep: 9 },
  point: { perStair: 24, deep: 22 },
  court: { perStair: 11, deep: 36 },
  street: { perStair: 17, deep: 12 },
  lane: { perStair: 6.5, deep: 11 },
}
const GRID_WIDE = 140
const LANE_WIDE = 12
const ROW_GAP = 8
/** The garden and the kindergarten lie between the first and the third micro-grid. */
const GARDEN_DEEP = 34

/**
 * Open sea off the coast, so that no demo building stands on anybody's house; buildings are drawn to scale around
 * it, turned a little as real streets are.
 */
const ORIGIN = { longitude: 122.85, latitude: 31.05 }
const TURN = (-7 * Math.PI) / 180
const METRES_A_DEGREE = 111_320

export const toDegrees = ([east, north]: Point): readonly [number, number] => {
  const x = east * Math.cos(TURN) - north * Math.sin(TURN)
  const y = east * Math.sin(TURN) + north * Math.cos(TURN)
  const longitude = ORIGIN.longitude + x / (METRES_A_DEGREE * Math.cos((ORIGIN.latitude * Math.PI) / 180))
  return [round(longitude), round(ORIGIN.latitude + y / METRES_A_DEGREE)]
}
/** A tenth of a metre is enough for a wall. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

const ring = (points: readonly Point[]): Rings[number] => [...points, ...points.slice(0, 1)].map(toDegrees)
const box = (west: number, south: number, size: Point): readonly Point[] => [
  [west, south],
  [west + size[0], south],
  [west + size[0], south + size[1]],
  [west, south + size[1]],
]

/** Outline of a building whose south-west corner is given. */
function outline(form: Form, corner: Point, wide: number): Rings {
  const [west, south] = corner
  const { deep } = SIZES[form]
  if (form === 'court') {
    const yard = box(west + 10, south + 10, [wide - 20, deep - 20])
    return [ring(box(west, south, [wide, deep])), ring([...yard].reverse())]
  }
  if (form === 'point') {
    const notch = 5
    const [east, north] = [west + wide, south + deep]
    return [
      ring([
        [west + notch, south],
        [east - notch, south],
        [east - notch, south + notch],
        [east, south + notch],
        [east, north - notch],
        [east - notch, north - notch],
        [east - notch, north],
        [west + notch, north],
        [west + notch, north - notch],
        [west, north - notch],
        [west, south + notch],
        [west + notch, south + notch],
      ]),
    ]
  }
  return [ring(box(west, south, [wide, deep]))]
}

const wideOf = ({ form, numbers }: PlannedBuilding): number => SIZES[form].perStair * numbers.length

/** The outlines of one micro-grid's buildings, in their order, and how deep the grid is from north to south. */
function drawGrid(grid: PlannedGrid, top: number): { readonly shapes: readonly Rings[]; readonly deep: number } {
  const west = grid.column === 'west' ? 0 : GRID_WIDE + LANE_WIDE
  const shapes: Rings[] = []
  let north = top
  for (const row of new Set(grid.buildings.map((building) => building.row))) {
    const inRow = grid.buildings.filter((building) => building.row === row)
    const deepest = Math.max(...inRow.map((building) => SIZES[building.form].deep))
    const free = GRID_WIDE - inRow.reduce((sum, building) => sum + wideOf(building), 0)
    const gap = Math.min(free / inRow.length, 24)
    let east = west + gap / 2
    for (const building of inRow) {
      shapes.push(outline(building.form, [east, north - SIZES[building.form].deep], wideOf(building)))
      east += wideOf(building) + gap
    }
    north -= deepest + ROW_GAP
  }
  return { shapes, deep: top - north }
}

/** Outlines of all buildings by grid and place: two columns of micro-grids with a lane between them. */
export function drawEstate(grids: readonly PlannedGrid[]): ReadonlyMap<number, readonly Rings[]> {
  const next = { west: 0, east: 0 }
  const drawn = new Map<number, readonly Rings[]>()
  for (const grid of grids) {
    const { shapes, deep } = drawGrid(grid, next[grid.column])
    next[grid.column] -= deep + LANE_WIDE + (grid.order === 1 ? GARDEN_DEEP : 0)
    drawn.set(grid.order, shapes)
  }
  return drawn
}
