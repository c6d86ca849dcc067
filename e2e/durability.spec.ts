import { expect } from '@playwright/test'
import { test } from './support/journey.ts'
import { logNextDoor, savedLine, signInForTheRound } from './support/phone-in-hand.ts'

interface Noted {
  readonly database: string
  readonly durability: string
}
/** Notes how durable every transaction that writes really is, as the engine itself says. */
function noteDurability(): void {
  const noted: Noted[] = []
  Reflect.set(globalThis, 'noted', noted)
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given) {
    const made = transaction.apply(this, given)
    if (made.mode === 'readwrite') noted.push({ database: this.name, durability: made.durability })
    return made
  }
}
const readNoted = (): Noted[] => Reflect.get(globalThis, 'noted')
const isStore = ({ database }: Noted): boolean => database.startsWith('app-')

test('whatever is saved is really on the disk before it says so, in the page and in the background worker', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  await page.addInitScript(noteDurability)
  const started = page.context().waitForEvent('serviceworker')
  await signInForTheRound(page, server.codes().groupLeader)
  const worker = await started
  await worker.evaluate(noteDurability)
  const before = network.seen.length
  await logNextDoor(page)
  await expect(savedLine(page)).toContainText('已收到')
  expect(network.seen.slice(before).some((one) => one.path === '/api/sync')).toBe(true)

  for (const noted of [await page.evaluate(readNoted), await worker.evaluate(readNoted)]) {
    const store = noted.filter(isStore)
    expect(store.length).toBeGreaterThan(0)
    expect(store.filter(({ durability }) => durability !== 'strict')).toEqual([])
  }
})
