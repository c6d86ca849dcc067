import { expect, test } from 'vitest'
import { scopeOf, sumRows } from '../domain/check.ts'
import { aServer, COMMUNITY, rowsIn, type TestServer, who } from '../testing/community.ts'
import { aCommand, PlainPhone, sync } from '../testing/conversation.ts'
import { administer } from './admin.ts'
import { compactExits } from './compact.ts'
import { mustFindCommunity } from './server.ts'

const DAY = 86_400_000
/** Takes a household to another stair: exits of its old pack. Gives the seq. */
async function move(server: TestServer, household: string, door: string): Promise<number> {
  await administer(server, who('staff'), { type: 'household.move', payload: { household, door } })
  return (await stateOf(server)).head.seq
}
const stateOf = (server: TestServer) => server.db.read((tx) => mustFindCommunity(tx, COMMUNITY))
const exitSeqs = async (server: TestServer) =>
  (await server.db.read((tx) => tx.all('SELECT DISTINCT seq FROM exit ORDER BY seq'))).map((row) => row['seq'])
async function holdsTheSame(server: TestServer, phone: PlainPhone): Promise<void> {
  for (const [pack, rows] of phone.packs) {
    expect(sumRows(rows.values())).toEqual(sumRows(await rowsIn(server, pack)))
  }
}

test('exits older than the time kept go, the horizon is the last of them, and younger ones stay', async () => {
  const server = await aServer()
  const first = await move(server, 'h-s1-1', 'd-s2-1')
  const second = await move(server, 'h-s1-2', 'd-s3-1')
  server.time.now += 60 * DAY
  const third = await move(server, 'h-s1-1', 'd-s1-1')
  expect(await compactExits(server)).toBe(0)
  expect(await stateOf(server)).toMatchObject({ horizon: 0 })
  server.time.now += 31 * DAY
  const before = await stateOf(server)
  expect(await compactExits(server)).toBe(2)
  expect(await exitSeqs(server)).toEqual([third])
  expect(await stateOf(server)).toEqual({ ...before, horizon: second })
  expect(first).toBeLessThan(second)
  expect(await compactExits(server)).toBe(0)
})

test('a phone at the horizon goes on as before, and one below it is told to begin anew', async () => {
  const server = await aServer()
  const [below, at] = [new PlainPhone(server, 'micro'), new PlainPhone(server, 'micro')]
  await below.firstSync()
  const horizon = await move(server, 'h-s1-1', 'd-s2-1')
  await at.firstSync()
  expect(at.cursor).toBe(horizon)
  await move(server, 'h-s1-2', 'd-s2-1')
  server.time.now += 91 * DAY
  await compactExits(server, 92)
  expect((await sync(server, 'micro', below)).reset).toBeUndefined()
  await server.db.write(COMMUNITY, async (tx) => {
    await tx.all('UPDATE command SET received_at = ? WHERE seq = ?', '2026-01-01T00:00:00.000Z', horizon)
  })
  await compactExits(server, 92)
  expect((await stateOf(server)).horizon).toBe(horizon)
  const { mark, cursor } = below
  const told = await sync(server, 'micro', { mark, cursor, commands: [aCommand()] })
  expect(told).toMatchObject({ reset: 'resync', results: [{ status: 'ok' }] })
  expect(told.pull).toBeUndefined()
  const [answer] = await at.round()
  expect(answer?.pull?.exits).toHaveLength(2)
  await holdsTheSame(server, at)
})

test('what has just begun is never told to begin anew', async () => {
  const server = await aServer()
  await move(server, 'h-s1-1', 'd-s2-1')
  server.time.now += 91 * DAY
  await compactExits(server)
  const nothing = { mark: { seq: 0, hash: '' }, cursor: 0 }
  const first = await sync(server, 'micro', { ...nothing, scope: scopeOf([]) })
  expect(first.reset).toBeUndefined()
  const phone = new PlainPhone(server, 'micro')
  await phone.firstSync()
  expect((await phone.round()).map((answer) => answer.reset)).toEqual([undefined])
})

test('M8 marks are compared before the horizon: a phone of another history is told of the restore', async () => {
  const server = await aServer()
  await move(server, 'h-s1-1', 'd-s2-1')
  server.time.now += 91 * DAY
  await compactExits(server)
  const answer = await sync(server, 'micro', { mark: { seq: 1, hash: 'elsewhere1' }, cursor: 1 })
  expect(answer.reset).toBe('restored')
})

test('a clock that once stood too early opens no gap: what is younger in the history stays, and all after it', async () => {
  const server = await aServer()
  const seq = await move(server, 'h-s1-1', 'd-s2-1')
  server.time.now -= 40 * DAY
  const early = await move(server, 'h-s1-2', 'd-s2-1')
  server.time.now += 100 * DAY
  await compactExits(server)
  expect(await exitSeqs(server)).toEqual([seq, early])
  expect((await stateOf(server)).horizon).toBe(0)
})

test('more than go in one transaction go in several, and a seq goes whole', async () => {
  const server = await aServer()
  const seq = await move(server, 'h-s1-1', 'd-s2-1')
  await server.db.write(COMMUNITY, async (tx) => {
    const many = Array.from({ length: 2500 }, (_, n) => ({ community: COMMUNITY, old_pack: 'b:x:y', seq: 1 + (n % 3) }))
    await tx.put(
      'exit',
      many.map((exit, n) => ({ ...exit, kind: 'visit', id: `v-${n}` })),
    )
  })
  server.time.now += 91 * DAY
  await compactExits(server)
  expect(await exitSeqs(server)).toEqual([])
  expect((await stateOf(server)).horizon).toBe(seq)
})
