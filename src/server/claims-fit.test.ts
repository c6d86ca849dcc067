import { expect, test } from 'vitest'
import { asId } from '../domain/ids.ts'
import { aServer, COMMUNITY, findRow } from '../testing/community.ts'
import { aCommand, push, pushOne } from '../testing/conversation.ts'
import {
  answer,
  claim,
  claimOf,
  hoursOn,
  places,
  publish,
  release,
  type Said,
  seatOf,
  stateOf,
} from '../testing/tasks.ts'
import { carryOutDue } from './due.ts'

const HOUR = 3_600_000
type Server = Awaited<ReturnType<typeof aServer>>
const card = async (server: Server, person: string, set: Said) => {
  const edit = { type: 'card.edit', payload: { person, set } }
  expect(await pushOne(server, 'staff', edit)).toMatchObject({ status: 'ok' })
}
const assign = (server: Server, { by = 'staff', task, person }: { by?: string; task: string; person: string }) =>
  pushOne(server, by, { type: 'claim.assign', payload: { task, person, why: '人手不够' } })
const MINOR = { birth: '2012' }

test('a coordinator looks past a missing skill with his reason, never past the consent of a guardian', async () => {
  const server = await aServer()
  const task = await publish(server, { skills: ['haircut'], youngest: 18 })
  await card(server, 'member', MINOR)
  const asked = { task, person: 'member' }
  expect(await assign(server, asked)).toMatchObject({ status: 'refused', code: 'consent_missing' })
  await card(server, 'member', { guardian: '母亲当面同意' })
  const given = await assign(server, asked)
  expect(given.status).toBe('ok')
  await card(server, 'member', { guardian: null })
  const yes = answer(task, given.id, true)
  expect(await pushOne(server, 'member', yes)).toMatchObject({ status: 'refused', code: 'consent_missing' })
  await card(server, 'member', { guardian: '父亲' })
  expect(await pushOne(server, 'member', yes)).toMatchObject({ status: 'ok' })
  const other = { type: 'claim.swap', payload: { task, claim: given.id, person: 'volunteer', why: '换人' } }
  await card(server, 'volunteer', MINOR)
  expect(await pushOne(server, 'staff', other)).toMatchObject({ status: 'refused', code: 'consent_missing' })
  expect(await stateOf(server, given.id)).toBe('confirmed')
})

test('a consent that is missing counts also where whoever assigns does not read the card', async () => {
  const server = await aServer()
  const task = await publish(server, { grid: 'm1' })
  await card(server, 'member', MINOR)
  const refused = await assign(server, { by: 'micro', task, person: 'member' })
  expect(refused).toMatchObject({ status: 'refused', code: 'consent_missing' })
})

test('by hand-over all holds that the task asks for, when it is asked and when it is answered', async () => {
  const server = await aServer()
  const task = await publish(server, { skills: ['haircut'] })
  for (const person of ['volunteer', 'leader1']) await card(server, person, { skills: [{ skill: 'haircut' }] })
  const { id } = await claim(server, 'volunteer', task)
  const ask = (person: string) =>
    pushOne(server, 'volunteer', { type: 'claim.handover', payload: { task, claim: id, person } })
  expect(await ask('member')).toMatchObject({ status: 'refused', code: 'unfit' })
  const asked = await ask('leader1')
  await card(server, 'leader1', { skills: [] })
  const yes = await pushOne(server, 'leader1', answer(task, asked.id, true))
  expect(yes).toMatchObject({ status: 'refused', code: 'skill_missing' })
  expect(await pushOne(server, 'leader1', answer(task, asked.id, false))).toMatchObject({ status: 'ok' })
  expect([await stateOf(server, id), await stateOf(server, asked.id)]).toEqual(['confirmed', 'declined'])
})

test('whoever rests is neither asked to take over nor given a place', async () => {
  const server = await aServer()
  const [task, other] = [await publish(server), await publish(server)]
  await card(server, 'member', { resting: '2026-11-28' })
  const { id } = await claim(server, 'volunteer', task)
  const ask = { type: 'claim.handover', payload: { task, claim: id, person: 'member' } }
  expect(await pushOne(server, 'volunteer', ask)).toMatchObject({ status: 'refused', code: 'resting' })
  expect(await assign(server, { task: other, person: 'member' })).toMatchObject({ code: 'resting' })
  server.time.now += 48 * HOUR
  expect(await pushOne(server, 'volunteer', ask)).toMatchObject({ status: 'ok' })
})

test('the wait list passes by whoever rests, keeps his turn, and offers him a place that is free when his rest ends', async () => {
  const server = await aServer()
  const task = await publish(server)
  const first = await claim(server, 'volunteer', task)
  const resting = await claim(server, 'member', task)
  const awake = await claim(server, 'leader1', task)
  await card(server, 'member', { resting: '2026-11-28' })
  await pushOne(server, 'volunteer', release(task, first.id))
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: awake.id, offer: true })
  expect((await claimOf(server, resting.id)).turn).toBe(1)
  await pushOne(server, 'leader1', answer(task, awake.id, false))
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: null, ends: '2026-11-27T16:00:00.000Z' })
  server.time.now = Date.parse('2026-11-27T15:59:00.000Z')
  await carryOutDue(server, COMMUNITY)
  expect((await seatOf(server, task))?.body.claim).toBeNull()
  server.time.now += 60_000
  await carryOutDue(server, COMMUNITY)
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: resting.id, offer: true })
  expect(await carryOutDue(server, COMMUNITY)).toBe(0)
})

