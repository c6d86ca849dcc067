import { type PackSum, sumRows } from '../domain/check.ts'
import type { PackId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
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
