import { expect, test } from 'vitest'
import { act } from '../../testing/import-acts.ts'
import { aServer, everything, importInto, mapOf, rowsOf, square } from '../../testing/import-kit.ts'
import type { Server } from '../server.ts'

const HEADER = '楼栋,室号,姓名,性别,与户主关系,出生年份,电话,关爱等级'
const rosterOf = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`
const ROSTER = rosterOf(
  '7号楼,101,孙大,男,户主,1950,,',
  '7号楼,101,孙小,男,子,1980,,',
  '7号楼,102,周大,男,户主,1951,,',
  '7号楼,103,吴大,男,户主,1952,,绿',
  '7号楼,103,吴妻,女,配偶,1953,,',
  '7号楼,104,吴大,男,户主,1953,,红',
  '8号楼,201,郑大,男,户主,1960,,',
  '9号楼,301,王大,男,户主,1961,,',
)
async function people(server: Server, name: string) {
  return (await rowsOf(server, 'resident')).filter(({ body }) => body.name === name)
}
async function homeOf(server: Server, name: string) {
  const [person] = await people(server, name)
  const home = (await rowsOf(server, 'household')).find(({ id }) => id === person?.body.household)
  if (person === undefined || home === undefined) throw new Error(name)
  return { person, home, door: home.body.doors[0] ?? '' }
}
const doorAt = async (server: Server, room: string) =>
  (await rowsOf(server, 'door')).find(({ body }) => body.room === room)?.id ?? ''
const merge = (server: Server, kind: string, [id, into]: readonly [string, string]) =>
  act(server, 'register.merge', { kind, id, into })
const ended = (why: string) => ({ ended: { on: '2026-11-20', why } })

/** The whole register is as it was, and the report says so. */
async function expectNothing(server: Server, roster: string) {
  const before = await everything(server)
  const report = await importInto(server, { roster })
  expect(report.difference).toEqual({ added: [], changed: [], kept: [] })
  expect(report).toMatchObject({ nothingNew: true, rejected: [], kept: 0 })
  expect(await everything(server)).toEqual(before)
  return report
}
/** One of each: somebody moved, also to another building; two split off; two merged; a household to another house; one out. */
async function aTownThatMoved(): Promise<Server> {
  const server = aServer()
  await importInto(server, { roster: ROSTER })
  const [sun, zhou, wife] = [await homeOf(server, '孙小'), await homeOf(server, '周大'), await homeOf(server, '吴妻')]
  await act(server, 'resident.move', { resident: sun.person.id, household: sun.home.id, to: zhou.home.id })
  const other = (await people(server, '吴大')).find(({ body }) => body.household !== wife.home.id)
  await merge(server, 'household', [other?.body.household ?? '', wife.home.id])
  await act(server, 'household.add', {
    ...{ door: wife.door, set: { label: '乙' }, people: [], from: wife.home.id, take: [wife.person.id] },
  })
  const zheng = await homeOf(server, '郑大')
  await act(server, 'household.move', { household: zheng.home.id, door: await doorAt(server, '102') })
  const wang = await homeOf(server, '王大')
  await act(server, 'household.edit', { household: wang.home.id, set: ended('moved_out') })
  return server
}

test('the same file again changes nothing after people moved, a household was split, two were merged, one went to another house and one ended', async () => {
  const server = await aTownThatMoved()
  const { remarks, missing } = await expectNothing(server, ROSTER)
  const byLine = [...remarks].sort((a, b) => a.line - b.line)
  expect(byLine.map(({ code, found, line, count }) => [code, found, line, count])).toEqual([
    ['lives_elsewhere', '101 → 7号楼 102', 3, 1],
    ['lives_elsewhere', '104 → 7号楼 103', 7, 1],
    ['lives_elsewhere', '201 → 7号楼 102', 8, 1],
    ['ended_again', '301', 9, 1],
  ])
  expect(missing).toEqual({ households: 0, residents: 0 })
})

test('a file of one building finds those who moved into another, which it does not name', async () => {
  const server = aServer()
  await importInto(server, { roster: ROSTER })
  const [sun, wang] = [await homeOf(server, '孙小'), await homeOf(server, '王大')]
  await act(server, 'resident.move', { resident: sun.person.id, household: sun.home.id, to: wang.home.id })
  const zheng = await homeOf(server, '郑大')
  await merge(server, 'household', [zheng.home.id, wang.home.id])
  const [header = '', ...rows] = ROSTER.trim().split('\n')
  const houses = Map.groupBy(rows, (row) => row.slice(0, 3))
  for (const own of houses.values()) await expectNothing(server, [header, ...own].join('\n'))
})

test('a changed file updates those who moved where they are now, and not what people wrote there since', async () => {
  const server = await aTownThatMoved()
  const { person, home } = await homeOf(server, '孙小')
  await act(server, 'resident.edit', { resident: person.id, household: home.id, set: { phone: '15400000001' } })
  const newer = ROSTER.replace('孙小,男,子,1980,', '孙小,男,子,1981,15400000009').replace(
    '郑大,男,户主,1960,,',
    '郑大,男,户主,1960,,红',
  )
  const { kept, counts } = await importInto(server, { roster: newer })
  expect([kept, counts.residents, counts.households.changed]).toEqual([1, { new: 0, changed: 1, same: 7 }, 1])
  const after = await homeOf(server, '孙小')
  expect(after.person.body).toEqual({ ...person.body, birth: '1981', phone: '15400000001' })
  expect((await homeOf(server, '郑大')).home.body.care).toBe('red')
  await importInto(server, { roster: newer })
  expect((await homeOf(server, '孙小')).person).toEqual(after.person)
})

test('one of two records of a person that became one stays ended, and what a file brings anew goes to the one that stands', async () => {
  const server = aServer()
  const roster = rosterOf('7号楼,101,孙大,男,户主,1950,,')
  await importInto(server, { roster })
  const { person, home } = await homeOf(server, '孙大')
  const typed = await act(server, 'resident.add', { household: home.id, set: { name: '孙老大', birth: '1949' } })
  await merge(server, 'resident', [person.id, typed])
  const { missing } = await expectNothing(server, roster)
  expect(missing.residents).toBe(1)
  const newer = rosterOf('7号楼,101,孙大,男,户主,1950,15400000009,')
  expect((await importInto(server, { roster: newer })).counts.residents).toEqual({ new: 0, changed: 1, same: 0 })
  const stands = (await rowsOf(server, 'resident')).find(({ id }) => id === typed)
  expect(stands?.body).toMatchObject({ name: '孙老大', birth: '1949', phone: '15400000009' })
  expect((await homeOf(server, '孙大')).person.body.ended?.why).toBe('merged')
  await expectNothing(server, newer)
})

test('of two records that became one, rows about each write what they say to their own record alone', async () => {
  const server = aServer()
  const rows = (care: string, other: string) =>
    rosterOf(`7号楼,103,吴大,男,户主,1952,,${care}`, `7号楼,104,吴大,男,户主,1953,,${other}`)
  await importInto(server, { roster: rows('绿', '红') })
  const [three, four] = await people(server, '吴大')
  await merge(server, 'household', [four?.body.household ?? '', three?.body.household ?? ''])
  await importInto(server, { roster: rows('绿', '蓝') })
  await importInto(server, { roster: rows('绿', '蓝') })
  await expectNothing(server, rows('绿', '蓝'))
  await act(server, 'register.part', {
    ...{ kind: 'household', id: four?.body.household, into: three?.body.household },
  })
  await expectNothing(server, rows('绿', '蓝'))
})

test('newcomers of a household that was merged come to the one that it has become, and go back with it', async () => {
  const server = aServer()
  const four = '7号楼,104,吴大,男,户主,1953,,'
  await importInto(server, { roster: rosterOf('7号楼,103,郑大,男,户主,1952,,', four) })
  const [into, from] = [await homeOf(server, '郑大'), await homeOf(server, '吴大')]
  await merge(server, 'household', [from.home.id, into.home.id])
  const newer = rosterOf(four, '7号楼,104,吴妻,女,配偶,1953,,')
  expect((await importInto(server, { roster: newer })).counts.households.new).toBe(0)
  expect((await homeOf(server, '吴妻')).home.id).toBe(into.home.id)
  await expectNothing(server, newer)
  await act(server, 'register.part', { kind: 'household', id: from.home.id, into: into.home.id })
  expect((await homeOf(server, '吴妻')).home.id).toBe(from.home.id)
  await expectNothing(server, newer)
})

test('somebody typed at the door and found by name is found in the household that was split off, too', async () => {
  const server = aServer()
  const alone = rosterOf('7号楼,103,吴大,男,户主,1952,,')
  await importInto(server, { roster: alone })
  const { home, door } = await homeOf(server, '吴大')
  const wife = await act(server, 'resident.add', { household: home.id, set: { name: '吴妻' } })
  const roster = rosterOf('7号楼,103,吴大,男,户主,1952,,', '7号楼,103,吴妻,女,配偶,1953,,')
  await importInto(server, { roster })
  await act(server, 'household.add', { door, set: { label: '乙' }, people: [], from: home.id, take: [wife] })
  const { missing } = await expectNothing(server, roster)
  expect(missing).toEqual({ households: 0, residents: 0 })
})

test('of two of one name in a household the one who stays is not taken for the one who left', async () => {
  const server = aServer()
  const roster = rosterOf(
    ...['7号楼,101,孙大,男,户主,1950,,', '7号楼,101,孙小,男,子,1980,,', '7号楼,101,孙小,男,子,1982,,'],
    '7号楼,102,周大,男,户主,1951,,',
  )
  await importInto(server, { roster })
  const elder = (await people(server, '孙小')).find(({ body }) => body.birth === '1980')
  const { home } = await homeOf(server, '周大')
  await act(server, 'resident.move', { resident: elder?.id, household: elder?.body.household, to: home.id })
  await expectNothing(server, roster)
})

test('somebody who died stays so, though the file still has them, and it is told', async () => {
  const server = aServer()
  const roster = rosterOf('7号楼,103,吴大,男,户主,1952,,', '7号楼,103,吴妻,女,配偶,1953,,')
  await importInto(server, { roster })
  const { person, home } = await homeOf(server, '吴大')
  await act(server, 'resident.edit', { resident: person.id, household: home.id, set: ended('deceased') })
  const { remarks } = await expectNothing(server, roster)
  expect(remarks).toMatchObject([{ code: 'ended_again', found: '103', line: 2 }])
})

test('a building that a person called otherwise is the same building for the file that brought it', async () => {
  const server = aServer()
  const buildings = mapOf(square(121, { name: '6号楼' }))
  const roster = rosterOf('7号楼,101,孙大,男,户主,1950,,')
  await importInto(server, { roster, buildings })
  const before = await rowsOf(server, 'building')
  for (const { id, body } of before)
    await act(server, 'building.edit', { building: id, set: { name: `红${body.name}` } })
  const { counts, nothingNew } = await importInto(server, { roster, buildings })
  expect([nothingNew, counts.buildings, counts.residents.same]).toEqual([true, { new: 0, changed: 0, same: 2 }, 1])
  const after = (await rowsOf(server, 'building')).map(({ id, body }) => [id, body])
  expect(after).toEqual(before.map(({ id, body }) => [id, { ...body, name: `红${body.name}` }]))
})

test('where somebody moved into a household that ended, another of the name is a newcomer, and once', async () => {
  const server = aServer()
  await importInto(server, { roster: ROSTER })
  const [sun, wang] = [await homeOf(server, '孙小'), await homeOf(server, '王大')]
  await act(server, 'resident.move', { resident: sun.person.id, household: sun.home.id, to: wang.home.id })
  await act(server, 'household.edit', { household: wang.home.id, set: ended('moved_out') })
  const newer = ROSTER.replace('孙小,男,子,1980', '孙小,男,子,1999')
  expect((await importInto(server, { roster: newer })).counts.residents.new).toBe(1)
  expect((await people(server, '孙小')).map(({ body }) => body.birth).sort()).toEqual(['1980', '1999'])
  await expectNothing(server, newer)
})
