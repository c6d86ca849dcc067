import { type Disk, openDatabase } from '../store/database.ts'
import { readDevice, writeLog } from '../store/device.ts'
import type { RoundResult } from './round.ts'
import { type RunDoors, runRound } from './run.ts'

export interface WorkerDoors extends RunDoors {
  readonly disk: Disk
  /** A fresh opaque id, for the first run on this profile. */
  newStore(): string
}
/** How the worker's run ended; `idle`: nobody is signed in on this phone. */
export type WorkerRun = RoundResult | 'busy' | 'idle'

/** Slices in one event: Chromium ends a worker after 300 s. */
const MOST_SLICES = 6

/**
 * Syncs the account in use, slice after slice while something is left and nothing is wrong. For the worker's `sync`
 * event: `event.waitUntil(runInWorker(doors).then(mustBeDone))` makes the browser try again later.
 */
export async function runInWorker(doors: WorkerDoors): Promise<WorkerRun> {
  const { session, store } = await readDevice(doors.newStore)
  if (session === null) return 'idle'
  const database = openDatabase(doors.disk, session.account)
  const log = (what: string): Promise<void> => writeLog({ at: doors.now(), what }).catch(() => undefined)
  try {
    let result = await runRound(doors, { database, session, store, report: (what) => void log(what) })
    for (let slice = 1; slice < MOST_SLICES && isUnfinished(result); slice++) {
      result = await runRound(doors, { database, session, store, report: (what) => void log(what) })
    }
    await log(result === 'busy' ? 'busy' : `round ${result.trouble ?? (result.done ? 'done' : 'more')}`)
    return result
  } finally {
    database.close()
  }
}
const isUnfinished = (result: RoundResult | 'busy'): boolean =>
  result !== 'busy' && !result.done && result.trouble === null

/** Raises when a `sync` event should be tried again by the browser. */
export function mustBeDone(run: WorkerRun): void {
  if (run !== 'idle' && (run === 'busy' || !run.done)) throw new Error('not done')
}

/** What the page posts to the worker, with a port on which `running` comes until a WorkerRun or `failed` does. */
export const SYNC_MESSAGE = 'sync'
/** So often a worker at work says so: the browser may end it at any time, and nothing else would tell the page. */
export const BEAT = 2_000

/**
 * For the worker's `message` event. True when the message was for sync; then pass `ended` to `event.waitUntil`.
 * Says `running` at once: a page that does not hear it within 3 s runs the round itself.
 */
export function answerMessage(
  doors: WorkerDoors,
  message: { readonly data: unknown; readonly ports: readonly MessagePort[] },
): { readonly ended: Promise<void> } | undefined {
  if ((message.data as { type?: unknown } | null)?.type !== SYNC_MESSAGE) return undefined
  const [port] = message.ports
  const say = (what: WorkerRun | 'running' | 'failed'): void => port?.postMessage(what)
  say('running')
  const beat = setInterval(() => say('running'), BEAT)
  const ended = runInWorker(doors)
    .then(say, (error: unknown) => {
      say('failed')
      throw error
    })
    .finally(() => clearInterval(beat))
  return { ended }
}
