import { awaitsCheck, takesClaims } from './claim.ts'
import { claimRules } from './claim-rules.ts'
import { type GridId, type Instant, instantOf, millisOf } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { isAtOrBelow } from './rights.ts'
import type { Rows } from './rows.ts'
import { type Places, placesOf } from './task-lists.ts'
import type { ClaimState } from './task-nouns.ts'

/**
 * How far a task has come, in the words of vocabulary taskStates; what needs a coordinator comes before what goes on:
 * places to fill, leases and offers about to run out, work to be checked.
 */
export const PHASES = [
  ...(['open', 'expiring', 'submitted', 'started'] as const),
  ...(['confirmed', 'verified', 'expired', 'cancelled'] as const),
] as const
export type Phase = (typeof PHASES)[number]

export interface BoardTask {
  readonly task: RowOf<'task'>
  readonly phase: Phase
  readonly places: Places
  /** Claims that hold a place or might, in the order of their arrival. */
  readonly holders: readonly RowOf<'holding'>[]
  readonly waiting: number
  /** Claims whose work nobody has checked. */
  readonly toCheck: number
  /** When the first of its leases is over. */
  readonly expires: Instant | undefined
}

/** The board of a grid and all below it: unfilled and soonest first in each phase. Whole where the holdings are at hand. */
export function taskBoard(
  rows: Rows,
  of: { readonly now: Instant; readonly grid?: GridId; readonly urgency?: string },
): ReadonlyMap<Phase, readonly BoardTask[]> {
  const inGrid = gridFilter(rows, of.grid)
  const soon = instantOf(millisOf(of.now) + claimRules(rows).warn * HOUR)
  const phases = new Map<Phase, Placed[]>(PHASES.map((phase) => [phase, []]))
  for (const task of rows.all('task')) {
    const { grid, urgency } = task.body
    if (!inGrid(grid) || (of.urgency !== undefined && urgency !== of.urgency)) continue
    const one = onBoard(rows, task, { now: of.now, soon })
    phases.get(one.phase)?.push({ one, order: orderOf(one) })
  }
  return new Map([...phases].map(([phase, placed]) => [phase, placed.sort(inOrder).map(({ one }) => one)]))
}
/** Thousands are sorted whenever anything changes: what decides is read off each once. */
interface Placed {
  readonly one: BoardTask
  readonly order: string
}
/** Unfilled first, then the soonest. */
const orderOf = ({ places, expires, task }: BoardTask): string =>
  `${places.all > places.taken ? 0 : 1}${expires ?? task.body.from} ${task.id}`
const inOrder = (a: Placed, b: Placed): number => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)
const HOUR = 3_600_000
function gridFilter(rows: Rows, grid: GridId | undefined): (grid: GridId) => boolean {
  const known = new Map<GridId, boolean>()
  return (one) => {
    const answer = known.get(one) ?? (grid === undefined || isAtOrBelow(rows, one, grid))
    known.set(one, answer)
    return answer
  }
}
interface At {
  readonly now: Instant
  /** What runs out before is about to. */
  readonly soon: Instant
}
function onBoard(rows: Rows, task: RowOf<'task'>, at: At): BoardTask {
  const holders = inTurn(rows.under('holding', task.id))
  const places = placesOf(rows, task.id)
  let expires: Instant | undefined
  for (const { body } of rows.under('seat', task.id)) {
    const until = body.claim === null ? null : body.until
    if (until !== null && (expires === undefined || until < expires)) expires = until
  }
  let waiting = 0
  let toCheck = 0
  for (const { body } of holders) {
    if (body.state === 'waitlisted') waiting++
    if (awaitsCheck(body)) toCheck++
  }
  const phase = phaseOf({ task, places, holders, expires, waiting, toCheck }, at)
  return { task, phase, places, holders, waiting, toCheck, expires }
}
const inTurn = (holders: readonly RowOf<'holding'>[]): readonly RowOf<'holding'>[] =>
  holders.length < 2 ? holders : [...holders].sort((a, b) => a.body.order - b.body.order)
function phaseOf({ task, places, holders, expires, toCheck }: Omit<BoardTask, 'phase'>, { now, soon }: At): Phase {
  const { body } = task
  const has = (...states: readonly ClaimState[]): boolean =>
    holders.some((holder) => states.includes(holder.body.state))
  if (takesClaims(body, now) && places.taken < places.all) return 'open'
  if (body.state !== 'cancelled' && expires !== undefined && expires <= soon) return 'expiring'
  if (toCheck > 0) return 'submitted'
  if (body.state === 'cancelled') return 'cancelled'
  if (has('started', 'sent_back')) return 'started'
  if (has('confirmed', 'assigned')) return 'confirmed'
  if (has('verified', 'corrected')) return 'verified'
  return body.state === 'open' ? 'confirmed' : 'expired'
}
