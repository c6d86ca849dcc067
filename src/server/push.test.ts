import { expect, test } from 'vitest'
import type { Command } from '../domain/commands.ts'
import { asId, instantOf, type PackId } from '../domain/ids.ts'
import type { Kind, Row, RowOf } from '../domain/nouns.ts'
import { put } from '../domain/see.ts'
import { aHousehold } from '../testing/build.ts'
import { aServer, COMMUNITY, change, endPost, freshId, NOW, packOf, type TestServer } from '../testing/community.ts'
import { aCommand, aVisitPayload, PlainPhone, push, pushOne, sync } from '../testing/conversation.ts'
import { reopenOnStart } from './again.ts'
import { markAfter } from './marks.ts'
import { loadRecords } from './records.ts'
import { loadRows } from './rows.ts'

const DAY = 86_400_000
async function find<K extends Kind>(server: TestServer, kind: K, id: string): Promise<RowOf<K> | undefined> {
  const rows = await server.db.read((tx) => loadRows(tx, COMMUNITY, { rows: [[kind, id]], under: [], packs: [] }))
  return rows[0] as unknown as RowOf<K> | undefined
}
const recordOf = async (server: TestServer, id: string) =>
  (await server.db.read((tx) => loadRecords(tx, COMMUNITY, [id])))[0]
const allRows = (server: TestServer, packs: readonly string[]): Promise<readonly Row[]> =>
  server.db.read((tx) => loadRows(tx, COMMUNITY, { rows: [], under: [], packs: packs as PackId[] }))
const edit = (set: Readonly<Record<string, unknown>>, over: Partial<Command> = {}) =>
  aCommand({ type: 'household.edit', payload: { household: 'h-s1-1', set }, ...over })

test('a command sent again gets the answer it had and happens once', async () => {
  const server = await aServer()
  const visit = aCommand()
  const first = await push(server, 'leader1', visit)
  expect(await push(server, 'leader1', visit, visit)).toEqual([first[0], first[0]])
  expect((await allRows(server, [packOf('s1')])).filter((row) => row.kind === 'visit')).toHaveLength(1)
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
  expect((await find(server, 'visit', visit.id))?.body.outcome).toBe('met')
  const rows = await allRows(server, ['w:root'])
  expect(rows).toHaveLength(0)
  expect((await allRows(server, ['w:s1'])).map((row) => (row as RowOf<'held'>).body.code)).toEqual([
    'same_id_other_content',
  ])
})

test("another author never gets the answer to somebody else's command", async () => {
  const server = await aServer()
  const visit = aCommand()
  await push(server, 'leader1', visit)
  expect(await push(server, 'micro', visit)).toMatchObject([{ status: 'held', code: 'same_id_other_content' }])
})

test('marks are chained: each is a hash of the mark before and the command', async () => {
  const server = await aServer()
  const start = (await sync(server, 'leader1')).pull?.to ?? { seq: 0, hash: '' }
  const [a, b] = [aCommand(), aCommand()]
  const results = await push(server, 'leader1', a, b)
  const first = markAfter(start, a.id)
  const second = markAfter(first, b.id)
  expect(results).toMatchObject([
    { seq: first.seq, mark: first.hash },
    { seq: second.seq, mark: second.hash },
  ])
})

test('commands that cannot be read are held with their bytes and hold up no other', async () => {
  const server = await aServer()
  const good = aCommand()
  const bad: readonly [Command | unknown, string][] = [
    [aCommand({ type: 'visit.dance' }), 'unknown_type'],
    [aCommand({ v: 99 }), 'future_version'],
    [aCommand({ payload: { household: 7 } }), 'bad_payload'],
    [aCommand({ payload: aVisitPayload({ note: 'x'.repeat(17_000) }) }), 'too_large'],
    [{ id: freshId(), what: 'broken' }, 'bad_payload'],
    ['not even an object', 'bad_payload'],
    [null, 'bad_payload'],
  ]
  const commands = [...bad.map(([command]) => command), good] as Command[]
  const { results } = await sync(server, 'leader1', { commands })
  const codes = results.filter((result) => result.status === 'held').map((result) => result.code)
  expect(codes.sort()).toEqual(bad.map(([, code]) => code).sort())
  expect(results.find((result) => result.id === good.id)).toMatchObject({ status: 'ok' })
  const [unknown] = bad
  const held = await find(server, 'held', (unknown?.[0] as Command).id)
  expect(held?.body).toMatchObject({ payload: aVisitPayload(), type: 'visit.dance', author: 'leader1', state: 'open' })
  expect(held?.pack).toBe('w:root')
  expect((await sync(server, 'leader1', { commands })).results).toEqual(results)
})

