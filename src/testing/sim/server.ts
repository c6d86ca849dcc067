import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Chance } from '../../server/demo/chance.ts'
import { mustFindCommunity } from '../../server/server.ts'
import { type EmbeddedDatabase, openDatabase } from '../../server/sqlite.ts'
import { aServer, COMMUNITY, NOW, type TestServer } from '../community.ts'

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

export async function sqliteMachine(chance: Chance): Promise<Machine> {
  first ??= firstCopy()
  const folder = mkdtempSync(join(FOLDER, 'minqing-world-'))
  const file = join(folder, 'minqing.db')
  const copy = join(folder, 'copy.db')
  writeFileSync(copy, await first)
  copyFileSync(copy, file)
  const time = { now: NOW }
  let db: EmbeddedDatabase
  const boot = (): Promise<TestServer> => {
    db = openDatabase(file)
    return aServer({
      db,
      isFilled: true,
      time,
      rowsPerPage: ROWS_PER_PAGE,
      chance: (bytes) => Uint8Array.from({ length: bytes }, () => chance.between(0, 255)),
      gzip: async (text) => new Uint8Array(gzipSync(text)),
    })
  }
  let server = await boot()
  return {
    get server() {
      return server
    },
    async restart() {
      await server.db.close()
      server = await boot()
    },
    async backUp() {
      writeFileSync(copy, await db.copy())
      await server.db.write(COMMUNITY, async (tx) => {
        const { id, head, horizon, ground } = await mustFindCommunity(tx, COMMUNITY)
        await tx.put('community', [{ community: id, head: head.seq, mark: head.hash, horizon, safe: head.seq, ground }])
      })
    },
    async restore() {
      await server.db.close()
      for (const beside of ['-wal', '-shm']) rmSync(`${file}${beside}`, { force: true })
      copyFileSync(copy, file)
      server = await boot()
    },
    async close() {
      await server.db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
