import type { GridId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { isAtOrBelow } from './rights.ts'
import type { Rows } from './rows.ts'

/** The service points that people of a grid go to: its own, those below it, and those of the grids above. */
export const facilitiesFor = (rows: Rows, grid: GridId | undefined): readonly RowOf<'facility'>[] =>
  rows
    .all('facility')
    .filter(
      ({ body }) =>
        body.ended === undefined &&
        (grid === undefined || isAtOrBelow(rows, body.grid, grid) || isAtOrBelow(rows, grid, body.grid)),
    )
    .sort((a, b) =>
      a.body.sort === b.body.sort ? compare(a.body.name, b.body.name) : compare(a.body.sort, b.body.sort),
    )
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
