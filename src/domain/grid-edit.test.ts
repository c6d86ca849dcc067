import { expect, test } from 'vitest'
import { administer } from '../server/admin.ts'
import { aServer, change, findRow, freshId, rowsIn, type TestServer, who } from '../testing/community.ts'

const act = async (server: TestServer, type: string, payload: unknown) => {
  const { body } = await administer(server, who('staff'), { type, payload })
  return (body as { result: { status: string; code?: string } }).result
}
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
  for (const payload of [
    { grid: 'm1', parent: 's1' },
    { grid: 'm1', parent: 'm1' },
    { grid: 'm1', parent: 'm2' },
    { grid: 's1', parent: 's3' },
  ])
    expect(await act(server, 'grid.move', payload)).toMatchObject({ code: 'wrong_level' })
  expect(await act(server, 'grid.move', { grid: 'root', parent: 'm1' })).toMatchObject({ code: 'not_found' })
  expect(await act(server, 'grid.move', { grid: 's1', parent: 'm2' })).toMatchObject({ status: 'ok' })
})

test('a grid ends only once no grid, stair or post hangs on it, and is never taken away', async () => {
  const server = await aServer()
  const end = (grid: string) => act(server, 'grid.end', { grid, on: '2026-11-26', why: 'merged' })
  for (const grid of ['m1', 's1']) expect(await end(grid)).toMatchObject({ code: 'in_use' })
  const { grid } = add({ grid: 'fresh' })
  await act(server, 'grid.add', add({ grid }))
  const post = { post: freshId(), person: 'leader1', grid, role: 'stair_leader', since: '2026-11-01', until: null }
  await act(server, 'post.give', post)
  expect(await end(grid)).toMatchObject({ code: 'in_use' })
  await act(server, 'post.end', { post: post.post, until: '2026-11-26' })
  expect(await end(grid)).toMatchObject({ status: 'ok' })
  expect((await findRow(server, 'grid', grid))?.body.ended).toEqual({ on: '2026-11-26', why: 'merged' })
  expect(await act(server, 'grid.rename', { grid, name: 'x' })).toMatchObject({ code: 'not_found' })
  expect(await act(server, 'grid.add', add({ parent: grid }))).toMatchObject({ code: 'not_found' })
})

test('an ended building keeps no grid', async () => {
  const server = await aServer()
  const ended = { on: '2026-11-01', why: 'demolished' } as const
  await change(server, [{ op: 'set', kind: 'building', id: 'b-s1', set: { ended }, edit: false }])
  await act(server, 'post.end', { post: 'post-leader1', until: '2026-11-20' })
  expect(await act(server, 'grid.end', { grid: 's1', on: '2026-11-26', why: 'merged' })).toMatchObject({ status: 'ok' })
  expect((await rowsIn(server, 'c')).some((row) => row.id === 's1')).toBe(true)
})
