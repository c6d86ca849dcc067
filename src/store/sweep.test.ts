import { expect, test } from 'vitest'
import { instantOf, millisOf } from '../domain/ids.ts'
import { answerOk, aSyncedPhone, aVisit, B1, idOf, NOON, pullTo } from '../testing/phone-kit.ts'
import { readState } from './health.ts'
import type { OpenStore } from './open.ts'
import { sweepReceived } from './sweep.ts'

const inDays = (days: number) => instantOf(millisOf(NOON) + days * 86_400_000)
async function withReceived(): Promise<OpenStore> {
  const store = await aSyncedPhone()
  await store.act(aVisit(1))
  await answerOk(store, [idOf(1), 11])
  await pullTo(store, 11)
  return store
}
const count = (store: OpenStore) => store.database.run('r', ['received'], (t) => t.received.count())

test('a received command is kept for ninety days', async () => {
  const store = await withReceived()
  await sweepReceived(store.database, { at: inDays(89), safe: 99 })
  expect(await count(store)).toBe(1)
  await sweepReceived(store.database, { at: inDays(91), safe: 99 })
  expect(await count(store)).toBe(0)
})
test('P5 what was received about a lost pack goes once a backup covers it', async () => {
  const store = await withReceived()
  await pullTo(store, 12, { lost: [B1] })
  await sweepReceived(store.database, { at: inDays(1), safe: 10 })
  expect(await count(store)).toBe(1)
  await sweepReceived(store.database, { at: inDays(1), safe: 11 })
  expect(await count(store)).toBe(0)
})
test('P5 I5 it goes after a week, backup or not, and the loss is then forgotten', async () => {
  const store = await withReceived()
  await pullTo(store, 12, { lost: [B1] })
  await sweepReceived(store.database, { at: inDays(8), safe: 0 })
  expect(await count(store)).toBe(0)
  expect((await readState(store.database)).lost).toEqual({})
})
