import { expect, test } from 'vitest'
import { asId, makeCommandId } from '../../domain/ids.ts'
import { put } from '../../domain/see.ts'
import { aServer, importInto, rowsOf } from '../../testing/import-kit.ts'
import { commitServerChanges } from '../commit.ts'
import { listCommunities, type Server } from '../server.ts'

const UNNAMED = '楼栋,室号,姓名\n1号楼,101,张三\n1号楼,102,李四\n'
/** Stair and room of each living door, and who is behind it. */
async function standing(server: Server): Promise<readonly string[]> {
  const [buildings, doors, homes, people] = await Promise.all([
    rowsOf(server, 'building'),
    rowsOf(server, 'door'),
    rowsOf(server, 'household'),
    rowsOf(server, 'resident'),
  ])
  const labels = new Map(buildings.flatMap(({ body }) => body.stairs.map(({ id, label }) => [id, label] as const)))
  return doors
    .map(({ id, body }) => {
      const own = homes.filter((home) => home.body.doors[0] === id).map((home) => home.id as string)
      const names = people.filter((row) => own.includes(row.body.household)).map((row) => row.body.name)
      return `${labels.get(body.stair) ?? 'no stair'}/${body.room} ${names.join()}`
    })
    .sort()
}

test('a stair that had no name gets the only one that a later roster gives it: no door and no family stands twice', async () => {
  const server = aServer()
  await importInto(server, { roster: UNNAMED })
  const [before] = await rowsOf(server, 'building')
  const report = await importInto(server, {
    roster: '楼栋,单元,室号,姓名\n1号楼,1单元,101,张三\n1号楼,1单元,102,李四\n1号楼,1单元,103,王五\n',
  })
  expect(await standing(server)).toEqual(['1单元/101 张三', '1单元/102 李四', '1单元/103 王五'])
  expect(report).toMatchObject({ rejected: [], counts: { doors: { new: 1, same: 2 }, residents: { new: 1, same: 2 } } })
  const [after] = await rowsOf(server, 'building')
  expect(after?.body.stairs.map(({ id, grid }) => [id, grid])).toEqual(
    before?.body.stairs.map(({ id, grid }) => [id, grid]),
  )
  expect(await importInto(server, { roster: UNNAMED })).toMatchObject({ nothingNew: true })
})

test('where a later roster names several stairs, a room of the stair without a name is rejected with a word, others come in', async () => {
  const server = aServer()
  await importInto(server, { roster: UNNAMED })
  const roster = '楼栋,单元,室号,姓名\n1号楼,1单元,101,张三\n1号楼,2单元,101,赵六\n1号楼,2单元,201,钱七\n'
  const report = await importInto(server, { roster }, { acceptGoodRows: true })
  expect(report.rejected).toMatchObject([
    { line: 2, reason: 'stair_unnamed', found: '1单元 101' },
    { line: 3, reason: 'stair_unnamed', found: '2单元 101' },
  ])
  expect((await standing(server)).map((line) => line.replace(/^\//, '-/'))).toEqual([
    '-/101 张三',
    '-/102 李四',
    '2单元/201 钱七',
  ])
})

test('a file of few doors does not name the stair of all: what stands there is rejected, what does not comes in', async () => {
  const server = aServer()
  await importInto(server, { roster: UNNAMED })
  const roster = '楼栋,单元,室号,姓名\n1号楼,1单元,101,张三\n1号楼,1单元,103,王五\n'
  const { rejected } = await importInto(server, { roster }, { acceptGoodRows: true })
  expect(rejected).toMatchObject([{ line: 2, reason: 'stair_unnamed' }])
  expect(await standing(server)).toEqual(['/101 张三', '/102 李四', '1单元/103 王五'])
})

test('once its household was moved to a door of a named stair, the row of that room comes in', async () => {
  const server = aServer()
  await importInto(server, { roster: UNNAMED })
  const roster = '楼栋,单元,室号,姓名\n1号楼,1单元,101,张三\n1号楼,2单元,201,钱七\n'
  const first = await importInto(server, { roster }, { acceptGoodRows: true })
  expect(first.rejected).toMatchObject([{ line: 2, reason: 'stair_unnamed' }])
  const [community] = await listCommunities(server)
  const doors = await rowsOf(server, 'door')
  const [old, to] = ['101', '201'].map((room) => doors.find(({ body }) => body.room === room))
  const stair = (await rowsOf(server, 'building'))[0]?.body.stairs.find(({ label }) => label === '1单元')
  const moving = (await rowsOf(server, 'household')).find(({ body }) => body.doors[0] === old?.id)
  if (community === undefined || old === undefined || to === undefined || moving === undefined || stair === undefined)
    throw new Error('none')
  const door = asId<'door'>('d-new')
  const changes = [
    put('door', { id: door, pack: to.pack }, { ...to.body, stair: stair.id, room: '101', floor: 1 }),
    { op: 'set', kind: 'household', id: moving.id, set: { doors: [door] }, edit: false } as const,
  ]
  const id = makeCommandId(1, new Uint8Array(10))
  await commitServerChanges(server, community, [{ id, type: 'household.move', author: asId('p'), changes }])
  const again = await importInto(server, { roster })
  expect(again).toMatchObject({ rejected: [], counts: { residents: { new: 0 } } })
})

test('a door that was called otherwise since its stair had no name keeps being that door', async () => {
  const server = aServer()
  await importInto(server, { roster: UNNAMED })
  const door = (await rowsOf(server, 'door')).find(({ body }) => body.room === '102')
  const [community] = await listCommunities(server)
  if (community === undefined || door === undefined) throw new Error('none')
  const changes = [{ op: 'set', kind: 'door', id: door.id, set: { room: '102A' }, edit: false } as const]
  const id = makeCommandId(1, new Uint8Array(10))
  await commitServerChanges(server, community, [{ id, type: 'door.edit', author: asId('p'), changes }])
  await importInto(server, { roster: '楼栋,单元,室号,姓名\n1号楼,1单元,101,张三\n1号楼,1单元,102,李四\n' })
  expect(await standing(server)).toEqual(['1单元/101 张三', '1单元/102A 李四'])
})
