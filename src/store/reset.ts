import type { Instant, PackId } from '../domain/ids.ts'
import type { CommandStatus } from '../domain/nouns.ts'
import type { PacksHead } from '../domain/wire.ts'
import { isStale, type Sent } from './answers.ts'
import { type Gzip, open } from './bytes.ts'
import type { AttentionRecord, Database, OutboxRecord, ReceivedRecord, Tables } from './database.ts'
import { stripDeltas } from './pull.ts'
import { isSetAside } from './send.ts'
import { type ArrivedPack, packedBytes } from './staged.ts'
import {
  type DeltaBody,
  FIRST_STATE,
  highest,
  isEmptied,
  NO_MARK,
  readMeta,
  type SyncState,
  tick,
  writeMeta,
  writeState,
} from './state.ts'

const ALL = ['pack', 'delta', 'staged', 'outbox', 'received', 'attention', 'meta'] as const

/**
 * T4. The server's history was replaced by an older copy: everything it had answered goes back to the front of the
 * outbox, saying what the answer was, and a new generation begins, in one transaction. The old rows stay in view.
 */
export function resetForRestore(database: Database, sent: Sent): Promise<SyncState | 'stale'> {
  return database.run('rw', ALL, async (t) => {
    const state = await readMeta(t, 'state')
    if (isStale(state, sent)) return 'stale'
    const received = await t.received.toArray()
    // One that was refused at once left no trace, but may have come twice, the second time to the older copy.
    const told = await t.attention.toArray()
    const acked = await t.outbox.where('state').equals('acked').toArray()
    const back = [
      ...received.map((record) => sentBack(record, record.status)),
      // What was only set aside no server has answered, or another history before.
      ...told.map((record) => sentBack(record, isSetAside(record) ? record.was : record.status)),
    ]
    // Their numbers are lower than those of anything that was not yet answered: order by n puts them first.
    await t.outbox.bulkPut([...back, ...acked.map((record): OutboxRecord => ({ ...record, state: 'posted', seq: 0 }))])
    await t.outbox.filter((record) => record.told !== undefined).modify({ told: 0 })
    await t.received.clear()
    await t.attention.bulkDelete(told.map((record) => record.id))
    await tick(t, 'both')
    return beginGeneration(t, state, { mark: NO_MARK })
  })
}

function sentBack(record: ReceivedRecord | AttentionRecord, was: CommandStatus | undefined): OutboxRecord {
  const { id, n, savedAt, packs, bytes } = record
  return { id, n, savedAt, packs, bytes, state: 'posted', seq: 0, ...(was === undefined ? {} : { was }) }
}

/** T5 alone: the server no longer remembers what left since this phone's cursor; rows are fetched anew, beside the old. */
export function resetForResync(database: Database, sent: Sent): Promise<SyncState | 'stale'> {
  return database.run('rw', ALL, async (t) => {
    const state = await readMeta(t, 'state')
    return isStale(state, sent) ? 'stale' : beginGeneration(t, state, {})
  })
}

async function beginGeneration(t: Tables, state: SyncState, changes: Partial<SyncState>): Promise<SyncState> {
  await t.staged.clear()
  const keep = state.complete ? state.shown : -1
  await t.pack.bulkDelete((await t.pack.toCollection().primaryKeys()).filter(([gen]) => gen !== keep))
  await t.delta.bulkDelete((await t.delta.toCollection().primaryKeys()).filter(([gen]) => gen !== keep))
  await writeMeta(t, 'sums', {})
  const { cursor, packs, stream, ready, staged, deltas } = FIRST_STATE
  const gen = state.gen + 1
  // A page that slept meanwhile may not have seen what the deltas told that are counted anew.
  const shown = { shown: state.complete ? state.shown : gen, reload: state.reload + 1 }
  return writeState(t, state, { ...shown, gen, cursor, packs, stream, ready, staged, deltas, ...changes })
}

/**
 * After 403 and after signing out: nothing about others stays on this phone. The person's own outbox, attention and
 * drafts wait for his return.
 */
export function dropEverything(database: Database): Promise<SyncState> {
  return database.run('rw', ALL, async (t) => {
    const state = await readMeta(t, 'state')
    await Promise.all([t.pack.clear(), t.delta.clear(), t.staged.clear(), t.received.clear()])
    if (!isEmptied(state)) await tick(t, 'both')
    // Of another generation also where nothing was there yet: a stream may be on its way.
    return beginGeneration(t, { ...state, complete: false }, { complete: false, freshAt: null })
  })
}

/**
 * The head of a stream of packs. The first stream of a generation sets the head from which pulls go on; one that goes
 * on after a cut keeps it and only brings mark and scope up to date. Packs no longer in the scope go first and at once, from the shown
 * generation too, and count as lost from the server's now on.
 */
