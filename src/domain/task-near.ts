import type { GridId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { isAtOrBelow } from './rights.ts'
import type { See } from './see.ts'
import type { TaskBody } from './task-nouns.ts'

/** How near a task is in the terms of the grid, which everybody knows by heart; no measuring, no tracks. */
export type Nearness = 'stair' | 'building' | 'micro' | 'far'

/** How near tasks are to somebody who belongs to these grids. */
export function nearnessOf(see: See, own: readonly GridId[]): (task: Pick<TaskBody, 'grid' | 'place'>) => Nearness {
  const micros = new Set(own.flatMap((grid) => microOf(see, grid) ?? []))
  // Whoever belongs to the whole community is at home in none of its stairs more than in another.
  const stairsOfOwn = new Set(own.filter((grid) => see('grid', grid)?.body.level === 'stair'))
  return ({ grid, place }) => {
    const stairs =
      place.building === undefined ? [] : (see('building', place.building)?.body.stairs ?? []).map((one) => one.grid)
    const there = stairs.length > 0 ? stairs : [grid]
    const mine = there.filter((one) => stairsOfOwn.has(one))
    if (mine.length > 0) return new Set(there).size === 1 ? 'stair' : 'building'
    if (there.some((one) => micros.has(microOf(see, one) ?? one))) return 'micro'
    return own.some((one) => isAtOrBelow(see, one, grid)) && see('grid', grid)?.body.level === 'micro' ? 'micro' : 'far'
  }
}
function microOf(see: See, grid: GridId): GridId | undefined {
  let at: GridId | null = grid
  for (let depth = 0; at !== null && depth < 20; depth++) {
    const row: RowOf<'grid'> | undefined = see('grid', at)
    if (row?.body.level === 'micro') return at
    at = row?.body.parent ?? null
  }
  return undefined
}
