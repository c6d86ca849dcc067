import type { CommandType, Understood } from './commands.ts'
import type { Of } from './decide.ts'
import { dueRules, escalationOf, scheduleOf } from './due.ts'
import { decideEdit, isAhead } from './edit.ts'
import { asId, type CommandId } from './ids.ts'
import { saysNoMore } from './merge-fields.ts'
import type { HouseholdBody, Kind, RowOf, VisitBody } from './nouns.ts'
import type { Change, Context, RowChange, See } from './see.ts'

type RegisteredKind = 'household' | 'resident'
interface Become<K extends RegisteredKind> {
  readonly into: RowOf<K>
  /** The records merged on the way there, the named one first. */
  readonly way: readonly string[]
}

/**
 * What a record has become by merging: the one it ended in, or the one that one ended in. Undefined where it was not
 * merged, or where the other record is not known here.
 */
export function becomeOf<K extends RegisteredKind>(see: See, kind: K, id: string): Become<K> | undefined {
  const way: string[] = []
  let row = see<RegisteredKind>(kind, id)
  while (row?.body.ended?.why === 'merged' && row.body.ended.into !== undefined && !way.includes(row.id)) {
    way.push(row.id)
    row = see<RegisteredKind>(kind, row.body.ended.into)
  }
  return row === undefined || way.length === 0 ? undefined : { into: row as unknown as RowOf<K>, way }
}

interface Made {
  readonly command: Understood
  readonly changes: readonly Change[]
  readonly context: Context
}
interface Along {
  readonly changes: readonly Change[]
  /** A value of it stands beside another. */
  readonly conflict?: true
}
/**
 * What was noted without network on a record that has become another's meanwhile goes along to that one, as all went
 * that had been noted before, and remembers where it came from. A value written on it stands on the other too, or
 * beside what stands there. The server alone knows in time; it looks with full sight.
 */
export function goAlong(see: See, { command, changes, context }: Made): Along {
  if (command.type === 'household.edit' || command.type === 'resident.edit') {
    return withAlso(changes, editAlong(see, { ...editedIn(command), command, context }))
  }
  if (command.type === 'conflict.settle') return withAlso(changes, settleAlong(see, { command, changes, context }))
  if (!NOTING.has(command.type)) return { changes }
  const put = new Map<string, Become<'household'>>()
  const gone = changes.flatMap((change): readonly Change[] => {
    if (change.op === 'regrid') return [change]
    const key = `${change.kind}/${change.id}`
    const become = change.op === 'move' ? put.get(key) : becomeOfNoted(see, change)
    if (become === undefined) return [change]
    put.set(key, become)
    return change.op === 'move' ? [] : placedIn(become, change)
  })
  return { changes: command.type === 'visit.log' ? dueAlong(see, command, gone) : gone }
}

const withAlso = (changes: readonly Change[], also: Along): Along => ({
  ...also,
  changes: [...changes, ...also.changes],
})

/** What puts something under a household. Merging and parting do too, and say themselves where. */
const NOTING: ReadonlySet<CommandType> = new Set<CommandType>(['visit.log', 'resident.add', 'resident.move'])
const NOTED: ReadonlySet<Kind> = new Set<Kind>(['resident', 'visit', 'need', 'conflict'])
function becomeOfNoted(see: See, change: Exclude<RowChange, { op: 'move' }>): Become<'household'> | undefined {
  if (!NOTED.has(change.kind)) return undefined
  const { household } = (change.op === 'put' ? change.body : change.set) as { readonly household?: string }
  return household === undefined ? undefined : becomeOf(see, 'household', household)
}
function placedIn({ into, way }: Become<'household'>, change: Exclude<RowChange, { op: 'move' }>): readonly Change[] {
  // A question belongs to a person of the household, and comes and goes with that one.
  const place = { household: asId<'household'>(into.id), ...(change.kind === 'conflict' ? {} : { from: way }) }
  if (change.op === 'put') return [{ ...change, pack: into.pack, body: { ...change.body, ...place } } as Change]
  return [
    { ...change, set: { ...change.set, ...place } },
    { op: 'move', kind: change.kind, id: change.id, pack: into.pack },
  ]
}

