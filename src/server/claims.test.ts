import { expect, test } from 'vitest'
import { instantOf } from '../domain/ids.ts'
import { aServer, COMMUNITY, endPost, findRow, rowsIn } from '../testing/community.ts'
import { aCommand, PlainPhone, push, pushOne } from '../testing/conversation.ts'
import {
  answer,
  aTaskPayload,
  claim,
  claimOf,
  hoursOn,
  places,
  publish,
  release,
  seatOf,
  stateOf,
} from '../testing/tasks.ts'
import { carryOutDue } from './due.ts'

const HOUR = 3_600_000

test('who arrives first has the place, whatever the phones say of the time; the next ones wait in order', async () => {
  const server = await aServer()
  const task = await publish(server)
  const at = (hours: number) => instantOf(server.time.now - hours * HOUR)
  const first = await pushOne(server, 'volunteer', { type: 'task.claim', happenedAt: at(0), payload: { task } })
  const second = await pushOne(server, 'member', { type: 'task.claim', happenedAt: at(9), payload: { task } })
  const third = await pushOne(server, 'leader1', { type: 'task.claim', happenedAt: at(5), payload: { task } })
  expect([first.status, second.status, third.status]).toEqual(['ok', 'conflict', 'conflict'])
  expect(await stateOf(server, first.id)).toBe('confirmed')
  const [b, c] = [await claimOf(server, second.id), await claimOf(server, third.id)]
  expect([b.state, c.state, b.order < c.order]).toEqual(['waitlisted', 'waitlisted', true])
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: first.id, until: hoursOn(24), ends: hoursOn(26) })
})

test('who would rather not wait, and who claims where there is no wait list, has lost the place', async () => {
  const server = await aServer()
  const task = await publish(server)
  const unlisted = await publish(server, { waits: false })
  for (const one of [task, unlisted]) await claim(server, 'volunteer', one)
  const rather = await pushOne(server, 'member', { type: 'task.claim', payload: { task, wait: false } })
  const none = await claim(server, 'member', unlisted)
  expect([await stateOf(server, rather.id), await stateOf(server, none.id)]).toEqual(['lost', 'lost'])
})

test('who waits knows the own number, which falls as those before get a place or go', async () => {
  const server = await aServer()
  const task = await publish(server)
  const ids: string[] = []
  for (const person of ['volunteer', 'member', 'leader1', 'leader2']) ids.push((await claim(server, person, task)).id)
  const [one = '', two = '', three = '', four = ''] = ids
  const turns = async () => Promise.all(ids.map(async (id) => (await claimOf(server, id)).turn))
  expect(await turns()).toEqual([undefined, 1, 2, 3])
  await pushOne(server, 'leader1', release(task, three))
  expect(await turns()).toEqual([undefined, 1, undefined, 2])
  await pushOne(server, 'volunteer', release(task, one))
  expect([(await seatOf(server, task))?.body.claim, await turns()]).toEqual([two, [undefined, undefined, undefined, 1]])
  expect((await findRow(server, 'holding', four))?.body.turn).toBe(1)
  expect(JSON.stringify(await rowsIn(server, 'o:root'))).not.toContain('turn')
})

test('a place that is let go is offered at once to whoever has waited longest, and passes on until somebody says yes', async () => {
  const server = await aServer()
  const task = await publish(server)
  const ids: string[] = []
  for (const person of ['volunteer', 'member', 'leader1', 'leader2']) ids.push((await claim(server, person, task)).id)
  const [one = '', two = '', three = '', four = ''] = ids
  await pushOne(server, 'volunteer', release(task, one))
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: two, offer: true, until: hoursOn(12) })
  await pushOne(server, 'member', answer(task, two, false))
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: three, offer: true })
  server.time.now += 12 * HOUR
  expect(await carryOutDue(server, COMMUNITY)).toBe(1)
  expect((await claimOf(server, three)).log.at(-1)).toMatchObject({
    state: 'released',
    by: 'server',
    why: 'unanswered',
  })
  expect(await pushOne(server, 'leader2', answer(task, four, true))).toMatchObject({ status: 'ok' })
  expect(await stateOf(server, four)).toBe('confirmed')
  expect((await seatOf(server, task))?.body.offer).toBeUndefined()
  expect(await pushOne(server, 'leader1', answer(task, three, true))).toMatchObject({ code: 'claim_over' })
})

