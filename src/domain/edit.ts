import { dayOf, plusDays } from './calendar.ts'
import type { Command } from './commands.ts'
import type { Decision, Of } from './decide.ts'
import { dueRules, intervalOf, scheduleOf } from './due.ts'
import { asId, type CommandId } from './ids.ts'
import type { ConflictBody, ConflictValue, HouseholdBody, RowOf } from './nouns.ts'
import { type Change, type Context, put, type See } from './see.ts'

type Edit = Of<'household.edit'> | Of<'resident.edit'> | Of<'building.edit'>
type Subject = RowOf<'household'> | RowOf<'resident'> | RowOf<'building'>
export const conflictId = (subject: { kind: string; id: string }, field: string): string =>
  `x-${subject.kind}-${subject.id}-${field}`
/** What a question is about, by its id. */
export function disputedIn(id: string): Edited | undefined {
  const [, kind, of] = /^x-(household|resident|building)-(.+)-[^-]+$/u.exec(id) ?? []
  return of === undefined ? undefined : ({ kind, id: of } as Edited)
}

/**
 * Edits merge field by field. A field whose writer is the one the person saw is set; one that somebody else has
 * changed since opens a conflict that keeps both values, and the first stays effective until a person settles it.
 */
export function decideEdit(see: See, command: Edit, context: Context): Decision {
  const of = editedBy(command)
  const subject = find(see, of)
  if (subject === undefined) return { unknown: of }
  if ('ended' in command.payload.set && isMerged(subject)) return { refused: 'ended' }
  const set: Record<string, unknown> = {}
  const conflicts: Change[] = []
  const joined: Change[] = []
  for (const [field, value] of Object.entries(command.payload.set)) {
    if (value === undefined) continue
    if (same(currentOf(subject, field), value)) {
      // Whoever comes back between the two must find that the same value was noted again, by somebody who knew.
      if (isAhead(command.seen[field], field, context) || isUnsigned(subject, field, context)) set[field] = value
      continue
    }
    const verdict = mergeField({ subject, field, command, context })
    if (verdict === 'set') {
      set[field] = value
      joined.push(...joinConflict(see, { subject, field, value }, { command: command.id, context }))
    }
    if (verdict === 'conflict')
      conflicts.push(openConflict(see, { subject, field, value }, { command: command.id, context }))
  }
  const changes = [...setWithDue(see, { subject, set }, context), ...joined]
  return conflicts.length > 0 ? { changes: [...changes, ...conflicts], conflict: true } : { changes }
}

type Edited = ConflictBody['of']
function editedBy({ type, payload }: Edit): Edited {
  switch (type) {
    case 'household.edit':
      return { kind: 'household', id: payload.household }
    case 'resident.edit':
      return { kind: 'resident', id: payload.resident }
    case 'building.edit':
      return { kind: 'building', id: payload.building }
    default: {
      const never: never = type
      return never
    }
  }
}
export const find = (see: See, { kind, id }: Edited): Subject | undefined =>
  kind === 'building' ? see(kind, id) : kind === 'household' ? see(kind, id) : see(kind, id)
/** What was merged is taken apart as a whole, or its people would stay behind. */
export const isMerged = (subject: Subject): boolean => subject.body.ended?.why === 'merged'
const currentOf = (subject: Subject, field: string): unknown =>
  (subject.body as unknown as Record<string, unknown>)[field] ?? null
/** Values are JSON: equal when written alike; null and absent are one. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/**
 * Nobody's edit of this very record: it stood there when the record was made, or merging has filled it in and it goes
 * out again when the two part. Noted by a person too it is his, or what comes of another record would take its place unasked.
 */
const isUnsigned = ({ writer }: Subject, field: string, context: Context): boolean => {
  const by = writer[field]
  return by === undefined || context.past(by)?.type === 'register.merge'
}

