/** One run holds the lock; longer than this it is aborted, and older than STALE its holder is taken for dead. */
export const RUN_LASTS = 25_000
const STALE = 40_000

export interface Locking {
  /** Undefined where the browser has none (Safari before 15.4): correctness rests on the compares, not on this. */
  readonly locks: LockManager | undefined
  readonly name: string
  now(): number
  /** When the round under way began; null when none does. */
  since(): Promise<number | null>
}

/**
 * Runs alone among all pages and the worker, with a signal that aborts after RUN_LASTS; `busy` when another is at
 * work. A holder whose round began long ago was frozen by the browser: its lock is stolen.
 */
export async function withLock<T>(locking: Locking, run: (signal: AbortSignal) => Promise<T>): Promise<T | 'busy'> {
  const { locks, name } = locking
  const alone = async (): Promise<T> => {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), RUN_LASTS)
    try {
      return await run(controller.signal)
    } finally {
      clearTimeout(timer)
    }
  }
  if (locks === undefined) return alone()
  const got = await locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? 'busy' : alone()))
  if (got !== 'busy') return got as T
  const since = await locking.since()
  if (since === null || locking.now() - since < STALE) return 'busy'
  return locks.request(name, { steal: true }, alone)
}
