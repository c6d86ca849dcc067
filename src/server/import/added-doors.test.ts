import { expect, test } from 'vitest'
import { asId, makeCommandId } from '../../domain/ids.ts'
import { put } from '../../domain/see.ts'
import { aServer, HEADER, importInto, ROSTER, rowsOf } from '../../testing/import-kit.ts'
import { commitServerChanges } from '../commit.ts'
import { listCommunities } from '../server.ts'

test('a shop that somebody put right to a home stays one when the same roster comes again, and the file is told so', async () => {
  const server = aServer()
  const roster = '楼栋,室号,店名,姓名\n1号楼,101,裁缝铺,\n1号楼,102,,张三\n'
  await importInto(server, { roster })
  const shop = (await rowsOf(server, 'door')).find(({ body }) => body.use === 'shop')
  const [community] = await listCommunities(server)
  if (shop === undefined || community === undefined) throw new Error('no shop')
  const id = makeCommandId(1, new Uint8Array(10))
  const set = { use: 'home', name: null }
  const changes = [{ op: 'set', kind: 'door', id: shop.id, set, edit: false } as const]
  await commitServerChanges(server, community, [{ id, type: 'door.edit', author: asId('p'), changes }])
  const report = await importInto(server, { roster })
  const door = (await rowsOf(server, 'door')).find((row) => row.id === shop.id)
  expect(door?.body.use).toBe('home')
  expect(door?.body).not.toHaveProperty('name')
  expect(report).toMatchObject({ kept: 2, nothingNew: true })
})

test('a door that somebody wrote down on a phone is the roster’s door of that stair and room: no second one is made', async () => {
  const server = aServer()
  await importInto(server, { roster: ROSTER })
  const before = await rowsOf(server, 'door')
  const beside = before.find(({ body }) => body.room === '302')
  const [community] = await listCommunities(server)
  if (beside === undefined || community === undefined) throw new Error('no door')
  const id = makeCommandId(1, new Uint8Array(10))
  const body = { ...beside.body, room: '302A', order: 3 }
  const changes = [put('door', { id, pack: beside.pack }, body)]
  await commitServerChanges(server, community, [{ id, type: 'door.add', author: asId('p'), changes }])
  await importInto(server, { roster: `${HEADER}\n88弄,12号,302a室,赵六,男,1950,,户主,,,\n` })
  const doors = await rowsOf(server, 'door')
  expect(doors).toHaveLength(before.length + 1)
  const households = await rowsOf(server, 'household')
  expect(households.filter((row) => row.body.doors[0] === asId(id))).toHaveLength(1)
})
