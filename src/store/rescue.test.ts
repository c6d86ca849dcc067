import * as fake from 'fake-indexeddb'
import { afterEach, expect, test, vi } from 'vitest'
import { aDisk, aVisit, idOf, openOn, syncGzip, WANG } from '../testing/phone-kit.ts'
import { open } from './bytes.ts'
import { readDevice, readLog, writeLog, writeSession } from './device.ts'
import { rescueOutbox } from './rescue.ts'

afterEach(() => void vi.unstubAllGlobals())
/** device.ts and rescue.ts use the context's own IndexedDB. */
function useDisk() {
  const disk = aDisk()
  for (const [name, value] of Object.entries(fake)) if (name.startsWith('IDB')) vi.stubGlobal(name, value)
  vi.stubGlobal('indexedDB', disk.indexedDB)
  return disk
}

test('what was never sent can be read without the app, whatever version wrote it', async () => {
  const disk = useDisk()
  const store = await openOn(disk)
  await store.act(aVisit(1))
  await store.act(aVisit(2))
  store.close()
  const rescued = await rescueOutbox(WANG.account)
  expect(rescued.map(({ id, n }) => [id, n])).toEqual([
    [idOf(1), 1],
    [idOf(2), 2],
  ])
  const [first] = rescued
  expect(await open(new Uint8Array(first?.bytes ?? []), syncGzip)).toMatchObject({ type: 'visit.log' })
})
test('a rescue where there is no database finds nothing and makes none', async () => {
  const disk = useDisk()
  expect(await rescueOutbox(WANG.account)).toEqual([])
  expect(await disk.indexedDB.databases()).toEqual([])
})
test('the device keeps who is signed in and one store id', async () => {
  useDisk()
  let drawn = 0
  const newStore = () => `store-${++drawn}`
  expect(await readDevice(newStore)).toEqual({ session: null, store: 'store-1' })
  await writeSession(WANG)
  expect(await readDevice(newStore)).toEqual({ session: WANG, store: 'store-1' })
  await writeSession(null)
  expect(await readDevice(newStore)).toEqual({ session: null, store: 'store-1' })
})
test("the worker's log is a short ring", async () => {
  useDisk()
  for (let at = 1; at <= 205; at++) await writeLog({ at, what: 'round done' })
  const log = await readLog()
  expect(log).toHaveLength(200)
  expect(log[0]?.at).toBe(6)
})