test('more than a form holds stays in the audit and is shown to nobody', async () => {
  const server = await aServer()
  const large = aCommand({ payload: aVisitPayload({ note: 'x'.repeat(17_000) }) })
  await push(server, 'leader1', large)
  expect((await find(server, 'held', large.id))?.body.payload).toBeNull()
  expect((await recordOf(server, large.id))?.payload).toContain('x'.repeat(17_000))
})

test('a held command takes seq and mark, a refused one takes none', async () => {
  const server = await aServer()
  const held = await pushOne(server, 'leader1', { type: 'visit.dance' })
  expect([held.seq, held.mark.length]).toEqual([5, 10])
  const refused = await pushOne(server, 'staff', {
    type: 'post.end',
    payload: { post: 'post-micro', until: '2026-12-01' },
  })
  expect(refused).toEqual({ id: refused.id, status: 'refused', seq: 0, mark: '', code: 'role_may_not' })
})

test('administration does not come out of an outbox', async () => {
  const server = await aServer()
  for (const type of ['post.give', 'post.end', 'household.move', 'building.move', 'held.judge']) {
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
      'building.move': { building: 'b-s1', stairs: [{ stair: '1', grid: 's3' }] },
      'held.judge': { command: freshId(), verdict: 'accept' },
    }[type]
    expect(await pushOne(server, 'staff', { type, payload })).toMatchObject({ status: 'refused', code: 'role_may_not' })
  }
})

test('a held command lies in the grid of the row it names', async () => {
  const server = await aServer()
  const visit = aCommand({ payload: aVisitPayload({ household: 'h-s3-1' }) })
  expect(await push(server, 'leader1', visit)).toMatchObject([{ status: 'held', code: 'not_your_grid' }])
  expect(await find(server, 'held', visit.id)).toMatchObject({ pack: 'w:s3', body: { of: 'h-s3-1' } })
})

test('the clock of a phone is corrected; two minutes count as right', async () => {
  const server = await aServer()
  const yearsBehind = Date.parse('2019-01-01T00:10:00.000Z')
  const late = aCommand({ happenedAt: instantOf(yearsBehind - 600_000) })
  await sync(server, 'leader1', { now: instantOf(yearsBehind), commands: [late] })
  expect((await find(server, 'visit', late.id))?.body).toMatchObject({ at: instantOf(NOW - 600_000) })
  const right = aCommand({ happenedAt: instantOf(NOW - 90_000) })
  await sync(server, 'leader1', { now: instantOf(NOW - 100_000), commands: [right] })
  expect((await find(server, 'visit', right.id))?.body).toMatchObject({ at: instantOf(NOW - 90_000) })
  expect((await find(server, 'visit', right.id))?.body.clockDoubtful).toBeUndefined()
})

test('a time after the receipt becomes the receipt time, flagged', async () => {
  const server = await aServer()
  const visit = aCommand({ happenedAt: instantOf(NOW + 3 * DAY) })
  expect(await push(server, 'leader1', visit)).toMatchObject([{ status: 'ok' }])
  expect((await find(server, 'visit', visit.id))?.body).toMatchObject({ at: instantOf(NOW), clockDoubtful: true })
})

