import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Row } from '../../src/domain/nouns.ts'
import type { Phone } from '../community/fill.ts'
import { pushVisits } from '../community/phone.ts'

/** A server under measurement, in a process of its own. */
export interface Running {
  readonly port: number
  readonly pid: number
  /** The page to open, with what it needs to get in. */
  readonly path: string
  /** 62 visits of another phone, each of three rows; their ids. */
  change(): Promise<readonly string[]>
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
  readonly households: readonly string[]
}
/** `ours`: a copy of the prepared database, and a code that was never used. */
export async function startOurs(prepared: Prepared, app: string): Promise<Running> {
  const data = mkdtempSync(join(tmpdir(), 'minqing-bench-data-'))
  cpSync(prepared.data, data, { recursive: true, filter: (path) => !path.endsWith('.lock') })
  const { port, pid, child } = await startProduct(data, { APP_DIR: app })
  const code = prepared.codes.pop()
  if (code === undefined) throw new Error('no code is left')
  return {
    port,
    pid,
    path: `/#code=${code}`,
    change: () => pushVisits({ port, phone: prepared.other, households: prepared.households.slice(0, CHANGED) }),
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

/** What another phone's 62 visits come to, for servers that know no commands. */
function changedRows(rows: readonly Row[]): readonly Row[] {
  const at = '2026-01-05T01:00:00.000Z'
  const households = rows.filter((row) => row.kind === 'household' && row.pack === 'b:b0-0:g0-s0')
  const others = rows.filter((row) => row.kind === 'household' && row.pack !== 'b:b0-0:g0-s0')
  return [...households, ...others].slice(0, CHANGED).flatMap((row, k) => {
    const visit = rows.find((one) => one.kind === 'visit')
    const need = rows.find((one) => one.kind === 'need')
    if (visit === undefined || need === undefined || row.kind !== 'household') return []
    const id = `changed-${k}`
    const pack = 'b:b0-0:g0-s0'
    return [
      { ...visit, id, pack, body: { ...visit.body, household: row.id, at } } as Row,
      { ...need, id: `${id}-1`, pack, body: { ...need.body, household: row.id, visit: id } } as Row,
      { ...row, body: { ...row.body, lastVisit: at, lastReached: at } } as Row,
    ]
  })
}

export async function startPeer(adapter: string, rows: readonly Row[], app: string): Promise<Running> {
  const file = join(app, 'rows.json')
  writeFileSync(file, JSON.stringify(rows))
  const child = spawn(process.execPath, [FLAG, SERVE, '--adapter', adapter, '--rows', file, '--app', app], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // express-pouchdb keeps its own settings and log in the folder where it runs.
    cwd: app,
  })
  const port = Number((await firstLine(child))['port'])
  const changed = changedRows(rows)
  const others = rows.length - rows.filter((row) => row.kind === 'visit').length
  return {
    port,
    pid: child.pid ?? 0,
    path: '/',
    async change() {
      await fetch(`http://127.0.0.1:${port}/bench/change`, { method: 'POST', body: JSON.stringify(changed) })
      return changed.filter((row) => row.kind === 'visit').map((row) => row.id)
    },
    async visits() {
      const count = (await (await fetch(`http://127.0.0.1:${port}/bench/count`)).json()) as number
      return count - others
    },
    stop: () => end(child),
  }
}
