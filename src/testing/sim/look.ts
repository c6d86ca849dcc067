import { createHash } from 'node:crypto'
import { serialize } from 'node:v8'
import type { PackId } from '../../domain/ids.ts'
import type { CommandStatus, Row } from '../../domain/nouns.ts'
import { open } from '../../store/bytes.ts'
import type { Database } from '../../store/database.ts'
import { foldDeltas } from '../../store/fold.ts'
import { readState } from '../../store/health.ts'
import { bringForward, type PackRows, packRows } from '../../store/pack-rows.ts'
import { type DeltaBody, readMeta, type SyncState } from '../../store/state.ts'
import { syncGzip } from '../phone-kit.ts'

/** Everything on a phone's disk, opened. */
export interface OnDisk {
  /** Two looks at the same bytes have the same print. */
  readonly print: string
  readonly state: SyncState
  /** Rows by pack of the shown generation, with every delta in them. */
  readonly packs: ReadonlyMap<PackId, PackRows>
  /** Every pack that any stored row, of any generation, lies in. */
  readonly bodiesOf: ReadonlySet<PackId>
  readonly outbox: readonly { readonly id: string; readonly state: string; readonly bytes: Uint8Array }[]
  readonly received: ReadonlyMap<string, CommandStatus>
  /** Packs and seq of each received one. */
  readonly about: readonly { readonly id: string; readonly packs: readonly PackId[]; readonly seq: number }[]
  readonly attention: ReadonlyMap<string, { readonly status: string; readonly seq: number; readonly code: string }>
}
const TABLES = ['pack', 'delta', 'staged', 'outbox', 'received', 'attention', 'meta'] as const

export async function lookAt(database: Database): Promise<OnDisk> {
  const found = await database.run('r', TABLES, async (t) => ({
    state: await readMeta(t, 'state'),
    packs: await t.pack.toArray(),
    deltas: await t.delta.toArray(),
    staged: await t.staged.toArray(),
    outbox: await t.outbox.orderBy('n').toArray(),
    received: await t.received.toArray(),
    attention: await t.attention.toArray(),
  }))
  const { state } = found
  const bodiesOf = new Set<PackId>()
  const rowsIn = async (bytes: Parameters<typeof open>[0]): Promise<DeltaBody> => {
    const body = (await open(bytes, syncGzip)) as Partial<DeltaBody>
    for (const row of body.rows ?? []) bodiesOf.add(row.pack)
    return { rows: body.rows ?? ([] as Row[]), exits: body.exits ?? [] }
  }
  const deltas: DeltaBody[] = []
  for (const delta of found.deltas) {
    const body = await rowsIn(delta.bytes)
    if (delta.gen === state.shown) deltas.push(body)
  }
  const packs = new Map<PackId, PackRows>()
  for (const record of found.packs) {
    const rows = packRows((await rowsIn(record.bytes)).rows)
    if (record.gen !== state.shown) continue
    for (const body of deltas) bringForward(rows, record, body)
    packs.set(record.id, rows)
  }
  for (const record of found.staged) await rowsIn(record.bytes)
  return {
    print: createHash('md5').update(serialize(found)).digest('hex'),
    state,
    packs,
    bodiesOf,
    outbox: found.outbox,
    received: new Map(found.received.map((record) => [record.id, record.status])),
    about: found.received,
    attention: new Map(found.attention.map(({ id, status, seq, code }) => [id, { status, seq, code }])),
  }
}

/** Rows as text whatever the order of their fields, sorted: two lists are equal if these are. */
export const asTexts = (rows: readonly Row[]): readonly string[] => rows.map((row) => canonical(row)).sort()
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/** Deltas go into their packs, unless told to stop at once; `nothing` where none had come. */
export async function foldWhatCame(database: Database, goesOn: boolean): Promise<string> {
  const { deltas } = await readState(database)
  const how = await foldDeltas(database, syncGzip, () => goesOn)
  return deltas.next > deltas.first ? how : 'nothing'
}
