import { expect, test } from 'vitest'
import { asId, makeCommandId } from '../../domain/ids.ts'
import { aServer, everything, importInto, rowsOf } from '../../testing/import-kit.ts'
import { commitServerChanges } from '../commit.ts'
import type { Server } from '../server.ts'

const STAIRS = ['1单元', '2单元', '3单元']
/** One building, its stairs in one grid; a row of the file takes about 800 bytes in its pack. */
const rosterOf = (floors: number, stairs = STAIRS) =>
  `楼组,楼栋,单元,室号,姓名,性别,出生日期,电话\n${stairs
    .flatMap((stair) =>
      Array.from({ length: floors }, (_, n) => `一组,1号楼,${stair},${n + 1}01,张三,男,1950,15400000001\n`),
    )
    .join('')}`
/** Which packs the doors, households and people of a stair lie in. */
async function packsOf(server: Server, label: string): Promise<readonly string[]> {
  const stairs = (await rowsOf(server, 'building')).flatMap(({ body }) => body.stairs)
  const stair = stairs.find((one) => one.label === label)?.id
  const doors = (await rowsOf(server, 'door')).filter(({ body }) => body.stair === stair)
  const homes = (await rowsOf(server, 'household')).filter(({ body }) => doors.some(({ id }) => id === body.doors[0]))
  const people = (await rowsOf(server, 'resident')).filter(({ body }) => homes.some(({ id }) => id === body.household))
  expect([doors.length, homes.length, people.length]).toEqual(Array(3).fill(doors.length))
  return [...new Set([...doors, ...homes, ...people].map(({ pack }) => pack))]
}

test('a building too large for one pack is split by stair when it is imported, and the same file again changes nothing', async () => {
  const server = aServer()
  const text = rosterOf(200)
  await importInto(server, { roster: text })
  const packs = await Promise.all(STAIRS.map((stair) => packsOf(server, stair)))
  expect(packs.map((of) => of.length)).toEqual([1, 1, 1])
  expect(new Set(packs.flat()).size).toBe(3)
  const before = await everything(server)
  expect(await importInto(server, { roster: text })).toMatchObject({ nothingNew: true })
  expect(await everything(server)).toEqual(before)
})

test('what an import brings to a split building lies where its stair lies now', async () => {
  const server = aServer()
  await importInto(server, { roster: rosterOf(200) })
  const before = await packsOf(server, '2单元')
  await importInto(server, { roster: rosterOf(203) })
  expect(await packsOf(server, '2单元')).toEqual(before)
  expect(new Set((await rowsOf(server, 'door')).map(({ pack }) => pack)).size).toBe(3)
})

test('a new stair does not go into a pack of its grid’s name that has gone to another grid', async () => {
  const server = aServer()
  await importInto(server, { roster: rosterOf(2, ['1单元']) })
  const [building] = await rowsOf(server, 'building')
  const [pack] = await packsOf(server, '1单元')
  const [root] = (await rowsOf(server, 'grid')).filter(({ body }) => body.level === 'residential')
  const [community] = await server.db.read((tx) => tx.all('SELECT community FROM community'))
  const stairs = building?.body.stairs.map((stair) => ({ ...stair, grid: root?.id }))
  await commitServerChanges(server, asId(String(community?.['community'])), [
    {
      ...{ id: makeCommandId(1, new Uint8Array(10)), type: 'test', author: asId<'person'>('server') },
      changes: [
        { op: 'regrid', pack: asId(String(pack)), grid: asId(String(root?.id)) },
        { op: 'set', kind: 'building', id: String(building?.id), set: { stairs }, edit: false },
      ],
    },
  ])
  await importInto(server, { roster: rosterOf(2, ['1单元', '2单元']) })
  expect(await packsOf(server, '1单元')).toEqual([pack])
  const second = (await rowsOf(server, 'building'))[0]?.body.stairs.find(({ label }) => label === '2单元')
  expect(await packsOf(server, '2单元')).toEqual([`${pack}:${second?.id}`])
})
