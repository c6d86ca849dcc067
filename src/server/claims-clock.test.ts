import { expect, test } from 'vitest'
import { type Instant, instantOf, millisOf } from '../domain/ids.ts'
import type { Result } from '../domain/wire.ts'
import { aServer } from '../testing/community.ts'
import { aCommand, sync } from '../testing/conversation.ts'
import { claimOf, hoursOn, publish, seatOf } from '../testing/tasks.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const near = (at: Instant | undefined, wanted: Instant): boolean =>
  at !== undefined && Math.abs(millisOf(at) - millisOf(wanted)) < HOUR

test.each([
  ['ahead', DAY],
  ['behind', -DAY],
])('a phone whose clock is a day %s claims, ticks and reports at the times of the server', async (_, wrong) => {
  const server = await aServer()
  const task = await publish(server, { shifts: [{ from: hoursOn(1), until: hoursOn(12), places: 1 }] })
  const give = async (type: string, payload: object): Promise<Result> => {
    const now = instantOf(server.time.now + wrong)
    const command = aCommand({ type, happenedAt: now, payload: { task, ...payload } })
    const [result] = (await sync(server, 'volunteer', { now, commands: [command] })).results
    return result ?? expect.unreachable()
  }
  const { id, status } = await give('task.claim', {})
  expect([status, (await claimOf(server, id)).state]).toEqual(['ok', 'confirmed'])
  expect((await seatOf(server, task))?.body).toMatchObject({ until: hoursOn(12), ends: hoursOn(84) })
  server.time.now += 5 * HOUR
  expect(await give('step.tick', { claim: id, step: 'a', done: true })).toMatchObject({ status: 'ok' })
  server.time.now += 3 * HOUR
  expect(await give('task.finish', { claim: id, minutes: 90 })).toMatchObject({ status: 'ok' })
  const { state, ticked, done, late } = await claimOf(server, id)
  expect([state, late]).toEqual(['submitted', undefined])
  expect([near(ticked['a'], hoursOn(5)), near(done?.at, hoursOn(8))]).toEqual([true, true])
  server.time.now += 5 * HOUR
  expect(await give('task.claim', {})).toMatchObject({ status: 'refused' })
})