test("a lease runs out by the server's clock after its grace, once, and not while it is renewed", async () => {
  const server = await aServer()
  const task = await publish(server)
  const { id } = await claim(server, 'volunteer', task)
  const next = await claim(server, 'member', task)
  server.time.now += 20 * HOUR
  await pushOne(server, 'volunteer', { type: 'step.tick', payload: { task, claim: id, step: 'a', done: true } })
  server.time.now += 6 * HOUR
  expect(await carryOutDue(server, COMMUNITY)).toBe(0)
  expect(await pushOne(server, 'volunteer', { type: 'claim.extend', payload: { task, claim: id } })).toMatchObject({
    status: 'ok',
  })
  server.time.now += 25 * HOUR
  expect(await carryOutDue(server, COMMUNITY)).toBe(0)
  server.time.now += HOUR
  const done = await Promise.all([carryOutDue(server, COMMUNITY), carryOutDue(server, COMMUNITY)])
  expect(done.reduce((a, b) => a + b)).toBe(1)
  expect((await claimOf(server, id)).log.at(-1)).toMatchObject({ state: 'released', why: 'lease_over' })
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: next.id, offer: true })
})

test('two extensions and no more; a volunteer has three open claims and no more', async () => {
  const server = await aServer()
  const tasks = [await publish(server), await publish(server), await publish(server), await publish(server)]
  const [first = '', second = '', third = '', fourth = ''] = tasks
  const { id } = await claim(server, 'volunteer', first)
  const extend = () => pushOne(server, 'volunteer', { type: 'claim.extend', payload: { task: first, claim: id } })
  expect([(await extend()).status, (await extend()).status, (await extend()).code]).toEqual([
    'ok',
    'ok',
    'no_more_time',
  ])
  await claim(server, 'volunteer', second)
  await claim(server, 'volunteer', third)
  expect(await claim(server, 'volunteer', fourth)).toMatchObject({ status: 'refused', code: 'too_many_claims' })
  expect(await claim(server, 'volunteer', first)).toMatchObject({ status: 'refused', code: 'already_claimed' })
})

test('fewer places than are taken are refused; free ones go, come back, and are offered to those who wait', async () => {
  const server = await aServer()
  const task = await publish(server, places(3))
  const set = (n: number) => pushOne(server, 'staff', { type: 'task.change', payload: { task, set: {}, places: n } })
  await claim(server, 'volunteer', task)
  await claim(server, 'member', task)
  expect(await set(1)).toMatchObject({ status: 'refused', code: 'places_taken' })
  expect(await set(2)).toMatchObject({ status: 'ok' })
  const waiting = await claim(server, 'leader1', task)
  expect(await stateOf(server, waiting.id)).toBe('waitlisted')
  await set(4)
  expect((await seatOf(server, task, 3))?.body).toMatchObject({ claim: waiting.id, offer: true })
  expect((await seatOf(server, task, 4))?.body.claim).toBeNull()
})

test('whom a task helps is told to the confirmed claimer alone, from the time that was set, and leaves with the claim', async () => {
  const server = await aServer()
  const contact = { name: '徐阿婆', phone: '15400001234', from: hoursOn(2) }
  const task = await publish(server, { contact })
  const phone = new PlainPhone(server, 'volunteer')
  await phone.firstSync()
  await phone.round([aCommand({ type: 'task.claim', payload: { task } })])
  const other = await claim(server, 'member', task)
  expect(phone.rows().filter((row) => row.kind === 'disclosure')).toEqual([])
  server.time.now += 2 * HOUR
  await carryOutDue(server, COMMUNITY)
  await phone.round()
  const [told] = phone.rows().filter((row) => row.kind === 'disclosure')
  expect(told?.body).toMatchObject({ name: '徐阿婆', phone: '15400001234', task })
  expect(JSON.stringify(await rowsIn(server, 'p:member', 'o:root'))).not.toContain('徐')
  await pushOne(server, 'volunteer', release(task, told?.id ?? ''))
  await phone.round()
  expect(JSON.stringify(phone.rows())).not.toContain('徐')
  expect(JSON.stringify(await rowsIn(server, 'h:volunteer'))).not.toContain('徐')
  await pushOne(server, 'member', answer(task, other.id, true))
  expect(JSON.stringify(await rowsIn(server, 'p:member'))).toContain('徐')
  await pushOne(server, 'staff', { type: 'task.cancel', payload: { task, why: '已经解决' } })
  expect(JSON.stringify(await rowsIn(server, 'p:member'))).not.toContain('徐')
})

