import type { PackId } from '../domain/ids.ts'
import type { PackBody } from '../domain/wire.ts'
import { close, type Gzip, open } from './bytes.ts'
import type { Database, PackRecord } from './database.ts'
import { bringForward, packRows } from './pack-rows.ts'
import { type DeltaBody, readMeta, type SyncState, writeState } from './state.ts'

const MOST_DELTAS = 32
const MOST_BYTES = 512 * 1024
/** Packs written in one transaction: taps wait for it. */
const SLICE = 8

export const needsFold = ({ deltas }: SyncState): boolean =>
  deltas.next - deltas.first > MOST_DELTAS || deltas.bytes > MOST_BYTES

/**
 * Writes the deltas into their packs, slice by slice, and then drops them. Every slice compares the state, so a pull
 * in between ends the fold; what was folded stays right, since rows count only if newer. The view does not change.
 * Ends early when `goOn` says so.
 */
export async function foldDeltas(database: Database, gzip: Gzip, goOn: () => boolean): Promise<'folded' | 'later'> {
  const found = await database.run('r', ['delta', 'meta'], async (t) => {
    const state = await readMeta(t, 'state')
    return { state, records: (await t.delta.toArray()).filter((delta) => delta.gen === state.gen) }
  })
  let { state } = found
  const deltas = await Promise.all(found.records.map(async (delta) => (await open(delta.bytes, gzip)) as DeltaBody))
  const touched = [...new Set(deltas.flatMap((delta) => delta.rows.map((row) => row.pack)))]
  for (let at = 0; at < touched.length; at += SLICE) {
    if (!goOn()) return 'later'
    const next = await foldSlice({ database, gzip, state, deltas }, touched.slice(at, at + SLICE))
    if (next === 'stale') return 'later'
    state = next
  }
  return dropDeltas(database, state)
}

interface Folding {
  readonly database: Database
  readonly gzip: Gzip
  readonly state: SyncState
  readonly deltas: readonly DeltaBody[]
}
async function foldSlice(folding: Folding, ids: readonly PackId[]): Promise<SyncState | 'stale'> {
  const { database, gzip, state, deltas } = folding
  const { gen, cursor } = state
  const records = await database.run('r', ['pack'], (t) => t.pack.bulkGet(ids.map((id): [number, string] => [gen, id])))
  const folded: PackRecord[] = []
  for (const [index, id] of ids.entries()) {
    const record = records[index]
    const before = record === undefined ? [] : ((await open(record.bytes, gzip)) as PackBody).rows
    const rows = packRows(before)
    for (const delta of deltas) bringForward(rows, { id, seq: record?.seq ?? 0 }, delta)
    const body: PackBody = { id, seq: Math.max(record?.seq ?? 0, cursor), rows: [...rows.values()] }
    folded.push({ gen, id, seq: body.seq, bytes: await close(body, gzip) })
  }
  return database.run('rw', ['pack', 'meta'], async (t) => {
    const now = await readMeta(t, 'state')
    if (now.rev !== state.rev) return 'stale'
    await t.pack.bulkPut(folded)
    return writeState(t, now, {})
  })
}

/** A page that has not seen these deltas yet finds `first` beyond its own place and reads the packs again. */
const dropDeltas = (database: Database, state: SyncState): Promise<'folded' | 'later'> =>
  database.run('rw', ['delta', 'meta'], async (t) => {
    const now = await readMeta(t, 'state')
    if (now.rev !== state.rev) return 'later'
    const { first, next } = now.deltas
    for (let k = first; k < next; k++) await t.delta.delete([now.gen, k])
    await writeState(t, now, { deltas: { first: next, next, bytes: 0 } })
    return 'folded'
  })
