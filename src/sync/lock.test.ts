import { afterEach, expect, test, vi } from 'vitest'
import { type Locking, RUN_LASTS, withLock } from './lock.ts'

/** Web Locks of one browser, as far as they are used here. */
function someLocks(): LockManager {
  let holder: { abort: (reason: unknown) => void } | undefined
  const request = async (
    _: string,
    options: LockOptions | ((lock: Lock | null) => Promise<unknown>),
    then?: (lock: Lock | null) => Promise<unknown>,
  ) => {
    const run = typeof options === 'function' ? options : (then ?? (async () => undefined))
    if (holder !== undefined && typeof options === 'object' && options.ifAvailable === true) return run(null)
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
const locking = (locks: LockManager | undefined): Locking => ({ locks, name: 'sync' })
afterEach(() => void vi.useRealTimers())

test('R1 one run at a time, however long ago the one at work began', async () => {
  const locks = someLocks()
  let finish: (value: string) => void = () => undefined
  const work = new Promise<string>((resolve) => {
    finish = resolve
  })
  const first = withLock(locking(locks), () => work)
  expect(await withLock(locking(locks), async () => 'second')).toBe('busy')
  finish('first')
  expect(await first).toBe('first')
  expect(await withLock(locking(locks), async () => 'third')).toBe('third')
})
test('R1 a holder that was frozen, and so does not answer, is robbed of the lock', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const locks = someLocks()
  // As WebKit keeps a page: its lock is held, its messages wait.
  const frozen = locks.request('sync', () => new Promise(() => undefined)).catch(() => 'robbed')
  const second = withLock(locking(locks), async () => 'second')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await second).toBe('second')
  expect(await frozen).toBe('robbed')
})
test('R1 who was robbed hears it and ends as if another had been at work', async () => {
  const locks = someLocks()
  let heard: AbortSignal | undefined
  const robbed = withLock(locking(locks), (signal) => {
    heard = signal
    return new Promise<string>(() => undefined)
  })
  await locks.request('sync', { steal: true }, async () => undefined)
  expect(await robbed).toBe('busy')
  expect(heard?.aborted).toBe(true)
})
test('R1 a run is told to stop, and one that does not stop lets go of the lock', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const locks = someLocks()
  let heard: AbortSignal | undefined
  const hangs = withLock(locking(locks), (signal) => {
    heard = signal
    return new Promise<string>(() => undefined)
  })
  await vi.advanceTimersByTimeAsync(RUN_LASTS)
  expect(heard?.aborted).toBe(true)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await hangs).toBe('busy')
  expect(await withLock(locking(locks), async () => 'next')).toBe('next')
})
test('R1 without Web Locks the run goes ahead: correctness rests on the compares', async () => {
  expect(await withLock(locking(undefined), async () => 'run')).toBe('run')
})