test('a telephone number that is put right is told no sooner than was agreed, and then as it is by then', async () => {
  const server = await aServer()
  const task = await publish(server, { contact: { name: '徐阿婆', phone: '15400001234', from: hoursOn(2) } })
  await claim(server, 'volunteer', task)
  const contact = { name: '徐阿婆', phone: '15400005678' }
  await pushOne(server, 'staff', { type: 'task.change', payload: { task, set: {}, contact } })
  await carryOutDue(server, COMMUNITY)
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer', 'o:root'))).not.toContain('徐')
  server.time.now += 2 * HOUR
  await carryOutDue(server, COMMUNITY)
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer'))).toContain('15400005678')
})

test('a task that is cancelled takes its claims along; what was ticked meanwhile is kept and flagged', async () => {
  const server = await aServer()
  const task = await publish(server)
  const { id } = await claim(server, 'volunteer', task)
  await pushOne(server, 'staff', { type: 'task.cancel', payload: { task, why: '下雨' } })
  const tick = (step: string) => aCommand({ type: 'step.tick', payload: { task, claim: id, step, done: true } })
  const finish = aCommand({ type: 'task.finish', payload: { task, claim: id, minutes: 45, partial: true } })
  expect((await push(server, 'volunteer', tick('a'), tick('b'), finish)).map(({ status }) => status)).toEqual([
    'ok',
    'ok',
    'ok',
  ])
  const kept = await claimOf(server, id)
  expect(kept).toMatchObject({ state: 'cancelled', late: true, done: { minutes: 45, partial: true } })
  expect(Object.keys(kept.ticked)).toEqual(['a', 'b'])
  const verify = { type: 'task.verify', payload: { task, claim: id, verdict: 'verified', minutes: 30 } }
  expect(await pushOne(server, 'staff', verify)).toMatchObject({ status: 'ok' })
  expect((await claimOf(server, id)).checked).toMatchObject([{ minutes: 30, by: 'staff' }])
})

test('at the end of its time a task takes no more, lets those go who wait, and leaves the others time to report', async () => {
  const server = await aServer()
  const task = await publish(server, { shifts: [{ from: hoursOn(1), until: hoursOn(3), places: 1 }] })
  const { id } = await claim(server, 'volunteer', task)
  const waiting = await claim(server, 'member', task)
  server.time.now += 3 * HOUR
  await carryOutDue(server, COMMUNITY)
  expect((await findRow(server, 'task', task))?.body.state).toBe('expired')
  expect([await stateOf(server, id), await stateOf(server, waiting.id)]).toEqual(['confirmed', 'expired'])
  expect(await claim(server, 'leader1', task)).toMatchObject({ code: 'task_over' })
  server.time.now += 72 * HOUR
  await carryOutDue(server, COMMUNITY)
  expect((await claimOf(server, id)).log.at(-1)).toMatchObject({ state: 'released', why: 'lease_over' })
})

test('what holders and coordinators read of a claim is the same', async () => {
  const server = await aServer()
  const task = await publish(server, { grid: 's1' })
  const { id } = await claim(server, 'leader1', task)
  await pushOne(server, 'leader1', { type: 'step.tick', payload: { task, claim: id, step: 'a', done: true } })
  const holding = await findRow(server, 'holding', id)
  expect([holding?.pack, holding?.body]).toEqual(['w:s1', (await findRow(server, 'claim', id))?.body])
})

