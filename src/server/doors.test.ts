import { expect, test } from 'vitest'
import type { HistoryAnswer } from '../domain/history.ts'
import { asId } from '../domain/ids.ts'
import { aServer, findRow, hang, packOf, type TestServer, who } from '../testing/community.ts'
import { fetchPacks, pushOne } from '../testing/conversation.ts'
import { administer } from './admin.ts'
import { readHistory } from './history.ts'

const add = (server: TestServer, person: string, over: object = {}) =>
  pushOne(server, person, {
    type: 'door.add',
    payload: { building: 'b-s1', stair: '1', floor: 3, room: '302A', use: 'home', ...over },
  })
const edit = (server: TestServer, person: string, payload: { door: string; set: object }) =>
  pushOne(server, person, { type: 'door.edit', payload })
const isReadBy = async (server: TestServer, person: string, id: string) =>
  (await fetchPacks(server, person)).packs.some(({ rows }) => rows.some((row) => row.id === id))

test('a door added by the leader of its stair lies with the others of it, and a household behind it beside them', async () => {
  const server = await aServer()
  const door = await add(server, 'leader1')
  expect(door.status).toBe('ok')
  expect(await findRow(server, 'door', door.id)).toMatchObject({ pack: packOf('s1'), body: { room: '302A', order: 1 } })
  const payload = { door: door.id, set: {}, people: [{ name: '王小明' }] }
  const household = await pushOne(server, 'leader1', { type: 'household.add', payload })
  expect(await findRow(server, 'household', household.id)).toMatchObject({ pack: packOf('s1') })
  expect(await isReadBy(server, 'leader1', household.id)).toBe(true)
})

test('the first door of a stair is read by its leader and nobody else, also where the pack of that house went elsewhere', async () => {
  const server = await aServer()
  await administer(server, who('staff'), { type: 'grid.redraw', payload: hang('b-s1', ['1'], 's2') })
  const door = await add(server, 'leader1', { stair: '2' })
  expect(door.status).toBe('ok')
  expect(await isReadBy(server, 'leader1', door.id)).toBe(true)
  expect(await isReadBy(server, 'leader2', door.id)).toBe(false)
  // The next one comes to the same place.
  const next = await add(server, 'staff', { stair: '2', room: '303' })
  const packs = await Promise.all([door, next].map(async ({ id }) => (await findRow(server, 'door', id))?.pack))
  expect(new Set(packs).size).toBe(1)
})

test('a door of somebody else’s stair waits for a coordinator’s word, and what was written down behind it comes with it', async () => {
  const server = await aServer()
  const door = await add(server, 'leader2')
  expect(door).toMatchObject({ status: 'held', code: 'not_your_grid' })
  expect(await edit(server, 'leader2', { door: 'd-s1-1', set: { room: 'x' } })).toMatchObject({
    status: 'held',
    code: 'not_your_grid',
  })
  expect(await add(server, 'volunteer')).toMatchObject({ status: 'held', code: 'role_may_not' })
  const payload = { door: door.id, set: {}, people: [] }
  const household = await pushOne(server, 'leader1', { type: 'household.add', payload })
  expect(household).toMatchObject({ status: 'held', code: 'not_found' })
  const word = { command: door.id, verdict: 'accept' }
  await administer(server, who('staff'), { type: 'held.judge', payload: word })
  expect(await findRow(server, 'door', door.id)).toMatchObject({ pack: packOf('s1') })
  expect(await findRow(server, 'household', household.id)).toMatchObject({ pack: packOf('s1') })
})

test('of a room that two phones have added both stand, each with its household, and the one left empty ends', async () => {
  const server = await aServer()
  const [one, two] = [await add(server, 'leader1'), await add(server, 'micro')]
  for (const door of [one, two])
    await pushOne(server, 'leader1', { type: 'household.add', payload: { door: door.id, set: {}, people: [] } })
  const ended = { on: '2026-11-26', why: 'mistake' }
  expect(await edit(server, 'leader1', { door: two.id, set: { ended } })).toMatchObject({
    status: 'refused',
    code: 'in_use',
  })
  const mine = (await fetchPacks(server, 'leader1')).packs.flatMap(({ rows }) => rows)
  const [household] = mine.filter((row) => row.kind === 'household' && row.body.doors[0] === asId(two.id))
  await administer(server, who('staff'), {
    type: 'household.move',
    payload: { household: household?.id, door: one.id },
  })
  expect(await edit(server, 'leader1', { door: two.id, set: { ended } })).toMatchObject({ status: 'ok' })
  expect(await findRow(server, 'door', two.id)).toMatchObject({ body: { ended } })
})

test('who wrote a door down and who put it right is told to whoever may read it', async () => {
  const server = await aServer()
  const door = await add(server, 'leader1')
  await edit(server, 'micro', { door: door.id, set: { room: '302甲' } })
  const { body } = await readHistory(server, who('leader1'), { kind: 'door', id: door.id })
  expect((body as HistoryAnswer).entries).toMatchObject([
    { by: 'micro', type: 'door.edit', fields: { room: ['302A', '302甲'] } },
    { by: 'leader1', type: 'door.add', fields: { room: [null, '302A'], floor: [null, 3], use: [null, 'home'] } },
  ])
  expect((await readHistory(server, who('leader3'), { kind: 'door', id: door.id })).status).toBe(404)
})
