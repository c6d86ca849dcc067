import { expect, test } from 'vitest'
import { readHealth } from '../store/health.ts'
import { aServer, COMMUNITY, change, findRow, packOf, type TestServer } from '../testing/community.ts'
import { lookAt } from '../testing/sim/look.ts'
import { aVisitNow, aWholePhone } from '../testing/whole-phone.ts'

/** As if one stair had so many rows more. */
const crowd = (server: TestServer, rows: number) =>
  server.db.write(COMMUNITY, (tx) => tx.all('UPDATE pack SET count = count + ? WHERE id = ?', rows, packOf('s1')))
const setNote = (server: TestServer, note: string) =>
  change(server, [{ op: 'set', kind: 'household', id: 'h-s1-2', set: { note }, edit: false }])

test('N6 T2 a phone whose scope has grown too large sends all it has, pulls nothing and says why; divided, it goes on', async () => {
  const server = await aServer()
  const phone = aWholePhone(server, 'micro')
  await phone.round()
  const store = await phone.store()
  await crowd(server, 60_000)
  await setNote(server, '门铃坏了')
  const visits = [aVisitNow(server), aVisitNow(server)]
  for (const visit of visits) await phone.act(visit)
  expect(await phone.round()).toMatchObject({ trouble: 'scope_too_large', done: false })
  expect(store.status()).toMatchObject({ trouble: 'scope_too_large', waiting: [], attention: [] })
  expect(store.view()('household', 'h-s1-2')?.body.note).toBeUndefined()
  for (const { id } of visits) expect(store.view()('visit', id)?.id).toBe(id)
  // The next round asks with empty hands first, and sends all the same.
  const later = aVisitNow(server)
  await phone.act(later)
  expect(await phone.round()).toMatchObject({ trouble: 'scope_too_large' })
  expect(store.status().waiting).toEqual([])
  for (const { id } of [...visits, later]) expect((await findRow(server, 'visit', id))?.id).toBe(id)
  await crowd(server, -60_000)
  expect(await phone.round()).toMatchObject({ trouble: null, done: true })
  expect(store.view()('household', 'h-s1-2')?.body.note).toBe('门铃坏了')
  expect((await lookAt(store.database)).outbox).toEqual([])
})

test('N6 a first sync that meets a scope too large is told so, and what was noted meanwhile is sent', async () => {
  const server = await aServer()
  const phone = aWholePhone(server, 'micro')
  let left = 1
  const onlyStream = (reach: typeof fetch): typeof fetch => {
    return async (path, init) => {
      if (path === '/api/sync' || left-- <= 0) throw new TypeError('no network')
      return reach(path, init)
    }
  }
  await phone.round({ between: onlyStream })
  const visit = aVisitNow(server)
  expect(await phone.act(visit)).toBe('saved')
  await crowd(server, 60_000)
  expect(await phone.round()).toMatchObject({ trouble: 'scope_too_large' })
  expect((await findRow(server, 'visit', visit.id))?.id).toBe(visit.id)
  expect((await phone.store()).status()).toMatchObject({ complete: false, waiting: [] })
})

test('N6 a phone that holds nothing yet is told by the stream, and waits before it asks again', async () => {
  const server = await aServer()
  await crowd(server, 60_000)
  const phone = aWholePhone(server, 'micro')
  const visit = aVisitNow(server)
  expect(await phone.round()).toMatchObject({ trouble: 'scope_too_large', done: false })
  expect((await readHealth((await phone.store()).database)).notBefore).toBeGreaterThan(server.time.now)
  expect(await phone.act(visit)).toBe('saved')
  expect(await phone.round()).toMatchObject({ trouble: 'scope_too_large' })
  expect((await findRow(server, 'visit', visit.id))?.id).toBe(visit.id)
})
