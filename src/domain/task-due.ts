import { mayTaskBecome, SERVER } from './claim.ts'
import { logged } from './decide-task.ts'
import type { Instant } from './ids.ts'
import type { Row } from './nouns.ts'
import type { Change, See } from './see.ts'
import { TaskDesk } from './task-desk.ts'

/** By the server's clock: when something has to be done about a row though nobody says so. Undefined for never. */
export function dueOf(row: Row): Instant | undefined {
  switch (row.kind) {
    case 'seat':
      return row.body.ends ?? undefined
    case 'task':
      return row.body.state === 'open' ? row.body.until : undefined
    case 'contact':
      return row.body.told ? undefined : row.body.from
    default:
      return undefined
  }
}

/** The task whose affair it is. */
export const taskOf = (row: Row): string | undefined =>
  row.kind === 'task' ? row.id : row.kind === 'seat' || row.kind === 'contact' ? row.body.task : undefined

/**
 * What is due about one task by now: leases and offers that ran out, the end of the task, contacts to be told. The
 * same rows at the same time give the same changes, whoever comes to it first.
 */
export function settleDue(
  sight: See,
  { task: id, due }: { task: string; due: readonly Row[] },
  now: Instant,
): readonly Change[] {
  const desk = TaskDesk.open(sight, id, now)
  if (desk === undefined) return []
  for (const row of due) {
    if (row.kind === 'seat' && row.body.claim !== null) letGo(desk, row.body.claim)
    if (row.kind === 'contact' && desk.contact !== undefined) desk.contact = { ...desk.contact, told: true }
  }
  if (due.some((row) => row.kind === 'task') && mayTaskBecome(desk.task.state, 'expired')) expire(desk)
  desk.rest()
  return desk.changes()
}

function letGo(desk: TaskDesk, claim: string): void {
  const state = desk.claim(claim)?.state
  if (state === 'assigned') desk.move(claim, 'declined', 'unanswered')
  else desk.move(claim, 'released', state === 'waitlisted' ? 'unanswered' : 'lease_over')
}
function expire(desk: TaskDesk): void {
  desk.task = logged({ ...desk.task, state: 'expired' }, { at: desk.now, by: SERVER, what: 'expired' })
  for (const [id] of desk.live()) desk.move(id, 'expired')
}