test('order never comes from a phone: commands of one store are judged by n, whatever order they arrive in', async () => {
  const server = await aServer()
  const first = edit({ note: 'first' })
  const second = edit({ note: 'second' }, { seen: { note: first.id }, needs: [first.id] })
  expect(await push(server, 'leader1', second, first)).toMatchObject([{ id: first.id, status: 'ok' }, { status: 'ok' }])
  expect((await find(server, 'household', 'h-s1-1'))?.body.note).toBe('second')
})

test('what builds on a refused command is refused, on a held or unknown one held', async () => {
  const server = await aServer()
  const refused = aCommand({ type: 'post.end', payload: { post: 'post-micro', until: '2026-12-01' } })
  const held = aCommand({ type: 'visit.dance' })
  await push(server, 'leader1', refused, held)
  expect(await pushOne(server, 'leader1', { needs: [refused.id] })).toMatchObject({
    status: 'refused',
    code: 'needs_refused',
  })
  expect(await pushOne(server, 'leader1', { needs: [held.id] })).toMatchObject({
    status: 'held',
    code: 'needs_missing',
  })
  expect(await pushOne(server, 'leader1', { needs: [freshId()] })).toMatchObject({
    status: 'held',
    code: 'needs_missing',
  })
})

test('a command held for what it needs is carried out when that has come, and its author gets a receipt', async () => {
  const server = await aServer()
  const phone = new PlainPhone(server, 'leader1')
  await phone.firstSync()
  const first = edit({ note: 'first' })
  const second = edit({ note: 'second' }, { seen: { note: first.id }, needs: [first.id] })
  const third = edit({ note: 'third' }, { seen: { note: second.id }, needs: [second.id] })
  await phone.round([third])
  await phone.round([second])
  expect((await find(server, 'household', 'h-s1-1'))?.body.note).toBeUndefined()
  await phone.round([first])
  expect(phone.find('household', 'h-s1-1')?.body).toMatchObject({ note: 'third' })
  for (const { id } of [second, third]) {
    expect(phone.find('receipt', id)?.body).toMatchObject({ command: id, status: 'ok' })
    expect((await find(server, 'held', id))?.body.state).toBe('accepted')
  }
  expect(await push(server, 'leader1', third)).toMatchObject([{ status: 'ok' }])
})

test('a visit held because its household was not there stands once an import has brought it', async () => {
  const server = await aServer()
  const visit = aCommand({ payload: aVisitPayload({ household: 'h-new' }) })
  expect(await push(server, 'leader1', visit)).toMatchObject([{ status: 'held', code: 'not_found' }])
  await change(server, [
    put('household', { id: 'h-new', pack: packOf('s1') }, aHousehold({ doors: [asId('d-s1-1')] }).body),
  ])
  expect(await find(server, 'visit', visit.id)).toMatchObject({ pack: packOf('s1'), body: { by: 'leader1' } })
  expect((await recordOf(server, visit.id))?.status).toBe('ok')
})

test('what an older build could not understand is judged again when a newer one starts', async () => {
  const server = await aServer()
  const visit = aCommand({ v: 99 })
  await push(server, 'leader1', visit)
  await server.db.write(async (tx) => {
    const [row] = await tx.all('SELECT * FROM command WHERE id = ?', visit.id)
    await tx.put('command', [{ ...row, v: 1 }])
  })
  await reopenOnStart(server)
  expect((await find(server, 'visit', visit.id))?.body.by).toBe('leader1')
  const before = await sync(server, 'staff')
  await reopenOnStart(server)
  expect((await sync(server, 'staff')).pull?.to).toEqual(before.pull?.to)
})

test('a visit made inside a post stands for thirty days after its end and is flagged late, then it is held', async () => {
  const server = await aServer()
  await endPost(server, 'leader1', '2026-11-26')
  const visits = [aCommand(), aCommand()]
  server.time.now = NOW + 30 * DAY
  expect(await push(server, 'leader1', visits[0] ?? aCommand())).toMatchObject([{ status: 'ok' }])
  expect((await find(server, 'visit', visits[0]?.id ?? ''))?.body.late).toBe(true)
  server.time.now = NOW + 31 * DAY
  expect(await push(server, 'leader1', visits[1] ?? aCommand())).toMatchObject([{ status: 'held', code: 'post_ended' }])
})

