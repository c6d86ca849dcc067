import { addressOf } from './address.ts'
import { dayOf } from './calendar.ts'
import type { Day, GridId, Instant, PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { isAtOrBelow } from './rights.ts'
import type { Rows } from './rows.ts'
import type { See } from './see.ts'

/** What a coordinator narrows the list of visits by; days are those of the visit, both inclusive. */
export interface ReviewFilter {
  readonly grid?: GridId
  readonly by?: PersonId
  readonly outcome?: string
  readonly from?: Day
  readonly until?: Day
  readonly urgent?: true
}
type Visit = RowOf<'visit'>

/** When a visit came to light: the receipt, or its own time while only this phone knows it. */
export const arrivalOf = (visit: Visit): Instant => visit.body.received ?? visit.body.at

/** All visits, newest arrival first: a visit of last week that arrives today is news of today. */
export function newestFirst(rows: Pick<Rows, 'all'>): readonly Visit[] {
  return [...rows.all('visit')].sort(
    (a, b) => compare(arrivalOf(b), arrivalOf(a)) || compare(b.body.at, a.body.at) || compare(b.id, a.id),
  )
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Somebody must make contact: nobody answered, and nobody has been reached since. */
export function isUrgent(see: See, visit: Visit): boolean {
  if (visit.body.escalated === undefined) return false
  const reached = see('household', visit.body.household)?.body.lastReached ?? null
  return reached === null || reached < visit.body.at
}

/** The leaf grid a household lies in by its first door's stair; undefined where the register does not say. */
export function leafOf(see: See, household: string): GridId | undefined {
  const body = see('household', household)?.body
  return body === undefined ? undefined : addressOf(see, body)?.stair.grid
}
/** Whether a household lies in a grid or below it; leaves are few, so each is climbed once. */
function liesIn(see: See, grid: GridId): (household: string) => boolean {
  const known = new Map<GridId, boolean>()
  return (household) => {
    const leaf = leafOf(see, household)
    if (leaf === undefined) return false
    const answer = known.get(leaf) ?? isAtOrBelow(see, leaf, grid)
    known.set(leaf, answer)
    return answer
  }
}

export function filterVisits(
  see: See,
  visits: readonly Visit[],
  asked: { readonly filter: ReviewFilter; readonly timeZone: string },
): readonly Visit[] {
  const { grid, by, outcome, from, until, urgent } = asked.filter
  const inGrid = grid === undefined ? undefined : liesIn(see, grid)
  return visits.filter((visit) => {
    const { body } = visit
    if (by !== undefined && body.by !== by) return false
    if (outcome !== undefined && body.outcome !== outcome) return false
    if (from !== undefined || until !== undefined) {
      const day = dayOf(body.at, asked.timeZone)
      if ((from !== undefined && day < from) || (until !== undefined && day > until)) return false
    }
    if (urgent === true && !isUrgent(see, visit)) return false
    return inGrid === undefined || inGrid(body.household)
  })
}

/** What the filters can choose from: who visited and which outcomes occur, most frequent first. */
export function choicesOf(rows: Rows): { readonly persons: readonly PersonId[]; readonly outcomes: readonly string[] } {
  const persons = new Map<PersonId, number>()
  const outcomes = new Map<string, number>()
  for (const { body } of rows.all('visit')) {
    persons.set(body.by, (persons.get(body.by) ?? 0) + 1)
    outcomes.set(body.outcome, (outcomes.get(body.outcome) ?? 0) + 1)
  }
  return { persons: byCount(persons), outcomes: byCount(outcomes) }
}
const byCount = <T>(counts: ReadonlyMap<T, number>): readonly T[] =>
  [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value)
