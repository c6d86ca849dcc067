import { existsSync, statSync } from 'node:fs'
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite'
import type { CommunityId } from '../domain/ids.ts'
import { type Database, IN_LIST, PAIRS, type Reading, type SqlRow, type SqlValue, type Writing } from './database.ts'
import { Fault, type FaultKind } from './fault.ts'
import { columnsOf, KEEP_SAME, replaceSame, type TableName } from './schema.ts'
import { STEPS, type Step } from './steps.ts'
import { Together } from './together.ts'
import { QUEUE, Turns } from './turns.ts'

// Node 24 has both; its type package does not say so yet.
declare module 'node:sqlite' {
  interface DatabaseSync {
    serialize(): Uint8Array
    deserialize(bytes: Uint8Array): void
  }
}

/** "MinQ": tells our files from other SQLite files. */
const APPLICATION_ID = 0x4d696e51
const MEMORY = ':memory:'

export interface OpenOptions {
  /** Starts from the bytes of an earlier copy; only for databases in memory. */
  readonly from?: Uint8Array
  /** Writes that may wait for their turn before newcomers are told that the server is busy. */
  readonly queue?: number
  /** What a database goes through to be of this version. */
  readonly steps?: readonly Step[]
}
export interface EmbeddedDatabase extends Database {
  /** The whole database as a file's bytes, as of the last write. */
  copy(): Promise<Uint8Array>
}

/**
 * Opens or creates the embedded database and brings it up to date: WAL, every commit flushed to disk, one writer and one reader.
 * Faults: held_by_another, damaged, foreign, newer, not_writable; in each case the file is left as it was.
 */
export function openDatabase(file: string, options: OpenOptions = {}): EmbeddedDatabase {
  const lock = file === MEMORY ? undefined : holdFile(file)
  try {
    const writer = openWriter(file, options)
    const reader = file === MEMORY ? writer : connect(file, { readOnly: true })
    return new SqliteDatabase({ file, writer, reader, lock, queue: options.queue ?? QUEUE })
  } catch (error) {
    lock?.close()
    throw faultOf(error)
  }
}

/**
 * One process per file. The lock is a transaction held open in a file beside it: the operating system lets go of it
 * when the process ends, however it ends, so no stale lock ever needs a person.
 */
export function holdFile(file: string): Pick<DatabaseSync, 'close'> {
  try {
    const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 })
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    const fault = faultOf(error)
    if (fault.kind === 'busy') throw new Fault('held_by_another', 'The database is in use by another process.', error)
    throw fault.kind === 'damaged'
      ? new Fault('damaged', `The lock file ${file}.lock is damaged: remove it.`, error)
      : fault
  }
}

function connect(file: string, options: { readOnly?: boolean } = {}): DatabaseSync {
  return new DatabaseSync(file, { ...options, timeout: 5_000, enableForeignKeyConstraints: false })
}

function openWriter(file: string, { from, steps = STEPS }: OpenOptions): DatabaseSync {
  const isNew = file === MEMORY ? from === undefined : !existsSync(file) || statSync(file).size === 0
  const writer = connect(file)
  if (from !== undefined) writer.deserialize(from)
  const version = isNew ? 0 : inspect(writer, steps.length)
  const due = steps.slice(version).flat()
  const stamp = `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}`
  // Before anything else is written: a process that dies here leaves an empty file, not one that seems foreign.
  if (due.length > 0) within(writer, () => writer.exec([...due, stamp].join(';\n')))
  writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536')
  return writer
}
/** All steps or none. */
function within(writer: DatabaseSync, work: () => void): void {
  writer.exec('BEGIN IMMEDIATE')
  try {
    work()
    writer.exec('COMMIT')
  } catch (error) {
    if (writer.isTransaction) writer.exec('ROLLBACK')
    throw error
  }
}

/** Looks before anything is written; the version found. Faults: foreign, newer, damaged. */
export function inspect(writer: DatabaseSync, newest = STEPS.length): number {
  const pragma = (name: string): SqlValue => Object.values(writer.prepare(`PRAGMA ${name}`).get() ?? {})[0] as SqlValue
  if (pragma('application_id') !== APPLICATION_ID) {
    throw new Fault('foreign', 'The database file belongs to another program.')
  }
  const version = Number(pragma('user_version'))
  if (version > newest) throw new Fault('newer', 'The database was written by a newer version of Minqing.')
  if (pragma('quick_check(1)') !== 'ok') throw new Fault('damaged', 'The database file is damaged.')
  return version
}