test('an edit needs a post on the day it arrives, else it is held', async () => {
  const server = await aServer()
  await endPost(server, 'leader1', '2026-11-26')
  const change = edit({ note: 'knocks twice' })
  server.time.now = NOW + DAY
  expect(await push(server, 'leader1', change)).toMatchObject([{ status: 'held', code: 'post_ended' }])
  expect((await find(server, 'household', 'h-s1-1'))?.body.note).toBeUndefined()
})

test('two edits of one field by people who had not seen each other stand as a conflict', async () => {
  const server = await aServer()
  const [a, b] = [edit({ note: 'deaf' }), edit({ note: 'blind' })]
  expect(await push(server, 'leader1', a)).toMatchObject([{ status: 'ok' }])
  expect(await push(server, 'micro', b)).toMatchObject([{ status: 'conflict' }])
  const [row] = (await allRows(server, [packOf('s1')])).filter((each) => each.kind === 'conflict')
  expect(row?.body).toMatchObject({
    state: 'open',
    field: 'note',
    values: [
      { value: 'deaf', by: 'leader1', command: a.id },
      { value: 'blind', by: 'micro', command: b.id },
    ],
  })
  expect((await find(server, 'household', 'h-s1-1'))?.body.note).toBe('deaf')
})

test('after a restore an edit that others had built on is overtaken, however long the chain', async () => {
  const server = await aServer()
  const a = edit({ note: 'a' })
  const b = edit({ note: 'b' }, { seen: { note: a.id } })
  const c = edit({ note: 'c' }, { seen: { note: b.id } })
  expect(await push(server, 'leader1', c)).toMatchObject([{ status: 'ok' }])
  expect(await push(server, 'micro', b)).toMatchObject([{ status: 'ok' }])
  expect(await push(server, 'leader1', a)).toMatchObject([{ status: 'ok' }])
  expect((await find(server, 'household', 'h-s1-1'))?.body.note).toBe('c')
})

test('a name that was edited gets its pinyin', async () => {
  const server = await aServer()
  const payload = { resident: 'r-s1-1', household: 'h-s1-1', set: { name: '欧阳建华' } }
  await pushOne(server, 'leader1', { type: 'resident.edit', payload })
  expect((await find(server, 'resident', 'r-s1-1'))?.body).toMatchObject({
    name: '欧阳建华',
    pinyin: ['ouyang jianhua', 'oyjh'],
  })
  const foreign = { ...payload, set: { name: 'Maria Tan' } }
  const writer = (await find(server, 'resident', 'r-s1-1'))?.writer['name']
  await pushOne(server, 'leader1', {
    type: 'resident.edit',
    payload: foreign,
    seen: writer === undefined ? {} : { name: writer },
  })
  expect((await find(server, 'resident', 'r-s1-1'))?.body.pinyin).toBeUndefined()
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
      write: (work) =>
        server.db.write((tx) =>
          work({
            all: (...args) => (calls++, tx.all(...args)),
            put: (...args) => (calls++, tx.put(...args)),
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

test('a fault while judging holds the one command and lets the others through', async () => {
  const server = await aServer()
  const errors: string[] = []
  const log = { info() {}, error: (event: string) => void errors.push(event) }
  const broken = { household: asId<'household'>('h-s1-1'), by: asId<'person'>('leader1'), at: 'never' as never }
  const knock = { outcome: 'not_home', method: 'door', purpose: 'routine', persons: [], observations: {}, needs: [] }
  await change(server, [put('visit', { id: 'broken', pack: packOf('s1') }, { ...broken, ...knock })])
  const hit = aCommand({ payload: aVisitPayload({ outcome: 'not_home' }) })
  const other = aCommand({ payload: aVisitPayload({ household: 'h-s1-2' }) })
  expect(await push({ ...server, log }, 'leader1', hit, other)).toMatchObject([
    { status: 'held', code: 'failed' },
    { status: 'ok' },
  ])
  expect(errors).toEqual(['judge'])
})
