import { awaitsCheck, isChecked } from './claim.ts'
import { hourRules, serviceTime } from './hours.ts'
import type { GridId, Instant, PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import type { Rows } from './rows.ts'
import type { See } from './see.ts'
import type { ClaimBody } from './task-nouns.ts'

/** What was done on one claim, as whoever checks it reads it. */
export interface Work {
  readonly holding: RowOf<'holding'>
  readonly task: RowOf<'task'>
  /** Nobody checks the own work. */
  readonly isOwn: boolean
}
export interface Checker {
  readonly person: PersonId
  readonly now: Instant
  mayCheck(grid: GridId): boolean
}

/** All that waits for a check and that the person may read and judge, what has waited longest first. */
export function workToCheck(rows: Rows, checker: Checker): readonly Work[] {
  return works(rows, checker, awaitsCheck).sort((a, b) => compare(a.holding.body.done?.at, b.holding.body.done?.at))
}
/** Places held by those of whom nothing was heard though the task's time is over: they came, or did not. */
export function workUntold(rows: Rows, checker: Checker): readonly Work[] {
  const found = works(rows, checker, ({ state }) => state === 'confirmed' || state === 'started')
  return found
    .filter(({ task }) => task.body.until <= checker.now)
    .sort((a, b) => compare(a.task.body.until, b.task.body.until))
}
/** What the person has checked or corrected since a moment, the last first: a slip is put right here. */
export function workCheckedSince(rows: Rows, checker: Checker, since: Instant): readonly Work[] {
  const lastOf = (claim: ClaimBody) => claim.checked?.at(-1)
  const isRecent = (claim: ClaimBody): boolean => {
    const last = lastOf(claim)
    return isChecked(claim) && last?.by === checker.person && last.at >= since
  }
  return works(rows, checker, isRecent).sort((a, b) => compare(lastOf(b.holding.body)?.at, lastOf(a.holding.body)?.at))
}
/** When each person last did something that was checked; who has not is not in it. */
export function lastDone(rows: Rows): ReadonlyMap<PersonId, Instant> {
  const last = new Map<PersonId, Instant>()
  for (const { body } of rows.all('holding')) {
    const at = isChecked(body) ? body.done?.at : undefined
    if (at !== undefined && at > (last.get(body.person) ?? '')) last.set(body.person, at)
  }
  return last
}
function works(rows: Rows, { person, mayCheck }: Checker, wanted: (claim: ClaimBody) => boolean): Work[] {
  return rows.all('holding').flatMap((holding) => {
    const work = wanted(holding.body) ? workOf(rows, holding.id, person) : undefined
    return work !== undefined && mayCheck(work.task.body.grid) ? [work] : []
  })
}
/** One claim with its task, whatever its state; undefined where they are not at hand. */
export function workOf(see: See, claim: string, person: PersonId): Work | undefined {
  const holding = see('holding', claim)
  const task = see('task', holding?.body.task ?? '')
  if (holding === undefined || task === undefined) return undefined
  return { holding, task, isOwn: holding.body.person === person }
}
const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Minutes that checking these claims as reported would add to what counts for their people: by the rules of hours,
 * which round by the day and have a most of the day, so that two of one day may add less than each alone.
 */
export function minutesAdded(rows: Rows): (works: readonly Work[]) => number {
  const rules = hourRules(rows)
  const known = new Map<PersonId, ClaimBody[]>()
  for (const { body } of rows.all('holding')) {
    if (body.checked !== undefined) known.set(body.person, [...(known.get(body.person) ?? []), body])
  }
  return (works) => {
    const added = new Map<PersonId, ClaimBody[]>()
    for (const { holding } of works) {
      const { body } = holding
      added.set(body.person, [...(added.get(body.person) ?? []), asReported(body)])
    }
    return [...added].reduce((sum, [person, claims]) => {
      const before = known.get(person) ?? []
      return sum + serviceTime([...before, ...claims], rules).minutes - serviceTime(before, rules).minutes
    }, 0)
  }
}
function asReported(claim: ClaimBody): ClaimBody {
  const { done, person } = claim
  if (done === undefined) return claim
  return { ...claim, checked: [{ minutes: done.minutes, by: person, at: done.at, command: NONE }] }
}
const NONE = '' as NonNullable<ClaimBody['checked']>[number]['command']
