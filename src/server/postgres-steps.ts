import { numberOf, type SqlRow } from './database.ts'
import { Fault } from './fault.ts'
import { stateOf } from './postgres-fault.ts'
import type { Step } from './steps.ts'

interface Statements {
  run(sql: string): Promise<{ readonly rows: readonly SqlRow[] }>
}
const OLDEST = 150_000

/**
 * Takes the steps that the database has not taken yet, all or none. The row of the version is locked meanwhile: of
 * processes that start at once one takes them and the others find them taken.
 */
export async function bringUpToDate(tx: Statements, steps: readonly Step[]): Promise<void> {
  await inspect(tx)
  const version = await lockVersion(tx)
  if (version > steps.length) {
    throw new Fault('newer', 'The database was written by a newer version of Minqing.')
  }
  const due = steps.slice(version).flat()
  if (due.length === 0) return
  try {
    const stamp = `UPDATE schema_version SET version = ${steps.length} WHERE id = 1`
    await tx.run([...due.map(inBytes), stamp].join(';\n'))
  } catch (error) {
    if (stateOf(error) !== DUPLICATE_TABLE) throw error
    throw new Fault('foreign', 'The database holds tables of another program: give Minqing one of its own.', error)
  }
}
const DUPLICATE_TABLE = '42P07'
/** Text in the order of its bytes, as SQLite has it, whatever the database's language. */
const inBytes = (statement: string): string => statement.replaceAll(/\bTEXT\b/g, 'TEXT COLLATE "C"')

async function inspect(tx: Statements): Promise<void> {
  const { rows } = await tx.run(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
      current_setting('synchronous_commit') AS commits`,
  )
  const [found] = rows
  if (found === undefined || numberOf(found, 'version') < OLDEST)
    throw new Fault('unsuited', 'The database is older than PostgreSQL 15.')
  if (found['encoding'] !== 'UTF8') throw new Fault('unsuited', 'The database must be one in UTF8.')
  if (found['commits'] === 'off')
    throw new Fault('unsuited', 'With synchronous_commit off a phone would be told that work is safe which is not.')
}

/** The one row that says how many steps were taken: made where there is none, and locked until the transaction ends. */
async function lockVersion(tx: Statements): Promise<number> {
  const [known] = (await tx.run("SELECT to_regclass('schema_version') IS NOT NULL AS known")).rows
  if (known?.['known'] !== (true as unknown)) await makeVersion(tx)
  const [row] = (await tx.run('SELECT version FROM schema_version WHERE id = 1 FOR UPDATE')).rows
  if (row === undefined) throw new Fault('foreign', 'The database holds a schema_version of another program.')
  return numberOf(row, 'version')
}
/** Of two that make it at once one waits for the other and then fails: the table is there, and it goes on. */
async function makeVersion(tx: Statements): Promise<void> {
  await tx.run('SAVEPOINT before')
  try {
    await tx.run('CREATE TABLE schema_version (id BIGINT PRIMARY KEY, version BIGINT)')
    await tx.run('INSERT INTO schema_version VALUES (1, 0)')
  } catch (error) {
    if (!['23505', DUPLICATE_TABLE].includes(stateOf(error))) throw error
    await tx.run('ROLLBACK TO SAVEPOINT before')
  }
}
