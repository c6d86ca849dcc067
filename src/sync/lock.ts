/** One run holds the lock; longer than this it is aborted. */
export const RUN_LASTS = 25_000
/** What an aborted run may need to come to its end; after that it no longer keeps others from running. */
const ENDS_WITHIN = 5_000
/** A holder that is there says so at once, a busy one a little later. */
const ANSWERS_WITHIN = 3_000

export interface Locking {
  /** Undefined where the browser has none (Safari before 15.4): correctness rests on the compares, not on this. */
  readonly locks: LockManager | undefined
  readonly name: string
}

/**
 * Runs alone among all pages and the worker, with a signal that aborts after RUN_LASTS; `busy` when another is at
 * work. A holder that does not answer is robbed: WebKit keeps a page that was left, frozen and with its lock, for the
 * way back. Whoever is robbed hears it by its signal and ends as `busy`.
 */
export async function withLock<T>(locking: Locking, run: (signal: AbortSignal) => Promise<T>): Promise<T | 'busy'> {
  const { locks, name } = locking
  const controller = new AbortController()
  const alone = (): Promise<T | 'busy'> => runAlone(name, controller, run)
  if (locks === undefined) return alone()
  try {
    const got = await locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? 'taken' : alone()))
    if (got !== 'taken') return got
    if (await isHolderThere(name)) return 'busy'
    return await locks.request(name, { steal: true }, alone)
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
    controller.abort()
    return 'busy'
  }
}

const ASKED = 'who'
const HERE = 'here'
/** While it runs it answers whoever asks. One that hangs beyond its time lets go of the lock. */
async function runAlone<T>(
  name: string,
  controller: AbortController,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T | 'busy'> {
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === ASKED) channel.postMessage(HERE)
  }
  let letGo: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<'busy'>((resolve) => {
    letGo = setTimeout(() => resolve('busy'), RUN_LASTS + ENDS_WITHIN)
  })
  const timer = setTimeout(() => controller.abort(), RUN_LASTS)
  try {
    return await Promise.race([run(controller.signal), late])
  } finally {
    clearTimeout(timer)
    clearTimeout(letGo)
    channel.close()
  }
}

function isHolderThere(name: string): Promise<boolean> {
  const channel = new BroadcastChannel(name)
  return new Promise((resolve) => {
    const end = (isThere: boolean): void => {
      clearTimeout(timer)
      channel.close()
      resolve(isThere)
    }
    const timer = setTimeout(() => end(false), ANSWERS_WITHIN)
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === HERE) end(true)
    }
    channel.postMessage(ASKED)
  })
}
