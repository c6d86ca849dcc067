import { expect, test } from 'vitest'
import { asId } from '../domain/ids.ts'
import { put } from '../domain/see.ts'
import type { Result } from '../domain/wire.ts'
import { aHousehold } from '../testing/build.ts'
import {
  aServer,
  change,
  findRow,
  freshId,
  givePost,
  NOW,
  packOf,
  recordOf,
  rowsIn,
  type TestServer,
  who,
} from '../testing/community.ts'
import { aCommand, aVisitPayload, fetchPacks, PlainPhone, push, pushOne } from '../testing/conversation.ts'
import { administer } from './admin.ts'
import { signIn } from './session.ts'

const act = (server: TestServer, person: string, body: unknown) => administer(server, who(person), body)
async function result(server: TestServer, person: string, body: unknown): Promise<Result> {
  const answer = await act(server, person, body)
  expect(answer.status).toBe(200)
  return (answer.body as { result: Result }).result
}
const judge = (command: string, verdict: 'accept' | 'dismiss') => ({
  type: 'held.judge',
  payload: { command, verdict },
})

test('a post given opens the grid to the person, and its end closes it again', async () => {
  const server = await aServer()
  const give = {
    post: 'p9',
    person: 'new',
    name: '新人',
    grid: 's1',
    role: 'stair_leader',
    since: '2026-11-26',
    until: null,
  }
  expect(await result(server, 'chief', { type: 'post.give', payload: give })).toMatchObject({ status: 'ok' })
  expect((await findRow(server, 'person', 'new'))?.body.name).toBe('新人')
  expect((await fetchPacks(server, 'new')).head.scope).toContain('b:b-s1:s1')
  expect(await pushOne(server, 'new')).toMatchObject({ status: 'ok' })
  const end = { type: 'post.end', payload: { post: 'p9', until: '2026-11-26' } }
  expect(await result(server, 'chief', end)).toMatchObject({ status: 'ok' })
  server.time.now = NOW + 86_400_000
  await expect(fetchPacks(server, 'new')).rejects.toThrow('403')
})

test('a post given by mistake is taken back the same day, and one to come before its day', async () => {
  const server = await aServer()
  for (const [post, since, never] of [
    ['p9', '2026-11-26', '2026-11-25'],
    ['p10', '2026-12-03', '2026-12-02'],
  ] as const) {
    const give = { post, person: 'new', name: '新人', grid: 's1', role: 'stair_leader', since, until: null }
    expect(await result(server, 'chief', { type: 'post.give', payload: give })).toMatchObject({ status: 'ok' })
    const end = (until: string) => result(server, 'chief', { type: 'post.end', payload: { post, until } })
    expect(await end('2026-11-24')).toMatchObject({ status: 'refused', code: 'bad_period' })
    expect(await end(never)).toMatchObject({ status: 'ok' })
    await expect(fetchPacks(server, 'new')).rejects.toThrow('403')
  }
  server.time.now = NOW + 10 * 86_400_000
  await expect(fetchPacks(server, 'new')).rejects.toThrow('403')
})

test('the same command sent twice is done once', async () => {
  const server = await aServer()
  const body = { id: freshId(), type: 'post.end', payload: { post: 'post-leader1', until: '2026-12-31' } }
  const first = await result(server, 'staff', body)
  expect(await result(server, 'staff', body)).toEqual(first)
  expect(await result(server, 'chief', body)).toMatchObject({ status: 'refused', code: 'same_id_other_content' })
})

test('what is no administration is a bad request', async () => {
  const server = await aServer()
  for (const body of [null, {}, { type: 'visit.log', payload: aVisitPayload() }, { type: 'x', payload: {} }]) {
    expect(await act(server, 'staff', body)).toEqual({ status: 400, body: { error: { code: 'bad_request' } } })
  }
  expect(await result(server, 'staff', { type: 'post.end', payload: {} })).toMatchObject({ code: 'bad_payload' })
})

