import { expect, test } from 'vitest'
import { daysFrom } from '../../domain/calendar.ts'
import { asId, type CommunityId, makeCommandId } from '../../domain/ids.ts'
import { aServer, HEADER, importInto, mapOf, rowsOf, square, TODAY } from '../../testing/import-kit.ts'
import { commitServerChanges } from '../commit.ts'
import { listCommunities } from '../server.ts'

test('the first visits after an import are spread over the interval of the care level', async () => {
  const server = aServer()
  const rows = Array.from(
    { length: 300 },
    (_, n) => `88弄,${1 + (n % 10)}号,${101 + Math.floor(n / 10)},人${n},男,,,户主,,${n % 2 === 0 ? '红' : '绿'},`,
  )
  await importInto(server, { roster: [HEADER, ...rows].join('\n') })
  const homes = await rowsOf(server, 'household')
  for (const [care, interval] of [
    ['red', 7],
    ['green', 180],
  ] as const) {
    const days = homes
      .filter(({ body }) => body.care === care)
      .map(({ body }) => daysFrom(TODAY, body.nextDue ?? TODAY))
    expect([Math.min(...days) >= 1, Math.max(...days) <= interval], care).toEqual([true, true])
    expect(new Set(days).size, care).toBeGreaterThan(interval * 0.5)
  }
})

test('a roster finds its buildings in the map file by name, by lane and number, or by number alone', async () => {
  const server = aServer()
  const buildings = mapOf(
    square(121.0, { name: '88弄 12–13号', id: 1 }),
    square(121.1, { 'addr:housenumber': '418C', 'addr:street': 'Fernvale Link', osm_id: 2 }),
    square(121.2, { name: '3号楼', id: 3 }),
  )
  const roster = `路,弄,楼栋,号,室号,姓名\n,88弄,,13号,302,张三\n,,,418C,05-11,李四\nFernvale Link,,,418C,05-12,王五\n,,3幢,,101,赵六\n,,88弄12-13号,12号,101,钱七\n`
  const report = await importInto(server, { roster, buildings })
  expect([report.rejected, report.onlyInRoster, report.onlyInBuildings]).toEqual([[], [], []])
  expect(report.counts.buildings.new).toBe(3)
  const [range] = (await rowsOf(server, 'building')).filter(({ body }) => body.name === '88弄 12–13号')
  expect(range?.body.stairs.map(({ label }) => label)).toEqual(['12号', '13号'])
  expect(new Set(range?.body.stairs.map(({ grid }) => grid)).size).toBe(1)
})

test('a number that several buildings bear is no address', async () => {
  const server = aServer()
  const buildings = mapOf(
    square(121.0, { 'addr:housenumber': '8', 'addr:street': '共和路', id: 1 }),
    square(121.1, { 'addr:housenumber': '8', 'addr:street': '民生路', id: 2 }),
  )
  const roster = '路,号,室号,姓名\n,8,101,张三\n共和路,8,101,李四\n'
  const report = await importInto(server, { roster, buildings }, { acceptGoodRows: true })
  expect(report.rejected).toEqual([{ file: 'roster', line: 2, reason: 'ambiguous_building', found: '8号' }])
  expect(report.counts.residents.new).toBe(1)
})

test('buildings of one file only are told, keep no doors without roster and no outline without map', async () => {
  const server = aServer()
  const report = await importInto(server, {
    roster: '楼栋,室号,姓名\n1号楼,101,张三\n9号楼,101,李四\n',
    buildings: mapOf(square(121, { name: '1号楼' }), square(122, { name: '停车库' })),
  })
  expect([report.onlyInRoster, report.onlyInBuildings]).toEqual([['9号楼'], ['停车库']])
  const buildings = await rowsOf(server, 'building')
  expect(buildings.find(({ body }) => body.name === '9号楼')?.body.shape).toEqual([])
  const garage = buildings.find(({ body }) => body.name === '停车库')
  expect((await rowsOf(server, 'door')).some(({ body }) => body.building === garage?.id)).toBe(false)
})

test('outlines that come after the roster join its buildings', async () => {
  const server = aServer()
  await importInto(server, { roster: '楼栋,室号,姓名\n1号楼,101,张三\n' })
  const report = await importInto(server, { buildings: mapOf(square(121, { name: '1号楼', id: 'w1' })) })
  expect(report.counts.buildings).toEqual({ new: 0, changed: 1, same: 0 })
  expect((await rowsOf(server, 'building'))[0]?.body).toMatchObject({
    foreignId: 'w1',
    shape: [
      [
        [
          [121, 31],
          [121.001, 31],
          [121.001, 31.001],
          [121, 31],
        ],
      ],
    ],
  })
})

