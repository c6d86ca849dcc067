import { asId, type CommandId, type Instant, type PersonId } from './ids.ts'
import type { ClaimBody, ClaimEvent, ClaimState, TaskBody, TaskState } from './task-nouns.ts'

/** The one arrow that the vocabulary does not have: a check that was a slip is taken back, and the work waits again. */
export const UNCHECKED = 'submitted'
/**
 * A task, and each claim on it. What leads back to `open` in vocabulary taskStates is the place, which is free again;
 * the claim itself has ended.
 *
 *   task    open ──┬──▶ expired      its time is over: no more claims
 *                  └──▶ cancelled    claims that have not been carried out end with it
 *
 *   claim   claimed ─┬──▶ lost                        assigned ──▶ declined
 *    (phone) │  │    └──▶ waitlisted ──▶ released         │
 *            │  ▼             │                           │
 *            │ released       ▼                           │
 *            └───────────▶ confirmed ◀────────────────────┘
 *                           │  │  └──▶ no_show
 *                           │  ▼
 *                           │ started ──▶ submitted ◀──▶ verified ──▶ corrected
 *                           ▼  ▼            ▲   │
 *                          released         │   ▼
 *                                          sent_back
 *
 *   With its task: assigned, waitlisted, confirmed, started ──▶ cancelled; assigned, waitlisted ──▶ expired
 */
const AFTER: Readonly<Record<ClaimState, readonly ClaimState[]>> = {
  claimed: ['confirmed', 'lost', 'waitlisted', 'released'],
  assigned: ['confirmed', 'declined', 'cancelled', 'expired'],
  declined: [],
  lost: [],
  waitlisted: ['confirmed', 'released', 'cancelled', 'expired'],
  confirmed: ['started', 'released', 'no_show', 'cancelled'],
  started: ['submitted', 'released', 'cancelled'],
  submitted: ['verified', 'sent_back'],
  sent_back: ['submitted'],
  verified: ['corrected', UNCHECKED],
  corrected: [],
  released: [],
  no_show: [],
  expired: [],
  cancelled: [],
}
const TASK_AFTER: Readonly<Record<TaskState, readonly TaskState[]>> = {
  open: ['expired', 'cancelled'],
  expired: [],
  cancelled: [],
}
export const mayBecome = (state: ClaimState, next: ClaimState): boolean => AFTER[state].includes(next)
export const mayTaskBecome = (state: TaskState, next: TaskState): boolean => TASK_AFTER[state].includes(next)

/** A place is kept for it, or was used by it. */
const HOLDS: ReadonlySet<ClaimState> = new Set([
  'confirmed',
  'started',
  'submitted',
  'sent_back',
  'verified',
  'corrected',
])
/** Not over: the person still has to do with it before anybody checks. */
const LIVES: ReadonlySet<ClaimState> = new Set([
  'claimed',
  'assigned',
  'waitlisted',
  'confirmed',
  'started',
  'sent_back',
])
/** Counts against the limit of one person: what was asked for, not what was given or has been done. */
const COUNTS: ReadonlySet<ClaimState> = new Set(['claimed', 'waitlisted', 'confirmed', 'started'])
/** May know whom it helps. */
const KNOWS: ReadonlySet<ClaimState> = new Set(['confirmed', 'started', 'sent_back'])

export const holdsPlace = ({ state }: Pick<ClaimBody, 'state'>): boolean => HOLDS.has(state)
export const isLive = ({ state }: Pick<ClaimBody, 'state'>): boolean => LIVES.has(state)
export const countsAsOpen = ({ state }: Pick<ClaimBody, 'state'>): boolean => COUNTS.has(state)
export const mayKnowContact = ({ state }: Pick<ClaimBody, 'state'>): boolean => KNOWS.has(state)
export const isOver = (claim: Pick<ClaimBody, 'state'>): boolean => !holdsPlace(claim) && !isLive(claim)

/** Somebody has checked what was done, and has not taken that back. */
export const isChecked = ({ checked }: Pick<ClaimBody, 'checked'>): boolean =>
  checked !== undefined && checked.length > 0 && checked.at(-1)?.back !== true

/** A place was once kept for it: only then does anything count. */
export const wasConfirmed = (claim: Pick<ClaimBody, 'log' | 'state'>): boolean =>
  holdsPlace(claim) || claim.log.some(({ state }) => state === 'confirmed')
/** Somebody else has yet to look at what was done; also at what was done after the place was gone. */
export const awaitsCheck = (claim: ClaimBody): boolean =>
  claim.state === 'submitted' ||
  (claim.late === true && claim.done !== undefined && !isChecked(claim) && isOver(claim) && wasConfirmed(claim))

export const SERVER: PersonId = asId('server')
/** More than anybody reads of one claim. */
const LONGEST_LOG = 40
/** A log with one event more. Of the longest goes what rules do not ask for: never how it began, nor the last confirmation. */
function grown(log: readonly ClaimEvent[], event: ClaimEvent): readonly ClaimEvent[] {
  const all = [...log, event]
  if (all.length <= LONGEST_LOG) return all
  const confirmed = all.findLastIndex(({ state }) => state === 'confirmed')
  return all.toSpliced(confirmed === 1 ? 2 : 1, 1)
}

/** The claim in its next state, with the event in its log; undefined where the machine above has no such arrow. */
export function become(claim: ClaimBody, next: ClaimState, event: Omit<ClaimEvent, 'state'>): ClaimBody | undefined {
  if (!mayBecome(claim.state, next)) return undefined
  return { ...claim, state: next, log: grown(claim.log, { ...event, state: next }) }
}

/** The same, where something was asked for and the state stays. */
export const noted = (claim: ClaimBody, event: Omit<ClaimEvent, 'state'>): ClaimBody => ({
  ...claim,
  log: grown(claim.log, { ...event, state: claim.state }),
})
/** Whether this very command has been carried out here already. */
export const isDoneBy = (
  { log }: { readonly log: readonly { readonly command?: CommandId }[] },
  { id }: { readonly id: CommandId },
): boolean => log.some((event) => event.command === id)

/** A claim as it begins: on the phone that taps, or where a coordinator or another volunteer gives it. */
export function newClaim(
  of: Pick<ClaimBody, 'task' | 'person' | 'wait'> & Partial<Pick<ClaimBody, 'from'>>,
  state: 'claimed' | 'assigned',
  event: Omit<ClaimEvent, 'state'>,
): ClaimBody {
  return { ...of, state, order: 0, ticked: {}, extended: 0, log: [{ ...event, state }] }
}

/** Whether the task takes claims, as far as people have decided. */
export const isOpen = (task: TaskBody): boolean => task.state === 'open' && task.closed !== true
/** Whether it takes them at this time. */
export const takesClaims = (task: TaskBody, at: Instant): boolean => isOpen(task) && at < task.until
