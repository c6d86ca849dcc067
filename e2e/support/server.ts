import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** One-time sign-in codes of the demo community, new at every start. */
export interface Codes {
  readonly coordinator: string
  readonly microLeader: string
  readonly groupLeader: string
  readonly volunteer: string
}
interface Ready {
  readonly ready: true
  readonly url: string
  readonly codes?: Codes
  readonly setup?: string
}

/** Something else than what lies here: another built app, other sources of the server. */
export interface Release {
  readonly app?: string
  readonly root?: string
  /** Milliseconds that its clock is ahead: what takes days happens in a journey. */
  readonly clockAhead?: number
}
/** A real server in a process of its own, on a free port and a folder that goes when the journey ends. */
export interface Server {
  readonly port: number
  url(): string
  codes(): Codes
  /** Path and fragment of the set-up link, where there is no coordinator yet. */
  setUpLink(): string
  readonly dataDir: string
  /** All it wrote to its log so far. */
  log(): string
  /** SIGTERM: requests under way are finished. Gives the exit code. */
  stop(): Promise<number | null>
  /** Like a power cut: no handler runs. */
  kill(): Promise<void>
  /** Starts again on the same port and folder, after stop or kill; as another release, if one is given. */
  start(release?: Release): Promise<void>
  /** Starts again on the files as they were in a copy of the folder; after stop or kill. */
  restore(copy: string): Promise<void>
  /** Stops and takes the folder away. */
  remove(): Promise<void>
}
const START_MS = 60_000
type Settings = Release & { readonly env?: NodeJS.ProcessEnv | undefined }

const clockSetTo = (ahead: number): string => `data:text/javascript,const now=Date.now;Date.now=()=>now()+${ahead}`
function spawnServer(dataDir: string, port: number, { env, app, root, clockAhead }: Settings): ChildProcess {
  const clock = clockAhead === undefined ? [] : ['--import', clockSetTo(clockAhead)]
  return spawn(process.execPath, [...clock, '--disable-warning=ExperimentalWarning', 'src/server/main.ts', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(root === undefined ? {} : { cwd: root }),
    env: {
      ...process.env,
      ...env,
      ...(app === undefined ? {} : { APP_DIR: app }),
      DATA_DIR: dataDir,
      PORT: String(port),
    },
  })
}
/** The first line on stdout; a server that ends before it has failed. */
async function readReady(child: ChildProcess): Promise<Ready> {
  if (child.stdout === null) throw new Error('the server has no stdout')
  const lines = createInterface({ input: child.stdout })
  const line = once(lines, 'line', { signal: AbortSignal.timeout(START_MS) })
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)))
  const [first] = await Promise.race([line, ended])
  // Later lines are read away, so that the pipe never fills.
  lines.resume()
  return JSON.parse(String(first)) as Ready
}
async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
  return child.exitCode
}

/** Port 0 lets the system choose; the port found is kept for every later start. */
export async function startServer(options: { from?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Server> {
  const dataDir = mkdtempSync(join(tmpdir(), 'minqing-data-'))
  if (options.from !== undefined) cpSync(options.from, dataDir, { recursive: true })
  let log = ''
  const start = async (port: number, release?: Release): Promise<readonly [ChildProcess, Ready]> => {
    const started = spawnServer(dataDir, port, { env: options.env, ...release })
    started.stderr?.on('data', (text) => {
      log += text
    })
    return [started, await readReady(started).catch((error) => Promise.reject(new Error(`${error.message}\n${log}`)))]
  }
  let [child, ready] = await start(0)
  const port = Number(new URL(ready.url).port)
  return {
    port,
    dataDir,
    url: () => ready.url,
    codes() {
      if (ready.codes === undefined) throw new Error('codes are printed for the demo alone')
      return ready.codes
    },
    setUpLink: () => (ready.setup ?? '').replace(ready.url, ''),
    log: () => log,
    stop: () => end(child, 'SIGTERM'),
    async kill() {
      await end(child, 'SIGKILL')
    },
    async start(release) {
      ;[child, ready] = await start(port, release)
    },
    async restore(copy) {
      rmSync(dataDir, { recursive: true })
      cpSync(copy, dataDir, { recursive: true })
      ;[child, ready] = await start(port)
    },
    async remove() {
      await end(child, 'SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