test('points of a map file are passed over and stop nothing', async () => {
  const server = aServer()
  const label = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [121, 31] } }
  const report = await importInto(server, { buildings: mapOf(label, square(121, { name: '1号楼' })) })
  expect(report).toMatchObject({
    written: true,
    rejected: [{ file: 'buildings', line: 1, reason: 'not_an_area', found: 'Point' }],
  })
})

test('a grid column names micro-grids and building groups', async () => {
  const server = aServer()
  await importInto(server, {
    roster: '微网格,楼组,楼栋,室号,姓名\n东片,甲组,1号楼,101,张三\n东片,甲组,2号楼,101,李四\n西片,,3号楼,101,王五\n',
  })
  const grids = await rowsOf(server, 'grid')
  const nameOf = (id: string | null) => grids.find((grid) => grid.id === id)?.body.name
  const leaves = grids
    .filter(({ body }) => body.level === 'stair')
    .map(({ body }) => `${nameOf(body.parent)}/${body.name}`)
  expect(leaves.sort()).toEqual(['东片/甲组', '西片/3号楼'])
})

test('a building of several stairs must be told which', async () => {
  const server = aServer()
  const report = await importInto(
    server,
    { roster: '楼栋,单元,室号,姓名\n1号楼,1,101,张三\n1号楼,2,101,李四\n1号楼,,101,王五\n' },
    { acceptGoodRows: true },
  )
  expect(report.rejected).toMatchObject([{ line: 4, reason: 'no_stair' }])
  expect((await rowsOf(server, 'building'))[0]?.body.stairs.map(({ label }) => label)).toEqual(['1单元', '2单元'])
})

test('shops and store rooms are doors without households', async () => {
  const server = aServer()
  await importInto(server, {
    roster: '楼栋,室号,店名,用途,姓名\n1号楼,101,裁缝铺,,\n1号楼,地下室,,仓库,\n1号楼,102,,,张三\n',
  })
  const doors = (await rowsOf(server, 'door')).map(({ body }) => [body.room, body.use, body.name, body.floor])
  expect(doors.sort()).toEqual([
    ['101', 'shop', '裁缝铺', 1],
    ['102', 'home', undefined, 1],
    ['地下室', 'store', undefined, -1],
  ])
  expect((await rowsOf(server, 'household')).length).toBe(1)
})

test('a building found by its foreign id is renamed, but not for another spelling, and not where a person named it', async () => {
  const server = aServer()
  const called = async (name: string | undefined) => {
    const report = await importInto(server, { buildings: mapOf(square(121, { name, id: 7 })) })
    return [report.counts.buildings.new, ...(await rowsOf(server, 'building')).map(({ body }) => body.name)]
  }
  expect(await called('1号楼')).toEqual([1, '1号楼'])
  expect(await called('1幢')).toEqual([0, '1号楼'])
  expect(await called('文化楼')).toEqual([0, '文化楼'])
  expect(await called(undefined)).toEqual([0, '文化楼'])
  const [row] = await rowsOf(server, 'building')
  const edit = { op: 'set', kind: 'building', id: row?.id ?? '', set: { name: '红楼' }, edit: true } as const
  const [community = ''] = await listCommunities(server)
  await commitServerChanges(server, community as CommunityId, [
    { id: makeCommandId(1, new Uint8Array(10)), type: 'building.edit', author: asId('p'), changes: [edit] },
  ])
  expect(await called('文化楼')).toEqual([0, '红楼'])
})

test('a new name of a building is one that a roster finds it by, and leaves its stairs and doors', async () => {
  const server = aServer()
  await importInto(server, { buildings: mapOf(square(121, { name: '1号楼', id: 7 })) })
  await importInto(server, { roster: '楼栋,室号,姓名\n1号楼,101,张三\n' })
  const [before] = await rowsOf(server, 'building')
  const buildings = mapOf(square(121, { name: '88弄 12号', id: 7 }))
  const { counts } = await importInto(server, { buildings, roster: '楼栋,室号,姓名\n88弄12号,101,张三\n' })
  expect([counts.buildings, counts.doors]).toEqual([
    { new: 0, changed: 1, same: 0 },
    { new: 0, changed: 0, same: 1 },
  ])
  const [after] = await rowsOf(server, 'building')
  expect(after?.body).toEqual({ ...before?.body, name: '88弄 12号' })
})

test('somebody renamed under a number of their own is found by the new name alone', async () => {
  const server = aServer()
  const roster = (name: string) => `楼栋,室号,人员编号,姓名\n1号楼,101,7,${name}\n`
  await importInto(server, { roster: roster('张三') })
  for (const [name, pinyin] of [
    ['李四', ['li si', 'ls']],
    ['Tan', undefined],
  ] as const) {
    await importInto(server, { roster: roster(name) })
    const people = (await rowsOf(server, 'resident')).map(({ body }) => [body.name, body.pinyin])
    expect(people).toEqual([[name, pinyin]])
  }
})
