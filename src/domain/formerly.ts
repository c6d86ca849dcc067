import type { BuildingId, Day, GridId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import type { Rows } from './rows.ts'

/** Above which grids a stair hung for a time, before redrawings gave it to others. Both days inclusive. */
export interface Formerly {
  /** Null: as long as anybody remembers. */
  readonly since: Day | null
  readonly until: Day
  readonly grids: ReadonlySet<GridId>
}
export interface StairOf {
  readonly building: BuildingId
  readonly stair: string
}

/**
 * Where a stair hung from a day on until now, the latest time first; nothing where no redrawing has moved it since. On
 * the day of a redrawing both sides count, as in a hand-over, so that nobody's visit falls between.
 */
export function formerly(rows: Pick<Rows, 'all'>, { building, stair }: StairOf, from: Day): readonly Formerly[] {
  const done = rows
    .all('redraw')
    .filter(({ body }) => body.state === 'done')
    .sort((a, b) => b.seq - a.seq)
  if (!done.some(({ body }) => body.on >= from)) return []
  const parents = new Map(rows.all('grid').map(({ id, body }) => [id, body.parent] as const))
  const row = rows.all('building').find(({ id }) => id === building)
  let leaf = row?.body.stairs.find(({ id }) => id === stair)?.grid
  if (leaf === undefined) return []
  const found: Formerly[] = []
  for (const [at, { body }] of done.entries()) {
    if (body.on < from) break
    for (const { grid, from: above, to } of body.grids) if (parents.get(grid) === to) parents.set(grid, above)
    leaf = leafBefore(body, { building, stair, leaf })
    found.push({ since: done[at + 1]?.body.on ?? null, until: body.on, grids: pathFrom(leaf, parents) })
  }
  return found
}
/** What a redrawing found elsewhere it had left alone. */
function leafBefore({ buildings }: RowOf<'redraw'>['body'], at: StairOf & { readonly leaf: GridId }): GridId {
  const move = buildings.find((one) => one.building === at.building && one.to === at.leaf)
  return move?.stairs.find(({ stair }) => stair === at.stair)?.from ?? at.leaf
}
function pathFrom(leaf: GridId, parents: ReadonlyMap<string, GridId | null>): ReadonlySet<GridId> {
  const path = new Set<GridId>()
  for (let at: GridId | null | undefined = leaf; at != null && !path.has(at); at = parents.get(at)) path.add(at)
  return path
}