test("a held visit accepted by the coordinator stands under its author's name, who gets a receipt", async () => {
  const server = await aServer()
  const phone = new PlainPhone(server, 'leader2')
  await phone.firstSync()
  const visit = aCommand()
  await phone.round([visit])
  expect(await result(server, 'staff', judge(visit.id, 'accept'))).toMatchObject({ status: 'ok' })
  const row = await findRow(server, 'visit', visit.id)
  expect(row?.body).toMatchObject({ by: 'leader2', household: 'h-s1-1' })
  expect(row?.body.late).toBeUndefined()
  expect((await findRow(server, 'held', visit.id))?.body.state).toBe('accepted')
  await phone.round()
  expect(phone.find('receipt', visit.id)?.body).toMatchObject({ command: visit.id, status: 'ok' })
  expect(phone.find('visit', visit.id)).toBeUndefined()
  expect(await push(server, 'leader2', visit)).toMatchObject([{ id: visit.id, status: 'ok' }])
})

test('an accepted edit is written by the edit, so that its author need not fear a conflict with himself', async () => {
  const server = await aServer()
  const edit = aCommand({ type: 'household.edit', payload: { household: 'h-s1-1', set: { note: 'deaf' } } })
  await push(server, 'leader2', edit)
  await result(server, 'staff', judge(edit.id, 'accept'))
  expect(await findRow(server, 'household', 'h-s1-1')).toMatchObject({
    body: { note: 'deaf' },
    writer: { note: edit.id },
  })
})

test('a dismissed command is closed, its author is told, and it cannot be judged twice', async () => {
  const server = await aServer()
  const visit = aCommand()
  await push(server, 'leader2', visit)
  expect(await result(server, 'staff', judge(visit.id, 'dismiss'))).toMatchObject({ status: 'ok' })
  expect(await findRow(server, 'visit', visit.id)).toBeUndefined()
  expect((await findRow(server, 'held', visit.id))?.body.state).toBe('dismissed')
  const receipt = { command: visit.id, status: 'refused', code: 'not_your_grid' }
  expect((await findRow(server, 'receipt', visit.id))?.body).toMatchObject(receipt)
  expect(await result(server, 'staff', judge(visit.id, 'accept'))).toMatchObject({ code: 'conflict_gone' })
  expect(await push(server, 'leader2', visit)).toMatchObject([{ status: 'refused', code: 'not_your_grid' }])
})

test('a held command that still cannot be carried out stays open', async () => {
  const server = await aServer()
  const lost = aCommand({ payload: aVisitPayload({ household: 'h-nowhere' }) })
  const strange = aCommand({ type: 'visit.dance' })
  await push(server, 'leader1', lost, strange)
  expect(await result(server, 'staff', judge(lost.id, 'accept'))).toMatchObject({
    status: 'refused',
    code: 'not_found',
  })
  expect(await result(server, 'staff', judge(strange.id, 'accept'))).toMatchObject({ code: 'unknown_type' })
  for (const { id } of [lost, strange]) {
    expect((await findRow(server, 'held', id))?.body.state).toBe('open')
    expect((await recordOf(server, id))?.status).toBe('held')
  }
})

test('a visit after the end of the post, once accepted, is flagged late', async () => {
  const server = await aServer()
  await result(server, 'staff', { type: 'post.end', payload: { post: 'post-leader1', until: '2026-11-26' } })
  const visit = aCommand()
  server.time.now = NOW + 40 * 86_400_000
  expect(await push(server, 'leader1', visit)).toMatchObject([{ status: 'held', code: 'post_ended' }])
  await result(server, 'staff', judge(visit.id, 'accept'))
  expect((await findRow(server, 'visit', visit.id))?.body.late).toBe(true)
})

test('a coordinator hands out codes for the people of the own grid, never for somebody with rights beyond it', async () => {
  const server = await aServer()
  const codeFor = (by: string, person: string) => act(server, by, { type: 'code.give', payload: { person } })
  const given = await codeFor('chief', 'leader1')
  expect(given.status).toBe(200)
  const { code } = given.body as { code: string }
  expect(await signIn(server, code)).toMatchObject({ session: { person: 'leader1' } })
  for (const [by, person] of [
    ['chief', 'leader3'],
    ['chief', 'staff'],
    ['chief', 'nobody'],
    ['leader1', 'leader1'],
    ['liaison', 'leader1'],
  ] as const) {
    expect(await codeFor(by, person)).toEqual({ status: 403, body: { error: { code: 'forbidden' } } })
  }
  await givePost(server, { person: 'leader1', role: 'stair_leader', grid: 's3' })
  expect((await codeFor('chief', 'leader1')).status).toBe(403)
  expect((await codeFor('staff', 'leader1')).status).toBe(200)
})

