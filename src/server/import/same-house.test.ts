import { expect, test } from 'vitest'
import { aServer, importInto, mapOf, rowsOf, square } from '../../testing/import-kit.ts'

test('a map of another maker, with numbers of its own, finds the houses that stand in the same place by the same name', async () => {
  const server = aServer()
  await importInto(server, {
    buildings: mapOf(square(121, { name: '1号楼', id: 'a1' }), square(121.2, { name: '2号楼', id: 'a2' })),
  })
  const other = mapOf(square(121.0001, { name: '1号楼', id: '9001' }), square(121.4, { name: '2号楼', id: '9002' }))
  const report = await importInto(server, { buildings: other })
  expect(report.counts.buildings).toEqual({ new: 1, changed: 1, same: 0 })
  const buildings = await rowsOf(server, 'building')
  expect(buildings.map(({ body }) => `${body.name} ${body.foreignId}`).sort()).toEqual([
    '1号楼 9001',
    '2号楼 9002',
    '2号楼 a2',
  ])
  expect(await importInto(server, { buildings: other })).toMatchObject({ nothingNew: true })
})

test('3-402 is room 402 of number or stair 3, unless the row says the stair; a floor before the room stays one', async () => {
  const server = aServer()
  const roster = `弄,楼栋,单元,室号,姓名
88弄,,,3-402,张三
,1号楼,,3-402,李四
,2号楼,1单元,3-402,王五
,5号楼,,05-123,赵六
`
  await importInto(server, { roster })
  const buildings = await rowsOf(server, 'building')
  const stairs = new Map(
    buildings.flatMap(({ body }) => body.stairs.map(({ id, label }) => [id, `${body.name} ${label}`] as const)),
  )
  const doors = (await rowsOf(server, 'door')).map(({ body }) => `${stairs.get(body.stair)} ${body.room} ${body.floor}`)
  expect(doors.sort()).toEqual(['1号楼 3单元 402 4', '2号楼 1单元 3-402 3', '5号楼  05-123 5', '88弄 3号 3号 402 4'])
})
