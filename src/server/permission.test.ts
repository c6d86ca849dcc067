import { expect, test } from 'vitest'
import { COMMAND_CLASS, type CommandType } from '../domain/commands.ts'
import { asId, type GridId, instantOf } from '../domain/ids.ts'
import type { GridBody, GridLevel } from '../domain/nouns.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { type Change, put } from '../domain/see.ts'
import type { Result } from '../domain/wire.ts'
import { ADMIN, FACTS_AND_EDITS, microOf, payloadOf, SQUARE, type Target } from '../testing/attempts.ts'
import { aHousehold } from '../testing/build.ts'
import {
  aServer,
  change,
  freshId,
  givePost,
  hang,
  PEOPLE,
  packOf,
  rowsIn,
  type TestServer,
  who,
} from '../testing/community.ts'
import { aVisitPayload, fetchPacks, pushOne } from '../testing/conversation.ts'
import { type AdminAnswer, administer } from './admin.ts'
import { defaultVocabularies } from './vocabulary.ts'

const ROLES = [...new Set(PEOPLE.map(([, role]) => role))]
/** By what each role of the default vocabulary is able to (DOMAIN: who visits, who reviews, who coordinates). */
const VISITS = ['branch_secretary', 'block_chief', 'committee_staff', 'micro_leader', 'stair_leader', 'grid_worker']
const COORDINATES = ['party_general_secretary', 'branch_secretary', 'block_chief', 'committee_staff']
const JUDGES = ['branch_secretary', 'block_chief', 'committee_staff']
const READS = [...new Set([...VISITS, ...COORDINATES])]
const READS_WORK = [...COORDINATES, 'micro_leader']

async function prepare(server: TestServer, stair: string): Promise<Target> {
  const household = `h-${stair}-1`
  const empty: GridBody = { level: 'stair', parent: asId(microOf(stair)), name: '空的', order: 9 }
  await change(server, [put('grid', { id: `empty-${stair}`, pack: COMMUNITY_PACK }, empty)])
  const edit = (note: string) => ({ type: 'household.edit', payload: { household, set: { note } } })
  await pushOne(server, `leader${stair.slice(1)}`, edit('a'))
  await pushOne(server, 'staff', edit('b'))
  const double = `h-${stair}-3`
  await change(server, [put('household', { id: double, pack: packOf(stair) }, aHousehold().body)])
  await pushOne(server, 'staff', {
    type: 'register.merge',
    payload: { kind: 'household', id: double, into: `h-${stair}-2` },
  })
  const held = await pushOne(server, 'volunteer', { payload: aVisitPayload({ household }) })
  const waiting = { redraw: `w-${stair}`, grid: stair, boundary: null, grids: [], buildings: [], on: '2027-01-01' }
  await administer(server, who('staff'), { type: 'grid.redraw', payload: waiting })
  return { stair, conflict: `x-household-${household}-note`, held: held.id }
}

const abilityOf = (type: CommandType): readonly string[] =>
  type === 'household.look'
    ? READS
    : type === 'held.judge'
      ? JUDGES
      : (ADMIN as readonly string[]).includes(type) || type.startsWith('register.')
        ? COORDINATES
        : VISITS

async function attempt(
  server: TestServer,
  person: string,
  act: { type: CommandType; payload: unknown },
): Promise<Result> {
  if (COMMAND_CLASS[act.type] !== 'admin') return pushOne(server, person, act)
  const { body } = await administer(server, who(person), act)
  return (body as Extract<AdminAnswer, { result: Result }>).result
}
/** Everything of the stair but what was held: the rows and where their packs lie. */
async function stateOf(server: TestServer, stair: string): Promise<string> {
  const rows = await rowsIn(server, packOf(stair), 'c', `h:${packOf(stair).slice(2)}`)
  const packs = await server.db.read((tx) => tx.all("SELECT id, grid FROM pack WHERE id LIKE 'b:%' ORDER BY id"))
  return JSON.stringify([rows.map((row) => JSON.stringify(row)).sort(), packs])
}
/** A person whose one post is this role over micro-grid m1: stairs s1 and s2 inside, s3 outside. */
async function aPersonWith(server: TestServer, role: string): Promise<string> {
  await givePost(server, { person: `one-${role}`, role, grid: 'm1' })
  return `one-${role}`
}

test('the table below names every role of the default vocabulary', () => {
  const roles = defaultVocabularies()
    .get('roles')
    ?.terms.map((term) => term.id)
  expect([...ROLES].sort()).toEqual([...(roles ?? [])].sort())
})