test('a claim that had its place before the history was replaced and has none now is held, not refused nor put last', async () => {
  const server = await aServer()
  const task = await publish(server)
  await claim(server, 'member', task)
  const again = { ...aCommand({ type: 'task.claim', payload: { task } }), was: 'ok' } as ReturnType<typeof aCommand>
  expect(await push(server, 'volunteer', again)).toMatchObject([{ status: 'held', code: 'was_accepted' }])
  await pushOne(server, 'staff', { type: 'task.cancel', payload: { task, why: 'x' } })
  const late = { ...aCommand({ type: 'task.claim', payload: { task } }), was: 'ok' } as ReturnType<typeof aCommand>
  expect(await push(server, 'leader1', late)).toMatchObject([{ status: 'held', code: 'was_accepted' }])
  const fresh = aCommand({ type: 'task.claim', payload: { task } })
  expect(await push(server, 'leader2', fresh)).toMatchObject([{ status: 'refused', code: 'task_over' }])
})

test('a request that had its way is not turned away because a late copy of it came first; one that says no such thing is', async () => {
  const server = await aServer()
  const task = await publish(server)
  await claim(server, 'member', task)
  await pushOne(server, 'staff', { type: 'task.cancel', payload: { task, why: 'x' } })
  const copy = aCommand({ type: 'task.claim', payload: { task } })
  const refused = { status: 'refused', code: 'task_over' }
  expect(await push(server, 'leader1', copy)).toMatchObject([refused])
  expect(await push(server, 'leader1', copy)).toMatchObject([refused])
  const again = { ...copy, was: 'ok' } as typeof copy
  expect(await push(server, 'leader1', again)).toMatchObject([{ status: 'held', code: 'was_accepted' }])
})

test('shifts are tasks of one command, and bad periods are refused in a word', async () => {
  const server = await aServer()
  const shifts = [1, 2].map((day) => ({ from: hoursOn(24 * day), until: hoursOn(24 * day + 2), places: 2 }))
  const first = await publish(server, { shifts })
  const second = await findRow(server, 'task', `${first}-2`)
  expect(second?.body).toMatchObject({ shiftOf: first, from: hoursOn(48) })
  const bad = aTaskPayload({ shifts: [{ from: hoursOn(5), until: hoursOn(5), places: 1 }] })
  expect(await pushOne(server, 'staff', { type: 'task.publish', payload: bad })).toMatchObject({ code: 'bad_period' })
})

test('a volunteer whose post has ended keeps what was done, and the place passes on when the lease is over', async () => {
  const server = await aServer()
  const task = await publish(server)
  const { id } = await claim(server, 'volunteer', task)
  const next = await claim(server, 'member', task)
  await endPost(server, 'volunteer', '2026-11-26')
  server.time.now += 12 * HOUR
  const tick = { type: 'step.tick', happenedAt: instantOf(server.time.now - 12 * HOUR) }
  const ticked = await pushOne(server, 'volunteer', { ...tick, payload: { task, claim: id, step: 'a', done: true } })
  expect([ticked.status, Object.keys((await claimOf(server, id)).ticked)]).toEqual(['ok', ['a']])
  expect(await pushOne(server, 'volunteer', release(task, id))).toMatchObject({ status: 'refused', code: 'post_ended' })
  server.time.now += 26 * HOUR
  await carryOutDue(server, COMMUNITY)
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: next.id, offer: true })
})

test('the same person who claims from two devices has one claim, and the second is told so', async () => {
  const server = await aServer()
  const task = await publish(server, places(2))
  const [first, second] = [await claim(server, 'volunteer', task), await claim(server, 'volunteer', task)]
  expect([first.status, second.code]).toEqual(['ok', 'already_claimed'])
  expect((await seatOf(server, task, 2))?.body.claim).toBeNull()
})

test('claimers hear of what was changed about their task', async () => {
  const server = await aServer()
  const task = await publish(server)
  const { id } = await claim(server, 'volunteer', task)
  const change = { task, set: { place: { sort: 'grid', words: '大厅' } } }
  await pushOne(server, 'staff', { type: 'task.change', payload: change })
  expect((await claimOf(server, id)).changed).toEqual({ at: instantOf(server.time.now), fields: ['place'] })
  const bad = { task, set: { until: hoursOn(2) } }
  expect(await pushOne(server, 'staff', { type: 'task.change', payload: bad })).toMatchObject({ code: 'bad_period' })
})
