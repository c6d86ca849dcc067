import { expect, test } from 'vitest'
import type { ImportReport } from '../../domain/import-wire.ts'
import type { Row } from '../../domain/nouns.ts'
import { aServer, COMMUNITY, rowsIn, type TestServer } from '../../testing/community.ts'
import { readFile } from './read-file.ts'
import { runImport } from './run.ts'

async function bring(server: TestServer, csv: string, more: object = {}): Promise<ImportReport> {
  const read = await readFile('grids', new TextEncoder().encode(csv))
  if ('fault' in read) throw new Error(`${read.fault} ${read.found}`)
  const report = await runImport(server, { grids: read.ok as never }, { dryRun: false, acceptGoodRows: false, ...more })
  if ('communities' in report) throw new Error('which community')
  return report
}
const called = async (server: TestServer, name: string) => {
  const rows = await rowsIn(server, 'c')
  const grid = rows.find((row) => row.kind === 'grid' && row.body.name === name)
  return grid?.kind === 'grid' ? { ...grid.body, id: grid.id } : undefined
}
const leaders = (rows: readonly Row[], grid: string | undefined) =>
  rows.flatMap((row) =>
    row.kind === 'post' && row.body.grid === grid
      ? rows.flatMap((one) =>
          one.kind === 'person' && one.id === row.body.person ? [`${one.body.name} ${row.body.role}`] : [],
        )
      : [],
  )

const LEVELS_CSV = `居民区,楼群微网格,楼组,编号,负责人
测试社区,东一片,1号楼组,0101,张三
,,2号楼组,0102,"李四、王五"
,东二片,3号楼组,0201,
,m1,4号楼组,,`

test('a column a level makes what is missing, each under its own, with number and leaders; the same file again changes nothing', async () => {
  const server = await aServer()
  const first = await bring(server, LEVELS_CSV)
  expect(first.counts.grids).toEqual({ new: 6, changed: 0, same: 1 })
  const east = await called(server, '东一片')
  expect(east).toMatchObject({ level: 'micro', parent: 'root' })
  expect(await called(server, '2号楼组')).toMatchObject({ level: 'stair', parent: east?.id, code: '0102' })
  expect(await called(server, '4号楼组')).toMatchObject({ parent: 'm1' })
  const rows = await rowsIn(server, 'c')
  expect(leaders(rows, (await called(server, '2号楼组'))?.id).sort()).toEqual([
    '李四 stair_leader',
    '王五 stair_leader',
  ])
  expect(first.codes.map(({ name }) => name)).toEqual(['张三', '李四', '王五'])
  const again = await bring(server, LEVELS_CSV)
  expect(again).toMatchObject({ nothingNew: true, counts: { grids: { new: 0, changed: 0 }, posts: { new: 0 } } })
})

test('names with what they hang under are read in any order, and a number that differs is told and taken', async () => {
  const server = await aServer()
  const csv = (code: string) => `名称,上级,级别,编号\n小组甲,新片,楼组,1\n新片,root,微网格,${code}\n`
  const first = await bring(server, csv('7'))
  expect([first.counts.grids, first.difference.changed]).toEqual([{ new: 2, changed: 0, same: 0 }, []])
  expect(await called(server, '新片')).toMatchObject({ code: '7' })
  expect(await called(server, '小组甲')).toMatchObject({ level: 'stair', parent: (await called(server, '新片'))?.id })
  const second = await bring(server, csv('8'))
  expect([second.counts.grids, second.difference.changed.map(({ name }) => name)]).toEqual([
    { new: 0, changed: 1, same: 1 },
    ['新片'],
  ])
  expect(await called(server, '新片')).toMatchObject({ code: '8' })
})

test('without a word for the level what hangs under a committee is a micro-grid, and a group what hangs under that', async () => {
  const server = await aServer()
  await bring(server, 'name,parent\nNorth,\nNorth 1,North\n')
  expect([(await called(server, 'North'))?.level, (await called(server, 'North 1'))?.level]).toEqual(['micro', 'stair'])
})

test('each row that cannot be placed is named with its reason, and then nothing is written', async () => {
  const server = await aServer()
  const csv = '名称,上级,级别\ns1,m2,楼组\n好的,m1,楼组\n无主,哪里,楼组\n反了,s1,微网格\n怪级,m1,宇宙\n,m1,楼组\n'
  const report = await bring(server, csv)
  expect(report.rejected.map(({ file, line, reason }) => `${file} ${line} ${reason}`)).toEqual([
    'grids 2 grid_elsewhere',
    'grids 4 unknown_grid',
    'grids 5 bad_level',
    'grids 6 bad_level',
    'grids 7 no_grid',
  ])
  expect(report.written).toBe(false)
  expect(await called(server, '好的')).toBeUndefined()
})

test('a leader above the micro-grid needs a word for the post; a role of no list is told', async () => {
  const server = await aServer()
  const told = await bring(server, '名称,上级,级别,负责人,岗位\nroot,,居民区,赵六,\n片,root,微网格,钱七,皇帝\n')
  expect(told.rejected.map(({ line, reason }) => `${line} ${reason}`)).toEqual(['2 no_role', '3 unknown_role'])
})

test('a dry run tells what would be made and makes nothing', async () => {
  const server = await aServer()
  const report = await bring(server, LEVELS_CSV, { dryRun: true, community: COMMUNITY })
  expect(report).toMatchObject({ written: false, counts: { grids: { new: 6 } } })
  expect(report.difference.added.some(({ kind, name }) => kind === 'grid' && name.includes('东一片'))).toBe(true)
  expect(await called(server, '东一片')).toBeUndefined()
})