for (const role of ROLES) {
  test(`${role}: inside the grid what the role allows, outside nothing`, async () => {
    const server = await aServer()
    const [inside, outside] = [await prepare(server, 's1'), await prepare(server, 's3')]
    const person = await aPersonWith(server, role)
    for (const type of [...FACTS_AND_EDITS, ...ADMIN] as const) {
      const isAble = abilityOf(type).includes(role)
      const denied = (ADMIN as readonly string[]).includes(type) ? 'refused' : 'held'
      const before = await stateOf(server, 's3')
      const far = await attempt(server, person, { type, payload: payloadOf[type](outside, 's1') })
      expect([type, far.status, far.code]).toEqual([type, denied, isAble ? 'not_your_grid' : 'role_may_not'])
      expect(await stateOf(server, 's3')).toBe(before)
      const own = await stateOf(server, 's1')
      const near = await attempt(server, person, { type, payload: payloadOf[type](inside, 's2') })
      expect([type, near.status]).toEqual([type, isAble ? 'ok' : denied])
      if (!isAble) expect(await stateOf(server, 's1')).toBe(own)
    }
  })
}

for (const role of ROLES) {
  test(`${role}: reads the packs of the own grid that the role opens, and no other`, async () => {
    const server = await aServer()
    for (const stair of ['s1', 's3']) {
      await prepare(server, stair)
      await change(server, [{ op: 'move', kind: 'door', id: `d-${stair}-2`, pack: asId(`${packOf(stair)}:2`) }])
    }
    const person = await aPersonWith(server, role)
    const all = [
      ...['c', 'b:b-s1:s1', 'b:b-s2:s2', 'b:b-s3:s3', 'w:s1', 'w:s3', 'p:leader1', 'p:staff', 'h:b-s1:s1', 'x:1'],
      ...['b:b-s1:s1:2', 'b:b-s3:s3:2', 'h:b-s1:s1:2', 'h:b-s3:s3:2'],
    ]
    const { packs, head } = await fetchPacks(server, person, { want: all.map((pack) => asId<'pack'>(pack)) })
    const opened = ['b:b-s1:s1', 'b:b-s1:s1:2', 'b:b-s2:s2', 'h:b-s1:s1', 'h:b-s1:s1:2']
    const open = ['c', ...(READS.includes(role) ? opened : [])]
    const readable = [...open, ...(READS_WORK.includes(role) ? ['w:s1'] : [])]
    expect(packs.map(({ header }) => header.id).sort()).toEqual(readable.sort())
    const scope = [...readable.filter((pack) => !pack.startsWith('h:')), `p:${person}`]
    expect([...head.scope].sort()).toEqual(scope.sort())
  })
}

test("lists of words are everybody's: only a coordinator of the whole community changes them", async () => {
  const server = await aServer()
  const edit = (person: string) =>
    attempt(server, person, { type: 'vocabulary.edit', payload: { list: 'visitMethods', term: 'x', zh: '试' } })
  expect(await edit('leader1')).toMatchObject({ status: 'refused', code: 'role_may_not' })
  expect(await edit('chief')).toMatchObject({ status: 'refused', code: 'not_your_grid' })
  expect(await edit('staff')).toMatchObject({ status: 'ok' })
})

test('a street above the only committee takes nothing from its coordinator; above two it is the street that decides', async () => {
  const server = await aServer()
  const edit = async (zh: string) => {
    const payload = { list: 'visitMethods', term: 'x', zh }
    return (await attempt(server, 'staff', { type: 'vocabulary.edit', payload })).status
  }
  const grid = (id: string, level: GridLevel, parent: string | null): Change =>
    put('grid', { id, pack: COMMUNITY_PACK }, { level, parent: parent as GridId | null, name: id, order: 9 })
  await change(server, [
    grid('street', 'street', null),
    { op: 'set', kind: 'grid', id: 'root', set: { parent: 'street' }, edit: false },
  ])
  expect(await edit('一')).toBe('ok')
  await change(server, [grid('second', 'residential', 'street')])
  expect(await edit('二')).toBe('refused')
  await change(server, [{ op: 'set', kind: 'grid', id: 'second', set: { ended: { on: '2026-01-01' } }, edit: false }])
  expect(await edit('三')).toBe('ok')
})

test('a grid goes under another only by someone whose post reaches both', async () => {
  const server = await aServer()
  const payload = { ...hang('b-s1', [], 's1'), buildings: [], grids: [{ grid: 's1', to: 'm2' }] }
  const half = await attempt(server, 'chief', { type: 'grid.redraw', payload })
  expect(half).toMatchObject({ status: 'refused', code: 'not_your_grid' })
  expect(await attempt(server, 'staff', { type: 'grid.redraw', payload })).toMatchObject({ status: 'ok' })
  expect((await fetchPacks(server, 'chief')).head.scope).not.toContain('b:b-s1:s1')
})

test('somebody is renamed only by someone whose post reaches all their posts', async () => {
  const server = await aServer()
  await givePost(server, { person: 'leader1', role: 'stair_leader', grid: 's3' })
  const rename = { type: 'person.rename', payload: { person: 'leader1', name: '新名' } } as const
  expect(await attempt(server, 'chief', rename)).toMatchObject({ status: 'refused', code: 'not_your_grid' })
  expect(await attempt(server, 'staff', rename)).toMatchObject({ status: 'ok' })
})

