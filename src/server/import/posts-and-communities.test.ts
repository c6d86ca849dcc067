import { expect, test } from 'vitest'
import { asId, type CommunityId, makeCommandId } from '../../domain/ids.ts'
import { aServer, importInto, ROSTER, rowsOf, TODAY } from '../../testing/import-kit.ts'
import { commitServerChanges } from '../commit.ts'
import { demoParts } from '../demo/parts.ts'
import { addCommunity } from '../server.ts'
import { runImport } from './run.ts'

test('posts give people their grids by name and one code each; a person may hold several', async () => {
  const server = aServer()
  await importInto(server, { roster: ROSTER })
  const posts =
    '姓名,岗位,网格,开始,结束\n沈桂芳,楼组长,88弄 12号,2026-01-01,\n沈桂芳,志愿者,社区,,\nTan,micro_leader,第一微网格,2026/2/1,2027-01-31\n'
  const report = await importInto(server, { posts })
  expect(report.counts).toMatchObject({ people: { new: 2 }, posts: { new: 3 } })
  expect(report.codes.map(({ name }) => name)).toEqual(['沈桂芳', 'Tan'])
  const again = await importInto(server, { posts })
  expect([again.nothingNew, again.codes.length]).toEqual([true, 2])
  const ended = await importInto(server, {
    posts: '姓名,岗位,网格,开始,结束\n沈桂芳,楼组长,88弄 12号,2026-01-01,2026-12-31\n',
  })
  expect(ended.counts.posts).toEqual({ new: 0, changed: 1, same: 0 })
})

test('posts that cannot be are refused with the reason', async () => {
  const server = aServer()
  const rows = [
    '张三,国王,社区,,',
    '张三,楼组长,月球,,',
    '张三,楼组长,88弄 12号,2026-02-30,',
    '张三,楼组长,88弄 12号,2026-02-02,2026-01-01',
    ',楼组长,社区,,',
    '张三,,社区,,',
    '张三,楼组长,,,',
  ]
  const report = await importInto(server, { roster: ROSTER, posts: `姓名,岗位,网格,开始,结束\n${rows.join('\n')}\n` })
  expect(report.rejected.map(({ reason }) => reason)).toEqual([
    'unknown_role',
    'unknown_grid',
    'bad_day',
    'bad_period',
    'no_person',
    'no_role',
    'no_grid',
  ])
})

test('with one community there the files go into it, with several it must be said', async () => {
  const server = aServer()
  await addCommunity(server, asId('demo-a'))
  const [founding, first] = demoParts('seed', TODAY)
  const changes = [...(founding?.changes ?? []), ...(first?.changes ?? [])]
  await commitServerChanges(server, asId('demo-a'), [
    { id: makeCommandId(1, new Uint8Array(10)), type: 'server.demo', author: asId('p'), changes },
  ])
  const into = await importInto(server, { roster: ROSTER.replaceAll('88弄', '999弄') })
  expect(into.community).toEqual({ id: 'demo-a', name: 'A社区', isNew: false })
  const grids = await rowsOf(server, 'grid')
  expect(grids.find(({ body }) => body.name === '未编微网格')?.body.parent).toBe('g-a')
  await importInto(server, { roster: ROSTER }, { community: '另一个' })
  const asked = await runImport(server, {}, { dryRun: false, acceptGoodRows: false })
  expect(asked).toEqual({ communities: ['A社区', '另一个'] })
})

test('a community that was begun and never founded is founded by the next import', async () => {
  const server = aServer()
  const { community } = await importInto(server, { roster: ROSTER }, { dryRun: true })
  await addCommunity(server, community.id as CommunityId)
  expect(await importInto(server, { roster: ROSTER })).toMatchObject({
    written: true,
    community: { id: community.id, isNew: true },
  })
})
