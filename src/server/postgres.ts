import { Pool, type PoolClient, types } from 'pg'
import type { CommunityId } from '../domain/ids.ts'
import type { Database, Reading, SqlRow, SqlValue, Writing } from './database.ts'
import { Fault } from './fault.ts'
import { faultOf, isClash, isLost, unreachable } from './postgres-fault.ts'
import { insertOf, type Query, queryOf } from './postgres-sql.ts'
import { bringUpToDate } from './postgres-steps.ts'
import { KEEP_SAME, replaceSame, type TableName } from './schema.ts'
import { STEPS, type Step } from './steps.ts'
import { Together } from './together.ts'
import { QUEUE } from './turns.ts'

export interface PostgresOptions {
  /** Connections for reads, and as many for writes: neither ever waits for the other. */
  readonly connections?: number
  /** Milliseconds after which a connection that nobody needs is closed. */
  readonly idle?: number
  /** Works that may wait for their turn before newcomers are told that the server is busy. */
  readonly queue?: number
  /** What a database goes through to be of this version. */
  readonly steps?: readonly Step[]
  /** Milliseconds that a work waits for the community's row while another process works on it. */
  readonly lockTimeout?: number
}

/** Milliseconds. A batch takes tens of them; what takes longer than this has gone wrong somewhere. */
const STATEMENT = 30_000
const LOCK = 10_000
const CONNECT = 5_000
/** Longer than the server's own: only a connection that is dead without knowing it needs ours. */
const ANSWER = 40_000
/** A clash leaves nothing behind; after so many the person is asked to come again. */
const ATTEMPTS = 3

const INT8 = 20
const TYPES = {
  // Counts, seqs and hashes: all far below 2^53.
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
}

/**
 * Opens a PostgreSQL database (15 or newer, UTF-8) and brings its tables up to date. Any number of processes may do so
 * at once. Faults: unreachable, unsuited, foreign, newer; the database was left as it was.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  const { connections = 8, idle = 10_000 } = options
  const pool = (): Pool => {
    const made = new Pool({
      connectionString: url,
      max: connections,
      idleTimeoutMillis: idle,
      connectionTimeoutMillis: CONNECT,
      query_timeout: ANSWER,
      keepAlive: true,
      types: TYPES,
    })
    // A connection that breaks while nobody uses it is replaced by the next one.
    made.on('error', () => undefined)
    made.on('connect', (client) => client.on('error', () => undefined))
    return made
  }
  const db = new PostgresDatabase({ readers: pool(), writers: pool() }, options)
  try {
    await db.prepare(options.steps ?? STEPS)
    return db
  } catch (error) {
    await db.close()
    throw error instanceof Fault && error.kind !== 'busy' ? error : unreachable(error)
  }
}

class Transaction implements Writing {
  readonly #client: PoolClient
  constructor(client: PoolClient) {
    this.#client = client
  }
  async run(query: Query | string): Promise<{ readonly command: string; readonly rows: readonly SqlRow[] }> {
    try {
      return await this.#client.query<SqlRow>(query)
    } catch (error) {
      throw faultOf(error)
    }
  }
  async all(sql: string, ...parameters: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    return (await this.run(queryOf(sql, parameters))).rows
  }
  async put(table: TableName, rows: readonly SqlRow[]): Promise<void> {
    if (rows.length > 0) await this.run(insertOf(table, rows, replaceSame(table)))
  }
  async putNew(table: TableName, rows: readonly SqlRow[]): Promise<void> {
    if (rows.length > 0) await this.run(insertOf(table, rows, KEEP_SAME))
  }
}

/**
 * Of one transaction each, so that a pooler between us and the server may lend the connection to others meanwhile. The
 * last one says what is true of today's disks: a page found through an index costs hardly more than the next one.
 */
const limits = (lock: number): string =>
  [
    `SET LOCAL statement_timeout = ${STATEMENT}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${STATEMENT}`,
    `SET LOCAL lock_timeout = ${lock}`,
    'SET LOCAL random_page_cost = 1.1',
  ].join('; ')
