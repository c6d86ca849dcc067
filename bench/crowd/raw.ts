import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import type { SqlRow } from '../../src/server/database.ts'
import { columnsOf, replaceSame, type TableName } from '../../src/server/schema.ts'
import { COMMUNITY } from '../community/fill.ts'
import { round } from '../machine/numbers.ts'
import type { Figures } from './scenes.ts'
import type { Target } from './target.ts'

/** What the server wrote of a batch, table by table. */
type Batch = Readonly<Partial<Record<TableName, readonly SqlRow[]>>>

/** The newest visits and what they changed, in batches as they came. */
export const readBatches = (target: Target, of: { batches: number; each: number }): Promise<readonly Batch[]> =>
  target.look((db) =>
    db.read(async (tx) => {
      const columns = (table: TableName) => columnsOf(table).join(', ')
      const newest = `SELECT ${columns('command')} FROM command WHERE community = ? AND type = 'visit.log' ORDER BY seq DESC LIMIT ?`
      const commands = await tx.all(newest, COMMUNITY, of.batches * of.each)
      const batches: Batch[] = []
      for (let from = 0; from < commands.length; from += of.each) {
        const command = commands.slice(from, from + of.each)
        const seqs = command.map((row) => Number(row['seq']))
        const sql = `SELECT ${columns('entity')} FROM entity WHERE community = ? AND seq BETWEEN ? AND ?`
        batches.push({ command, entity: await tx.all(sql, COMMUNITY, Math.min(...seqs), Math.max(...seqs)) })
      }
      return batches
    }),
  )
const TABLES = ['command', 'entity'] as const
const rate = (batches: readonly Batch[], begun: number): Figures => {
  const visits = batches.reduce((sum, { command = [] }) => sum + command.length, 0)
  return { visits, perSecond: round(visits / ((performance.now() - begun) / 1000)) }
}

/** The limit of the disk: the same rows into a copy of the file, one INSERT a table and a commit a batch, and nothing judged. */
export function rawSqlite(folder: string, empty: string, batches: readonly Batch[]): Figures {
  const file = join(folder, 'raw.db')
  copyFileSync(empty, file)
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536')
  const begun = performance.now()
  for (const batch of batches) {
    database.exec('BEGIN IMMEDIATE')
    for (const table of TABLES) {
      const rows = batch[table] ?? []
      const columns = columnsOf(table)
      const one = `(${columns.map(() => '?').join(', ')})`
      const values = rows.flatMap((row) => columns.map((column) => row[column] ?? null))
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => one).join(', ')} ${replaceSame(table)}`
      if (rows.length > 0) database.prepare(sql).run(...values)
    }
    database.exec('COMMIT')
  }
  const figures = rate(batches, begun)
  database.close()
  return figures
}

export async function rawPostgres(url: string, batches: readonly Batch[]): Promise<Figures> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const begun = performance.now()
  for (const batch of batches) {
    await client.query('BEGIN')
    for (const table of TABLES) {
      const rows = batch[table] ?? []
      const columns = columnsOf(table)
      const places = rows.map((_, k) => `(${columns.map((_c, c) => `$${k * columns.length + c + 1}`).join(', ')})`)
      const values = rows.flatMap((row) => columns.map((column) => row[column] ?? null))
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${places.join(', ')} ${replaceSame(table)}`
      if (rows.length > 0) await client.query(sql, values)
    }
    await client.query('COMMIT')
  }
  const figures = rate(batches, begun)
  await client.end()
  return figures
}
