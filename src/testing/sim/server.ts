import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createSchema, dropSchemas } from '../../../e2e/support/postgres.ts'
import type { Database } from '../../server/database.ts'
import type { Chance } from '../../server/demo/chance.ts'
import { openPostgres } from '../../server/postgres.ts'
import { mustFindCommunity } from '../../server/server.ts'
import { openDatabase } from '../../server/sqlite.ts'
import { aServer, COMMUNITY, NOW, type TestServer } from '../community.ts'
import { type Copy, copyOf, putBack } from '../databases.ts'

/** So few rows make a page that pulls of several pages are common. */
const ROWS_PER_PAGE = 4

/** The machine the server runs on: a database file, copies of it, and processes that come and go. */
export interface Machine {
  /** The process that runs now. */
  readonly server: TestServer
  /** A new process on the same file. */
  restart(): Promise<void>
  /** A finished backup: a copy of the file, and the server knows how far it reaches. */
  backUp(): Promise<void>
  /** The machine was lost: the last copy of the file takes its place. */
  restore(): Promise<void>
  close(): Promise<void>
}

/** A database file of the test community, made once for all worlds of this process. */
let first: Promise<Uint8Array> | undefined
async function firstCopy(): Promise<Uint8Array> {
  const db = openDatabase(':memory:')
  await aServer({ isSmall: true, db })
  const bytes = await db.copy()
  await db.close()
  return bytes
}
/** In memory where the system has a folder for that: no world is there to prove that a disk keeps what it was given. */
const FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** What two processes on one database have in common. */
interface Lives {
  readonly chance: Chance
  readonly time: TestServer['time']
}
const aProcess = (db: Database, { chance, time }: Lives): Promise<TestServer> =>
  aServer({
    db,
    isFilled: true,
    time,
    rowsPerPage: ROWS_PER_PAGE,
    chance: (bytes) => Uint8Array.from({ length: bytes }, () => chance.between(0, 255)),
    gzip: async (text) => new Uint8Array(gzipSync(text)),
  })
/** The server learns how far the copy reaches. */
const noteBackup = (db: Database): Promise<void> =>
  db.write(COMMUNITY, async (tx) => {
    const { id, head, horizon, ground } = await mustFindCommunity(tx, COMMUNITY)
    await tx.put('community', [{ community: id, head: head.seq, mark: head.hash, horizon, safe: head.seq, ground }])
  })

/** On the PostgreSQL that SIM_DATABASE_URL names, else on a file. */
export function aMachine(chance: Chance): Promise<Machine> {
  const url = process.env['SIM_DATABASE_URL']
  return url === undefined ? sqliteMachine(chance) : postgresMachine(url, chance)
}

async function sqliteMachine(chance: Chance): Promise<Machine> {
  first ??= firstCopy()
  const folder = mkdtempSync(join(FOLDER, 'minqing-world-'))
  const file = join(folder, 'minqing.db')
  const copy = join(folder, 'copy.db')
  writeFileSync(copy, await first)
  copyFileSync(copy, file)
  const time = { now: NOW }
  let db = openDatabase(file)
  const boot = (): Promise<TestServer> => aProcess(db, { chance, time })
  let server = await boot()
  return {
    get server() {
      return server
    },
    async restart() {
      await db.close()
      db = openDatabase(file)
      server = await boot()
    },
    async backUp() {
      writeFileSync(copy, await db.copy())
      await noteBackup(db)
    },
    async restore() {
      await db.close()
      for (const beside of ['-wal', '-shm']) rmSync(`${file}${beside}`, { force: true })
      copyFileSync(copy, file)
      db = openDatabase(file)
      server = await boot()
    },
    async close() {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
let firstRows: Promise<Copy> | undefined
async function postgresMachine(url: string, chance: Chance): Promise<Machine> {
  firstRows ??= aServer({ isSmall: true }).then(({ db }) => copyOf(db))
  let copy = await firstRows
  const schemas: string[] = []
  const time = { now: NOW }
  const connect = (): Promise<Database> => openPostgres(schemas.at(-1) ?? '', { connections: 2 })
  /** Another machine, on which nothing is but the copy. */
  const anew = async (): Promise<Database> => {
    schemas.push(await createSchema(url))
    const made = await connect()
    await putBack(made, COMMUNITY, copy)
    return made
  }
  let db = await anew()
  let server = await aProcess(db, { chance, time })
  return {
    get server() {
      return server
    },
    async restart() {
      await db.close()
      db = await connect()
      server = await aProcess(db, { chance, time })
    },
    async backUp() {
      copy = await copyOf(db)
      await noteBackup(db)
    },
    async restore() {
      await db.close()
      db = await anew()
      server = await aProcess(db, { chance, time })
    },
    async close() {
      await db.close()
      await dropSchemas(url, schemas)
    },
  }
}
