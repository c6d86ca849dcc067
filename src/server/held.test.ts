import { expect, test } from 'vitest'
import type { Command } from '../domain/commands.ts'
import { asId } from '../domain/ids.ts'
import { put } from '../domain/see.ts'
import { aHousehold } from '../testing/build.ts'
import {
  aServer,
  COMMUNITY,
  change,
  findRow,
  freshId,
  givePost,
  packOf,
  recordOf,
  type TestServer,
  who,
} from '../testing/community.ts'
import { aCommand, aVisitPayload, PlainPhone, push, pushOne, sync } from '../testing/conversation.ts'
import { administer } from './admin.ts'
import { AT_ONCE, reopenOnStart } from './again.ts'

const edit = (set: Readonly<Record<string, unknown>>, over: Partial<Command> = {}) =>
  aCommand({ type: 'household.edit', payload: { household: 'h-s1-1', set }, ...over })

test('commands that cannot be read are held with their bytes and hold up no other', async () => {
  const server = await aServer()
  const [good, unknown] = [aCommand(), aCommand({ type: 'visit.dance' })]
  const bad: readonly [unknown, string][] = [
    [unknown, 'unknown_type'],
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
  const held = await findRow(server, 'held', unknown.id)
  expect(held?.body).toMatchObject({ payload: aVisitPayload(), type: 'visit.dance', author: 'leader1', state: 'open' })
  expect(held?.pack).toBe('w:s1')
  expect((await sync(server, 'leader1', { commands })).results).toEqual(results)
})

test('more than a form holds stays in the audit and is shown to nobody', async () => {
  const server = await aServer()
  const large = aCommand({ payload: aVisitPayload({ note: 'x'.repeat(17_000) }) })
  await push(server, 'leader1', large)
  expect((await findRow(server, 'held', large.id))?.body.payload).toBeNull()
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

test('a held command lies in the grid of the row it names', async () => {
  const server = await aServer()
  const visit = aCommand({ payload: aVisitPayload({ household: 'h-s3-1' }) })
  expect(await push(server, 'leader1', visit)).toMatchObject([{ status: 'held', code: 'not_your_grid' }])
  expect(await findRow(server, 'held', visit.id)).toMatchObject({ pack: 'w:s3', body: { of: 'h-s3-1' } })
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
  expect((await findRow(server, 'household', 'h-s1-1'))?.body.note).toBeUndefined()
  await phone.round([first])
  expect(phone.find('household', 'h-s1-1')?.body).toMatchObject({ note: 'third' })
  for (const { id } of [second, third]) {
    expect(phone.find('receipt', id)?.body).toMatchObject({ command: id, status: 'ok' })
    expect((await findRow(server, 'held', id))?.body.state).toBe('accepted')
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
  expect(await findRow(server, 'visit', visit.id)).toMatchObject({ pack: packOf('s1'), body: { by: 'leader1' } })
  expect((await recordOf(server, visit.id))?.status).toBe('ok')
})

test('what an older build could not understand is judged again when a newer one starts', async () => {
  const server = await aServer()
  const visit = aCommand({ v: 99 })
  await push(server, 'leader1', visit)
  await server.db.write(COMMUNITY, async (tx) => {
    const [row] = await tx.all('SELECT * FROM command WHERE id = ?', visit.id)
    await tx.put('command', [{ ...row, v: 1 }])
  })
  await reopenOnStart(server)
  expect((await findRow(server, 'visit', visit.id))?.body.by).toBe('leader1')
  const before = await sync(server, 'staff')
  await reopenOnStart(server)
  expect((await sync(server, 'staff')).pull?.to).toEqual(before.pull?.to)
})

/** One whose judging meets a fault of ours. */
async function aFaultyVisit(server: TestServer): Promise<Command> {
  const broken = { household: asId<'household'>('h-s1-1'), by: asId<'person'>('leader1'), at: 'never' as never }
  const knock = { outcome: 'not_home', method: 'door', purpose: 'routine', persons: [], observations: {}, needs: [] }
  await change(server, [put('visit', { id: 'broken', pack: packOf('s1') }, { ...broken, ...knock })])
  return aCommand({ payload: aVisitPayload({ outcome: 'not_home' }) })
}
test('a fault while judging holds the one command and lets the others through', async () => {
  const server = await aServer()
  const errors: string[] = []
  const log = { info() {}, error: (event: string) => void errors.push(event) }
  const hit = await aFaultyVisit(server)
  const other = aCommand({ payload: aVisitPayload({ household: 'h-s1-2' }) })
  expect(await push({ ...server, log }, 'leader1', hit, other)).toMatchObject([
    { status: 'held', code: 'failed' },
    { status: 'ok' },
  ])
  expect(errors).toEqual(['judge'])
})

test('a fault while one that waits is judged again keeps neither the server from starting, nor what it waited for out, nor a post from being given', async () => {
  const errors: string[] = []
  const log = { info() {}, error: (event: string) => void errors.push(event) }
  const server = { ...(await aServer()), log }
  const faulty = await aFaultyVisit(server)
  await push(server, 'leader1', faulty)
  await reopenOnStart(server)
  const first = aCommand({ payload: aVisitPayload({ household: 'h-s1-2' }) })
  await push(server, 'leader1', { ...faulty, id: freshId(), needs: [first.id] })
  expect(await push(server, 'leader1', first)).toMatchObject([{ status: 'ok' }])
  await push(server, 'leader2', { ...faulty, id: freshId() })
  await givePost(server, { person: 'leader2', role: 'stair_leader', grid: 's1' })
  expect([...new Set(errors)]).toEqual(['judge', 'judge again'])
  expect((await findRow(server, 'held', faulty.id))?.body.state).toBe('open')
})

test('what waits for a held command is carried out with the word that lets that one through', async () => {
  const server = await aServer()
  const first = aCommand()
  const second = aCommand({ payload: aVisitPayload({ household: 'h-s2-1' }), needs: [first.id] })
  await push(server, 'leader2', first, second)
  const word = { type: 'held.judge', payload: { command: first.id, verdict: 'accept' } }
  expect(await administer(server, who('staff'), word)).toMatchObject({ body: { result: { status: 'ok' } } })
  expect([await recordOf(server, first.id), await recordOf(server, second.id)]).toMatchObject([
    { status: 'ok' },
    { status: 'ok' },
  ])
})

test('however many wait in vain, each has its turn', async () => {
  const server = await aServer()
  const inVain = Array.from({ length: AT_ONCE }, () => aCommand({ payload: aVisitPayload({ household: 'h-gone' }) }))
  await push(server, 'leader1', ...inVain)
  const [first, second] = ['h-new', 'h-newer'].map((household) => aCommand({ payload: aVisitPayload({ household }) }))
  await push(server, 'leader1', first as Command, second as Command)
  const bring = (id: string) =>
    change(server, [put('household', { id, pack: packOf('s1') }, aHousehold({ doors: [asId('d-s1-1')] }).body)])
  await bring('h-new')
  await pushOne(server, 'leader3', { payload: aVisitPayload({ household: 'h-s3-1' }) })
  expect((await recordOf(server, first?.id ?? ''))?.status).toBe('ok')
  await server.db.write(COMMUNITY, async (tx) => {
    const [row] = await tx.all("SELECT * FROM entity WHERE kind = 'household' AND id = 'h-new'")
    await tx.put('entity', [{ ...row, id: 'h-newer' }])
  })
  await reopenOnStart(server)
  expect((await recordOf(server, second?.id ?? ''))?.status).toBe('ok')
})

test('however many wait in vain for something else, whoever waited for a post has his turn when it is given', async () => {
  const server = await aServer()
  const visit = aCommand()
  await push(server, 'leader2', visit)
  const inVain = Array.from({ length: AT_ONCE }, () => aCommand({ payload: aVisitPayload({ household: 'h-gone' }) }))
  await push(server, 'leader1', ...inVain)
  await pushOne(server, 'leader3', { payload: aVisitPayload({ household: 'h-s3-1' }) })
  await givePost(server, { person: 'leader2', role: 'stair_leader', grid: 's1' })
  expect((await recordOf(server, visit.id))?.status).toBe('ok')
})

test('what has an id that is known with other content is kept under another, and its phone is told which', async () => {
  const server = await aServer()
  const one = aCommand()
  const other = { ...one, payload: aVisitPayload({ note: 'x' }) }
  await push(server, 'leader1', one)
  const [answer] = await push(server, 'leader1', other)
  expect(answer).toMatchObject({ id: one.id, status: 'held', code: 'same_id_other_content', as: expect.any(String) })
  expect((await findRow(server, 'held', answer?.as ?? ''))?.body.command).toBe(answer?.as)
  expect(await push(server, 'leader1', other)).toEqual([answer])
  expect(await push(server, 'leader1', one)).not.toMatchObject([{ as: expect.anything() }])
})

test('what cannot be read is held once, whatever its phone remembers of the answer', async () => {
  const server = await aServer()
  const bad = { id: freshId(), what: 'broken' }
  const [first] = (await sync(server, 'leader1', { commands: [bad] as never })).results
  const again = (await sync(server, 'leader1', { commands: [{ ...bad, was: 'held' }] as never })).results
  expect([first?.code, again]).toEqual(['bad_payload', [first]])
})

test('a visit held for want of a post stands once a post is given that reaches back to the day it came', async () => {
  const server = await aServer()
  const visit = aCommand()
  expect(await push(server, 'leader2', visit)).toMatchObject([{ status: 'held', code: 'not_your_grid' }])
  await givePost(server, { person: 'leader2', role: 'stair_leader', grid: 's3' })
  expect(await findRow(server, 'visit', visit.id)).toBeUndefined()
  await givePost(server, { person: 'leader2', role: 'stair_leader', grid: 's1' })
  expect((await findRow(server, 'visit', visit.id))?.body).toMatchObject({ by: 'leader2' })
})

test('a command that names nothing known waits in sight of those who lead its author', async () => {
  const server = await aServer()
  await change(server, [
    put('grid', { id: 'street', pack: asId('c') }, { level: 'street', parent: null, name: '街道', order: 0 }),
    { op: 'set', kind: 'grid', id: 'root', set: { parent: 'street' }, edit: false },
  ])
  const [first, second] = [freshId(), freshId()]
  const seenBy = async (person: string): Promise<readonly unknown[]> => {
    const phone = new PlainPhone(server, person)
    await phone.firstSync()
    return [first, second].filter((id) => phone.find('held', id) !== undefined)
  }
  await push(server, 'leader1', aCommand({ id: first, type: 'visit.dance' }))
  await push(server, 'volunteer', aCommand({ id: second, type: 'visit.dance' }))
  expect(await seenBy('staff')).toEqual([first, second])
  expect(await seenBy('chief')).toEqual([first])
  expect(await seenBy('leader1')).toEqual([])
})
