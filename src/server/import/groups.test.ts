import { expect, test } from 'vitest'
import { aServer, importInto, mapOf, rowsOf, square } from '../../testing/import-kit.ts'
import type { Server } from '../server.ts'

const TREE = '微网格,楼组\n第一微网格,东组\n第二微网格,西组\n第二微网格,公用组\n第一微网格,公用组\n'
const MAP = mapOf(square(0, { name: '1号楼', id: '1' }), square(1, { name: '2号楼', id: '2' }))
/** Which group each stair hangs on, and which grids stand below the committee. */
async function hanging(server: Server) {
  const grids = await rowsOf(server, 'grid')
  const nameOf = (id: string | null): string => {
    const row = grids.find((one) => one.id === id)
    return row === undefined || row.body.level === 'residential' ? '' : `${nameOf(row.body.parent)}/${row.body.name}`
  }
  const buildings = await rowsOf(server, 'building')
  return {
    stairs: buildings.flatMap(({ body }) => body.stairs.map(({ grid }) => `${body.name} ${nameOf(grid)}`)).sort(),
    leaves: grids
      .filter(({ body }) => body.level === 'stair' && body.ended === undefined)
      .map(({ id }) => nameOf(id))
      .sort(),
  }
}
const roster = (header: string, ...rows: readonly string[]) => ({ roster: `${[header, ...rows].join('\n')}\n` })
const TREE_LEAVES = ['/第一微网格/东组', '/第一微网格/公用组', '/第二微网格/公用组', '/第二微网格/西组']

test('a roster that names groups alone finds them in the tree that is there, and makes none anew', async () => {
  const server = aServer()
  await importInto(server, { grids: TREE })
  const report = await importInto(
    server,
    roster('楼栋,室号,姓名,楼组', '1号楼,101,张三,东组', '2号楼,101,李四,西组', '3号楼,101,王五,公用组'),
    { acceptGoodRows: true },
  )
  expect(report).toMatchObject({ rejected: [{ line: 4, reason: 'ambiguous_grid', found: '公用组' }] })
  const { stairs, leaves } = await hanging(server)
  expect(stairs.slice(0, 2)).toEqual(['1号楼 /第一微网格/东组', '2号楼 /第二微网格/西组'])
  expect(leaves.filter((leaf) => !leaf.endsWith('/3号楼'))).toEqual(TREE_LEAVES)
})

test('a roster that comes after the map hangs its houses on the groups it names, and what the map had made for them ends', async () => {
  const server = aServer()
  await importInto(server, { buildings: MAP })
  expect((await hanging(server)).leaves).toEqual(['/第一微网格/1号楼', '/第一微网格/2号楼'])
  const named = roster('楼栋,室号,姓名,微网格,楼组', '1号楼,101,张三,第二微网格,西组', '2号楼,101,李四,第二微网格,西组')
  const { difference } = await importInto(server, named)
  const endings = difference.changed.filter(({ kind }) => kind === 'grid')
  expect(endings.map(({ name, fields }) => [name, fields])).toEqual(
    ['1号楼', '2号楼'].map((name) => [name, [{ field: 'ended', before: '', after: '2026-11-26' }]]),
  )
  expect(await hanging(server)).toEqual({
    stairs: ['1号楼 /第二微网格/西组', '2号楼 /第二微网格/西组'],
    leaves: ['/第二微网格/西组'],
  })
  expect(await importInto(server, named)).toMatchObject({ nothingNew: true, remarks: [] })
  expect(await importInto(server, { buildings: MAP })).toMatchObject({ nothingNew: true })
})

test('a house in which people live stays on its group whatever a later roster says, and that is told', async () => {
  const server = aServer()
  await importInto(server, roster('楼栋,室号,姓名', '1号楼,101,张三'))
  const before = await hanging(server)
  const report = await importInto(server, roster('楼栋,室号,姓名,微网格,楼组', '1号楼,101,张三,第二微网格,西组'))
  expect(report.remarks).toMatchObject([{ code: 'hangs_elsewhere', found: '1号楼 西组' }])
  expect((await hanging(server)).stairs).toEqual(before.stairs)
})
