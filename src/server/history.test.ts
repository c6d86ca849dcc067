import { expect, test } from 'vitest'
import type { HistoryAnswer } from '../domain/history.ts'
import { asId } from '../domain/ids.ts'
import { aServer, COMMUNITY, change, endPost, givePost, NOW, type TestServer, who } from '../testing/community.ts'
import { aVisitPayload, pushOne } from '../testing/conversation.ts'
import { administer } from './admin.ts'
import { readHistory } from './history.ts'
import { runImport } from './import/run.ts'

const HOME = 'h-s1-1'
const edit = (set: unknown, seen: Readonly<Record<string, string>> = {}) =>
  ({ type: 'household.edit', seen, payload: { household: HOME, set } }) as never
async function historyOf(server: TestServer, person: string, of: unknown = { kind: 'household', id: HOME }) {
  const { status, body } = await readHistory(server, who(person), of)
  return status === 200 ? (body as HistoryAnswer).entries : status
}

test('a record tells who changed what and when, from what to what, the latest first', async () => {
  const server = await aServer()
  const first = await pushOne(server, 'leader1', edit({ care: 'red', careReason: '血透' }))
  await pushOne(server, 'micro', edit({ care: 'yellow' }, { care: first.id }))
  await pushOne(server, 'leader1', { payload: aVisitPayload({ household: HOME }) })
  const at = new Date(NOW - 60_000).toISOString()
  expect(await historyOf(server, 'leader1')).toEqual([
    { at, by: 'micro', type: 'household.edit', fields: { care: ['red', 'yellow'] } },
    { at, by: 'leader1', type: 'household.edit', fields: { care: ['yellow', 'red'], careReason: [null, '血透'] } },
  ])
})

test('whoever comes, goes to others, or becomes one with another record says so in the history of each', async () => {
  const server = await aServer()
  const born = await pushOne(server, 'leader1', {
    type: 'resident.add',
    payload: { household: HOME, set: { name: '曾新生' } },
  })
  const move = { resident: born.id, household: HOME, to: 'h-s1-2' }
  await pushOne(server, 'leader1', { type: 'resident.move', payload: move })
  await pushOne(server, 'chief', { type: 'register.merge', payload: { kind: 'household', id: HOME, into: 'h-s1-2' } })
  expect(await historyOf(server, 'leader1', { kind: 'resident', id: born.id })).toMatchObject([
    { type: 'resident.move', fields: { household: [HOME, 'h-s1-2'] } },
    { by: 'leader1', type: 'resident.add', fields: { name: [null, '曾新生'], household: [null, HOME] } },
  ])
  expect(await historyOf(server, 'chief')).toMatchObject([
    { by: 'chief', type: 'register.merge', fields: { ended: [null, { why: 'merged', into: 'h-s1-2' }] } },
  ])
})

test('whoever had full names and phones shown stands in the history of the household', async () => {
  const server = await aServer()
  await pushOne(server, 'staff', { type: 'household.look', payload: { household: HOME } })
  await pushOne(server, 'leader3', { type: 'household.look', payload: { household: HOME } })
  expect(await historyOf(server, 'leader1')).toMatchObject([{ by: 'staff', type: 'household.look', fields: {} }])
  expect(await historyOf(server, 'leader1', { kind: 'household', id: 'h-s1-2' })).toEqual([])
})

test('a look that was held stands there once it was let through', async () => {
  const server = await aServer()
  const look = await pushOne(server, 'leader3', { type: 'household.look', payload: { household: HOME } })
  expect(look.status).toBe('held')
  expect(await historyOf(server, 'leader1')).toEqual([])
  await administer(server, who('staff'), { type: 'held.judge', payload: { command: look.id, verdict: 'accept' } })
  expect(await historyOf(server, 'leader1')).toMatchObject([{ by: 'leader3', type: 'household.look', fields: {} }])
})

test('a service point tells who wrote it and who changed it, to everybody who may see it', async () => {
  const server = await aServer()
  const told = { facility: 'f1', grid: 's1', sort: 'canteen', name: '食堂', point: [121, 31] }
  await administer(server, who('staff'), { type: 'facility.set', payload: told })
  await administer(server, who('staff'), {
    type: 'facility.set',
    payload: { ...told, phone: '12345', ended: '2026-11-26' },
  })
  expect(await historyOf(server, 'leader3', { kind: 'facility', id: 'f1' })).toMatchObject([
    { by: 'staff', fields: { phone: [null, '12345'], ended: [null, { on: '2026-11-26' }] } },
    {
      by: 'staff',
      fields: { name: [null, '食堂'], sort: [null, 'canteen'], point: [null, [121, 31]], grid: [null, 's1'] },
    },
  ])
  expect(await historyOf(server, 'leader3', { kind: 'facility', id: 'f2' })).toBe(404)
})