test('whoever rests for less long is waited for less long, and who rests no more is offered the place that is free, by his own word or a coordinator’s', async () => {
  const server = await aServer()
  const own = { type: 'volunteer.edit', payload: { set: { resting: null } } }
  const theirs = { type: 'card.edit', payload: { person: 'member', set: { resting: '2020-01-01' } } }
  for (const [who, edit] of [['member', own] as const, ['staff', theirs] as const]) {
    const task = await publish(server)
    const first = await claim(server, 'volunteer', task)
    const resting = await claim(server, 'member', task)
    await card(server, 'member', { resting: '2026-11-28' })
    await pushOne(server, 'volunteer', release(task, first.id))
    await card(server, 'member', { resting: '2026-11-27' })
    await carryOutDue(server, COMMUNITY)
    expect((await seatOf(server, task))?.body).toMatchObject({ claim: null, ends: '2026-11-26T16:00:00.000Z' })
    expect(await pushOne(server, who, edit)).toMatchObject({ status: 'ok' })
    await carryOutDue(server, COMMUNITY)
    expect((await seatOf(server, task))?.body).toMatchObject({ claim: resting.id, offer: true })
    expect(await carryOutDue(server, COMMUNITY)).toBe(0)
    await pushOne(server, 'member', answer(task, resting.id, false))
  }
})

test('a free place that waits for the end of a rest is taken by whoever claims it, and nothing is due any more', async () => {
  const server = await aServer()
  const task = await publish(server)
  const first = await claim(server, 'volunteer', task)
  await claim(server, 'member', task)
  await card(server, 'member', { resting: '2026-11-28' })
  await pushOne(server, 'volunteer', release(task, first.id))
  const taken = await claim(server, 'leader1', task)
  expect((await seatOf(server, task))?.body).toEqual({
    ...{ task, no: 1, claim: taken.id, until: hoursOn(24), ends: hoursOn(26) },
  })
})

test('what was ticked before the answer came is kept where a place was confirmed, and refused to who only waits', async () => {
  const server = await aServer()
  const task = await publish(server)
  const doing = (id: string) => [
    aCommand({ type: 'step.tick', needs: [asId(id)], payload: { task, claim: id, step: 'a', done: true } }),
    aCommand({ type: 'task.finish', needs: [asId(id)], payload: { task, claim: id, minutes: 30 } }),
  ]
  const [first, second] = [1, 2].map(() => aCommand({ type: 'task.claim', payload: { task } }))
  if (first === undefined || second === undefined) return expect.unreachable()
  const kept = await push(server, 'volunteer', first, ...doing(first.id))
  expect(kept.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok'])
  expect((await claimOf(server, first.id)).state).toBe('submitted')
  const waits = await push(server, 'member', second, ...doing(second.id))
  expect(waits.map(({ status, code }) => code ?? status)).toEqual(['conflict', 'not_confirmed', 'not_confirmed'])
  expect(await claimOf(server, second.id)).toMatchObject({ state: 'waitlisted', ticked: {} })
})

test('a card says where somebody lives as a building group or a micro-grid, and nothing wider', async () => {
  const server = await aServer()
  const edit = (home: string | null) =>
    pushOne(server, 'volunteer', { type: 'volunteer.edit', payload: { set: { home } } })
  expect(await edit('s1')).toMatchObject({ status: 'ok' })
  expect((await findRow(server, 'card', 'volunteer'))?.body.home).toBe('s1')
  for (const wrong of ['root', 'nowhere']) expect(await edit(wrong)).toMatchObject({ code: 'wrong_level' })
  expect(await edit(null)).toMatchObject({ status: 'ok' })
  expect((await findRow(server, 'volunteer', 'volunteer'))?.body.home).toBeUndefined()
})

test('who rests longer than the task goes, and then no more, is offered the place that came free meanwhile', async () => {
  const server = await aServer()
  const task = await publish(server)
  const { id } = await claim(server, 'volunteer', task)
  const waiting = await claim(server, 'member', task)
  await card(server, 'member', { resting: '2027-11-28' })
  await pushOne(server, 'volunteer', release(task, id))
  expect((await seatOf(server, task))?.body.claim).toBeNull()
  await card(server, 'member', { resting: null })
  await carryOutDue(server, COMMUNITY)
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: waiting.id, offer: true })
})

test('a place that is taken away again waits for nobody’s rest to end', async () => {
  const server = await aServer()
  const task = await publish(server)
  await claim(server, 'volunteer', task)
  await claim(server, 'member', task)
  await card(server, 'member', { resting: '2026-11-28' })
  const change = (count: number) =>
    pushOne(server, 'staff', { type: 'task.change', payload: { task, set: {}, places: count } })
  expect(await change(3)).toMatchObject({ status: 'ok' })
  expect(await change(1)).toMatchObject({ status: 'ok' })
  server.time.now += 30 * 24 * HOUR
  await carryOutDue(server, COMMUNITY)
  const due = await server.db.read((tx) => tx.all("SELECT id FROM entity WHERE kind = 'seat' AND due IS NOT NULL"))
  expect(due).toEqual([])
})

test('whoever has done a task is not asked to take over another place of it: time counts once', async () => {
  const server = await aServer()
  const task = await publish(server, places(2))
  const [one, other] = [await claim(server, 'volunteer', task), await claim(server, 'member', task)]
  await pushOne(server, 'member', { type: 'task.finish', payload: { task, claim: other.id, minutes: 60 } })
  const ask = { type: 'claim.handover', payload: { task, claim: one.id, person: 'member' } }
  expect(await pushOne(server, 'volunteer', ask)).toMatchObject({ status: 'refused', code: 'already_claimed' })
})
