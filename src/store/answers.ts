import type { Command } from '../domain/commands.ts'
import type { CommandId, Instant } from '../domain/ids.ts'
import type { CommandStatus } from '../domain/nouns.ts'
import type { Mark, Result } from '../domain/wire.ts'
import type { Gzip } from './bytes.ts'
import type { AttentionRecord, Database, OutboxRecord, Tables } from './database.ts'
import { Fault } from './fault.ts'
import { asUnsent, isSetAside, openCommand } from './send.ts'
import { highest, NO_MARK, readMeta, type SyncState, tick, writeState } from './state.ts'

/** A command as it is pushed; `was` tells what the server had answered before its history was replaced. */
export interface Pushed extends Command {
  readonly was?: CommandStatus
}
export interface Batch {
  readonly commands: readonly Pushed[]
  /** Pass on to get the next batch. */
  readonly lastN: number
  /** True when nothing that waits lies beyond it. */
  readonly isLast: boolean
  /** All that has no answer yet, in this batch or not. */
  readonly waiting: number
  /** As it was when the batch was read. */
  readonly state: SyncState
}
export interface BatchLimits {
  readonly commands: number
  readonly bytes: number
  /** Only commands after this `n`: those before were tried in this round. */
  readonly afterN: number
}

/** The next commands to push, in order of `n`. Bodies that only a newer build can read stay where they are. */
export async function nextBatch(database: Database, gzip: Gzip, limits: BatchLimits): Promise<Batch> {
  const isWaiting = (record: OutboxRecord): boolean => record.state !== 'acked'
  const { records, waiting, state } = await database.run('r', ['outbox', 'meta'], async (tables) => {
    const all = await tables.outbox.orderBy('n').filter(isWaiting).toArray()
    const next = all.filter((record) => record.n > limits.afterN).slice(0, limits.commands + 1)
    return { records: next, waiting: all.length, state: await readMeta(tables, 'state') }
  })
  const commands: Pushed[] = []
  let bytes = 0
  let lastN = limits.afterN
  for (const record of records.slice(0, limits.commands)) {
    const command = await openRecord(record, gzip)
    if (command !== undefined) {
      bytes += new TextEncoder().encode(JSON.stringify(command)).length + 1
      if (bytes > limits.bytes && commands.length > 0) break
      commands.push(command)
    }
    lastN = record.n
  }
  return { commands, lastN, waiting, state, isLast: records.at(-1) === undefined || records.at(-1)?.n === lastN }
}
async function openRecord(record: OutboxRecord, gzip: Gzip): Promise<Pushed | undefined> {
  try {
    const { command } = await openCommand(record.bytes, gzip)
    return { ...command, n: record.n, ...(record.was === undefined ? {} : { was: record.was }) }
  } catch (error) {
    if (error instanceof Fault && error.kind === 'upgrade') return undefined
    throw error
  }
}

/** True when something was tapped after `n` that has not left the phone. */
export const isTapWaiting = (database: Database, n: number): Promise<boolean> =>
  database.run('r', ['outbox'], async ({ outbox }) => {
    const taps = outbox.where('state').equals('new')
    return (await taps.filter((record) => record.n > n).count()) > 0
  })

/** Written before the request leaves: from here on an undo comes too late. Gives what the request is to say. */
export function markPosted(database: Database, ids: readonly CommandId[]): Promise<SyncState> {
  return database.run('rw', ['outbox', 'meta'], async (tables) => {
    const records = await tables.outbox.bulkGet([...ids])
    const fresh = records.filter((record) => record?.state === 'new' || record?.state === 'unsure') as OutboxRecord[]
    if (fresh.length > 0) {
      await tables.outbox.bulkPut(fresh.map((record): OutboxRecord => ({ ...record, state: 'posted' })))
      await tick(tables, 'outbox')
    }
    return readMeta(tables, 'state')
  })
}

/** No answer came to what was posted: it counts as on this phone again, until the next request carries it. */
export function markUnsure(database: Database): Promise<void> {
  return database.run('rw', ['outbox', 'meta'], async (tables) => {
    const moved = await tables.outbox.where('state').equals('posted').modify({ state: 'unsure' })
    if (moved > 0) await tick(tables, 'outbox')
  })
}