const BEGIN_READING = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${limits(LOCK)}`

/** Copies of such a database are its administrator's work. */
export const OWN_WAYS =
  'A database of DATABASE_URL is copied and put back by the programs of PostgreSQL (pg_dump, pg_basebackup).'

interface Pools {
  readonly readers: Pool
  readonly writers: Pool
}
class PostgresDatabase implements Database {
  readonly isShared = true
  readonly #pools: Pools
  readonly #queue: number
  readonly #begin: string
  /** Works of this process wait for each other here, so that one community never takes all connections. */
  readonly #works = new Map<CommunityId, Together<Transaction>>()
  constructor(pools: Pools, { queue = QUEUE, lockTimeout = LOCK }: PostgresOptions) {
    this.#pools = pools
    this.#queue = queue
    this.#begin = `BEGIN ISOLATION LEVEL READ COMMITTED; ${limits(lockTimeout)}`
  }
  async prepare(steps: readonly Step[]): Promise<void> {
    await within(this.#pools.writers, 'BEGIN ISOLATION LEVEL READ COMMITTED', (tx) => bringUpToDate(tx, steps))
  }
  async read<T>(work: (tx: Reading) => Promise<T>): Promise<T> {
    if (this.#pools.readers.waitingCount >= this.#queue) throw new Fault('busy', 'Too many requests are waiting.')
    return again(() => within(this.#pools.readers, BEGIN_READING, work))
  }
  /**
   * The community's row is locked before anything is read: seqs become visible in the order they are given, and no
   * reader's cursor ever passes one that is not there yet. Works that wait for the same row share it and its flush.
   */
  async write<T>(community: CommunityId, work: (tx: Writing) => Promise<T>): Promise<T> {
    const works = this.#works.get(community) ?? this.#worksOn(community)
    this.#works.set(community, works)
    try {
      return await works.join(work)
    } finally {
      if (works.isIdle) this.#works.delete(community)
    }
  }
  #worksOn(community: CommunityId): Together<Transaction> {
    const transaction = (work: (tx: Transaction) => Promise<void>): Promise<void> =>
      again(() =>
        within(this.#pools.writers, this.#begin, async (tx) => {
          await tx.all(LOCK_COMMUNITY, community)
          await work(tx)
        }),
      )
    const isOver = (error: unknown): boolean => isLost(error) || isClash(error)
    return new Together({ transaction, apart, isOver }, this.#queue)
  }
  copyTo(): Promise<void> {
    return Promise.reject(new Fault('unsuited', OWN_WAYS))
  }
  async close(): Promise<void> {
    await Promise.all([...this.#works.values()].map((works) => works.rest()))
    await Promise.all([this.#pools.readers.end(), this.#pools.writers.end()])
  }
}
/** Inside a transaction: where the work throws, what it did is undone. */
async function apart<T>(tx: Transaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
  await tx.run('SAVEPOINT work')
  try {
    const result = await work(tx)
    await tx.run('RELEASE work')
    return result
  } catch (error) {
    if (!isLost(error)) await tx.run('ROLLBACK TO work; RELEASE work')
    throw error
  }
}
export const LOCK_COMMUNITY = 'SELECT head FROM community WHERE community = ? FOR UPDATE'

async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS - 1; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (left === 0 || !isClash(error)) throw error
    }
  }
}

async function within<T>(pool: Pool, begin: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error) => Promise.reject(faultOf(error)))
  const tx = new Transaction(client)
  try {
    await tx.run(begin)
    const result = await work(tx)
    const { command } = await tx.run('COMMIT')
    if (command !== 'COMMIT') throw new Error('a work went on after one of its statements had failed')
    client.release()
    return result
  } catch (error) {
    // What was under way on a connection that is closed, the server rolls back.
    const isOver = isLost(error) || !(await tx.run('ROLLBACK').then(Boolean, () => false))
    client.release(isOver)
    throw error
  }
}
