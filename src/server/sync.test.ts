import { expect, test } from 'vitest'
import { scopeOf, sumRows } from '../domain/check.ts'
import { instantOf } from '../domain/ids.ts'
import { aServer, endPost, NOW, packOf, who } from '../testing/community.ts'
import { aCommand, aRequest, fetchPacks, sync } from '../testing/conversation.ts'
import { streamPacks } from './packs.ts'
import { syncOnce } from './sync.ts'

test('a visit pushed by a leader is pulled by the coordinator with author, time and receipt', async () => {
  const server = await aServer()
  const start = await sync(server, 'staff')
  const visit = aCommand()
  const pushed = await sync(server, 'leader1', { commands: [visit] })
  expect(pushed.results).toMatchObject([{ id: visit.id, status: 'ok', seq: 5 }])
  const to = start.pull?.to ?? { seq: 0, hash: '' }
  const pulled = await sync(server, 'staff', { mark: to, cursor: to.seq, scope: scopeOf(start.scope ?? []) })
  const row = pulled.pull?.rows.find((each) => each.kind === 'visit')
  expect(row?.body).toMatchObject({ by: 'leader1', at: instantOf(NOW - 60_000), received: instantOf(NOW) })
  expect(pulled.scope).toBeUndefined()
})

test('packs arrive as frames with sums that fit their rows, the own ones first', async () => {
  const server = await aServer()
  const { head, packs, complete } = await fetchPacks(server, 'leader1')
  expect(complete).toBe(true)
  expect(head).toMatchObject({ head: { seq: 4 }, packs: 3, scope: ['c', 'p:leader1', packOf('s1')] })
  expect(packs.map(({ header }) => header.id)).toEqual(head.scope)
  for (const { header, rows } of packs) expect(sumRows(rows)).toEqual(header.sum)
})

test('an envelope that cannot be read is a bad request and nothing is judged', async () => {
  const server = await aServer()
  const good = { ...aRequest('leader1', { commands: [aCommand()] }) }
  const bad = [
    null,
    [],
    'x',
    {},
    { ...good, cursor: -1 },
    { ...good, mark: null },
    { ...good, now: '2026-02-30T25:00:00Z' },
    { ...good, commands: 'none' },
    { ...good, commands: Array.from({ length: 501 }, () => null) },
  ]
  for (const raw of bad) {
    expect(await syncOnce(server, who('leader1'), raw)).toEqual({
      status: 400,
      body: { error: { code: 'bad_request' } },
    })
  }
  expect((await sync(server, 'staff')).pull?.to.seq).toBe(4)
})

test("another account's request is refused and nothing is judged", async () => {
  const server = await aServer()
  const answer = await syncOnce(server, who('leader1'), aRequest('leader2', { commands: [aCommand()] }))
  expect(answer).toEqual({ status: 409, body: { error: { code: 'other_account' } } })
  expect((await sync(server, 'staff')).pull?.to.seq).toBe(4)
})

test('T4 shut out, a phone still hears that the history was replaced, and brings again what it had brought', async () => {
  const server = await aServer()
  await endPost(server, 'leader1', '2026-11-20')
  const mark = { seq: 99, hash: 'elsewhere1' }
  expect(await syncOnce(server, who('leader1'), aRequest('leader1', { mark }))).toMatchObject({
    status: 200,
    body: { reset: 'restored', results: [] },
  })
  const packs = { account: who('leader1').account, mark, have: [] }
  expect(await streamPacks(server, who('leader1'), packs)).not.toHaveProperty('status')
  expect(await streamPacks(server, who('leader1'), { ...packs, mark: undefined })).toMatchObject({ status: 403 })
  expect(await syncOnce(server, who('leader1'), aRequest('leader1'))).toMatchObject({ status: 403 })
})

test('a phone that speaks an older protocol pushes but is asked to update before it pulls', async () => {
  const server = await aServer()
  const answer = await sync(server, 'leader1', { proto: 0, commands: [aCommand()] })
  expect(answer).toMatchObject({ results: [{ status: 'ok' }], upgrade: true })
  expect(answer.pull).toBeUndefined()
})
