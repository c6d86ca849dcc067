import type { CommunityId } from '../domain/ids.ts'
import type { Database, Reading, SqlRow, SqlValue, Writing } from '../server/database.ts'
import { TABLES, type TableName } from '../server/schema.ts'
import { openDatabase } from '../server/sqlite.ts'
import type { Step } from '../server/steps.ts'

export interface DatabaseOptions {
  readonly steps?: readonly Step[]
  readonly queue?: number
}
/** A place for one database that may be opened more than once, as processes one after another would. */
export interface Place {
  open(options?: DatabaseOptions): Promise<Database>
}
/** The engine that the suites of this run stand on. */
export interface Engine {
  readonly name: 'SQLite' | 'PostgreSQL'
  aPlace(): Promise<Place>
  /** A database that is opened once. */
  open(): Promise<Database>
}
const EMBEDDED: Engine = {
  name: 'SQLite',
  aPlace: () => Promise.reject(new Error('places are made by over-sqlite.ts')),
  open: async () => openDatabase(':memory:'),
}
let engine: Engine = EMBEDDED
/** Vitest runs the server's suites once over each engine (vitest.config.ts): this says over which. */
export function standOn(chosen: Engine): void {
  engine = chosen
}
export const theEngine = (): Engine => engine

/** Statements of the server's own code as they came by, with the parameters of the first time. */
export const statements = new Map<string, readonly SqlValue[]>()

/** A fresh, empty database. */
export async function aDatabase(): Promise<Database> {
  const db = await engine.open()
  return {
    isShared: db.isShared,
    read: (work) => db.read((tx) => work(noted(tx))),
    write: (community, work) =>
      db.write(community, (tx) => work({ ...noted(tx), put: tx.put.bind(tx), putNew: tx.putNew.bind(tx) })),
    copyTo: (file) => db.copyTo(file),
    close: () => db.close(),
  }
}
const noted = (tx: Reading): Reading => ({
  all(sql, ...parameters) {
    if (!statements.has(sql) && isOfTheServer(new Error().stack ?? '')) statements.set(sql, parameters)
    return tx.all(sql, ...parameters)
  },
})
/** Whether the statement was asked by the server and not by a test: the caller is the third line of the stack. */
const isOfTheServer = (stack: string): boolean => /\/src\/server\/(?!.*\.test\.ts)/.test(stack.split('\n')[2] ?? '')

export type Copy = Readonly<Record<TableName, readonly SqlRow[]>>
const NAMES = Object.keys(TABLES) as TableName[]
/** All rows of a small database. */
export const copyOf = (db: Database): Promise<Copy> =>
  db.read(async (tx) => {
    const copy: Partial<Record<TableName, readonly SqlRow[]>> = {}
    for (const table of NAMES) copy[table] = await tx.all(`SELECT * FROM ${table}`)
    return copy as Copy
  })
export const putBack = (db: Database, community: CommunityId, copy: Copy): Promise<void> =>
  db.write(community, async (tx: Writing) => {
    for (const table of NAMES) await tx.put(table, copy[table])
  })
