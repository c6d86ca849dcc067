import { housesOf } from './coming.ts'
import { type Footprint, spotOf } from './estate-shape.ts'
import { areaOn, isInside, type Outline, type Plane } from './geometry.ts'
import { asId, type Day, type GridId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { isAtOrBelow } from './rights.ts'
import type { Rows } from './rows.ts'
import type { See } from './see.ts'

type Grid = RowOf<'grid'>
type Building = RowOf<'building'>

/** Grids a building of this grid could go to instead: those of its level that have not ended, in their order. */
export const neighboursOf = (rows: Rows, { id, body }: Grid): readonly Grid[] =>
  rows
    .all('grid')
    .filter((row) => row.id !== id && row.body.level === body.level && row.body.ended === undefined)
    .sort((a, b) => a.body.order - b.body.order)

/** What a boundary says of the buildings: which stand inside, and which of all are not yet where they stand. */
export interface Sorted {
  readonly inside: readonly Building[]
  /** Inside, and not (wholly) of this grid. */
  readonly joins: readonly Building[]
  /** Of this grid, and outside; with the grid in whose own boundary it stands, if any. */
  readonly leaves: readonly { readonly building: Building; readonly into: Grid | undefined }[]
}
export interface Drawn {
  readonly grid: Grid
  readonly area: readonly Outline[]
  readonly plane: Plane
  readonly footprints: readonly Footprint[]
}
/** A building stands where its mark stands; one that was never drawn stands nowhere and stays where it hangs. */
export function sortBuildings(rows: Rows, { grid, area, plane, footprints }: Drawn): Sorted {
  const others = neighboursOf(rows, grid).flatMap((row) =>
    row.body.boundary === undefined ? [] : [{ row, area: areaOn(plane, row.body.boundary) }],
  )
  const inside: Building[] = []
  const joins: Building[] = []
  const leaves: { building: Building; into: Grid | undefined }[] = []
  for (const footprint of footprints) {
    const { at } = spotOf(footprint)
    const building = footprint.row
    const hangsHere = building.body.stairs.map((stair) => isAtOrBelow(rows, stair.grid, asId(grid.id)))
    if (isInside(area, at)) {
      inside.push(building)
      if (hangsHere.includes(false)) joins.push(building)
    } else if (hangsHere.includes(true)) {
      leaves.push({ building, into: others.find((one) => isInside(one.area, at))?.row })
    }
  }
  return { inside, joins, leaves }
}

/** The moves of a redrawing as its command says them. */
export interface Moves {
  readonly grids: readonly { readonly grid: GridId; readonly to: GridId }[]
  readonly buildings: readonly { readonly building: string; readonly stairs: readonly string[]; readonly to: GridId }[]
}
/**
 * What has to move so that buildings belong to the grids they are wanted in. A group of which every building goes the
 * same way goes whole, and keeps its leader; of others the stairs are hung on the new grid itself.
 */
export function movesTo(rows: Rows, wanted: ReadonlyMap<string, GridId>): Moves {
  const hanging = new Map<
    GridId,
    { readonly building: string; readonly stair: string; readonly to: GridId | undefined }[]
  >()
  for (const { id, body } of rows.all('building')) {
    if (body.ended !== undefined) continue
    for (const { id: stair, grid } of body.stairs) {
      const to = wanted.get(id)
      const goes = to !== undefined && !isAtOrBelow(rows, grid, to) ? to : undefined
      hanging.set(grid, [...(hanging.get(grid) ?? []), { building: id, stair, to: goes }])
    }
  }
  const grids: { grid: GridId; to: GridId }[] = []
  const buildings = new Map<string, { building: string; stairs: string[]; to: GridId }>()
  for (const [grid, stairs] of hanging) {
    const [first, ...others] = new Set(stairs.map(({ to }) => to))
    if (first !== undefined && others.length === 0 && isGroupFor(rows, grid, first)) {
      grids.push({ grid, to: first })
      continue
    }
    for (const { building, stair, to } of stairs) {
      if (to === undefined) continue
      const known = buildings.get(`${building} ${to}`) ?? { building, stairs: [], to }
      known.stairs.push(stair)
      buildings.set(`${building} ${to}`, known)
    }
  }
  return { grids, buildings: [...buildings.values()] }
}
const isGroupFor = (see: See, grid: GridId, to: GridId): boolean =>
  see('grid', grid)?.body.level === 'stair' && see('grid', to)?.body.level !== 'stair'

/** Where a house goes by then, as is decided already: a redrawing that finds it there on its own day leaves it alone. */
export function goesBefore(
  rows: Rows,
  building: string,
  day: Day,
): { readonly on: Day; readonly to: GridId } | undefined {
  const waiting = rows.all('redraw').filter(({ body }) => body.state === 'waiting' && body.on <= day)
  const going = waiting.flatMap(({ body }) => {
    const to = housesOf(rows, body).get(building)
    return to === undefined ? [] : [{ on: body.on, to }]
  })
  return going.sort((a, b) => (a.on < b.on ? -1 : 1))[0]
}
