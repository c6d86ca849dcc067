import type { Command } from '../domain/commands.ts'
import type { Decision } from '../domain/decide.ts'
import { asId, type CommandId, type Instant, type PersonId } from '../domain/ids.ts'
import type { Kind, Row, RowOf } from '../domain/nouns.ts'
import { CORE_RULES, type Rules } from '../domain/rules.ts'
import { applyChange, type Change, type Context, type See } from '../domain/see.ts'
import type { RecordState, View } from './contract.ts'
import { childrenOf, EMPTY_MIRROR, editMirror, findRow, listOf, type Mirror, type Shelf } from './mirror.ts'

/**
 * new → posted (written before the request leaves) → acked(seq); a pull past its seq takes it out of the outbox.
 * posted → unsure where no answer came: it may have arrived, so it cannot be taken back, but nobody may call it sent.
 */
export type OutboxState = 'new' | 'posted' | 'unsure' | 'acked'

/** A command of the outbox. */
export interface Pending {
  readonly command: Command
  readonly state: OutboxState
  /** Its place in history once acked, else 0. */
  readonly seq: number
  readonly savedAt: Instant
  readonly place?: string
}

/** A mirror with an outbox replayed over it. Never changes: every step makes the next. */
export interface Replay {
  readonly mirror: Mirror
  readonly author: PersonId
  readonly rules: Rules
  /** In order of `n`. */
  readonly pending: readonly Pending[]
  readonly view: View
  readonly overlay: Overlay
}
/** The rows that pending commands made or changed, and which commands those were. */
interface Overlay {
  readonly shelves: Map<Kind, Shelf & { readonly byId: Map<string, Row> }>
  readonly writers: Map<string, CommandId[]>
}

export const recordState = (state: OutboxState): RecordState =>
  state === 'posted' ? 'sent' : state === 'acked' ? 'received' : 'phone'
const ADVANCE: Readonly<Record<RecordState, number>> = { phone: 0, sent: 1, received: 2 }
const keyOf = (kind: Kind, id: string): string => `${kind}/${id}`

/** Judges a command against a view, by the same code as the server; a command this build cannot read is refused. */
export function judge(replayed: Pick<Replay, 'author' | 'pending' | 'rules' | 'view'>, command: Command): Decision {
  const { rules } = replayed
  const understood = rules.understand(command)
  if ('bad' in understood) return { refused: understood.bad }
  return rules.decide(replayed.view, understood, contextOf(replayed, command))
}

function contextOf(replayed: Pick<Replay, 'author' | 'pending'>, command: Command): Context {
  return {
    author: replayed.author,
    at: command.happenedAt,
    // A value seen on this phone came from the server or from this outbox: only a restored server can lack it.
    knows: () => true,
    turnedAway: () => undefined,
    past(id: CommandId) {
      const own = replayed.pending.find((pending) => pending.command.id === id)?.command
      return own === undefined
        ? undefined
        : { type: own.type, author: replayed.author, at: own.happenedAt, seen: own.seen }
    },
  }
}

export interface Base {
  readonly mirror: Mirror
  readonly author: PersonId
  readonly rules: Rules
  readonly loaded: View['loaded']
}

/**
 * The view as a function of mirror and outbox alone. A pending command that is refused here, or names rows that
 * are not loaded, changes nothing and stays pending.
 */
export function replay(base: Base, pending: readonly Pending[]): Replay {
  const overlay: Overlay = { shelves: new Map(), writers: new Map() }
  const replayed = finish(base, pending, overlay)
  for (const one of pending) {
    const decision = judge(replayed, one.command)
    if ('changes' in decision) addChanges(replayed, one, decision.changes)
  }
  return finish(base, pending, overlay)
}

export interface Judged {
  readonly on: Replay
  readonly changes: readonly Change[]
}
/** Adds one command after its T1. Where something came or was hidden since it was judged it is judged again. */
export function stepReplay(replayed: Replay, added: Pending, { on, changes }: Judged): Replay {
  const pending = [...replayed.pending, added]
  if (replayed !== on) return replay(baseOf(replayed), pending)
  const next = finish(baseOf(replayed), pending, copyOf(replayed.overlay))
  addChanges(next, added, changes)
  return next
}

