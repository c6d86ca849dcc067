import { expect, test } from 'vitest'
import { act } from '../../testing/import-acts.ts'
import { aServer, everything, importInto, rowsOf } from '../../testing/import-kit.ts'
import type { Server } from '../server.ts'

const HEADER = '楼栋,室号,姓名,性别,与户主关系,出生年份,人员编号,房屋状态'
const rosterOf = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`
const FENG = '8号楼,201,冯大,男,户主,1950,,'
const CHU = '8号楼,201,褚大,男,户主,1960,,'
/** Where everybody of a name lives: the room, and how that household ended if it has. */
async function placesOf(server: Server, name: string): Promise<readonly string[]> {
  const [homes, doors] = [await rowsOf(server, 'household'), await rowsOf(server, 'door')]
  return (await rowsOf(server, 'resident'))
    .filter(({ body }) => body.name === name)
    .map(({ body }) => {
      const home = homes.find(({ id }) => id === body.household)
      const door = doors.find(({ id }) => id === home?.body.doors[0])
      return [door?.body.room, home?.body.ended?.why].filter(Boolean).join(' ')
    })
    .sort()
}
async function moveOut(server: Server, name: string): Promise<void> {
  const living = (await rowsOf(server, 'household')).filter(({ body }) => body.ended === undefined)
  const homes = (await rowsOf(server, 'resident')).filter(({ body }) => body.name === name)
  const home = homes.find(({ body }) => living.some(({ id }) => id === body.household))
  await act(server, 'household.edit', {
    household: home?.body.household,
    set: { ended: { on: '2026-11-01', why: 'moved_out' } },
  })
}
async function expectNothing(server: Server, roster: string) {
  const before = await everything(server)
  const report = await importInto(server, { roster })
  expect(report).toMatchObject({ nothingNew: true, rejected: [] })
  expect(await everything(server)).toEqual(before)
  return report
}
const codesOf = ({ remarks }: Awaited<ReturnType<typeof importInto>>) =>
  remarks.map(({ code, found, line, count }) => [code, found, line, count])

test('newcomers behind a door whose household moved out are a living household, the next ones too, and the same file again changes nothing', async () => {
  const server = aServer()
  await importInto(server, { roster: rosterOf(FENG) })
  await moveOut(server, '冯大')
  const report = await importInto(server, { roster: rosterOf(CHU) })
  expect([report.counts.households, report.counts.residents.new, report.remarks]).toEqual([
    { new: 1, changed: 0, same: 0 },
    1,
    [],
  ])
  expect([await placesOf(server, '冯大'), await placesOf(server, '褚大')]).toEqual([['201 moved_out'], ['201']])
  const chu = (await rowsOf(server, 'household')).find(({ body }) => body.ended === undefined)
  expect([chu?.body.label, chu?.body.dwelling]).toEqual([undefined, 'unknown'])
  await expectNothing(server, rosterOf(CHU))
  await moveOut(server, '褚大')
  const third = rosterOf(CHU.replace('褚大', '卫大'))
  await importInto(server, { roster: third })
  expect([await placesOf(server, '褚大'), await placesOf(server, '卫大')]).toEqual([['201 moved_out'], ['201']])
  await expectNothing(server, third)
})

test('who moved out and stands in the file again is told and stays out; newcomers beside them get a home', async () => {
  const server = aServer()
  await importInto(server, { roster: rosterOf(FENG) })
  await moveOut(server, '冯大')
  expect(codesOf(await expectNothing(server, rosterOf(FENG)))).toEqual([['ended_again', '201', 2, 1]])
  const both = rosterOf(`${FENG}空关`, `${CHU.replace('户主', '子')}出租`)
  expect(codesOf(await importInto(server, { roster: both }))).toEqual([['ended_again', '201', 2, 1]])
  expect([await placesOf(server, '冯大'), await placesOf(server, '褚大')]).toEqual([['201 moved_out'], ['201']])
  // What the old household's row says is not said of the new one.
  const homes = (await rowsOf(server, 'household')).map(({ body }) => body.dwelling).sort()
  expect(homes).toEqual(['rented', 'unknown'])
  expect(codesOf(await expectNothing(server, both))).toEqual([['ended_again', '201', 2, 1]])
})

test('a namesake with another birth is a newcomer and not the one who moved out', async () => {
  const server = aServer()
  await importInto(server, { roster: rosterOf(FENG) })
  await moveOut(server, '冯大')
  const roster = rosterOf(FENG.replace('1950', '1990'))
  expect(codesOf(await importInto(server, { roster }))).toEqual([])
  expect(await placesOf(server, '冯大')).toEqual(['201', '201 moved_out'])
  await expectNothing(server, roster)
})

test('the file of those who left says nothing of whom a person wrote down behind the same door since', async () => {
  const server = aServer()
  await importInto(server, { roster: rosterOf(`${FENG}自住`) })
  await moveOut(server, '冯大')
  const [door] = await rowsOf(server, 'door')
  const set = { dwelling: 'rented' }
  const made = await act(server, 'household.add', { door: door?.id, set, people: [{ name: '褚大' }] })
  await expectNothing(server, rosterOf(`${FENG}自住`))
  const { counts } = await importInto(server, { roster: rosterOf(CHU) })
  expect([counts.households.new, counts.residents.new]).toEqual([0, 0])
  expect((await rowsOf(server, 'resident')).find(({ body }) => body.name === '褚大')?.body.household).toBe(made)
})

test('behind the door of a household that went to another one newcomers are a household of their own', async () => {
  const server = aServer()
  await importInto(server, { roster: rosterOf(FENG, '8号楼,202,陈大,男,户主,1950,,') })
  const feng = (await rowsOf(server, 'resident')).find(({ body }) => body.name === '冯大')
  const door = (await rowsOf(server, 'door')).find(({ body }) => body.room === '202')
  await act(server, 'household.move', { household: feng?.body.household, door: door?.id })
  await importInto(server, { roster: rosterOf(CHU) })
  expect([await placesOf(server, '冯大'), await placesOf(server, '褚大')]).toEqual([['202'], ['201']])
  await expectNothing(server, rosterOf(CHU))
  await expectNothing(server, rosterOf(FENG))
})

test('a flat that is told as empty is empty once, also after its household ended, and after people moved out', async () => {
  const server = aServer()
  const empty = rosterOf('8号楼,201,,,,,,空关')
  await importInto(server, { roster: empty })
  const [home] = await rowsOf(server, 'household')
  const set = { ended: { on: '2026-11-01', why: 'mistake' } }
  await act(server, 'household.edit', { household: home?.id, set })
  await expectNothing(server, empty)
  await importInto(server, { roster: rosterOf(FENG) })
  expect(await placesOf(server, '冯大')).toEqual(['201'])
  await moveOut(server, '冯大')
  await expectNothing(server, empty)
})

test('a person with a number who stands at another door in the new file is told and stays one person where the register has them', async () => {
  const server = aServer()
  const roster = (room: string, birth = '1950') => rosterOf(`5号楼,${room},钱二,男,户主,${birth},Q2,`)
  await importInto(server, { roster: roster('102') })
  const report = await importInto(server, { roster: roster('103', '1951') })
  expect(codesOf(report)).toEqual([['lives_elsewhere', '103 → 5号楼 102', 2, 1]])
  expect([report.counts.households.new, report.counts.residents]).toEqual([0, { new: 0, changed: 1, same: 0 }])
  expect(await placesOf(server, '钱二')).toEqual(['102'])
  expect((await rowsOf(server, 'resident'))[0]?.body.birth).toBe('1951')
  await expectNothing(server, roster('103', '1951'))
})

test('the same number twice in one file is one person, and told with the line', async () => {
  const server = aServer()
  const roster = rosterOf('9号楼,201,卫一,男,户主,,Z1,', '9号楼,202,卫一,男,户主,,Z1,')
  expect(codesOf(await importInto(server, { roster }))).toEqual([['number_twice', 'Z1', 3, 1]])
  expect(await placesOf(server, '卫一')).toEqual(['201'])
  expect((await rowsOf(server, 'household')).length).toBe(1)
  expect(codesOf(await expectNothing(server, roster))).toEqual([['number_twice', 'Z1', 3, 1]])
})

test('a number that somebody else bears is told and moves nobody: a list may count its people anew at every door', async () => {
  const server = aServer()
  const at = (room: string, names: readonly string[]) =>
    names.map((name, n) => `9号楼,${room},${name},男,${n === 0 ? '户主' : '子'},,${n + 1},`)
  const roster = rosterOf(...at('201', ['卫一', '卫二']), ...at('202', ['蒋一', '蒋二']))
  expect(codesOf(await importInto(server, { roster }))).toEqual([
    ['number_shared', '1', 2, 2],
    ['number_shared', '2', 3, 2],
  ])
  expect([await placesOf(server, '卫二'), await placesOf(server, '蒋二')]).toEqual([['201'], ['202']])
  await expectNothing(server, roster)
  const later = rosterOf(...at('203', ['韩一']))
  await importInto(server, { roster: later })
  expect(codesOf(await importInto(server, { roster: rosterOf(...at('204', ['杨一'])) }))).toEqual([
    ['number_shared', '1', 2, 1],
  ])
  expect([await placesOf(server, '韩一'), await placesOf(server, '杨一')]).toEqual([['203'], ['204']])
  await expectNothing(server, later)
  const twice = rosterOf('9号楼,301,沈一,男,户主,,8,', '9号楼,301,沈二,男,子,,8,', '9号楼,301,沈三,男,子,,8,')
  await importInto(server, { roster: twice })
  const [header, one, two, three] = twice.trim().split('\n')
  for (const rows of [
    [one, two, three],
    [three, two, one],
  ])
    await expectNothing(server, [header, ...rows].join('\n'))
  expect(await placesOf(server, '沈三')).toEqual(['301'])
})
