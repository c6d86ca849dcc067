import { expect, test } from 'vitest'
import { administer } from '../server/admin.ts'
import { carryOutRedraws } from '../server/redraws.ts'
import { aServer, change, findRow, freshId, rowsIn, type TestServer, who } from '../testing/community.ts'

const act = async (server: TestServer, type: string, payload: unknown) => {
  const { body } = await administer(server, who('staff'), { type, payload })
  return (body as { result: { status: string; code?: string } }).result
}
const redraw = (server: TestServer, over: object) =>
  act(server, 'grid.redraw', { redraw: freshId(), grids: [], buildings: [], on: '2026-11-26', ...over })
const end = (server: TestServer, grid: string, over: object = {}) => redraw(server, { grid, end: 'merged', ...over })
const add = (over: object) => ({ grid: freshId(), parent: 'm1', level: 'stair', name: '新楼组', ...over })

test('a grid goes under one of a higher level, last among those that hang there', async () => {
  const server = await aServer()
  const payload = add({ code: '0107' })
  expect(await act(server, 'grid.add', payload)).toMatchObject({ status: 'ok' })
  const { grid: id } = payload
  expect((await findRow(server, 'grid', id))?.body).toEqual({
    ...{ level: 'stair', parent: 'm1', name: '新楼组', order: expect.any(Number), code: '0107' },
  })
  expect((await findRow(server, 'grid', id))?.body.order).toBeGreaterThan(
    (await findRow(server, 'grid', 's2'))?.body.order ?? 99,
  )
  expect(await act(server, 'grid.add', payload)).toMatchObject({ status: 'refused', code: 'bad_payload' })
  for (const [over, code] of [
    [{ level: 'micro' }, 'wrong_level'],
    [{ parent: 's1' }, 'wrong_level'],
    [{ parent: 'nowhere' }, 'not_found'],
    [{ name: '  ' }, 'bad_payload'],
  ] as const)
    expect(await act(server, 'grid.add', add(over))).toMatchObject({ status: 'refused', code })
})

test('a name and its number are changed together, and a number may be left out', async () => {
  const server = await aServer()
  await act(server, 'grid.rename', { grid: 's1', name: '一组', code: '9' })
  expect((await findRow(server, 'grid', 's1'))?.body).toMatchObject({ name: '一组', code: '9' })
  await act(server, 'grid.rename', { grid: 's1', name: '二组' })
  expect((await findRow(server, 'grid', 's1'))?.body).not.toHaveProperty('code')
})

test('a grid never comes to hang under itself or under one of its own level', async () => {
  const server = await aServer()
  for (const move of [
    { grid: 'm1', to: 's1' },
    { grid: 'm1', to: 'm1' },
    { grid: 'm1', to: 'm2' },
    { grid: 's1', to: 's3' },
    { grid: 'root', to: 'm1' },
  ])
    expect(await redraw(server, { grid: move.grid, grids: [move] })).toMatchObject({ code: 'wrong_level' })
  expect(await redraw(server, { grid: 's1', grids: [{ grid: 's1', to: 'm2' }] })).toMatchObject({ status: 'ok' })
  expect((await findRow(server, 'grid', 's1'))?.body).toMatchObject({ parent: 'm2', order: 6 })
})

test('a post that was taken back before it began does not keep its grid from ending', async () => {
  const server = await aServer()
  const { grid } = add({ grid: 'fresh' })
  await act(server, 'grid.add', add({ grid }))
  const post = { post: freshId(), person: 'leader1', grid, role: 'stair_leader', since: '2026-12-20', until: null }
  await act(server, 'post.give', post)
  expect(await end(server, grid, { on: '2026-12-10' })).toMatchObject({ code: 'in_use' })
  expect(await act(server, 'post.end', { post: post.post, until: '2026-12-19' })).toMatchObject({ status: 'ok' })
  expect(await end(server, grid, { on: '2026-12-10' })).toMatchObject({ status: 'ok' })
})