const KINDS: Readonly<Record<number, readonly [FaultKind, string]>> = {
  5: ['busy', 'The database is busy.'],
  6: ['busy', 'The database is busy.'],
  8: ['not_writable', 'The database file is not writable.'],
  10: ['disk_full', 'The disk does not take writes.'],
  11: ['damaged', 'The database file is damaged.'],
  13: ['disk_full', 'The disk is full.'],
  14: ['not_writable', 'The database file cannot be opened.'],
  26: ['damaged', 'The database file is damaged.'],
}
/** SQLite's result code (the low byte) as a fault; what is no fault of the surroundings stays what it was. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error
  const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0
  const known = KINDS[code & 0xff]
  if (known === undefined) throw error
  return new Fault(known[0], known[1], error)
}

const inOurWords = (sql: string): string =>
  sql
    .replaceAll(IN_LIST, 'IN (SELECT value FROM json_each(?))')
    .replaceAll(PAIRS, '(SELECT value ->> 0 AS a, value ->> 1 AS b FROM json_each(?))')

/** Prepared once per text of SQL. */
class Connection implements Writing {
  readonly #db: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()
  constructor(db: DatabaseSync) {
    this.#db = db
  }
  #prepare(sql: string): StatementSync {
    const kept = this.#prepared.get(sql)
    if (kept !== undefined) return kept
    const made = this.#db.prepare(inOurWords(sql))
    this.#prepared.set(sql, made)
    return made
  }
  async all(sql: string, ...parameters: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    return this.#prepare(sql).all(...parameters) as unknown as readonly SqlRow[]
  }
  async put(table: TableName, rows: readonly SqlRow[]): Promise<void> {
    this.#insert(table, rows, replaceSame(table))
  }
  async putNew(table: TableName, rows: readonly SqlRow[]): Promise<void> {
    this.#insert(table, rows, KEEP_SAME)
  }
  #insert(table: TableName, rows: readonly SqlRow[], onSame: string): void {
    if (rows.length === 0) return
    const columns = columnsOf(table)
    const values = columns.map(() => '?').join(', ')
    const statement = this.#prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values}) ${onSame}`)
    for (const row of rows) statement.run(...columns.map((column) => row[column] ?? null))
  }
  async within<T>(begin: string, work: () => Promise<T>): Promise<T> {
    this.#db.exec(begin)
    try {
      const result = await work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      // A full disk can have ended the transaction already.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }
  /** Inside a transaction: undoes what this work did, should it throw. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    this.#db.exec('SAVEPOINT work')
    try {
      const result = await work()
      this.#db.exec('RELEASE work')
      return result
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK TO work; RELEASE work')
      throw error
    }
  }
  get isOver(): boolean {
    return !this.#db.isTransaction
  }
  close(): void {
    this.#prepared.clear()
    this.#db.close()
  }
}

/** Pages copied before others have a turn. */
const PAGES_A_STEP = 500

/** One read transaction on a connection of its own holds the moment; without it each write would begin the copy anew. */
async function copyOf(from: string, file: string): Promise<void> {
  const source = connect(from, { readOnly: true })
  try {
    source.exec('BEGIN; SELECT 1 FROM sqlite_schema')
    await copyInto(source, file)
  } finally {
    source.close()
  }
}
async function copyInto(source: DatabaseSync, file: string): Promise<void> {
  try {
    await backup(source, file, { rate: PAGES_A_STEP })
  } catch (error) {
    throw faultOf(error)
  }
}

interface Parts {
  readonly file: string
  readonly writer: DatabaseSync
  readonly reader: DatabaseSync
  readonly lock: Pick<DatabaseSync, 'close'> | undefined
  readonly queue: number
}
class SqliteDatabase implements EmbeddedDatabase {
  readonly isShared = false
  readonly #parts: Parts
  readonly #writer: Connection
  readonly #reader: Connection
  readonly #writes: Turns
  readonly #reads: Turns
  readonly #together: Together<Connection>
  constructor(parts: Parts) {
    this.#parts = parts
    this.#writer = new Connection(parts.writer)
    this.#reader = parts.reader === parts.writer ? this.#writer : new Connection(parts.reader)
    this.#writes = new Turns(parts.queue)
    this.#reads = this.#reader === this.#writer ? this.#writes : new Turns(parts.queue)
    const writer = this.#writer
    const doing = {
      transaction: (work: (tx: Connection) => Promise<void>) =>
        this.#writes.take(() => writer.within('BEGIN IMMEDIATE', () => work(writer))),
      apart: <T>(tx: Connection, work: (tx: Connection) => Promise<T>) => tx.apart(() => work(tx)),
      isOver: () => writer.isOver,
    }
    this.#together = new Together(doing, parts.queue)
  }
  read<T>(work: (tx: Reading) => Promise<T>): Promise<T> {
    return inTurn(this.#reads, () => this.#reader.within('BEGIN', () => work(this.#reader)))
  }
  /** One writer for all communities: works wait for each other in the order they came, and share their flush. */
  async write<T>(_community: CommunityId, work: (tx: Writing) => Promise<T>): Promise<T> {
    // In memory nothing is flushed, and what is read waits in the same row.
    if (this.#reader === this.#writer) {
      return inTurn(this.#writes, () => this.#writer.within('BEGIN IMMEDIATE', () => work(this.#writer)))
    }
    return this.#together.join(work).catch((error) => Promise.reject(faultOf(error)))
  }
  copy(): Promise<Uint8Array> {
    return inTurn(this.#writes, async () => this.#parts.writer.serialize())
  }
  copyTo(file: string): Promise<void> {
    const { writer, reader } = this.#parts
    return writer === reader ? copyInto(writer, file) : copyOf(this.#parts.file, file)
  }
  async close(): Promise<void> {
    await this.#together.rest()
    await this.#writes.rest()
    await this.#reads.rest()
    if (this.#reader !== this.#writer) this.#reader.close()
    this.#writer.close()
    this.#parts.lock?.close()
  }
}

async function inTurn<T>(turns: Turns, work: () => Promise<T>): Promise<T> {
  try {
    return await turns.take(work)
  } catch (error) {
    throw faultOf(error)
  }
}
