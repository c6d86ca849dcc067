import { afterEach, expect, test, vi } from 'vitest'
import { type Locking, RUN_LASTS, withLock } from './lock.ts'

/** Web Locks of one browser, as far as they are used here. */
function someLocks(): LockManager {
  let holder: { abort: (reason: unknown) => void } | undefined
  const request = async (_: string, options: LockOptions, run: (lock: Lock | null) => Promise<unknown>) => {
    if (holder !== undefined && options.ifAvailable === true) return run(null)
    holder?.abort(new DOMException('', 'AbortError'))
    return new Promise((resolve, reject) => {
      const mine = { abort: reject }
      holder = mine
      run({ name: 'x', mode: 'exclusive' })
        .then(resolve, reject)
        .finally(() => {
          if (holder === mine) holder = undefined
        })
    })
  }
  return { request, query: async () => ({}) } as unknown as LockManager
}
const locking = (locks: LockManager | undefined, since: number | null = null): Locking => ({
  locks,
  name: 'sync',
  now: () => 100_000,
  since: async () => since,
})
afterEach(() => void vi.useRealTimers())

test('R1 one run at a time', async () => {
  const locks = someLocks()
  let finish: (value: string) => void = () => undefined
  const work = new Promise<string>((resolve) => {
    finish = resolve
  })
  const first = withLock(locking(locks), () => work)
  expect(await withLock(locking(locks, 99_000), async () => 'second')).toBe('busy')
  finish('first')
  expect(await first).toBe('first')
  expect(await withLock(locking(locks), async () => 'third')).toBe('third')
})
test('R1 a holder that was frozen is robbed of the lock', async () => {
  const locks = someLocks()
  const frozen = withLock(locking(locks), () => new Promise<string>(() => undefined)).catch(() => 'robbed')
  expect(await withLock(locking(locks, 1_000), async () => 'second')).toBe('second')
  expect(await frozen).toBe('robbed')
})
test('R1 a run is told to stop before its lock is taken for stale', async () => {
  vi.useFakeTimers()
  const run = withLock(
    locking(someLocks()),
    (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted'))),
  )
  await vi.advanceTimersByTimeAsync(RUN_LASTS)
  expect(await run).toBe('aborted')
})
test('R1 without Web Locks the run goes ahead: correctness rests on the compares', async () => {
  expect(await withLock(locking(undefined), async () => 'run')).toBe('run')
})