test('a grid ends only once no grid, stair or post hangs on it, and is never taken away', async () => {
  const server = await aServer()
  for (const grid of ['m1', 's1']) expect(await end(server, grid)).toMatchObject({ code: 'in_use' })
  expect(await end(server, 'root')).toMatchObject({ code: 'not_found' })
  const { grid } = add({ grid: 'fresh' })
  await act(server, 'grid.add', add({ grid }))
  const post = { post: freshId(), person: 'leader1', grid, role: 'stair_leader', since: '2026-11-01', until: null }
  await act(server, 'post.give', post)
  expect(await end(server, grid)).toMatchObject({ code: 'in_use' })
  await act(server, 'post.end', { post: post.post, until: '2026-11-26' })
  expect(await end(server, grid)).toMatchObject({ code: 'in_use' })
  expect(await end(server, grid, { on: '2026-11-27' })).toMatchObject({ status: 'ok' })
  expect((await findRow(server, 'grid', grid))?.body.ended).toBeUndefined()
  server.time.now += 86_400_000
  await carryOutRedraws(server)
  expect((await findRow(server, 'grid', grid))?.body.ended).toEqual({ on: '2026-11-27', why: 'merged' })
  expect(await act(server, 'grid.rename', { grid, name: 'x' })).toMatchObject({ code: 'not_found' })
  expect(await act(server, 'grid.add', add({ parent: grid }))).toMatchObject({ code: 'not_found' })
})

test('a grid ends on the same day on which all that hangs on it goes elsewhere', async () => {
  const server = await aServer()
  await act(server, 'post.end', { post: 'post-leader1', until: '2026-11-20' })
  const half = [{ building: 'b-s1', stairs: ['1'], to: 's2' }]
  expect(await end(server, 's1', { buildings: half })).toMatchObject({ code: 'in_use' })
  const buildings = [{ building: 'b-s1', stairs: ['1', '2'], to: 's2' }]
  expect(await end(server, 's1', { buildings: [{ ...buildings[0], to: 's1' }] })).toMatchObject({ code: 'in_use' })
  expect(await end(server, 's1', { buildings })).toMatchObject({ status: 'ok' })
  expect((await findRow(server, 'grid', 's1'))?.body.ended).toEqual({ on: '2026-11-26', why: 'merged' })
  expect((await findRow(server, 'building', 'b-s1'))?.body.stairs.map((stair) => stair.grid)).toEqual(['s2', 's2'])
})

test('a grid on which something has come to hang by its last day stays, and the history says so', async () => {
  const server = await aServer()
  await act(server, 'grid.add', add({ grid: 'fresh' }))
  await end(server, 'fresh', { redraw: 'last', on: '2026-11-27' })
  await redraw(server, { grid: 'fresh', buildings: [{ building: 'b-s1', stairs: ['1'], to: 'fresh' }] })
  server.time.now += 86_400_000
  await carryOutRedraws(server)
  expect((await findRow(server, 'grid', 'fresh'))?.body.ended).toBeUndefined()
  expect((await findRow(server, 'redraw', 'last'))?.body).toMatchObject({ state: 'done', skipped: 1 })
})

test('stairs of one building that part in one step all arrive', async () => {
  const server = await aServer()
  const to = (stair: string, grid: string) => ({ building: 'b-s1', stairs: [stair], to: grid })
  await redraw(server, { grid: 'root', buildings: [to('1', 's2'), to('2', 's3')] })
  expect((await findRow(server, 'building', 'b-s1'))?.body.stairs.map((stair) => stair.grid)).toEqual(['s2', 's3'])
})

test('an ended building keeps no grid', async () => {
  const server = await aServer()
  const ended = { on: '2026-11-01', why: 'demolished' } as const
  await change(server, [{ op: 'set', kind: 'building', id: 'b-s1', set: { ended }, edit: false }])
  await act(server, 'post.end', { post: 'post-leader1', until: '2026-11-20' })
  expect(await end(server, 's1')).toMatchObject({ status: 'ok' })
  expect((await rowsIn(server, 'c')).some((row) => row.id === 's1')).toBe(true)
})
