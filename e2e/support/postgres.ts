import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'

/** A PostgreSQL server on which schemas may be made and dropped. */
export interface Postgres {
  /** The address of a database. */
  readonly url: string
  stop(): Promise<void>
}
const OLDEST = 15
const START_MS = 60_000

/** Where the programs of a server lie that is new enough: on the PATH, or where Debian, Fedora and Homebrew put them. */
function findPrograms(): string | undefined {
  if (process.platform === 'win32') return undefined
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : []
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...versions.sort().reverse(), '/opt/homebrew/bin']
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && versionOf(folder) >= OLDEST)
}
function versionOf(folder: string): number {
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
}

/** Whether a server can be had: the one of TEST_DATABASE_URL, or one started from installed programs. */
export const isPostgresHere = (): boolean =>
  process.env['TEST_DATABASE_URL'] !== undefined || findPrograms() !== undefined

/**
 * The server of TEST_DATABASE_URL, or a private one that ends with this process; undefined where neither is to be had.
 * `durable` is for who measures: a private one then lies on the disk and flushes every commit.
 */
export async function startPostgres({ durable = false } = {}): Promise<Postgres | undefined> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined) return { url: given, stop: async () => undefined }
  const programs = findPrograms()
  return programs === undefined ? undefined : startPrivate(programs, durable)
}

/** PostgreSQL refuses to run as root. */
function otherUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string, name: string) => spawnSync('id', [flag, name], { encoding: 'utf8' })
  const name = ['postgres', 'nobody'].find((user) => idOf('-u', user).status === 0)
  if (name === undefined) throw new Error('there is no user that could run PostgreSQL')
  return { uid: Number(idOf('-u', name).stdout), gid: Number(idOf('-g', name).stdout) }
}

/** Nothing is flushed to the disk: these databases live as long as a test, and no test pulls a plug. */
const FAST = ['fsync=off', 'full_page_writes=off', 'autovacuum=off', 'max_connections=300', 'shared_buffers=64MB']
const DURABLE = ['max_connections=100', 'shared_buffers=256MB']
/** The pipe on stdin closes when we end, however we end: then the server goes, and its folder. */
const SCRIPT =
  'programs=$1; folder=$2; shift 2; "$programs/postgres" -D "$folder/data" "$@" >"$folder/log" 2>&1 & server=$!; cat >/dev/null; kill -QUIT $server; wait $server; rm -rf "$folder"'

async function startPrivate(programs: string, durable: boolean): Promise<Postgres> {
  const user = otherUser()
  // In memory where the system has a folder for that.
  const folder = mkdtempSync(join(!durable && existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'minqing-pg-'))
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'minqing', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    { ...user, cwd: folder, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const settings = [...(durable ? DURABLE : FAST), 'listen_addresses=', `unix_socket_directories=${folder}`].flatMap(
    (line) => ['-c', line],
  )
  const child = spawn('sh', ['-c', SCRIPT, 'sh', programs, folder, ...settings], {
    ...user,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await readReady(join(data, 'postmaster.pid'), join(folder, 'log'))
  child.unref()
  return {
    url: `postgres://minqing@localhost/postgres?host=${encodeURIComponent(folder)}`,
    async stop() {
      child.ref()
      child.stdin.end()
      await ended
    },
  }
}
async function readReady(file: string, log: string): Promise<void> {
  const until = Date.now() + START_MS
  // The last line of this file says how far the server is.
  while (!existsSync(file) || readFileSync(file, 'utf8').split('\n')[7]?.trim() !== 'ready') {
    if (Date.now() > until) throw new Error(`PostgreSQL did not start: ${readFileSync(log, 'utf8')}`)
    await wait(20)
  }
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
/**
 * A new empty schema and the address under which it is the whole database: made in a tenth of the time that a database
 * takes, and where nobody may make databases.
 */
export async function createSchema(url: string): Promise<string> {
  const schema = `minqing_test_${randomBytes(8).toString('hex')}`
  await ask(url, `CREATE SCHEMA ${schema}`)
  const made = new URL(url)
  made.searchParams.set('options', `-c search_path=${schema}`)
  return made.href.replaceAll('+', '%20')
}
/** Drops schemas by their addresses. */
export async function dropSchemas(url: string, dropped: readonly string[]): Promise<void> {
  const names = dropped.map((address) => new URL(address).searchParams.get('options')?.split('=')[1])
  if (names.length > 0) await ask(url, `DROP SCHEMA ${names.join(', ')} CASCADE`)
}
