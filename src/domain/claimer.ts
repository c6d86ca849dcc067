import { dayOf } from './calendar.ts'
import { timeZoneOf } from './due.ts'
import { unfitFor } from './fit.ts'
import type { GridId, Instant, PersonId } from './ids.ts'
import { mayWrite } from './permission.ts'
import type { RefusalCode } from './refusal.ts'
import { groundsOf } from './rights.ts'
import type { See } from './see.ts'
import type { TaskBody, VolunteerBody } from './task-nouns.ts'

/** Whether somebody has a post today from which he may claim in that grid. Needs sight of all posts. */
export function mayStillClaim(
  see: See,
  { person, grid }: { readonly person: PersonId; readonly grid: GridId },
  now: Instant,
): boolean {
  const today = dayOf(now, timeZoneOf(see))
  const answer = { type: 'claim.answer', class: 'request', grid, happened: today, arrived: today } as const
  return mayWrite(groundsOf(see, person), answer) === 'ok'
}

export const isResting = (see: See, card: Pick<VolunteerBody, 'resting'> | undefined, now: Instant): boolean =>
  card?.resting !== undefined && dayOf(now, timeZoneOf(see)) < card.resting

interface Asked {
  readonly task: TaskBody
  readonly card: VolunteerBody | undefined
}
/**
 * Why a coordinator cannot give somebody a place. Whatever else the task asks for is overridden by the reason that
 * stands in the history; the consent of a guardian is not his to give.
 */
export function whyNotGiven(see: See, { task, card }: Asked, now: Instant): RefusalCode | undefined {
  if (isResting(see, card, now)) return 'resting'
  return unfitFor(see, task, card).find((unfit) => unfit === 'consent_missing')
}
/** Why somebody cannot be asked to take over. Who asks learns that it is so, and not what the other's card says. */
export function whyNotAsked(see: See, { task, card }: Asked, now: Instant): RefusalCode | undefined {
  if (isResting(see, card, now)) return 'resting'
  return unfitFor(see, task, card).length > 0 ? 'unfit' : undefined
}
