import { expect, test } from 'vitest'
import { aRow, commandId, Rows } from '../testing/build.ts'
import { aTask, hoursOn } from '../testing/tasks.ts'
import { become, newClaim, SERVER } from './claim.ts'
import { asId, instantOf, millisOf } from './ids.ts'
import { changeOf, claimsThatNeed } from './needs-answer.ts'
import type { Row, RowOf } from './nouns.ts'
import { claimOn, claimsOf, confirmedBy, isOffered, lastOf } from './own-claims.ts'
import type { ClaimBody, ClaimEvent, ClaimState, SeatBody } from './task-nouns.ts'

const me = asId<'person'>('p1')
const begun = (task = 't1', hours = 0): ClaimBody =>
  newClaim({ task, person: me, wait: true }, 'claimed', { at: hoursOn(hours), by: me })
/** A claim led through these states by the server, an hour each. */
const led = (claim: ClaimBody, ...steps: readonly (readonly [ClaimState, Partial<ClaimEvent>?])[]): ClaimBody =>
  steps.reduce((one, [state, event]) => {
    const at = instantOf(millisOf(lastOf({ body: one })) + 3_600_000)
    const next = become(one, state, { at, by: SERVER, ...event })
    if (next === undefined) throw new Error(`${one.state} never becomes ${state}`)
    return next
  }, claim)
const seat = (over: Partial<SeatBody> = {}): Row =>
  aRow('seat', 't1-s1', { task: 't1', no: 1, claim: null, until: null, ends: null, ...over })
const world = (...rows: readonly Row[]) => new Rows([aRow('task', 't1', aTask()), ...rows]).see
const needing = (claim: ClaimBody, place: Row = seat(), settled: readonly string[] = []): number =>
  claimsThatNeed(world(aRow('claim', 'c1', claim), place), { person: me, now: hoursOn(12), read: new Set(settled) })
    .length

test('of several claims on one task the one that is alive counts, else the last one', () => {
  const first = aRow('claim', 'c1', led(begun(), ['confirmed'], ['released']))
  const last = aRow('claim', 'c2', led(begun('t1', 5), ['lost']))
  const alive = aRow('claim', 'c3', led(begun('t1', -5), ['waitlisted']))
  expect(claimOn(world(first, last), me, 't1')?.claim.id).toBe('c2')
  expect(claimOn(world(first, last, alive), me, 't1')?.claim.id).toBe('c3')
  expect(claimOn(world(), me, 't1')).toBeUndefined()
})
test('a claim whose task is not at hand is not shown', () => {
  expect(claimsOf(world(aRow('claim', 'c1', begun('elsewhere'))), me)).toEqual([])
})
test('a place is offered to one who waits only while the place says so; an assignment always waits for an answer', () => {
  const waiting = aRow('claim', 'c1', led(begun(), ['waitlisted']))
  const [none] = claimsOf(world(waiting, seat()), me)
  const [offered] = claimsOf(world(waiting, seat({ claim: 'c1', offer: true })), me)
  const assigned = { ...newClaim({ task: 't1', person: me, wait: false }, 'assigned', { at: hoursOn(0), by: me }) }
  const [given] = claimsOf(world(aRow('claim', 'c1', assigned)), me)
  expect([none, offered, given].map((one) => one && isOffered(one))).toEqual([false, true, true])
})
test('what the person confirmed himself names his command, what the server confirmed names none', () => {
  expect(confirmedBy(led(begun(), ['confirmed']))).toBeUndefined()
  const command = commandId(1)
  expect(confirmedBy(led(begun(), ['waitlisted'], ['confirmed', { by: me, command }]))).toBe(command)
})
test('what ended by another hand needs the person until he has read it; what he gave back does not', () => {
  expect(needing(led(begun(), ['lost']))).toBe(1)
  expect(needing(led(begun(), ['lost']), seat(), ['c1'])).toBe(0)
  expect(needing(led(begun(), ['confirmed'], ['released', { why: 'lease_over' }]))).toBe(1)
  expect(needing(led(begun(), ['confirmed'], ['released', { by: me }]))).toBe(0)
  const byDesk = { by: asId<'person'>('desk'), why: '换人' }
  expect(needing(led(begun(), ['confirmed'], ['released', byDesk]))).toBe(1)
  expect(needing(led(begun(), ['confirmed'], ['no_show', byDesk]))).toBe(1)
  expect(needing(led(begun(), ['waitlisted'], ['released', { why: 'closed' }]))).toBe(1)
  expect(needing(led(begun(), ['waitlisted'], ['expired']))).toBe(1)
  expect(needing(led(begun(), ['confirmed'], ['cancelled']))).toBe(1)
})
test('an end of long ago is told by the history alone, and what was checked since has been talked about', () => {
  expect(needing(led(begun('t1', -24 * 31), ['lost']))).toBe(0)
  const command = commandId(1)
  const late = led(begun(), ['confirmed'], ['released', { why: 'lease_over' }])
  const checked = [{ minutes: 30, by: asId<'person'>('desk'), at: hoursOn(5), command }]
  expect(needing({ ...late, late: true, done: { at: hoursOn(4), minutes: 30 }, checked })).toBe(0)
})
test('a change of a task is to be read by everybody who has it before him, each change once', () => {
  const claim = led(begun(), ['confirmed'])
  const changed = { ...claim, changed: { at: hoursOn(3), fields: ['place'] } }
  const name = changeOf(aRow('claim', 'c1', changed) as RowOf<'claim'>)
  expect([needing(claim), needing(changed), needing(changed, seat(), [name])]).toEqual([0, 1, 0])
  const again = { ...changed, changed: { at: hoursOn(4), fields: ['until'] } }
  expect(needing(again, seat(), [name])).toBe(1)
  expect(needing({ ...changed, state: 'submitted', done: { at: hoursOn(4), minutes: 30 } })).toBe(0)
})
test('a place whose time is nearly over needs its holder until he has handed in', () => {
  const claim = led(begun(), ['confirmed'])
  const kept = (until: number): Row => seat({ claim: 'c1', until: hoursOn(until), ends: hoursOn(until + 2) })
  expect([needing(claim, kept(19)), needing(claim, kept(17)), needing(claim, kept(11))]).toEqual([0, 1, 1])
  const submitted = led(claim, ['started'], ['submitted'])
  expect(needing({ ...submitted, done: { at: hoursOn(4), minutes: 30 } }, kept(17))).toBe(0)
})
test('an offered place needs an answer whatever has been read before', () => {
  const waiting = led(begun(), ['waitlisted'])
  expect(needing(waiting)).toBe(0)
  expect(needing(waiting, seat({ claim: 'c1', offer: true }), ['c1'])).toBe(1)
})
