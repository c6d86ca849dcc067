import { expect, test } from 'vitest'
import type { Command } from '../domain/commands.ts'
import { instantOf } from '../domain/ids.ts'
import type { RowOf } from '../domain/nouns.ts'
import { aServer, endPost, findRow, freshId, hang, NOW, packOf, rowsIn, type TestServer } from '../testing/community.ts'
import { aCommand, aVisitPayload, push, pushOne, sync } from '../testing/conversation.ts'
import { markAfter } from './marks.ts'

const DAY = 86_400_000
const edit = (set: Readonly<Record<string, unknown>>, over: Partial<Command> = {}) =>
  aCommand({ type: 'household.edit', payload: { household: 'h-s1-1', set }, ...over })

test('a command sent again gets the answer it had and happens once', async () => {
  const server = await aServer()
  const visit = aCommand()
  const first = await push(server, 'leader1', visit)
  expect(await push(server, 'leader1', visit, visit)).toEqual([first[0], first[0]])
  expect((await rowsIn(server, packOf('s1'))).filter((row) => row.kind === 'visit')).toHaveLength(1)
})

test('the same content with its fields in another order is the same command', async () => {
  const server = await aServer()
  const visit = aCommand()
  const [first] = await push(server, 'leader1', visit)
  const payload = Object.fromEntries(Object.entries(aVisitPayload()).reverse())
  expect(await push(server, 'leader1', { ...visit, payload })).toEqual([first])
})

test('a known id with other content is held under an id of its own, and again when sent again', async () => {
  const server = await aServer()
  const visit = aCommand()
  await push(server, 'leader1', visit)
  const other = { ...visit, payload: aVisitPayload({ outcome: 'vacant' }) }
  const [held] = await push(server, 'leader1', other)
  expect(held).toMatchObject({ id: visit.id, status: 'held', code: 'same_id_other_content' })
  expect(await push(server, 'leader1', other)).toEqual([held])
  expect((await findRow(server, 'visit', visit.id))?.body.outcome).toBe('met')
  const rows = await rowsIn(server, 'w:root')
  expect(rows).toHaveLength(0)
  expect((await rowsIn(server, 'w:s1')).map((row) => (row as RowOf<'held'>).body.code)).toEqual([
    'same_id_other_content',
  ])
})

test("another author never gets the answer to somebody else's command", async () => {
  const server = await aServer()
  const visit = aCommand()
  await push(server, 'leader1', visit)
  expect(await push(server, 'micro', visit)).toMatchObject([{ status: 'held', code: 'same_id_other_content' }])
})

test('marks are chained: each is a hash of the mark before, the command and its receipt', async () => {
  const server = await aServer()
  const start = (await sync(server, 'leader1')).pull?.to ?? { seq: 0, hash: '' }
  const [a, b] = [aCommand(), aCommand()]
  const results = await push(server, 'leader1', a, b)
  const receivedAt = instantOf(server.clock())
  const first = markAfter(start, { id: a.id, receivedAt })
  const second = markAfter(first, { id: b.id, receivedAt })
  expect(results).toMatchObject([
    { seq: first.seq, mark: first.hash },
    { seq: second.seq, mark: second.hash },
  ])
})

test('administration does not come out of an outbox', async () => {
  const server = await aServer()
  for (const type of ['post.give', 'post.end', 'household.move', 'grid.redraw', 'held.judge', 'facility.set']) {
    const payload = {
      'post.give': {
        post: 'x',
        person: 'leader1',
        grid: 'root',
        role: 'committee_staff',
        since: '2026-01-01',
        until: null,
      },
      'post.end': { post: 'post-micro', until: '2026-12-01' },
      'household.move': { household: 'h-s1-1', door: 'd-s3-1' },
      'grid.redraw': hang('b-s1', ['1'], 's3'),
      'held.judge': { command: freshId(), verdict: 'accept' },
      'facility.set': { facility: 'f1', grid: 'root', sort: 'canteen', name: '食堂', point: [121, 31] },
    }[type]
    expect(await pushOne(server, 'staff', { type, payload })).toMatchObject({ status: 'refused', code: 'role_may_not' })
  }
})

test('the clock of a phone is corrected; two minutes count as right', async () => {
  const server = await aServer()
  const yearsBehind = Date.parse('2019-01-01T00:10:00.000Z')
  const late = aCommand({ happenedAt: instantOf(yearsBehind - 600_000) })
  await sync(server, 'leader1', { now: instantOf(yearsBehind), commands: [late] })
  expect((await findRow(server, 'visit', late.id))?.body).toMatchObject({ at: instantOf(NOW - 600_000) })
  const right = aCommand({ happenedAt: instantOf(NOW - 90_000) })
  await sync(server, 'leader1', { now: instantOf(NOW - 100_000), commands: [right] })
  expect((await findRow(server, 'visit', right.id))?.body).toMatchObject({ at: instantOf(NOW - 90_000) })
  expect((await findRow(server, 'visit', right.id))?.body.clockDoubtful).toBeUndefined()
})