/** The same commands after some moved on (new → posted → acked): nothing is judged again. */
export const restate = (replayed: Replay, pending: readonly Pending[]): Replay =>
  finish(baseOf(replayed), pending, replayed.overlay)

export const sameCommands = (a: readonly Pending[], b: readonly Pending[]): boolean =>
  a.length === b.length && a.every((one, index) => one.command.id === b[index]?.command.id)

const baseOf = (replayed: Replay): Base => ({ ...replayed, loaded: replayed.view.loaded })
const finish = (base: Base, pending: readonly Pending[], overlay: Overlay): Replay => ({
  mirror: base.mirror,
  author: base.author,
  rules: base.rules,
  pending,
  overlay,
  view: makeView(base, pending, overlay),
})
const copyOf = (overlay: Overlay): Overlay => ({
  shelves: new Map([...overlay.shelves].map(([kind, shelf]) => [kind, { byId: new Map(shelf.byId) }])),
  writers: new Map([...overlay.writers].map(([key, commands]) => [key, [...commands]])),
})

function addChanges(over: Pick<Replay, 'mirror' | 'overlay'>, one: Pending, changes: readonly Change[]): void {
  const { shelves, writers } = over.overlay
  for (const change of changes) {
    if (change.op === 'regrid') continue
    const shelf = shelves.get(change.kind)
    const before = shelf?.byId.get(change.id) ?? over.mirror.shelves.get(change.kind)?.byId.get(change.id)
    const after = applyChange(before, change, { command: one.command.id, seq: one.seq })
    if (after === undefined) continue
    // A shelf made anew has no indexes yet: those of the old one would be stale.
    shelves.set(change.kind, { byId: (shelf?.byId ?? new Map<string, Row>()).set(change.id, after) })
    const key = keyOf(change.kind, change.id)
    writers.set(key, [...(writers.get(key) ?? []), one.command.id])
  }
}

function makeView(base: Base, pending: readonly Pending[], overlay: Overlay): View {
  const { mirror, loaded } = base
  const lists = new Map<Kind, readonly Row[]>()
  const find = <K extends Kind>(kind: K, id: string): RowOf<K> | undefined =>
    (overlay.shelves.get(kind)?.byId.get(id) as RowOf<K> | undefined) ?? findRow(mirror, kind, id)
  const under = (kind: Kind, parent: string): readonly Row[] => {
    const below = childrenOf(mirror.shelves.get(kind), parent)
    const over = overlay.shelves.get(kind)
    return over === undefined ? below : merge(below, childrenOf(over, parent), over)
  }
  const all = (kind: Kind): readonly Row[] => {
    const over = overlay.shelves.get(kind)
    const below = listOf(mirror.shelves.get(kind))
    if (over === undefined) return below
    const list = lists.get(kind) ?? merge(below, listOf(over), over)
    lists.set(kind, list)
    return list
  }
  const states = new Map(pending.map((one) => [one.command.id, recordState(one.state)]))
  const stateOf = (row: Pick<Row, 'kind' | 'id'>): RecordState => {
    let least: RecordState = 'received'
    for (const command of overlay.writers.get(keyOf(row.kind, row.id)) ?? []) {
      const state = states.get(command) ?? 'received'
      if (ADVANCE[state] < ADVANCE[least]) least = state
    }
    return least
  }
  const see = Object.assign(find, { under: under as See['under'] })
  return Object.assign(see, { all: all as View['all'], stateOf, loaded })
}
const merge = (base: readonly Row[], added: readonly Row[], over: Shelf): readonly Row[] => [
  ...base.filter((row) => !over.byId.has(row.id)),
  ...added,
]

/** A view over plain rows: for tests of screens and for tools. */
export function viewFrom(
  rows: readonly Row[],
  pending: readonly Pending[] = [],
  { author = asId('nobody'), rules = CORE_RULES }: Partial<Pick<Base, 'author' | 'rules'>> = {},
): View {
  const edit = editMirror(EMPTY_MIRROR)
  edit.apply(rows, [])
  return replay({ mirror: edit.done(), author, rules, loaded: 'all' }, pending).view
}
