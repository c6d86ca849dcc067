import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { asId } from '../domain/ids.ts'
import type { Session, SyncRequest, SyncResponse } from '../domain/wire.ts'
import { giveCode } from '../server/codes.ts'
import type { Server } from '../server/server.ts'
import { COMMUNITY } from './community.ts'
import { aRequest } from './conversation.ts'

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url))

export interface Process {
  readonly url: string
  readonly child: ChildProcess
}
const running: ChildProcess[] = []
afterAll(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})
/** A real server process over a database that is there already; it ends with the suite. */
export async function aProcess(databaseUrl: string): Promise<Process> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, '--json'], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DEMO: '0', DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  running.push(child)
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)))
  const [line] = await Promise.race([once(lines, 'line'), ended])
  return { url: (JSON.parse(String(line)) as { url: string }).url, child }
}

/** Somebody's phone: its session holds at every process. */
export interface Line {
  readonly session: Session
  readonly cookie: string
  sync(process: Process, over?: Partial<SyncRequest>): Promise<SyncResponse>
}
interface Asking {
  readonly cookie: string
  readonly body: unknown
}
/**
 * Comes again where a process is busy, as phones do: on a machine that stands still for seconds it says so while it
 * connects to the database.
 */
async function ask(at: Process, path: string, { cookie, body }: Asking): Promise<Response> {
  for (let left = 20; ; left--) {
    const answer = await fetch(`${at.url}${path}`, {
      method: 'POST',
      headers: { origin: at.url, 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
    if (answer.status !== 503 || left === 0) return answer
    await answer.body?.cancel()
    await wait(100)
  }
}
/** Signs in at one process with a code that another gave. */
export async function aLine(server: Server, process: Process, person: string): Promise<Line> {
  const { code } = await giveCode(server, COMMUNITY, asId(person))
  const signedIn = await ask(process, '/api/session', { cookie: '', body: { code } })
  if (signedIn.status !== 200) throw new Error(`signing in was answered ${signedIn.status}`)
  const session = (await signedIn.json()) as Session
  const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';')
  return {
    session,
    cookie,
    async sync(at, over = {}) {
      const now = new Date().toISOString() as SyncRequest['now']
      const body = { ...aRequest(person, { now, ...over }), account: session.account }
      const answer = await ask(at, '/api/sync', { cookie, body })
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`)
      return (await answer.json()) as SyncResponse
    },
  }
}
