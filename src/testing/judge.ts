import { understand } from '../domain/all-commands.ts'
import type { Command } from '../domain/commands.ts'
import { type Decision, decide } from '../domain/decide.ts'
import type { Context } from '../domain/see.ts'
import { aVisit, contextOf, type Rows } from './build.ts'

/** Judges a command as a phone does, and carries out what comes of it. */
export function judge(
  rows: Rows,
  command: Command,
  over: Partial<Context> = {},
): Decision | Extract<ReturnType<typeof understand>, { bad: string }> {
  const read = understand(command)
  if ('bad' in read) return read
  const decision = decide(rows.see, read, contextOf(command, over))
  if ('changes' in decision) rows.apply(decision.changes, command.id)
  return decision
}
/** A command of any type, at the time of a visit. */
export const act = (type: string, payload: unknown, n = 1): Command => ({ ...aVisit({}, n), type, payload })
