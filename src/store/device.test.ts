import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WANG } from '../testing/phone-kit.ts'
import { readDevice, writeSession } from './device.ts'

/** Longer than anybody waits for a disk, and not for ever. */
const MOST_TURNS = 2_000

describe('what the phone knows without an account', () => {
  afterEach(() => vi.restoreAllMocks())

  test('page and worker that open a new profile together get the same store id', async () => {
    let drawn = 0
    const draw = (): string => `store-${++drawn}`
    const [page, worker] = await Promise.all([readDevice(draw), readDevice(draw)])
    expect(page.store).toBe(worker.store)
    expect((await readDevice(draw)).store).toBe(page.store)
  })
  test('a phone that is full still opens: nothing is written once the store id is there', async () => {
    await readDevice(() => 'first')
    await writeSession(WANG)
    const { transaction } = IDBDatabase.prototype
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, names, mode) {
      if (mode === 'readwrite') throw new DOMException('full', 'QuotaExceededError')
      return transaction.call(this, names, mode)
    })
    expect((await readDevice(() => 'other')).session).toEqual(WANG)
  })
  test('R1 a page that is frozen while it writes leaves the device to the worker, and writes when it goes on', async () => {
    await writeSession(null)
    let freeze = (_isFrozen: boolean): void => undefined
    const onFrozen = (listener: typeof freeze) => {
      freeze = listener
      return () => undefined
    }
    const { put } = IDBObjectStore.prototype
    let isStill = true
    let puts = 0
    let turns = 0
    // The page stands still: its transaction goes from request to request and never ends.
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      puts++
      const request = put.apply(this, given)
      const again = (): void => {
        if (!isStill || ++turns > MOST_TURNS) return
        this.get('session').onsuccess = again
      }
      request.addEventListener('success', again)
      return request
    })
    const written = writeSession(WANG, onFrozen)
    while (puts === 0) await new Promise((resolve) => setImmediate(resolve))
    freeze(true)
    expect((await readDevice(() => 'other')).session).toBeNull()
    isStill = false
    freeze(false)
    await written
    expect(puts).toBe(2)
    expect((await readDevice(() => 'other')).session).toEqual(WANG)
  })
})