test('a building is moved only by someone whose post reaches both grids', async () => {
  const server = await aServer()
  const payload = hang('b-s1', ['1'], 's3')
  const half = await attempt(server, 'chief', { type: 'grid.redraw', payload })
  expect(half).toMatchObject({ status: 'refused', code: 'not_your_grid' })
  expect(await attempt(server, 'staff', { type: 'grid.redraw', payload })).toMatchObject({ status: 'ok' })
})

test('a building is written about by whoever looks after one of its stairs, and two values settled by the same', async () => {
  const server = await aServer()
  await attempt(server, 'staff', { type: 'grid.redraw', payload: hang('b-s1', ['2'], 's3') })
  const write = (person: string, set: object) =>
    pushOne(server, person, { type: 'building.edit', payload: { building: 'b-s1', set } })
  expect(await write('leader1', { floors: 6 })).toMatchObject({ status: 'ok' })
  expect(await write('leader3', { floors: 7 })).toMatchObject({ status: 'conflict' })
  expect(await write('leader2', { floors: 8 })).toMatchObject({ status: 'held', code: 'not_your_grid' })
  expect(await write('volunteer', { note: 'x' })).toMatchObject({ status: 'held', code: 'role_may_not' })
  const payload = { conflict: 'x-building-b-s1-floors', building: 'b-s1', choice: 1, saw: ['6', '7'] }
  const settle = (person: string) => pushOne(server, person, { type: 'conflict.settle', payload })
  expect(await settle('leader2')).toMatchObject({ status: 'held', code: 'not_your_grid' })
  expect(await settle('leader3')).toMatchObject({ status: 'ok' })
  const building = (await rowsIn(server, 'c')).find((row) => row.id === 'b-s1')
  expect(building?.body).toMatchObject({ floors: 7, stairs: [{ grid: 's1' }, { grid: 's3' }] })
})

test('a boundary that takes something in is drawn only by someone whose post reaches where it comes from', async () => {
  const server = await aServer()
  const payload = {
    ...{ redraw: freshId(), grid: 's1', boundary: SQUARE, grids: [] },
    ...{ buildings: [{ building: 'b-s3', stairs: ['1'], to: 's1' }], on: '2026-11-26' },
  }
  const half = await attempt(server, 'chief', { type: 'grid.redraw', payload })
  expect(half).toMatchObject({ status: 'refused', code: 'not_your_grid' })
  const later = await attempt(server, 'chief', { type: 'grid.redraw', payload: { ...payload, on: '2027-01-01' } })
  expect(later).toMatchObject({ status: 'refused', code: 'not_your_grid' })
  const above = { ...payload, buildings: [], grids: [{ grid: 's3', to: 'm1' }] }
  expect(await attempt(server, 'chief', { type: 'grid.redraw', payload: above })).toMatchObject({ status: 'refused' })
  expect(await attempt(server, 'staff', { type: 'grid.redraw', payload })).toMatchObject({ status: 'ok' })
})

test('a household is moved only by someone whose post reaches both doors', async () => {
  const server = await aServer()
  const payload = { household: 'h-s1-1', door: 'd-s3-1' }
  const half = await attempt(server, 'chief', { type: 'household.move', payload })
  expect(half).toMatchObject({ status: 'refused', code: 'not_your_grid' })
  expect(await attempt(server, 'staff', { type: 'household.move', payload })).toMatchObject({ status: 'ok' })
})

test('rights follow where a pack lies now, not the grid in its name', async () => {
  const server = await aServer()
  await attempt(server, 'staff', { type: 'grid.redraw', payload: hang('b-s1', ['1'], 's3') })
  server.time.now += 86_400_000
  const visit = { happenedAt: instantOf(server.time.now) }
  expect(await pushOne(server, 'leader1', visit)).toMatchObject({ status: 'held', code: 'not_your_grid' })
  expect(await pushOne(server, 'leader3', visit)).toMatchObject({ status: 'ok' })
})

test('history that begins after its pack went to another grid is read there, and not where the pack was', async () => {
  const server = await aServer()
  await attempt(server, 'staff', { type: 'grid.redraw', payload: hang('b-s1', ['1'], 's3') })
  for (let n = 0; n < 7; n++) await pushOne(server, 'leader3')
  const history = asId<'pack'>('h:b-s1:s1')
  expect(await rowsIn(server, history)).toHaveLength(1)
  const readBy = async (person: string) => (await fetchPacks(server, person, { want: [history] })).packs.length
  expect([await readBy('leader1'), await readBy('leader3')]).toEqual([0, 1])
})

test('a post of a ladder of posts counts for itself: abilities of one grid do not reach into another', async () => {
  const server = await aServer()
  await givePost(server, { person: 'leader3', role: 'volunteer', grid: 'root' })
  expect(await pushOne(server, 'leader3')).toMatchObject({ status: 'held', code: 'not_your_grid' })
})
