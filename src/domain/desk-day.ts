import { dayOf, plusDays } from './calendar.ts'
import { timeZoneOf } from './due.ts'
import { commonBranch, gridTree } from './grid-counts.ts'
import type { Day } from './ids.ts'
import { classOf, type Moment, momentOf, type Placed, placeHouseholds } from './layers.ts'
import type { RowOf } from './nouns.ts'
import { arrivalOf, isUrgent } from './review.ts'
import type { Rows } from './rows.ts'

/** How the rounds of one grid stand; `households` is what the others are counted of. */
export interface Round {
  readonly grid: RowOf<'grid'>
  readonly households: number
  /** Due today or before. */
  readonly due: number
  /** Those of them at high risk. */
  readonly red: number
}
/** The day of somebody who has no round: what others' rounds have brought, and how each stands. */
export interface DeskDay {
  /** Visits that came to light today, whenever they were made. */
  readonly arrived: number
  /** Visits after which somebody must make contact today. */
  readonly urgent: number
  /** The steps below the lowest grid under which everything at hand lies, in the order of the tree: this is no contest. */
  readonly rounds: readonly Round[]
}
export function deskDayOf(rows: Rows, today: Day): DeskDay {
  const zone = timeZoneOf(rows)
  const visits = rows.all('visit')
  // In no zone has today begun before that; texts are compared first, thousands of visits are not asked for their day.
  const before: string = plusDays(today, -1)
  const tree = gridTree(rows, placeHouseholds(rows))
  const top = commonBranch(tree)
  const moment = momentOf(rows, today, 1)
  const branches = top === undefined ? tree : top.children.length > 0 ? top.children : [top]
  return {
    arrived: visits.filter((visit) => arrivalOf(visit) > before && dayOf(arrivalOf(visit), zone) === today).length,
    urgent: visits.filter((visit) => isUrgent(rows, visit)).length,
    rounds: branches.map(({ grid, households }) => roundIn(grid, households, moment)),
  }
}
function roundIn(grid: RowOf<'grid'>, households: readonly Placed[], moment: Moment): Round {
  const due = households.filter((one) => DUE.has(classOf(one, 'due', moment)))
  const red = due.filter((one) => one.household.body.care === 'red').length
  return { grid, households: households.length, due: due.length, red }
}
const DUE: ReadonlySet<string> = new Set(['overdue', 'today'])