export async function openStream(
  database: Database,
  gzip: Gzip,
  opened: { readonly sent: Sent; readonly head: PacksHead },
): Promise<SyncState | 'stale'> {
  const { sent, head } = opened
  const at = head.now
  const { gen } = sent
  const dropped = await dropFromShown(database, gzip, { scope: new Set(head.scope), at })
  return database.run('rw', ['pack', 'meta'], async (t) => {
    const state = await readMeta(t, 'state')
    if (isStale(state, sent) || state.ready) return 'stale'
    const held = (await t.pack.toCollection().primaryKeys()).filter(([of]) => of === gen)
    const gone = held.filter(([, id]) => !head.scope.includes(id as PackId))
    await t.pack.bulkDelete(gone)
    const done = held.length - gone.length
    return writeState(t, state, {
      packs: head.scope,
      stream: { head: state.stream?.head ?? head.head, done, of: done + head.packs },
      mark: highest(state.mark, head.head),
      reload: dropped + gone.length > 0 ? state.reload + 1 : state.reload,
      lost: withLost(
        state,
        gone.map(([, id]) => id),
        at,
      ),
    })
  })
}

const withLost = ({ lost }: SyncState, packs: Iterable<string>, at: Instant): SyncState['lost'] => ({
  ...lost,
  ...Object.fromEntries([...packs].map((pack) => [pack, at])),
})

async function dropFromShown(
  database: Database,
  gzip: Gzip,
  { scope, at }: { scope: ReadonlySet<PackId>; at: Instant },
): Promise<number> {
  const found = await database.run('r', ['pack', 'delta', 'meta'], async (t) => {
    const state = await readMeta(t, 'state')
    if (state.shown === state.gen) return undefined
    const keys = (await t.pack.toCollection().primaryKeys()).filter(
      ([gen, id]) => gen === state.shown && !scope.has(id as PackId),
    )
    return { state, keys, deltas: (await t.delta.toArray()).filter((delta) => delta.gen === state.shown) }
  })
  if (found === undefined || found.keys.length === 0) return 0
  const opened = await Promise.all(found.deltas.map(async (delta) => (await open(delta.bytes, gzip)) as DeltaBody))
  const lost = new Set(found.keys.map(([, id]) => id as PackId))
  const rewritten = await stripDeltas(found.deltas, { opened, packs: lost, gzip })
  await database.run('rw', ['pack', 'delta', 'meta'], async (t) => {
    const state = await readMeta(t, 'state')
    if (state.rev !== found.state.rev) return
    await t.pack.bulkDelete(found.keys)
    await t.delta.bulkPut(rewritten)
    await writeState(t, state, { reload: state.reload + 1, lost: withLost(state, lost, at) })
  })
  return lost.size
}

/**
 * Packs of the stream, readable at once during a first sync. Packs can be newer than the stream's head: the mark goes
 * along, or a server put back to in between would not be told from the one that made them.
 */
export function keepPacks(
  database: Database,
  sent: Sent,
  arrived: readonly ArrivedPack[],
): Promise<SyncState | 'stale'> {
  const { gen } = sent
  return database.run('rw', ['pack', 'meta'], async (t) => {
    const state = await readMeta(t, 'state')
    if (isStale(state, sent) || state.ready || state.stream === null) return 'stale'
    const keys = arrived.map((one): [number, string] => [gen, one.header.id])
    const replaced = (await t.pack.bulkGet(keys)).some((record) => record !== undefined)
    await t.pack.bulkPut(
      arrived.map((one) => ({ gen, id: one.header.id, seq: one.header.seq, bytes: packedBytes(one) })),
    )
    const sums = await readMeta(t, 'sums')
    await writeMeta(t, 'sums', {
      ...sums,
      ...Object.fromEntries(arrived.map((one) => [one.header.id, one.header.sum])),
    })
    const { stream } = state
    const mark = arrived.reduce((known, { header }) => highest(known, header.mark), state.mark)
    const reload = replaced ? state.reload + 1 : state.reload
    return writeState(t, state, { mark, reload, stream: { ...stream, done: stream.done + arrived.length } })
  })
}

/** The stream has come whole: pulls go on from its head. */
export function endStream(database: Database, gen: number): Promise<SyncState | 'stale'> {
  return database.run('rw', ['meta'], async (t) => {
    const state = await readMeta(t, 'state')
    if (state.gen !== gen || state.ready || state.stream === null) return 'stale'
    return writeState(t, state, { ready: true, cursor: state.stream.head.seq })
  })
}

/** Ids and seqs of the packs that this generation already has: a stream that was cut goes on after them. */
export async function packsHeld(database: Database, gen: number): Promise<readonly (readonly [PackId, number])[]> {
  const records = await database.run('r', ['pack'], (t) =>
    t.pack.where('[gen+id]').between([gen, ''], [gen, '\uffff']).toArray(),
  )
  return records.map((record) => [record.id, record.seq] as const)
}
