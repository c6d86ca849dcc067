import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WANG } from '../testing/phone-kit.ts'
import { readDevice, writeSession } from './device.ts'

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
})
