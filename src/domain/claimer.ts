import { dayOf } from './calendar.ts'
import { timeZoneOf } from './due.ts'
import type { GridId, Instant, PersonId } from './ids.ts'
import { mayWrite } from './permission.ts'
import { groundsOf } from './rights.ts'
import type { See } from './see.ts'

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