/** What a request said; an answer counts only while that still holds. */
export interface Sent {
  readonly gen: number
  readonly mark: Mark
}
const sameMark = (a: Mark, b: Mark): boolean => a.seq === b.seq && a.hash === b.hash
export const isStale = (state: SyncState, sent: Sent): boolean =>
  state.gen !== sent.gen || !sameMark(state.mark, sent.mark)

export interface Answers {
  readonly results: readonly Result[]
  /** Of the history that they tell of. */
  readonly head?: Mark | undefined
  readonly at: Instant
}
/**
 * T2. One transaction: every answered command moves to where its answer puts it, and the new mark is kept. Refused and
 * held commands leave the view but not the phone. Gives the state after, or `stale` when nothing was changed.
 */
export function applyAnswers(database: Database, sent: Sent, answer: Answers): Promise<SyncState | 'stale'> {
  return database.run('rw', ['outbox', 'attention', 'meta'], async (tables) => {
    const state = await readMeta(tables, 'state')
    if (isStale(state, sent)) return 'stale'
    let mark = highest(state.mark, answer.head ?? NO_MARK)
    for (const result of answer.results) {
      if (result.seq > 0 && result.mark !== '') mark = highest(mark, { seq: result.seq, hash: result.mark })
    }
    if ((await settle(tables, answer.results, answer.at)) > 0) await tick(tables, 'both')
    return sameMark(mark, state.mark) ? state : writeState(tables, state, { mark })
  })
}

/** Gives how many commands moved; one that is not in the outbox has moved before. */
async function settle(tables: Tables, results: readonly Result[], at: Instant): Promise<number> {
  const records = await tables.outbox.bulkGet(results.map(({ id }) => id))
  const acked: OutboxRecord[] = []
  const attention: AttentionRecord[] = []
  for (const [place, { status, seq, code = 'failed', as }] of results.entries()) {
    const record = records[place]
    if (record === undefined || status === 'retry') continue
    const { state: _, was: __, as: ___, told = 0, ...rest } = record
    const command = as === undefined ? rest : { ...rest, as }
    const since = seq === 0 ? 0 : Math.max(seq, told)
    if (status === 'refused' || status === 'held') attention.push({ ...command, seq: since, status, code, at })
    else acked.push({ ...command, state: 'acked', seq: since, was: status })
  }
  await tables.outbox.bulkPut(acked)
  await tables.attention.bulkPut(attention)
  await tables.outbox.bulkDelete(attention.map(({ id }) => id))
  return acked.length + attention.length
}

/** What was set aside before that time is in the outbox again, in its old place. */
export async function takeUpAgain(database: Database, before: Instant): Promise<void> {
  const isDue = (record: AttentionRecord): boolean => isSetAside(record) && record.at < before
  // Each round asks, and hardly ever anything is due: a transaction that may write would wait for a flush.
  const some = await database.run('r', ['attention'], (t) => t.attention.filter(isDue).count())
  if (some === 0) return
  await database.run('rw', ['outbox', 'attention', 'meta'], async (tables) => {
    const due = await tables.attention.filter(isDue).toArray()
    if (due.length === 0) return
    await tables.outbox.bulkPut(due.map(asUnsent))
    await tables.attention.bulkDelete(due.map(({ id }) => id))
    await tick(tables, 'both')
  })
}

/**
 * A command that alone makes requests fail while others get through (a proxy may cut just this one) no longer holds up
 * the others; it is tried again later.
 */
export function setAside(database: Database, id: CommandId, at: Instant): Promise<void> {
  return database.run('rw', ['outbox', 'attention', 'meta'], async (tables) => {
    const record = await tables.outbox.get(id)
    // Another page may have had the answer meanwhile.
    if (record === undefined || record.state === 'acked') return
    // Not an answer: what the server had said of it before is said again with it.
    const { state: _, told: __, ...command } = record
    await tables.attention.put({ ...command, seq: 0, status: 'held', code: 'set_aside', at })
    await tables.outbox.delete(id)
    await tick(tables, 'both')
  })
}
