import type { PackSum } from '../domain/check.ts'
import type { Instant, PackId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import type { Exit, Mark } from '../domain/wire.ts'
import type { Trouble } from './contract.ts'
import type { Tables } from './database.ts'

/** How far this phone is in the server's history. One record, so that every compare is one read. */
export interface SyncState {
  /** The generation that is built and kept; rises with every reset, so that late answers are known. */
  readonly gen: number
  /** The generation that the view reads: an older one while a new one is built. */
  readonly shown: number
  /** Rises with every write of this record: whoever planned on another value plans again. */
  readonly rev: number
  /** Rises when the shown rows changed in a way that deltas do not tell: the page reads everything again. */
  readonly reload: number
  /** False until the first sync has ended with a pull. */
  readonly complete: boolean
  /** The stream of this generation has ended: pulls go on from `cursor`. */
  readonly ready: boolean
  /** The highest point known from cursor, ack, staged page, stream or pack. */
  readonly mark: Mark
  readonly cursor: number
  /** The scope: ids of all packs held, empty ones too. */
  readonly packs: readonly PackId[]
  readonly stream: Stream | null
  /** End of the last staged page of a pull under way, and the held packs that were out of the scope for one of its pages. */
  readonly staged: (Mark & { readonly left?: readonly PackId[] }) | null
  readonly deltas: { readonly first: number; readonly next: number; readonly bytes: number }
  /** The server's time of the last finished pull. */
  readonly freshAt: Instant | null
  /** Packs lost and when: what `received` still says about them goes once a backup covers it. */
  readonly lost: Readonly<Record<string, Instant>>
}
export interface Stream {
  /** Head and mark of the first stream of this generation: a resumed one keeps them. */
  readonly head: Mark
  readonly done: number
  readonly of: number
}
export const NO_MARK: Mark = { seq: 0, hash: '' }
export const FIRST_STATE: SyncState = {
  gen: 1,
  shown: 1,
  rev: 0,
  reload: 0,
  complete: false,
  ready: false,
  mark: NO_MARK,
  cursor: 0,
  packs: [],
  stream: null,
  staged: null,
  deltas: { first: 0, next: 0, bytes: 0 },
  freshAt: null,
  lost: {},
}

/** Nothing of the server's lies here: nothing has come yet, or the person was shut out or has signed out. */
export const isEmptied = (state: SyncState): boolean => !state.complete && state.packs.length === 0

/** The generation that is kept is the one on the screen, and whole; a pull puts an end to what is otherwise. */
export const isShown = ({ complete, shown, gen }: SyncState): boolean => complete && shown === gen

/** How the last round went; changes nothing that is judged. */
export interface Health {
  readonly trouble: Trouble | null
  readonly clockOffset: number
  /** No automatic round before this time (ms, phone's clock). */
  readonly notBefore: number
  readonly failures: number
  /** Commands in the next batch, and how often a batch of this size has been rejected. */
  readonly batch: { readonly size: number; readonly rejected: number }
  readonly sweptAt: number
}
export const FIRST_HEALTH: Health = {
  trouble: null,
  clockOffset: 0,
  notBefore: 0,
  failures: 0,
  batch: { size: 500, rejected: 0 },
  sweptAt: 0,
}

/** Change counters by which a page knows what to read again; `n` is the last number drawn. */
export interface Ticks {
  readonly n: number
  readonly outbox: number
  readonly lists: number
}
export const FIRST_TICKS: Ticks = { n: 0, outbox: 0, lists: 0 }

export type Sums = Readonly<Record<string, PackSum>>
export interface DeltaBody {
  readonly rows: readonly Row[]
  readonly exits: readonly Exit[]
}

interface Meta {
  readonly state: SyncState
  readonly health: Health
  readonly ticks: Ticks
  readonly sums: Sums
}
const FIRST: Meta = { state: FIRST_STATE, health: FIRST_HEALTH, ticks: FIRST_TICKS, sums: {} }

/** Fields that an older build did not write take their first value. */
export async function readMeta<K extends keyof Meta>(tables: Tables, key: K): Promise<Meta[K]> {
  const record = await tables.meta.get(key)
  return { ...FIRST[key], ...(record?.value as Meta[K] | undefined) }
}
export async function writeMeta<K extends keyof Meta>(tables: Tables, key: K, value: Meta[K]): Promise<void> {
  await tables.meta.put({ key, value })
}

/** Writes a state that follows from `before`; its `rev` rises by itself. */
export async function writeState(tables: Tables, before: SyncState, changes: Partial<SyncState>): Promise<SyncState> {
  const state: SyncState = { ...before, ...changes, rev: before.rev + 1 }
  await writeMeta(tables, 'state', state)
  return state
}
/** Tells pages that the outbox, or attention and drafts, changed. */
export async function tick(tables: Tables, what: 'outbox' | 'lists' | 'both'): Promise<Ticks> {
  const before = await readMeta(tables, 'ticks')
  const ticks: Ticks = {
    n: before.n,
    outbox: before.outbox + (what === 'lists' ? 0 : 1),
    lists: before.lists + (what === 'outbox' ? 0 : 1),
  }
  await writeMeta(tables, 'ticks', ticks)
  return ticks
}
export const highest = (a: Mark, b: Mark): Mark => (b.seq > a.seq ? b : a)
