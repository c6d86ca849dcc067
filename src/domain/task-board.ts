import { awaitsCheck, takesClaims } from './claim.ts'
import { claimRules } from './claim-rules.ts'
import { type GridId, type Instant, instantOf, millisOf } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { isAtOrBelow } from './rights.ts'
import type { Rows } from './rows.ts'
import { type Places, placesOf } from './task-lists.ts'

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
  const all = rows
    .all('task')
    .filter(({ body }) => inGrid(body.grid) && (of.urgency === undefined || body.urgency === of.urgency))
    .map((task) => onBoard(rows, task, { now: of.now, soon }))
    .sort(inOrder)
  return new Map(PHASES.map((phase) => [phase, all.filter((one) => one.phase === phase)]))
}
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
  const holders = [...rows.under('holding', task.id)].sort((a, b) => a.body.order - b.body.order)
  const places = placesOf(rows, task.id)
  const leases = rows.under('seat', task.id).flatMap(({ body }) => (body.claim === null ? [] : (body.until ?? [])))
  const found = {
    ...{ task, places, holders, expires: leases.sort()[0] },
    waiting: holders.filter(({ body }) => body.state === 'waitlisted').length,
    toCheck: holders.filter(({ body }) => awaitsCheck(body)).length,
  }
  return { ...found, phase: phaseOf(found, at) }
}
function phaseOf({ task, places, holders, expires, toCheck }: Omit<BoardTask, 'phase'>, { now, soon }: At): Phase {
  const { body } = task
  const states = new Set(holders.map((holder) => holder.body.state))
  if (takesClaims(body, now) && places.taken < places.all) return 'open'
  if (body.state !== 'cancelled' && expires !== undefined && expires <= soon) return 'expiring'
  if (toCheck > 0) return 'submitted'
  if (body.state === 'cancelled') return 'cancelled'
  if (states.has('started') || states.has('sent_back')) return 'started'
  if (states.has('confirmed') || states.has('assigned')) return 'confirmed'
  if (states.has('verified') || states.has('corrected')) return 'verified'
  return body.state === 'open' ? 'confirmed' : 'expired'
}
const freeOf = ({ places }: BoardTask): number => places.all - places.taken
const inOrder = (a: BoardTask, b: BoardTask): number =>
  Number(freeOf(b) > 0) - Number(freeOf(a) > 0) ||
  compare(a.expires ?? a.task.body.from, b.expires ?? b.task.body.from) ||
  compare(a.task.id, b.task.id)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
