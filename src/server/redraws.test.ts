import { expect, test } from 'vitest'
import { asId, type Day, instantOf } from '../domain/ids.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { put } from '../domain/see.ts'
import { aServer, change, findRow, freshId, givePost, NOW, packOf, type TestServer, who } from '../testing/community.ts'
import { fetchPacks, PlainPhone, pushOne } from '../testing/conversation.ts'
import { administer } from './admin.ts'
import { carryOutRedraws } from './redraws.ts'

const DAY = 86_400_000
const plan = {
  ...{ redraw: 'w1', grid: 's2', boundary: null, grids: [] },
  ...{ buildings: [{ building: 'b-s1', stairs: ['1', '2'], to: 's2' }], on: '2026-11-28' },
}
const decided = (server: TestServer, over: object = {}) =>
  administer(server, who('chief'), { type: 'grid.redraw', payload: { ...plan, ...over } })
const stateOf = async (server: TestServer) => (await findRow(server, 'redraw', 'w1'))?.body.state
const reads = async (server: TestServer, person: string) =>
  (await fetchPacks(server, person)).head.scope.includes(packOf('s1'))

test('a building goes over on its day, without anybody doing anything: the old leader loses it, the new one gets it', async () => {
  const server = await aServer()
  await decided(server)
  const phone = new PlainPhone(server, 'leader1')
  await phone.firstSync()
  server.time.now += DAY
  expect([await carryOutRedraws(server), await stateOf(server)]).toEqual([0, 'waiting'])
  expect([await reads(server, 'leader1'), await reads(server, 'leader2')]).toEqual([true, false])
  server.time.now += DAY
  expect([await carryOutRedraws(server), await stateOf(server)]).toEqual([1, 'done'])
  expect([await reads(server, 'leader1'), await reads(server, 'leader2')]).toEqual([false, true])
  await phone.round()
  expect(phone.find('household', 'h-s1-1')).toBeUndefined()
})

test('the day is that of the community, not of the machine', async () => {
  const server = await aServer()
  await decided(server)
  server.time.now = Date.parse('2026-11-27T15:59:00.000Z')
  expect(await carryOutRedraws(server)).toBe(0)
  server.time.now = Date.parse('2026-11-27T16:00:00.000Z')
  expect(await carryOutRedraws(server)).toBe(1)
})

test('it is done once, also when two processes see its day come', async () => {
  const server = await aServer()
  await decided(server)
  server.time.now += 3 * DAY
  const both = await Promise.all([carryOutRedraws(server), carryOutRedraws(server)])
  expect(both.sort()).toEqual([0, 1])
})

test('a redrawing that cannot be carried out keeps no other from its day', async () => {
  const server = await aServer()
  await decided(server)
  const unread = { ...plan, grid: 7 as never, buildings: [], on: '2026-11-27' as Day, by: asId<'person'>('chief') }
  await change(server, [
    put('redraw', { id: 'w0', pack: COMMUNITY_PACK }, { ...unread, at: instantOf(NOW), state: 'waiting' }),
  ])
  server.time.now += 2 * DAY
  await expect(carryOutRedraws(server)).rejects.toThrow('cannot be read')
  expect(await stateOf(server)).toBe('done')
})

test('what was decided stands, also where the post of whoever decided it has ended by then', async () => {
  const server = await aServer()
  await decided(server)
  await administer(server, who('staff'), { type: 'post.end', payload: { post: 'post-chief', until: '2026-11-27' } })
  server.time.now += 2 * DAY
  await carryOutRedraws(server)
  expect([await stateOf(server), await reads(server, 'leader2')]).toEqual(['done', true])
  expect((await findRow(server, 'redraw', 'w1'))?.body.by).toBe('chief')
})

