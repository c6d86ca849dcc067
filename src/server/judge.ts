import { COMMAND_CLASS, type CommandType, type Understood } from '../domain/commands.ts'
import { type Decision, decide, touches } from '../domain/decide.ts'
import type { CommandId, Instant, PersonId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import { historyPack } from '../domain/packs.ts'
import type { Grounds, Verdict } from '../domain/permission.ts'
import type { RefusalCode } from '../domain/refusal.ts'
import type { Change, Context } from '../domain/see.ts'
import { settle } from '../domain/settle.ts'
import { gridOf } from './ground.ts'
import type { Incoming } from './incoming.ts'
import type { Ledger } from './ledger.ts'
import { doorOf, isGiven, Rights, worst } from './permission.ts'
import { pinyinOf } from './pinyin.ts'
import { type CommandRecord, correctTime, isAccepted } from './records.ts'

/** What comes of a command before it takes its place in history. */
export type Judgement =
  | { readonly status: 'ok' | 'conflict'; readonly changes: readonly Change[] }
  | { readonly status: 'refused' | 'held'; readonly code: RefusalCode }

export interface Judging {
  readonly ledger: Ledger
  readonly incoming: Incoming
  readonly command: Understood
  readonly now: Instant
}

const refused = (code: RefusalCode): Judgement => ({ status: 'refused', code })
const held = (code: RefusalCode): Judgement => ({ status: 'held', code })

/** Judges a command with its author's rights, by the packs of the rows it reads and changes. */
export function judgeAsAuthor(judging: Judging, grounds: Grounds): Judgement {
  const { ledger, incoming, command, now } = judging
  const person = incoming.draft.author
  const door = doorOf(ledger, command)
  const rights = new Rights(ledger, { person, grounds, type: command.type, at: incoming.at, now, door })
  const named = onNamedRows(ledger, command, rights)
  if (named === 'absent') return absent(command.type)
  if (!isGiven(named)) return denied(named)
  const see = ledger.rows.see((row) => rights.maySee(row))
  const decision = decide(see, command, contextOf(ledger, incoming))
  if (!('changes' in decision)) return undecided(decision, command.type)
  const changes = rights.onChanges(decision.changes)
  if (!isGiven(changes)) return denied(changes)
  const late = named === 'late' || changes === 'late'
  return settled(judging, decision, late)
}

/** Judges a command again on a coordinator's word: with full sight, and the author's rights no longer count. */
export function judgeInFull(judging: Judging, late: boolean): Judgement {
  const { ledger, incoming, command } = judging
  const decision = decide(ledger.rows.see(), command, contextOf(ledger, incoming))
  return 'changes' in decision ? settled(judging, decision, late) : undecided(decision, command.type)
}

type Decided = Extract<Decision, { changes: unknown }>
function settled({ ledger, incoming, command }: Judging, decision: Decided, late: boolean): Judgement {
  const { draft, clockDoubtful, was } = incoming
  const came = { received: draft.receivedAt, late, clockDoubtful, now: ledger.now, seq: ledger.head.seq + 1 }
  const arrival = was === undefined ? came : { ...came, was }
  const settled = settle(ledger.rows.see(), {
    command,
    changes: decision.changes,
    context: contextOf(ledger, incoming),
    arrival,
  })
  if ('refused' in settled) return refused(settled.refused)
  const whole = settled.changes.flatMap((change) => [...withHistory(ledger, change), ...pinyinFor(change)])
  const isBeside = decision.conflict === true || settled.conflict === true
  return { status: isBeside ? 'conflict' : 'ok', changes: whole }
}
/** History stays history wherever its household goes, and lies where the household's pack lies. */
function withHistory(ledger: Ledger, change: Change): readonly Change[] {
  if (change.op === 'regrid') {
    const history = historyPack(change.pack)
    return ledger.packs.has(history) ? [change, { ...change, pack: history }] : [change]
  }
  const row = change.op === 'move' ? ledger.rows.find(change.kind, change.id) : undefined
  const isHistory = change.op === 'move' && row?.pack.startsWith('h:') === true
  return [isHistory ? { ...change, pack: historyPack(change.pack) } : change]
}
function undecided(decision: Exclude<Decision, Decided>, type: CommandType): Judgement {
  return 'refused' in decision ? refused(decision.refused) : absent(type)
}
const denied = (verdict: Exclude<Verdict, 'ok' | 'late'>): Judgement =>
  'held' in verdict ? held(verdict.held) : refused(verdict.refused)
/** What happened is kept even where its record is not there (yet); a request about nothing is refused. */
const absent = (type: CommandType): Judgement => (isKept(type) ? held('not_found') : refused('not_found'))
const isKept = (type: CommandType): boolean => COMMAND_CLASS[type] === 'fact' || COMMAND_CLASS[type] === 'edit'

/** The rows a command names, undefined where one that must be there is not. */
export function namedRows(ledger: Ledger, command: Understood): readonly (Row | undefined)[] {
  return touches(command).flatMap((touch) => {
    const row = 'kind' in touch ? ledger.rows.find(touch.kind, touch.id) : undefined
    return 'kind' in touch && (row !== undefined || touch.optional === undefined) ? [row] : []
  })
}
function onNamedRows(ledger: Ledger, command: Understood, rights: Rights): Verdict | 'absent' {
  const verdicts: Verdict[] = []
  for (const row of namedRows(ledger, command)) {
    const grid = row === undefined ? null : gridOf(ledger, row.pack)
    if (grid === null) return 'absent'
    verdicts.push(rights.on(grid))
  }
  return worst(verdicts)
}

function contextOf(ledger: Ledger, incoming: Incoming): Context {
  return {
    author: incoming.draft.author,
    at: incoming.at,
    knows: (id) => isAccepted(ledger.records.get(id)),
    turnedAway: (id) => turnedAway(ledger.records.get(id)),
    past: (id) => pastOf(ledger, id),
  }
}
const turnedAway = (record: CommandRecord | undefined): CommandRecord['seen'] | undefined =>
  record === undefined || isAccepted(record) ? undefined : record.seen
function pastOf(ledger: Ledger, id: CommandId): ReturnType<Context['past']> {
  const record = ledger.records.get(id)
  if (record === undefined || !isAccepted(record)) return undefined
  return { type: record.type, author: record.author as PersonId, at: correctTime(record).at, seen: record.seen }
}

/** A resident's name is searched by pinyin, which phones do not make. */
function pinyinFor(change: Change): readonly Change[] {
  if (change.op === 'regrid' || change.op === 'move' || change.kind !== 'resident') return []
  const { name } = (change.op === 'put' ? change.body : change.set) as { readonly name?: unknown }
  if (typeof name !== 'string') return []
  return [{ op: 'set', kind: 'resident', id: change.id, set: { pinyin: pinyinOf(name) ?? null }, edit: false }]
}
