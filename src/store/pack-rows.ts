import { type PackSum, sumRows } from '../domain/check.ts'
import type { PackId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import type { PackBody } from '../domain/wire.ts'
import { type Gzip, openEach } from './bytes.ts'
import type { Database, StagedRecord } from './database.ts'
import type { DeltaBody } from './state.ts'

export type PackRows = Map<string, Row>
const keyOf = (of: { kind: string; id: string }): string => `${of.kind}/${of.id}`

/** The rows of one pack as of `seq`. */
export const packRows = (rows: readonly Row[]): PackRows => new Map(rows.map((row) => [keyOf(row), row]))

/** Brings one pack forward by a delta: rows and exits count only if newer than the pack and than the row. */
export function bringForward(rows: PackRows, pack: { id: PackId; seq: number }, delta: DeltaBody): void {
  for (const row of delta.rows) {
    if (row.pack !== pack.id || row.seq <= pack.seq) continue
    const held = rows.get(keyOf(row))
    if (held === undefined || row.seq >= held.seq) rows.set(keyOf(row), row)
  }
  // After the rows: an early page of a pull can hold a row that had left by the time of a later page.
  for (const exit of delta.exits) {
    const held = rows.get(keyOf(exit))
    if (exit.pack === pack.id && exit.seq > pack.seq && held !== undefined && held.seq < exit.seq)
      rows.delete(keyOf(exit))
  }
}
export const sumOf = (rows: PackRows): PackSum => sumRows(rows.values())

/** The rows of some packs as they lie on the disk, with every delta in them; a staged pack counts in place of the one held. */
export async function packsNow(
  { database, gzip }: { readonly database: Database; readonly gzip: Gzip },
  of: { gen: number; staged?: ReadonlyMap<PackId, StagedRecord>; deltas: readonly DeltaBody[] },
  ids: readonly PackId[],
): Promise<Map<PackId, PackRows>> {
  if (ids.length === 0) return new Map()
  const records = await database.run('r', ['pack'], (t) =>
    t.pack.bulkGet(ids.map((id): [number, string] => [of.gen, id])),
  )
  const now = new Map<PackId, PackRows>(ids.map((id) => [id, packRows([])]))
  const held = ids.flatMap((id, index) => {
    const record = of.staged?.get(id) ?? records[index]
    return record === undefined ? [] : [{ id, seq: record.seq ?? 0, bytes: record.bytes }]
  })
  for (const [{ id }, opening] of openEach(held, gzip)) now.set(id, packRows(((await opening) as PackBody).rows))
  const seqs = new Map(held.map(({ id, seq }) => [id, seq]))
  for (const [id, rows] of now) {
    for (const delta of of.deltas) bringForward(rows, { id, seq: seqs.get(id) ?? 0 }, delta)
  }
  return now
}
