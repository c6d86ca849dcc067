import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Row } from '../../src/domain/nouns.ts'
import { countRows, type Phone, readHeld, withFile } from '../community/fill.ts'
import { firstSync, pushVisits } from '../community/phone.ts'
import type { Place } from './page.ts'

/** A server under measurement, in a process of its own. */
export interface Running {
  readonly port: number
  readonly pid: number
  /** The page to open, with what it needs to get in. */
  readonly path: string
  /** 62 visits of another phone, each of three rows; where they lie. */
  change(): Promise<readonly Place[]>
  /** How many visits the server keeps. */
  visits(): Promise<number>
  stop(): Promise<void>
}
const SERVE = fileURLToPath(new URL('serve.ts', import.meta.url))
const MAIN = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url))
const FLAG = '--disable-warning=ExperimentalWarning'

async function firstLine(child: ChildProcess): Promise<Record<string, unknown>> {
  if (child.stdout === null) throw new Error('the server has no stdout')
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)))
  const [line] = await Promise.race([once(lines, 'line'), ended])
  lines.resume()
  return JSON.parse(String(line)) as Record<string, unknown>
}
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

/** The end of a log, of a server that ended without being asked to. */
function tellIfItFails(child: ChildProcess): void {
  let log = ''
  child.stderr?.on('data', (text) => {
    log = (log + text).slice(-2000)
  })
  child.once('exit', (code) => {
    if (code !== 0) process.stderr.write(`the server ended with ${code}: ${log}\n`)
  })
}

/** The product's own server on a data folder, as `npm start` runs it: permissions on, every commit flushed. */
export async function startProduct(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ port: number; pid: number; child: ChildProcess }> {
  const child = spawn(process.execPath, [FLAG, MAIN, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, BACKUP_HOUR: 'off', DEMO: '0', HOST: '127.0.0.1', ...env, DATA_DIR: dataDir, PORT: '0' },
  })
  tellIfItFails(child)
  const { url } = await firstLine(child)
  return { port: Number(new URL(String(url)).port), pid: child.pid ?? 0, child }
}

export interface Prepared {
  /** Folder with the community's database. */
  readonly data: string
  readonly other: Phone
  /** A code of the measured person for every run: each can be used once. */
  readonly codes: string[]
  readonly households: readonly Place[]
}
function copyOf(folder: string): string {
  const data = mkdtempSync(join(tmpdir(), 'minqing-bench-data-'))
  cpSync(folder, data, { recursive: true, filter: (path) => !path.endsWith('.lock') })
  return data
}
/** `ours`: a copy of the prepared database, and a code that was never used. */
export async function startOurs(prepared: Prepared, app: string): Promise<Running> {
  const data = copyOf(prepared.data)
  const { port, pid, child } = await startProduct(data, { APP_DIR: app })
  const code = prepared.codes.pop()
  if (code === undefined) throw new Error('no code is left')
  return {
    port,
    pid,
    path: `/#code=${code}`,
    async change() {
      const households = prepared.households.slice(0, CHANGED)
      const ids = await pushVisits({ port, phone: prepared.other, households: households.map((one) => one.id) })
      return ids.map((id, k) => ({ id, pack: households[k]?.pack ?? '' }))
    },
    // The writer's own file may be read beside it.
    visits: () => countVisits(data),
    async stop() {
      await end(child)
      rmSync(data, { recursive: true, force: true })
    },
  }
}
/** Visits of the change; with each its need and its household make 186 rows. */
const CHANGED = 62

async function countVisits(data: string): Promise<number> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(join(data, 'minqing.db'), { readOnly: true })
  try {
    return Number(database.prepare("SELECT count(*) AS n FROM entity WHERE kind = 'visit'").get()?.['n'])
  } finally {
    database.close()
  }
}

/** What is known of a community before anything is measured, from a server on a copy of it. */
export interface Rehearsed {
  /** Rows in the packs that the measured person may see, and all that the server keeps. */
  readonly held: number
  readonly kept: number
  /** What another phone's 62 visits come to, as our own server writes them: for servers that know no commands. */
  readonly changed: readonly Row[]
}
export async function rehearse(prepared: Omit<Prepared, 'codes'>): Promise<Rehearsed> {
  const data = copyOf(prepared.data)
  try {
    const { scope, seq } = await bringChange(data, prepared)
    const rows = await withFile(data, ({ db }) => readHeld(db))
    const changed = rows.filter((row) => row.seq > seq).sort((a, b) => a.seq - b.seq)
    return { ...(await withFile(prepared.data, ({ db }) => countRows(db, scope))), changed }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
/** The visits are in the database afterwards; the packs of who brought them, whose post is the measured person's. */
async function bringChange(
  data: string,
  { other, households }: Pick<Prepared, 'other' | 'households'>,
): Promise<{ readonly scope: readonly string[]; readonly seq: number }> {
  const { port, child } = await startProduct(data)
  try {
    const { scope, head } = await firstSync({ port, phone: other })
    await pushVisits({ port, phone: other, households: households.slice(0, CHANGED).map(({ id }) => id) })
    return { scope, seq: head.seq }
  } finally {
    await end(child)
  }
}

export async function startPeer(
  adapter: string,
  { rows, changed }: { readonly rows: readonly Row[]; readonly changed: readonly Row[] },
  app: string,
): Promise<Running> {
  const file = join(app, 'rows.json')
  writeFileSync(file, JSON.stringify(rows))
  const child = spawn(process.execPath, [FLAG, SERVE, '--adapter', adapter, '--rows', file, '--app', app], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // express-pouchdb keeps its own settings and log in the folder where it runs.
    cwd: app,
  })
  const port = Number((await firstLine(child))['port'])
  const others = rows.length - rows.filter((row) => row.kind === 'visit').length
  return {
    port,
    pid: child.pid ?? 0,
    path: '/',
    async change() {
      await fetch(`http://127.0.0.1:${port}/bench/change`, { method: 'POST', body: JSON.stringify(changed) })
      return changed.filter((row) => row.kind === 'visit')
    },
    async visits() {
      const count = (await (await fetch(`http://127.0.0.1:${port}/bench/count`)).json()) as number
      return count - others
    },
    stop: () => end(child),
  }
}