/** The day of the household that stands follows from the visits of both; the one that ended is due no more. */
function dueAlong(see: See, command: Of<'visit.log'>, changes: readonly Change[]): readonly Change[] {
  const become = becomeOf(see, 'household', command.payload.household)
  const made = changes.find((change) => change.op === 'put' && change.kind === 'visit')
  if (become === undefined || made?.op !== 'put') return changes
  const { into } = become
  const others = see.under('visit', into.id).filter((row) => row.id !== made.id)
  const visits = [...others, { id: made.id, body: made.body as VisitBody }]
  const rules = dueRules(see)
  const set = { ...scheduleOf(rules, into.body as HouseholdBody, visits) }
  const { escalated: _, ...visit } = made.body as VisitBody
  const escalated = escalationOf(rules, into.body.care, { outcome: visit.outcome, misses: set.misses })
  return changes.map((change) => {
    if (change === made) return { ...made, body: escalated === undefined ? visit : { ...visit, escalated } } as Change
    return change.op === 'set' && change.kind === 'household' ? { ...change, id: into.id, set } : change
  })
}

interface Edited {
  readonly kind: RegisteredKind
  readonly id: string
  readonly set: Readonly<Record<string, unknown>>
}
const editedIn = (command: Of<'household.edit'> | Of<'resident.edit'>): Edited =>
  command.type === 'household.edit'
    ? { kind: 'household', id: command.payload.household, set: command.payload.set }
    : { kind: 'resident', id: command.payload.resident, set: command.payload.set }

/** A settling that chose a value is an edit of that field by somebody who knew what stood in its way. */
function settleAlong(see: See, { command, changes, context }: Made): Along {
  const chosen = changes.find((change) => change.op === 'set' && change.edit)
  if (chosen?.op !== 'set' || (chosen.kind !== 'household' && chosen.kind !== 'resident')) return { changes: [] }
  return editAlong(see, { kind: chosen.kind, id: chosen.id, set: chosen.set, command, context })
}
/** The same edit of the record that stands. */
function editAlong(see: See, edit: Edited & Omit<Made, 'changes'>): Along {
  const { kind, id, set, command, context } = edit
  const [ended, become] = [see(kind, id), becomeOf(see, kind, id)]
  if (ended === undefined || become === undefined) return { changes: [] }
  const { into, way } = become
  const steps = [...way.map((one) => see(kind, one)), into]
  const seen: Record<string, CommandId | undefined> = { ...command.seen }
  for (const field of Object.keys(set))
    seen[field] = seenAlong({ ended, steps, into, context }, field, command.seen[field])
  const known = Object.fromEntries(Object.entries(seen).filter(([, at]) => at !== undefined))
  const same = { ...command, type: `${kind}.edit`, seen: known, payload: { [kind]: into.id, set } }
  const decision = decideEdit(see, same as unknown as Of<'household.edit'> | Of<'resident.edit'>, context)
  return 'changes' in decision ? decision : { changes: [] }
}
interface Stood {
  readonly ended: RowOf<RegisteredKind>
  readonly into: RowOf<RegisteredKind>
  /** All from the one that ended to the one that stands. */
  readonly steps: readonly (RowOf<RegisteredKind> | undefined)[]
  readonly context: Context
}
/**
 * What somebody who had the ended record before his eyes has seen of a field of the one that stands. What merging
 * filled in from here, and what says the same here, he has seen; what the other had of its own he has not, whoever
 * wrote it or nobody: then it is as if he had seen nothing later than the merging. So it is too where what he had seen
 * has not come back after a restore: it was written on the record that ended.
 */
function seenAlong(stood: Stood, field: string, seen: CommandId | undefined): CommandId | undefined {
  const { ended, steps, into, context } = stood
  const isLatest = seen === ended.writer[field]
  const cameFromHere = steps
    .slice(1)
    .every((row, at) => row?.writer[field] !== undefined && row.writer[field] === steps[at]?.writer['ended'])
  if (isLatest && cameFromHere) return into.writer[field]
  if (into.writer[field] !== undefined) return isAhead(seen, field, context) ? ended.writer['ended'] : seen
  return isLatest && saysNoMore(into, ended, field) ? undefined : ended.writer['ended']
}