test('what was held and let through later is told as done by its author', async () => {
  const server = await aServer()
  await endPost(server, 'leader1', '2026-11-20')
  const held = await pushOne(server, 'leader1', edit({ note: '敲门要响' }))
  expect(held.status).toBe('held')
  await administer(server, who('staff'), { type: 'held.judge', payload: { command: held.id, verdict: 'accept' } })
  expect(await historyOf(server, 'staff')).toMatchObject([
    { by: 'leader1', type: 'household.edit', fields: { note: [null, '敲门要响'] } },
  ])
})

test('what somebody registered without a post yet is told as his doing once the post is given', async () => {
  const server = await aServer()
  const person = { name: '周丽华', residence: 'live_registered' }
  const added = await pushOne(server, 'leader2', { type: 'resident.add', payload: { household: HOME, set: person } })
  expect(added).toMatchObject({ status: 'held', code: 'not_your_grid' })
  await givePost(server, { person: 'leader2', role: 'stair_leader', grid: 's1' })
  expect(await historyOf(server, 'staff', { kind: 'resident', id: added.id })).toMatchObject([
    { by: 'leader2', type: 'resident.add' },
  ])
})

test('the history of a record is read by those who may read the record, and others do not hear that it exists', async () => {
  const server = await aServer()
  await pushOne(server, 'leader1', edit({ note: '敲门要响' }))
  for (const person of ['leader1', 'micro', 'chief', 'staff']) expect(await historyOf(server, person)).toHaveLength(1)
  for (const person of ['leader2', 'leader3', 'volunteer', 'liaison', 'auditor']) {
    expect([person, await historyOf(server, person)]).toEqual([person, 404])
  }
  expect(await historyOf(server, 'leader1', { kind: 'household', id: 'h-nowhere' })).toBe(404)
  await endPost(server, 'leader1', '2026-11-20')
  expect(await historyOf(server, 'leader1')).toBe(404)
})

test('what asks for no record of the register is no request', async () => {
  const server = await aServer()
  for (const raw of [null, {}, { kind: 'visit', id: 'x' }, { kind: 'household', id: '' }, { kind: 'household', id: 7 }])
    expect(await historyOf(server, 'staff', raw)).toBe(400)
})

test('what the server made has no history, and what it changed later is told as nobody’s doing', async () => {
  const server = await aServer()
  expect(await historyOf(server, 'leader1')).toEqual([])
  await change(server, [{ op: 'set', kind: 'household', id: HOME, set: { dwelling: 'rented' }, edit: false }])
  expect(await historyOf(server, 'leader1')).toMatchObject([{ by: null, fields: { dwelling: ['owner', 'rented'] } }])
})

const ROSTER = { line: 2, cells: { building: '9号楼', room: '101', name: '张三', sex: '男' } }
const importOf = async (server: TestServer, sex: string, by?: string) => {
  const roster = { rows: [{ ...ROSTER, cells: { ...ROSTER.cells, sex } }], unused: [], identity: [] }
  const options = { community: COMMUNITY as string, dryRun: false, acceptGoodRows: false }
  await runImport(server, { roster }, { ...options, ...(by === undefined ? {} : { by: asId<'person'>(by) }) })
  const people = await server.db.read((tx) => tx.all('SELECT id, body FROM entity WHERE kind = ?', 'resident'))
  return people.find(({ body }) => String(body).includes('张三'))?.['id']
}
test('an import is told as the doing of who confirmed it: that it made the record, and what it changed', async () => {
  const server = await aServer()
  const id = await importOf(server, '男', 'staff')
  expect(await historyOf(server, 'staff', { kind: 'resident', id })).toMatchObject([
    { by: 'staff', type: 'server.import', fields: {} },
  ])
  await importOf(server, '女', 'chief')
  expect(await historyOf(server, 'staff', { kind: 'resident', id })).toMatchObject([
    { by: 'chief', type: 'server.import', fields: { sex: ['1', '2'] } },
    { by: 'staff', type: 'server.import', fields: {} },
  ])
})

test('an import that nobody confirmed is nobody’s doing, and what it made has no history', async () => {
  const server = await aServer()
  const id = await importOf(server, '男')
  expect(await historyOf(server, 'staff', { kind: 'resident', id })).toEqual([])
  await importOf(server, '女')
  expect(await historyOf(server, 'staff', { kind: 'resident', id })).toMatchObject([{ by: null }])
})

test('a long history is read page by page, and a page costs what it shows', async () => {
  const server = await aServer()
  for (let n = 0; n < 120; n++) {
    const payload = { grid: 's1', name: `第${n}组` }
    await administer(server, who('staff'), { type: 'grid.rename', payload })
  }
  const read: number[] = []
  const names: unknown[] = []
  for (let before: number | undefined = Number.MAX_SAFE_INTEGER; before !== undefined; ) {
    const { body } = await readHistory(server, who('staff'), { kind: 'grid', id: 's1', before })
    const page = body as HistoryAnswer
    read.push(page.entries.length)
    names.push(...page.entries.map(({ payload }) => payload?.['name']))
    before = page.older
  }
  expect(read).toEqual([50, 50, 20])
  expect(names).toEqual(Array.from({ length: 120 }, (_, n) => `第${119 - n}组`))
})
