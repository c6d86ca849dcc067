import { expect, test } from 'vitest'
import { aServer, importInto, mapOf, rowsOf, square } from '../../testing/import-kit.ts'
import { readFile } from './read-file.ts'

const read = async (text: string, datum?: 'bd09') => {
  const choices = datum === undefined ? {} : { datum }
  const outcome = await readFile('buildings', new TextEncoder().encode(text), choices)
  if ('fault' in outcome || 'rows' in outcome.ok) throw new Error('no buildings')
  return outcome.ok
}
test('a point is read as papers write it, and the decimals of one are no identity number', async () => {
  const { footprints, rejected } = await read(
    `楼栋,地址,经度,纬度\n甲楼,甲路1号,121.47°E,北纬31.23度\n乙楼,乙路1号,121°28′12″,31°13′48″\n丙楼,丙路1号,121.38759729753657,31.205491231002\n丁楼,丁路1号,121.4,31.310105491231002\n戊楼,戊路1号,东边,31.2\n`,
  )
  expect(footprints.map(({ point }) => point)).toEqual([
    ...[
      [121.47, 31.23],
      [121.47, 31.23],
      [121.387597, 31.205491],
      [121.4, 31.310105],
    ],
  ])
  expect(rejected).toMatchObject([{ line: 6, reason: 'not_wgs84', found: '东边, 31.2' }])
})

const HEADER = '小区名称,详细地址：,总户数：,建筑年代：,经度,纬度'

test('a table of buildings gives names, homes, years and points; what cannot be is left out with a word', async () => {
  const { footprints, remarks } = await read(
    `${HEADER}\n朱梅小区,上中西路925弄,670户,1999年,121.4196,31.1352\n乙苑,乙路1号,暂无数据,-9年,0,0\n丙苑,丙路1号,9999999户,9999年年,,\n`,
  )
  expect(footprints).toEqual([
    {
      ...{ line: 2, name: '朱梅小区', shape: [], homes: 670, built: 1999, address: '上中西路925弄' },
      point: [121.4196, 31.1352],
    },
    { line: 3, name: '乙苑', shape: [], address: '乙路1号' },
    { line: 4, name: '丙苑', shape: [], address: '丙路1号' },
  ])
  expect(remarks).toEqual([
    { code: 'odd_year', found: '-9年', count: 1, line: 3 },
    { code: 'odd_count', found: '9999999户', count: 1, line: 4 },
    { code: 'odd_year', found: '9999年年', count: 1, line: 4 },
    { code: 'datum_assumed', found: 'wgs84', count: 1, line: 1 },
  ])
})

test('a remark of a row carries the first line that has it into the report, one of the whole file line 1', async () => {
  const rows = '甲苑,一路1号,670户,1999年,,\n乙苑,二路1号,,-9年,121.4196,31.1352\n丙苑,三路1号,,-9年,,\n'
  const { remarks } = await importInto(aServer(), { buildings: `${HEADER}\n${rows}` })
  expect(remarks).toEqual([
    { file: 'buildings', code: 'odd_year', found: '-9年', count: 2, line: 3 },
    { file: 'buildings', code: 'datum_assumed', found: 'wgs84', count: 1, line: 1 },
  ])
})

test('a chosen datum moves the points', async () => {
  const row = `${HEADER}\n朱梅小区,上中西路925弄,670户,1999年,121.4196,31.1352\n`
  const [longitude = 0] = (await read(row, 'bd09')).footprints[0]?.point ?? []
  expect(121.4196 - longitude).toBeGreaterThan(0.005)
})

test('one point that is none on earth rejects its row with its line; a file of metres is doubted as a whole', async () => {
  const rows = (...points: readonly string[]) =>
    `${HEADER}\n${points.map((point, at) => `${at}号楼,${at}路1号,,,${point}`).join('\n')}\n`
  const { footprints, rejected } = await read(rows('121.4,31.2', '121.4,31.2', '521.41,31.2', '121.4,31.2'))
  expect(footprints.map(({ line }) => line)).toEqual([2, 3, 5])
  expect(rejected).toMatchObject([{ line: 4, reason: 'not_wgs84', found: '521.41, 31.2' }])
  expect((await read(rows('521.41,31.2'), 'bd09')).rejected).toMatchObject([{ line: 2, reason: 'not_wgs84' }])
  const metres = new TextEncoder().encode(rows('5021.4,3031.2', '5022.4,3032.2', '121.4,31.2'))
  expect(await readFile('buildings', metres)).toMatchObject({ fault: 'unknown_metres' })
})

test('two of one name are told apart by their addresses, and the same one twice is named', async () => {
  const { footprints, rejected } = await read(`${HEADER}\n甲苑,一路1号,,,,\n甲苑,二路2号,,,,\n甲苑,一路1号,,,,\n`)
  expect(footprints.map(({ name }) => name)).toEqual(['甲苑 一路1号', '甲苑 二路2号'])
  expect(rejected).toMatchObject([{ line: 4, reason: 'same_building_twice', found: '甲苑 一路1号' }])
})

test('the same table again changes nothing, and a newer one changes what it says', async () => {
  const server = aServer()
  const table = `${HEADER}\n甲苑,一路1号,670户,1999年,121.4196,31.1352\n`
  await importInto(server, { buildings: table })
  expect(await importInto(server, { buildings: table })).toMatchObject({ nothingNew: true })
  const report = await importInto(server, { buildings: table.replace('670', '671') })
  expect(report.counts.buildings).toEqual({ new: 0, changed: 1, same: 0 })
  expect((await rowsOf(server, 'building')).map(({ body }) => [body.name, body.homes])).toEqual([['甲苑', 671]])
})

test('storeys and the address of a table, and the storeys of a map, are kept with the building', async () => {
  const server = aServer()
  await importInto(server, { buildings: '楼名,详细地址,层数\n甲苑,一路1号,17\n乙苑,,0\n,二路2号,6\n' })
  await importInto(server, { buildings: mapOf(square(121, { name: '丁苑', 'building:levels': '6' })) })
  const kept = (await rowsOf(server, 'building')).map(({ body }) => [body.name, body.address, body.floors])
  expect(kept.sort()).toEqual([
    ['丁苑', undefined, 6],
    ['乙苑', undefined, undefined],
    ['二路2号', undefined, 6],
    ['甲苑', '一路1号', 17],
  ])
})
