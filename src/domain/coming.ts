import type { GridId } from './ids.ts'
import type { RedrawBody } from './map-nouns.ts'
import type { RowOf } from './nouns.ts'
import { isAtOrBelow } from './rights.ts'
import type { Rows } from './rows.ts'

/** What waits for its day and concerns a grid or what lies under it, the nearest day first. */
export const comingTo = (rows: Rows, grid: GridId): readonly RowOf<'redraw'>[] =>
  rows
    .all('redraw')
    .filter(({ body }) => body.state === 'waiting' && placesOf(body).some((at) => isAtOrBelow(rows, at, grid)))
    .sort((a, b) => (a.body.on < b.body.on || (a.body.on === b.body.on && a.id < b.id) ? -1 : 1))

const placesOf = ({ grid, grids, buildings }: RedrawBody): readonly GridId[] => [
  grid,
  ...grids.flatMap(({ from, to }) => (from === null ? [to] : [from, to])),
  ...buildings.flatMap(({ stairs, to }) => [to, ...stairs.map(({ from }) => from)]),
]
/** The buildings that go along, each once with the grid it goes to. */
export function housesOf(rows: Rows, { grids, buildings }: RedrawBody): ReadonlyMap<string, GridId> {
  const going = new Map(grids.map(({ grid, to }) => [grid, to]))
  const found = new Map<string, GridId>(buildings.map(({ building, to }) => [building, to]))
  if (going.size === 0) return found
  for (const { id, body } of rows.all('building'))
    for (const { grid } of body.stairs) {
      const to = going.get(grid)
      if (to !== undefined && body.ended === undefined) found.set(id, to)
    }
  return found
}