test('a coordinator ends the sessions of a person, also of one whose posts are over', async () => {
  const server = await aServer()
  const { body } = await act(server, 'chief', { type: 'code.give', payload: { person: 'leader1' } })
  await signIn(server, (body as { code: string }).code)
  await result(server, 'chief', { type: 'post.end', payload: { post: 'post-leader1', until: '2026-11-20' } })
  const revoke = { type: 'sessions.revoke', payload: { person: 'leader1' } }
  expect(await act(server, 'chief', revoke)).toEqual({ status: 200, body: { sessions: 1 } })
  expect(await act(server, 'chief', revoke)).toEqual({ status: 200, body: { sessions: 0 } })
})

const moveStairs = (building: string, stairs: Readonly<Record<string, string>>) => {
  const buildings = Object.entries(stairs).map(([stair, to]) => ({ building, stairs: [stair], to }))
  const grid = buildings[0]?.to ?? ''
  return { type: 'grid.redraw', payload: { redraw: freshId(), grid, grids: [], buildings, on: '2026-11-26' } }
}
/** A second stair in building b-s1, in the same pack. */
async function withSecondStair(server: TestServer): Promise<void> {
  const stairs = ['1', '2'].map((id) => ({ id, label: id, grid: asId<'grid'>('s1') }))
  const door = { building: asId<'building'>('b-s1'), stair: '2', floor: 1, room: '101', order: 1, use: 'home' } as const
  await change(server, [
    { op: 'set', kind: 'building', id: 'b-s1', set: { stairs }, edit: false },
    put('door', { id: 'd-two', pack: packOf('s1') }, door),
    put('household', { id: 'h-two', pack: packOf('s1') }, aHousehold({ doors: [asId('d-two')] }).body),
  ])
}

test('history goes where its household goes, and stays history', async () => {
  const server = await aServer()
  await push(server, 'leader1', ...Array.from({ length: 8 }, () => aCommand()))
  await result(server, 'staff', { type: 'household.move', payload: { household: 'h-s1-1', door: 'd-s3-1' } })
  expect(await rowsIn(server, 'h:b-s1:s1')).toEqual([])
  expect(await rowsIn(server, 'h:b-s3:s3')).toHaveLength(2)
  expect((await rowsIn(server, 'b:b-s3:s3')).filter((row) => row.kind === 'visit')).toHaveLength(6)
  await result(server, 'staff', moveStairs('b-s3', { '1': 's2' }))
  const want = [asId<'pack'>('h:b-s3:s3')]
  expect((await fetchPacks(server, 'leader3', { want })).packs).toEqual([])
  expect((await fetchPacks(server, 'leader2', { want })).packs[0]?.rows).toHaveLength(2)
})

test('stairs that part take their rows and their history along', async () => {
  const server = await aServer()
  await withSecondStair(server)
  const visit = () => aCommand({ payload: aVisitPayload({ household: 'h-two' }) })
  await push(server, 'leader1', ...Array.from({ length: 7 }, visit))
  expect(await result(server, 'staff', moveStairs('b-s1', { '2': 's3' }))).toMatchObject({ status: 'ok' })
  const pack = (await findRow(server, 'household', 'h-two'))?.pack ?? ''
  expect(pack).toMatch(/^b:b-s1:s3:/)
  expect((await findRow(server, 'household', 'h-s1-1'))?.pack).toBe('b:b-s1:s1')
  expect(await rowsIn(server, pack.replace('b:', 'h:'))).toHaveLength(1)
})

test('a stair that leaves a pack that was itself moved never stays with those it was taken from', async () => {
  const server = await aServer()
  await withSecondStair(server)
  expect(await result(server, 'staff', moveStairs('b-s1', { '1': 's2', '2': 's2' }))).toMatchObject({ status: 'ok' })
  const back = await result(server, 'staff', moveStairs('b-s1', { '2': 's1' }))
  const { packs } = await fetchPacks(server, 'leader2')
  const seen = packs.flatMap(({ rows }) => rows).some((row) => row.id === 'h-two')
  const said = (await findRow(server, 'building', 'b-s1'))?.body.stairs.find((stair) => stair.id === '2')?.grid
  expect([back.status, said, seen]).toEqual(['ok', 's1', false])
})