interface FieldEdit {
  readonly subject: Subject
  readonly field: string
  readonly command: Edit
  readonly context: Context
}
function mergeField({ subject, field, command, context }: FieldEdit): 'set' | 'overtaken' | 'conflict' {
  const writer = subject.writer[field]
  const seen = builtOn(command.seen[field], field, context)
  if (writer === seen || writer === command.id) return 'set'
  if (overtaken(writer, { field, command: command.id, context })) return 'overtaken'
  // Two that build on the same missing one do not know of each other.
  const isAlone = seen === undefined || !overtaken(writer, { field, command: seen, context })
  return isAlone && isAhead(seen, field, context) ? 'set' : 'conflict'
}
/** After a restore commands come again in any order: one that builds on a command not yet back is the newer. */
export function isAhead(seen: CommandId | undefined, field: string, context: Context): boolean {
  const at = builtOn(seen, field, context)
  return at !== undefined && !context.knows(at)
}
/** A command that was turned away changed nothing: whoever built on it knows no more than what it had seen. */
function builtOn(seen: CommandId | undefined, field: string, context: Context): CommandId | undefined {
  let at = seen
  for (let steps = 0; at !== undefined && steps < 100; steps++) {
    const before = context.turnedAway(at)
    if (before === undefined) return at
    at = before[field]
  }
  return at
}
/** Whether the value now effective was written by somebody who had already seen this command's. */
export function overtaken(
  writer: CommandId | undefined,
  of: { field: string; command: CommandId; context: Context },
): boolean {
  let at = writer
  for (let steps = 0; at !== undefined && steps < 100; steps++) {
    const { seen } = of.context.past(at) ?? {}
    if (hasSeen(seen, of.field, of.command)) return true
    at = seen?.[of.field]
  }
  return false
}
const hasSeen = (seen: Command['seen'] = {}, field: string, command: CommandId): boolean =>
  Object.entries(seen).some(([key, id]) => id === command && (key === field || key.startsWith(`${field}#`)))

interface Value {
  readonly subject: Subject
  readonly field: string
  readonly value: unknown
}
interface By {
  readonly command: CommandId
  readonly context: Context
}
function openConflict(see: See, edit: Value, by: By): Change {
  const { subject, field } = edit
  const id = conflictId(subject, field)
  const open = see('conflict', id)
  const before =
    open === undefined || open.body.state === 'settled' ? [effectiveValue(edit, by.context)] : open.body.values
  const body: ConflictBody = {
    of: { kind: subject.kind, id: subject.id },
    ...householdOf(subject),
    field,
    values: withValue(before, edit, by),
    ...(open === undefined || !isPutOff(open.body, by) ? { state: 'open' } : putOff(open.body)),
  }
  return put('conflict', { id, pack: subject.pack }, body)
}
/** Whether somebody who had seen this very value left the question until it is asked: then it is no news. */
const isPutOff = ({ state, settled, field }: ConflictBody, { command, context }: By): boolean =>
  state === 'ask_next_time' && settled !== undefined && hasSeen(context.past(settled.command)?.seen, field, command)
const putOff = ({ state, settled }: ConflictBody): Pick<ConflictBody, 'state' | 'settled'> =>
  settled === undefined ? { state } : { state, settled }
function householdOf(subject: Subject): Pick<ConflictBody, 'household'> {
  if (subject.kind === 'building') return {}
  return { household: subject.kind === 'household' ? asId(subject.id) : subject.body.household }
}
/** A value set while others still stand against each other stands with them: whoever settles must have seen it too. */
function joinConflict(see: See, edit: Value, by: By): readonly Change[] {
  const conflict = see('conflict', conflictId(edit.subject, edit.field))
  if (conflict === undefined || conflict.body.state === 'settled') return []
  const values = withValue(conflict.body.values, edit, by)
  return values === conflict.body.values ? [] : [put('conflict', conflict, { ...conflict.body, values })]
}
function withValue(values: readonly ConflictValue[], { value }: Value, by: By): readonly ConflictValue[] {
  if (values.some((known) => known.command === by.command || same(known.value, value))) return values
  return [...values, { value, by: by.context.author, at: by.context.at, command: by.command }]
}
function effectiveValue(edit: { subject: Subject; field: string }, context: Context): ConflictValue {
  const command = edit.subject.writer[edit.field] ?? null
  const past = command === null ? undefined : context.past(command)
  return { value: currentOf(edit.subject, edit.field), by: past?.author ?? null, at: past?.at ?? null, command }
}

/** A changed care level or interval moves the next day at once. */
export function setWithDue(
  see: See,
  edit: { subject: Subject; set: Record<string, unknown> },
  context: Context,
): Change[] {
  const { subject, set } = edit
  if (Object.keys(set).length === 0) return []
  const changes: Change[] = [{ op: 'set', kind: subject.kind, id: subject.id, set, edit: true }]
  if (subject.kind !== 'household' || !('care' in set || 'interval' in set)) return changes
  const rules = dueRules(see)
  const { interval: _, ...plain } = { ...subject.body, ...set } as HouseholdBody
  const household: HouseholdBody =
    typeof set.interval === 'number'
      ? { ...plain, interval: set.interval }
      : set.interval === null
        ? plain
        : { ...subject.body, ...set }
  const visits = see.under('visit', subject.id)
  const soonest = plusDays(dayOf(context.at, rules.timeZone), intervalOf(rules, household))
  const { nextDue } = household
  const due =
    visits.length > 0
      ? scheduleOf(rules, household, visits).nextDue
      : nextDue === null || soonest < nextDue
        ? soonest
        : nextDue
  changes.push({ op: 'set', kind: 'household', id: subject.id, set: { nextDue: due }, edit: false })
  return changes
}
