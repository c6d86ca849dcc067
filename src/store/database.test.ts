import { IDBDatabase, IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { aDisk, aSyncedPhone, aVisit, idOf, NOON, openOn, WANG } from '../testing/phone-kit.ts'
import { openDatabase } from './database.ts'
import { Fault } from './fault.ts'

afterEach(() => void vi.restoreAllMocks())
const put = (database: ReturnType<typeof openDatabase>, key = 'x') =>
  database.run('rw', ['meta'], (t) => t.meta.put({ key, value: 1 }))

/** A browser that loses its connection: the next transactions fail as WebKit's do after a resume. */
function fragile(): { failing: number } {
  const connection = { failing: 0 }
  const original = IDBDatabase.prototype.transaction
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
    if (connection.failing > 0) {
      connection.failing--
      throw new DOMException('', 'UnknownError')
    }
    return original.apply(this, given)
  })
  return connection
}

describe('the database', () => {
  test('R4 a full disk is a fault by name, the tap is told, and what was saved before stays', async () => {
    const disk = aDisk()
    const store = await aSyncedPhone(disk)
    await store.act(aVisit(1))
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError')
    })
    expect(await store.act(aVisit(2))).toEqual({ failed: 'storage_full' })
    expect(store.status().waiting).toHaveLength(1)
    full.mockRestore()
    expect(await store.act(aVisit(2))).toEqual({ saved: true })
    expect((await openOn(disk)).status().waiting).toHaveLength(2)
  })

  test('R4 a disk that turns out full only at the commit is the same fault, and nothing of the transaction is kept', async () => {
    const database = openDatabase(aDisk(), WANG.account)
    await put(database, 'before')
    const original = IDBObjectStore.prototype.put
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      const request = original.apply(this, given)
      const transaction = this.transaction as unknown as { _abort(name: string): void }
      setImmediate(() => transaction._abort('QuotaExceededError'))
      return request
    })
    const fault = await put(database, 'after').then(
      () => undefined,
      (error: unknown) => error,
    )
    full.mockRestore()
    expect(fault).toBeInstanceOf(Fault)
    expect(fault).toMatchObject({ kind: 'storage_full', retry: 'later' })
    const keys = await database.run('r', ['meta'], (t) => t.meta.toCollection().primaryKeys())
    expect(keys).toEqual(['before'])
  })

  test('R4 a lost connection is opened again and the transaction tried once more', async () => {
    const connection = fragile()
    const database = openDatabase(aDisk(), WANG.account)
    await put(database)
    connection.failing = 1
    await put(database, 'y')
    expect(connection.failing).toBe(0)
    expect(await database.run('r', ['meta'], (t) => t.meta.count())).toBe(2)
  })

  test('R4 a disk that stays away is a fault by name', async () => {
    const connection = fragile()
    const database = openDatabase(aDisk(), WANG.account)
    await put(database)
    connection.failing = 99
    await expect(put(database)).rejects.toMatchObject({ kind: 'storage_lost', retry: 'never' })
  })

  test('R1 a page that is frozen leaves the disk to the others, and does its work when it goes on', async () => {
    const disk = aDisk()
    const frozen = { heard: (_isFrozen: boolean): void => undefined }
    const onFrozen = (listener: typeof frozen.heard) => {
      frozen.heard = listener
      return () => undefined
    }
    const page = openDatabase({ ...disk, onFrozen }, WANG.account)
    const worker = openDatabase(disk, WANG.account)
    let isOver = false
    let times = 0
    const kept = page.run('rw', ['meta'], async (t) => {
      times++
      // Like a page that stands still: from request to request and never at an end.
      while (!isOver) await t.meta.get('x')
      return t.meta.put({ key: 'page', value: 1 })
    })
    while (times === 0) await new Promise((resolve) => setImmediate(resolve))
    frozen.heard(true)
    await put(worker, 'worker')
    const keys = await worker.run('r', ['meta'], (t) => t.meta.toCollection().primaryKeys())
    expect([keys, times]).toEqual([['worker'], 1])
    isOver = true
    frozen.heard(false)
    expect(await kept).toBe('page')
    expect(times).toBe(2)
  })

  test('our own mistakes pass through as they are', async () => {
    const database = openDatabase(aDisk(), WANG.account)
    const mistake = new TypeError('ours')
    await expect(database.run('rw', ['meta'], () => Promise.reject(mistake))).rejects.toBe(mistake)
  })

  test('every transaction that writes asks for strict durability', async () => {
    const asked: unknown[] = []
    const original = IDBDatabase.prototype.transaction
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
      if (given[1] === 'readwrite') asked.push(given[2]?.durability)
      return original.apply(this, given)
    })
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    await store.saveDraft({ id: idOf(2), form: 'visit', of: 'h-1', at: NOON, fields: {} })
    expect(asked.length).toBeGreaterThan(5)
    expect(new Set(asked)).toEqual(new Set(['strict']))
  })

  test('two accounts on one phone have a database each', async () => {
    const disk = { indexedDB: new IDBFactory(), IDBKeyRange }
    await put(openDatabase(disk, WANG.account))
    const other = openDatabase(disk, 'a-li' as typeof WANG.account)
    expect(await other.run('r', ['meta'], (t) => t.meta.count())).toBe(0)
    expect((await disk.indexedDB.databases()).map((one) => one.name).sort()).toEqual(['app-a-li', 'app-a-wang'])
  })
})
