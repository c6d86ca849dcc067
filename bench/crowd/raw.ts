import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Client } from 'pg'
import { numberOf, type Reading, type SqlRow, textOf } from '../../src/server/database.ts'
import { insertOf } from '../../src/server/postgres-sql.ts'
import { columnsOf, replaceSame, type TableName } from '../../src/server/schema.ts'
import { COMMUNITY } from '../community/fill.ts'
import { round, sum } from '../machine/numbers.ts'
import type { Figures } from './scenes.ts'
import type { Target } from './target.ts'

/**
 * What the server's ledger writes of a batch, table by table and in its order. A plain INSERT where a row is written
 * once for good: it fails where the rows are there already, and then nothing new would be measured. The others are
 * rewritten by every batch: a household, the sums of its pack, the head of the history.
 */
const TABLES = ['entity', 'change', 'exit', 'pack', 'command', 'community'] as const satisfies readonly TableName[]
type Written = (typeof TABLES)[number]
export type Batch = Readonly<Record<Written, readonly SqlRow[]>>
const ONCE: readonly Written[] = ['change', 'exit', 'command']
const onSame = (table: Written): string => (ONCE.includes(table) ? '' : replaceSame(table))

/** The newest visits and all that was written with them, in batches as they came, the oldest first. */
export const readBatches = (target: Target, of: { batches: number; each: number }): Promise<readonly Batch[]> =>
  target.look((db) =>
    db.read(async (tx) => {
      const newest = `SELECT ${listed('command')} FROM command WHERE community = ? AND type = 'visit.log' AND seq > 0 ORDER BY seq DESC LIMIT ?`
      const commands = [...(await tx.all(newest, COMMUNITY, of.batches * of.each))].reverse()
      if (commands.length < of.batches * of.each)
        throw new Error(`only ${commands.length} visits are there to be copied`)
      const packs = await tx.all(`SELECT ${listed('pack')} FROM pack WHERE community = ?`, COMMUNITY)
      const known = new Map(packs.map((row) => [textOf(row, 'id'), row] as const))
      const batches: Batch[] = []
      for (let from = 0; from < commands.length; from += of.each) {
        batches.push(await readBatch(tx, commands.slice(from, from + of.each), known))
      }
      return batches
    }),
  )
const listed = (table: Written): string => columnsOf(table).join(', ')

/** The register keeps the latest state alone: what a later batch has rewritten since is taken as it is now, with this batch's place in history. */
async function readBatch(tx: Reading, command: readonly SqlRow[], packs: ReadonlyMap<string, SqlRow>): Promise<Batch> {
  const seqs = command.map((row) => numberOf(row, 'seq'))
  const [first, last] = [Math.min(...seqs), Math.max(...seqs)]
  const inside = (table: Written): Promise<readonly SqlRow[]> =>
    tx.all(
      `SELECT ${listed(table)} FROM ${table} WHERE community = ? AND seq BETWEEN ? AND ?`,
      ...[COMMUNITY, first, last],
    )
  const entity = [...(await inside('entity'))]
  const there = new Set(entity.map((row) => `${row['kind']} ${row['id']}`))
  for (const row of command) {
    const { household } = JSON.parse(textOf(row, 'payload')) as { readonly household: string }
    if (there.has(`household ${household}`)) continue
    const one = `SELECT ${listed('entity')} FROM entity WHERE community = ? AND kind = 'household' AND id = ?`
    entity.push(...(await tx.all(one, COMMUNITY, household)).map((now) => ({ ...now, seq: numberOf(row, 'seq') })))
    there.add(`household ${household}`)
  }
  const touched = new Map<string, SqlRow>()
  for (const row of entity) {
    const id = textOf(row, 'pack')
    const seq = Math.max(Number(touched.get(id)?.['seq'] ?? 0), numberOf(row, 'seq'))
    touched.set(id, { ...packs.get(id), seq })
  }
  const community = await tx.all(`SELECT ${listed('community')} FROM community WHERE community = ?`, COMMUNITY)
  const mark = command.find((row) => row['seq'] === last)?.['mark'] ?? ''
  return {
    ...{ entity, change: await inside('change'), exit: await inside('exit'), pack: [...touched.values()], command },
    community: community.map((now) => ({ ...now, head: last, mark })),
  }
}

const rate = (batches: readonly Batch[], begun: number): Figures => {
  const seconds = (performance.now() - begun) / 1000
  const visits = sum(batches.map(({ command }) => command.length))
  const rows = sum(batches.flatMap((batch) => TABLES.map((table) => batch[table].length)))
  return { visits, rows, perSecond: round(visits / seconds) }
}

/** The limit of the disk: the same rows into a copy of the register as it was, one INSERT a table and a commit a batch, and nothing judged. */
export function rawSqlite(folder: string, before: string, batches: readonly Batch[]): Figures {
  const file = join(folder, 'raw.db')
  copyFileSync(before, file)
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536')
  // As the server does: prepared once per text of SQL.
  const prepared = new Map<string, StatementSync>()
  const insert = (table: Written, rows: readonly SqlRow[]): void => {
    const columns = columnsOf(table)
    const one = `(${columns.map(() => '?').join(', ')})`
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => one).join(', ')} ${onSame(table)}`
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, statement)
    statement.run(...rows.flatMap((row) => columns.map((column) => row[column] ?? null)))
  }
  try {
    const begun = performance.now()
    for (const batch of batches) {
      database.exec('BEGIN IMMEDIATE')
      for (const table of TABLES) if (batch[table].length > 0) insert(table, batch[table])
      database.exec('COMMIT')
    }
    return rate(batches, begun)
  } finally {
    database.close()
  }
}

/** `before`: the address of a copy of the register as it was. */
export async function rawPostgres(before: string, batches: readonly Batch[]): Promise<Figures> {
  const client = new Client({ connectionString: before })
  await client.connect()
  try {
    const begun = performance.now()
    for (const batch of batches) {
      await client.query('BEGIN')
      for (const table of TABLES) {
        if (batch[table].length > 0) await client.query(insertOf(table, batch[table], onSame(table)))
      }
      await client.query('COMMIT')
    }
    return rate(batches, begun)
  } finally {
    await client.end()
  }
}
