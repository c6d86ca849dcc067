import { holdsPlace, isLive } from './claim.ts'
import type { Instant, PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import type { See } from './see.ts'
import type { TaskCard } from './task-lists.ts'
import type { ClaimBody } from './task-nouns.ts'

/** A claim of one's own with what it is about, and the place that it holds or is offered. */
export interface OwnClaim {
  readonly claim: RowOf<'claim'>
  readonly task: RowOf<'task'>
  readonly seat: RowOf<'seat'> | undefined
}
/** All claims of a person whose task is at hand. */
export const claimsOf = (see: See, person: PersonId): readonly OwnClaim[] =>
  see.under('claim', person).flatMap((claim) => withTask(see, claim) ?? [])

function withTask(see: See, claim: RowOf<'claim'>): OwnClaim | undefined {
  const task = see('task', claim.body.task)
  if (task === undefined) return undefined
  return { claim, task, seat: see.under('seat', task.id).find(({ body }) => body.claim === claim.id) }
}
/** The person's claim on a task that counts: the one that is alive, else the last one. */
export function claimOn(see: See, person: PersonId, task: string): OwnClaim | undefined {
  const claims = see.under('claim', person).filter(({ body }) => body.task === task)
  const lastFirst = [...claims].sort((a, b) => (lastOf(a) < lastOf(b) ? 1 : -1))
  const current = claims.find(({ body }) => isLive(body) || holdsPlace(body)) ?? lastFirst[0]
  return current === undefined ? undefined : withTask(see, current)
}
export const lastOf = ({ body }: Pick<RowOf<'claim'>, 'body'>): Instant => body.log.at(-1)?.at ?? ('' as Instant)

/** A place waits for this person's yes: it fell free, was assigned, or somebody would hand it over. */
export const isOffered = ({ claim, seat }: OwnClaim): boolean =>
  claim.body.state === 'assigned' || (claim.body.state === 'waitlisted' && seat?.body.offer === true)
/** Which command of the person's own made it confirmed; undefined where the server did. */
export const confirmedBy = (claim: ClaimBody): string | undefined =>
  claim.log.findLast(({ state }) => state === 'confirmed')?.command

/** Whether anybody could still have a place. */
export const isFree = ({ places }: Pick<TaskCard, 'places'>): boolean => places.taken < places.all