test('a time after the receipt becomes the receipt time, flagged', async () => {
  const server = await aServer()
  const visit = aCommand({ happenedAt: instantOf(NOW + 3 * DAY) })
  expect(await push(server, 'leader1', visit)).toMatchObject([{ status: 'ok' }])
  expect((await findRow(server, 'visit', visit.id))?.body).toMatchObject({ at: instantOf(NOW), clockDoubtful: true })
})

test('order never comes from a phone: commands of one store are judged by n, whatever order they arrive in', async () => {
  const server = await aServer()
  const first = edit({ note: 'first' })
  const second = edit({ note: 'second' }, { seen: { note: first.id }, needs: [first.id] })
  expect(await push(server, 'leader1', second, first)).toMatchObject([{ id: first.id, status: 'ok' }, { status: 'ok' }])
  expect((await findRow(server, 'household', 'h-s1-1'))?.body.note).toBe('second')
})

test('a visit made inside a post stands for thirty days after its end and is flagged late, then it is held', async () => {
  const server = await aServer()
  await endPost(server, 'leader1', '2026-11-26')
  const visits = [aCommand(), aCommand()]
  server.time.now = NOW + 30 * DAY
  expect(await push(server, 'leader1', visits[0] ?? aCommand())).toMatchObject([{ status: 'ok' }])
  expect((await findRow(server, 'visit', visits[0]?.id ?? ''))?.body.late).toBe(true)
  server.time.now = NOW + 31 * DAY
  expect(await push(server, 'leader1', visits[1] ?? aCommand())).toMatchObject([{ status: 'held', code: 'post_ended' }])
})

test('an edit needs a post on the day it arrives, else it is held', async () => {
  const server = await aServer()
  await endPost(server, 'leader1', '2026-11-26')
  const change = edit({ note: 'knocks twice' })
  server.time.now = NOW + DAY
  expect(await push(server, 'leader1', change)).toMatchObject([{ status: 'held', code: 'post_ended' }])
  expect((await findRow(server, 'household', 'h-s1-1'))?.body.note).toBeUndefined()
})

test('two edits of one field by people who had not seen each other stand as a conflict', async () => {
  const server = await aServer()
  const [a, b] = [edit({ note: 'deaf' }), edit({ note: 'blind' })]
  expect(await push(server, 'leader1', a)).toMatchObject([{ status: 'ok' }])
  expect(await push(server, 'micro', b)).toMatchObject([{ status: 'conflict' }])
  const [row] = (await rowsIn(server, packOf('s1'))).filter((each) => each.kind === 'conflict')
  expect(row?.body).toMatchObject({
    state: 'open',
    field: 'note',
    values: [
      { value: 'deaf', by: 'leader1', command: a.id },
      { value: 'blind', by: 'micro', command: b.id },
    ],
  })
  expect((await findRow(server, 'household', 'h-s1-1'))?.body.note).toBe('deaf')
})

test('after a restore an edit that others had built on is overtaken, however long the chain', async () => {
  const server = await aServer()
  const a = edit({ note: 'a' })
  const b = edit({ note: 'b' }, { seen: { note: a.id } })
  const c = edit({ note: 'c' }, { seen: { note: b.id } })
  expect(await push(server, 'leader1', c)).toMatchObject([{ status: 'ok' }])
  expect(await push(server, 'micro', b)).toMatchObject([{ status: 'ok' }])
  expect(await push(server, 'leader1', a)).toMatchObject([{ status: 'ok' }])
  expect((await findRow(server, 'household', 'h-s1-1'))?.body.note).toBe('c')
})

test('a name that was edited gets its pinyin', async () => {
  const server = await aServer()
  const payload = { resident: 'r-s1-1', household: 'h-s1-1', set: { name: '欧阳建华' } }
  await pushOne(server, 'leader1', { type: 'resident.edit', payload })
  expect((await findRow(server, 'resident', 'r-s1-1'))?.body).toMatchObject({
    name: '欧阳建华',
    pinyin: ['ou yang jian hua', 'oyjh'],
  })
  const foreign = { ...payload, set: { name: 'Maria Tan' } }
  const writer = (await findRow(server, 'resident', 'r-s1-1'))?.writer['name']
  await pushOne(server, 'leader1', {
    type: 'resident.edit',
    payload: foreign,
    seen: writer === undefined ? {} : { name: writer },
  })
  expect((await findRow(server, 'resident', 'r-s1-1'))?.body.pinyin).toBeUndefined()
})

test('a batch costs the same number of database calls whatever its size', async () => {
  const server = await aServer()
  await push(server, 'leader1', aCommand())
  let calls = 0
  const counting: TestServer = {
    ...server,
    db: {
      ...server.db,
      read: (work) => server.db.read(work),
      write: (community, work) =>
        server.db.write(community, (tx) =>
          work({
            all: (...args) => {
              calls += 1
              return tx.all(...args)
            },
            put: (...args) => {
              calls += 1
              return tx.put(...args)
            },
            putNew: tx.putNew.bind(tx),
          }),
        ),
    },
  }
  await push(counting, 'leader1', aCommand())
  const one = calls
  calls = 0
  await push(counting, 'leader1', ...Array.from({ length: 200 }, () => aCommand()))
  expect(calls).toBe(one)
  expect(one).toBeLessThan(20)
})
