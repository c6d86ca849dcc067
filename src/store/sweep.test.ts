import { expect, test } from 'vitest'
import { instantOf, millisOf } from '../domain/ids.ts'
import {
  answerOk,
  aRow,
  aSyncedPhone,
  aVisit,
  B1,
  idOf,
  mustHold,
  NOON,
  P,
  pullTo,
  sentNow,
} from '../testing/phone-kit.ts'
import { readState } from './health.ts'
import type { OpenStore } from './open.ts'
import { resetForRestore } from './reset.ts'
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
/** Judged at 11, and the receipt of what became of it stands at 13: it comes before the answer does. */
async function withReceiptFirst(): Promise<OpenStore> {
  const store = await aSyncedPhone()
  await store.act(aVisit(1))
  const receipt = aRow('receipt', 'r-1', { pack: P, seq: 13, body: { command: idOf(1), status: 'ok', at: NOON } })
  await pullTo(store, 13, { rows: [receipt] })
  return store
}
test('P5 I2 it stays until a backup covers what became of it, not where it was judged first', async () => {
  const store = await withReceiptFirst()
  await answerOk(store, [idOf(1), 11])
  await pullTo(store, 14, { lost: [B1] })
  await sweepReceived(store.database, { at: inDays(1), safe: 12 })
  expect(await count(store)).toBe(1)
  await sweepReceived(store.database, { at: inDays(1), safe: 13 })
  expect(await count(store)).toBe(0)
})
test('T4 where a receipt stood in a history that was replaced says nothing of the new one', async () => {
  const store = await withReceiptFirst()
  mustHold(await resetForRestore(store.database, await sentNow(store)))
  await answerOk(store, [idOf(1), 11])
  const acked = await store.database.run('r', ['outbox'], (t) => t.outbox.toArray())
  expect(acked.map(({ seq }) => seq)).toEqual([11])
})
test('P5 I5 it goes after a week, backup or not, and the loss is then forgotten', async () => {
  const store = await withReceived()
  await pullTo(store, 12, { lost: [B1] })
  await sweepReceived(store.database, { at: inDays(8), safe: 0 })
  expect(await count(store)).toBe(0)
  expect((await readState(store.database)).lost).toEqual({})
})
