import type { Command } from './commands.ts'
import type { Decision, Of } from './decide.ts'
import { find, isAhead, isMerged, overtaken, setWithDue } from './edit.ts'
import type { CommandId } from './ids.ts'
import type { ConflictBody, ConflictValue } from './nouns.ts'
import { type Change, type Context, put, type See } from './see.ts'

/**
 * What a settling has seen of its field: the command that wrote the value in force and, by their places, those that
 * noted the other values.
 */
export function seenInQuestion(
  { field, values }: Pick<ConflictBody, 'field' | 'values'>,
  writer: CommandId | undefined,
): Command['seen'] {
  const others = values.flatMap(({ command }, at): [string, CommandId][] =>
    command === null || command === writer ? [] : [[`${field}#${at}`, command]],
  )
  return Object.fromEntries(writer === undefined ? others : [[field, writer], ...others])
}
/**
 * Settling chooses one of the values the person saw, or keeps both until somebody asks. Another value that came in
 * meanwhile and was not seen keeps the conflict open, unless whoever noted it had already seen this settling: then
 * it stays in force, and the question is settled all the same.
 */
export function decideSettle(see: See, command: Of<'conflict.settle'>, context: Context): Decision {
  const { conflict: id } = command.payload
  // By its own id: it goes along with a person who lives elsewhere by now.
  const conflict = see('conflict', id)
  const awaited = { unknown: { kind: 'conflict', id } } as const
  if (conflict === undefined) return awaited
  const { of, field, values, settled } = conflict.body
  // After a restore what the person saw may come back later: what cannot be settled yet waits for that.
  const isEarly = Object.values(command.seen).some((seen) => isAhead(seen, field, context))
  const subject = find(see, of)
  if (subject === undefined) return { unknown: of }
  if (conflict.body.state === 'settled' && settled?.command !== command.id)
    return isEarly ? awaited : { refused: 'conflict_gone' }
  const { choice, saw } = command.payload
  // It may be left until somebody asks, or nobody would be rid of it.
  if (field === 'ended' && isMerged(subject) && choice !== 'ask_next_time') return { refused: 'ended' }
  const writer = subject.writer[field]
  const isLater = overtaken(writer, { field, command: command.id, context })
  // The newer value has taken in those that its author had seen; one that he had not seen stands against it.
  const isNews = ({ value, command: by }: ConflictValue): boolean =>
    !saw.includes(JSON.stringify(value ?? null)) &&
    !(isLater && by !== null && (by === writer || overtaken(writer, { field, command: by, context })))
  if (values.some(isNews)) return isEarly ? awaited : { changes: [], conflict: true }
  const settledNow = { by: context.author, command: command.id }
  if (choice === 'ask_next_time') {
    return { changes: [put('conflict', conflict, { ...conflict.body, state: 'ask_next_time', settled: settledNow })] }
  }
  const done = put('conflict', conflict, { ...conflict.body, state: 'settled', settled: settledNow })
  if (isLater) return { changes: [done] }
  const chosen = values.find((known) => JSON.stringify(known.value ?? null) === saw[choice])
  if (chosen === undefined) return saw[choice] === undefined ? { refused: 'bad_payload' } : awaited
  const set: Change[] = setWithDue(see, { subject, set: { [field]: chosen.value ?? null } }, context)
  return { changes: [...set, done] }
}
