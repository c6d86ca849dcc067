import type { GridId } from './ids.ts'
import { EMPTY_TALLY, type Layer, type Moment, type Placed, type Tally, tallyOf } from './layers.ts'
import type { RowOf } from './nouns.ts'
import { isAtOrBelow } from './rights.ts'
import type { Rows } from './rows.ts'

/** One grid with what hangs under it. The households of a branch are those of its branches and its own, each once. */
export interface Branch {
  readonly grid: RowOf<'grid'>
  readonly children: readonly Branch[]
  /** Doors that hang on this very grid and on none below it. */
  readonly own: readonly Placed[]
  readonly households: readonly Placed[]
}

/** The grids that have households at hand, from the top; several where the tree at hand has several roots. */
export function gridTree(rows: Rows, placed: readonly Placed[]): readonly Branch[] {
  const own = new Map<string, Placed[]>()
  for (const one of placed) {
    const leaf = rows('grid', one.leaf) === undefined ? NOWHERE : one.leaf
    const together = own.get(leaf)
    if (together === undefined) own.set(leaf, [one])
    else together.push(one)
  }
  const below = new Map<string, RowOf<'grid'>[]>()
  const roots: RowOf<'grid'>[] = []
  for (const grid of rows.all('grid')) {
    const parent = grid.body.parent
    if (parent === null || rows('grid', parent) === undefined) roots.push(grid)
    else below.set(parent, [...(below.get(parent) ?? []), grid])
  }
  const grow = (grid: RowOf<'grid'>): Branch => {
    const children = inOrder(below.get(grid.id) ?? [])
      .map(grow)
      .filter((child) => child.households.length > 0)
    const mine = own.get(grid.id) ?? []
    return { grid, children, own: mine, households: [...children.flatMap((child) => child.households), ...mine] }
  }
  return inOrder(roots)
    .map(grow)
    .filter((branch) => branch.households.length > 0)
}
/** Doors of a grid that nobody knows are in no tree; the register says so elsewhere. */
const NOWHERE = ''
const inOrder = (grids: readonly RowOf<'grid'>[]): readonly RowOf<'grid'>[] =>
  [...grids].sort((a, b) => a.body.order - b.body.order || (a.id < b.id ? -1 : 1))

/** The lowest grid under which everything at hand lies; undefined where it lies under none. */
export function commonBranch(tree: readonly Branch[]): Branch | undefined {
  let [branch, ...others] = tree
  if (others.length > 0) return undefined
  while (branch !== undefined && branch.own.length === 0 && branch.children.length === 1) branch = branch.children[0]
  return branch
}
/** From the top down to a grid, both included; empty where the grid has nothing at hand. */
export function pathTo(tree: readonly Branch[], grid: string): readonly Branch[] {
  for (const branch of tree) {
    if (branch.grid.id === grid) return [branch]
    const below = pathTo(branch.children, grid)
    if (below.length > 0) return [branch, ...below]
  }
  return []
}

/** The tallies of buildings, of those households alone that are given. */
export const tallyBuildings = (
  byBuilding: ReadonlyMap<string, readonly Placed[]>,
  layer: Layer,
  moment: Moment,
): ReadonlyMap<string, Tally> => new Map([...byBuilding].map(([id, own]) => [id, tallyOf(own, layer, moment)]))
export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const together = groups.get(keyOf(one))
    if (together === undefined) groups.set(keyOf(one), [one])
    else together.push(one)
  }
  return groups
}
export const sumTallies = (all: Iterable<Tally>): Tally => {
  let sum: Tally = EMPTY_TALLY
  for (const tally of all) {
    const classes = { ...sum.classes }
    for (const [mark, count] of Object.entries(tally.classes)) {
      const key = mark as keyof typeof classes
      classes[key] = (classes[key] ?? 0) + count
    }
    sum = { households: sum.households + tally.households, classes }
  }
  return sum
}

/** Buildings that have a stair in a grid or below it; one building may stand in two. */
export const buildingsIn = (rows: Rows, grid: GridId): readonly RowOf<'building'>[] =>
  rows
    .all('building')
    .filter(
      (row) => row.body.ended === undefined && row.body.stairs.some((stair) => isAtOrBelow(rows, stair.grid, grid)),
    )