test('what the old leader noted while the stair was his is taken as late, whenever within a month it comes', async () => {
  const server = await aServer()
  await decided(server, { on: '2026-11-28' })
  const made = server.time.now
  server.time.now += 2 * DAY
  await carryOutRedraws(server)
  const visit = (at: number) => pushOne(server, 'leader1', { happenedAt: instantOf(at) })
  const before = await visit(made)
  expect(before).toMatchObject({ status: 'ok' })
  expect((await findRow(server, 'visit', before.id))?.body).toMatchObject({ late: true, by: 'leader1' })
  expect((await findRow(server, 'visit', before.id))?.pack).toBe(packOf('s1'))
  expect(await visit(server.time.now)).toMatchObject({ status: 'ok' })
  server.time.now += DAY
  expect(await visit(server.time.now)).toMatchObject({ status: 'held', code: 'not_your_grid' })
  server.time.now += 29 * DAY
  expect(await visit(made)).toMatchObject({ status: 'ok' })
  server.time.now += DAY
  expect(await visit(made)).toMatchObject({ status: 'held' })
})

test('who led a whole micro-grid is late, not held, in the group that went to another; who never had it is held', async () => {
  const server = await aServer()
  const whole = { ...plan, redraw: 'w2', grids: [{ grid: 's1', to: 'm2' }], buildings: [], on: '2026-11-26' }
  await administer(server, who('staff'), { type: 'grid.redraw', payload: whole })
  server.time.now += 2 * DAY
  const visit = (person: string) => pushOne(server, person, { happenedAt: instantOf(NOW) })
  expect(await visit('micro')).toMatchObject({ status: 'ok' })
  expect(await visit('leader1')).toMatchObject({ status: 'ok' })
  expect(await visit('leader2')).toMatchObject({ status: 'held', code: 'not_your_grid' })
  expect(await visit('leader3')).toMatchObject({ status: 'held', code: 'not_your_grid' })
})

test('a stair that went on and came back belonged to each in his own time', async () => {
  const server = await aServer()
  const to = (grid: string) => [{ building: 'b-s1', stairs: ['1'], to: grid }]
  await decided(server, { redraw: 'w1', on: '2026-11-28', buildings: to('s2') })
  server.time.now += 2 * DAY
  await carryOutRedraws(server)
  await decided(server, { redraw: 'w2', grid: 's1', on: '2026-12-01', buildings: to('s1') })
  server.time.now += 3 * DAY
  await carryOutRedraws(server)
  server.time.now += 2 * DAY
  const visit = (person: string, days: number) => pushOne(server, person, { happenedAt: instantOf(NOW + days * DAY) })
  expect(await visit('leader2', 3)).toMatchObject({ status: 'ok' })
  expect(await visit('leader2', 0)).toMatchObject({ status: 'held' })
  expect(await visit('leader2', 6)).toMatchObject({ status: 'held' })
  expect(await visit('leader1', 0)).toMatchObject({ status: 'ok' })
})

test('the history of what went over lies with the new leader', async () => {
  const server = await aServer()
  for (let n = 0; n < 8; n++) await pushOne(server, 'leader1')
  await decided(server, { on: '2026-11-26', buildings: [{ building: 'b-s1', stairs: ['1'], to: 's2' }] })
  expect(await pushOne(server, 'leader2')).toMatchObject({ status: 'ok' })
  const history = (await fetchPacks(server, 'leader2', { want: ['h:b-s1:s1' as never] })).packs
  expect(history.map(({ header }) => header.id)).toEqual(['h:b-s1:s1'])
})

test('one that was withdrawn is not carried out', async () => {
  const server = await aServer()
  await decided(server)
  await administer(server, who('chief'), { type: 'redraw.withdraw', id: freshId(), payload: { redraw: 'w1' } })
  server.time.now += 3 * DAY
  expect([await carryOutRedraws(server), await stateOf(server)]).toEqual([0, 'withdrawn'])
})

test('a group that goes under another micro-grid leaves the phones of its old heads, comes to the new, and stays with its leader', async () => {
  const server = await aServer()
  await givePost(server, { person: 'chief2', role: 'block_chief', grid: 'm2' })
  const phones = ['chief', 'chief2', 'leader1'].map((person) => new PlainPhone(server, person))
  for (const phone of phones) await phone.firstSync()
  const has = () => phones.map((phone) => phone.find('household', 'h-s1-1') !== undefined)
  expect(has()).toEqual([true, false, true])
  const whole = { ...plan, redraw: 'w2', grids: [{ grid: 's1', to: 'm2' }], buildings: [], on: '2026-11-26' }
  await administer(server, who('staff'), { type: 'grid.redraw', payload: whole })
  for (const phone of phones) await phone.round()
  expect(has()).toEqual([false, true, true])
})
