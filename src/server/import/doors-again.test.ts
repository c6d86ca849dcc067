import { expect, test } from 'vitest'
import { asId, makeCommandId } from '../../domain/ids.ts'
import { aServer, importInto, rowsOf } from '../../testing/import-kit.ts'
import { commitServerChanges } from '../commit.ts'
import { listCommunities, type Server } from '../server.ts'

const doors = async (server: Server) =>
  (await rowsOf(server, 'door')).map(({ body }) => `${body.room} ${body.floor} ${body.order} ${body.use}`).sort()
const HEADER = '楼栋,室号,楼层,用途,姓名'
const roster = (...rows: readonly string[]) => ({ roster: `${[HEADER, ...rows].join('\n')}\n` })

test('a later file that says floor and use puts right what was guessed, and comes after those of that floor', async () => {
  const server = aServer()
  await importInto(server, { roster: '楼栋,室号,姓名\n1号楼,亭子间,张三\n1号楼,前楼,李四\n1号楼,301,王五\n' })
  expect(await doors(server)).toEqual(['301 3 1 home', '亭子间 1 1 home', '前楼 1 2 home'])
  const later = roster('1号楼,亭子间,2,,张三', '1号楼,前楼,3,,李四', '1号楼,301,,仓库,')
  const report = await importInto(server, later)
  expect(report.counts.doors).toEqual({ new: 0, changed: 3, same: 0 })
  expect(await doors(server)).toEqual(['301 3 1 store', '亭子间 2 1 home', '前楼 3 2 home'])
  expect(await importInto(server, later)).toMatchObject({ nothingNew: true })
  expect(await importInto(server, { roster: '楼栋,室号,姓名\n1号楼,亭子间,张三\n' })).toMatchObject({
    nothingNew: true,
  })
})

test('what a person put right at the door stays, and is told', async () => {
  const server = aServer()
  await importInto(server, { roster: '楼栋,室号,姓名\n1号楼,亭子间,张三\n' })
  const [door] = await rowsOf(server, 'door')
  const [community] = await listCommunities(server)
  const changes = [{ op: 'set', kind: 'door', id: door?.id ?? '', set: { floor: 4 }, edit: true }] as const
  await commitServerChanges(server, community ?? asId(''), [
    { id: makeCommandId(1, new Uint8Array(10)), type: 'test', author: asId('p1'), changes },
  ])
  const report = await importInto(server, roster('1号楼,亭子间,2,,张三'))
  expect(report).toMatchObject({ nothingNew: true, kept: 1 })
  expect(await doors(server)).toEqual(['亭子间 4 1 home'])
})
