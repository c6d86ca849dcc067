import { expect, test } from 'vitest'
import { aRow, commandId, contextOf, Rows } from '../testing/build.ts'
import { aTask, hoursOn } from '../testing/tasks.ts'
import { decideAboutTasks } from './about-tasks.ts'
import { understand } from './all-commands.ts'
import { newClaim } from './claim.ts'
import type { Command } from './commands.ts'
import { asId } from './ids.ts'
import type { ClaimBody, ClaimState } from './task-nouns.ts'

const me = asId<'person'>('p1')
const of = { task: 't1', claim: 'k1' }
/** What the claimer does, then what coordinators do about the claim. */
const COMMANDS: Readonly<Record<string, readonly [type: string, payload: object]>> = {
  claim: ['task.claim', { task: 't1' }],
  release: ['claim.release', of],
  extend: ['claim.extend', of],
  yes: ['claim.answer', { ...of, yes: true }],
  no: ['claim.answer', { ...of, yes: false }],
  handover: ['claim.handover', { ...of, person: 'p2' }],
  tick: ['step.tick', { ...of, step: 'a', done: true }],
  finish: ['task.finish', { ...of, minutes: 60 }],
  assign: ['claim.assign', { task: 't1', person: me, why: 'x' }],
  confirm: ['claim.override', { ...of, how: 'confirm', why: 'x' }],
  letGo: ['claim.override', { ...of, how: 'release', why: 'x' }],
  noShow: ['claim.override', { ...of, how: 'no_show', why: 'x' }],
  swap: ['claim.swap', { ...of, person: 'p2', why: 'x' }],
  verify: ['task.verify', { ...of, verdict: 'verified' }],
  sendBack: ['task.verify', { ...of, verdict: 'sent_back' }],
  unverify: ['task.unverify', of],
  correct: ['task.correct', { ...of, minutes: 30, why: 'x' }],
}
const BY_DESK = new Set(['assign', 'confirm', 'letGo', 'noShow', 'swap', 'verify', 'sendBack', 'unverify', 'correct'])

function worldOf(state: ClaimState, over: Partial<ClaimBody> = {}): Rows {
  const body = {
    ...newClaim({ task: 't1', person: me, wait: true }, 'claimed', { at: hoursOn(0), by: me }),
    state,
    ...over,
  }
  const seat = { task: 't1', no: 1, until: null, ends: null }
  return new Rows([
    aRow('task', 't1', aTask()),
    aRow('seat', 't1-s1', { ...seat, claim: 'k1' }),
    aRow('seat', 't1-s2', { ...seat, no: 2, claim: null }),
    aRow('claim', 'k1', body),
    aRow('holding', 'k1', body),
    ...['p1', 'p2'].map((id) => aRow('person', id, { name: id })),
  ])
}
/** The state after it, with what is noted beside it; or the code by which it is refused. */
function outcome(name: string, state: ClaimState, more: Partial<ClaimBody> = {}): string {
  return outcomeIn(worldOf(state, more), name)
}
function outcomeIn(world: Rows, name: string): string {
  const [type, payload] = COMMANDS[name] ?? expect.unreachable(name)
  const id = commandId(9)
  const command = { id, n: 1, type, v: 1, happenedAt: hoursOn(1), needs: [], seen: {}, payload } as unknown as Command
  const understood = understand(command)
  if ('bad' in understood) return expect.unreachable(name)
  const author = asId<'person'>(BY_DESK.has(name) ? 'p3' : 'p1')
  const decided = decideAboutTasks(world.see, understood as never, contextOf(command, { author }))
  if (!('changes' in decided)) return 'refused' in decided ? decided.refused : 'unknown'
  const put = decided.changes.find((change) => change.op === 'put' && (change.id === 'k1' || change.id === id))
  if (put === undefined || put.op !== 'put') return 'nothing'
  const after = put.body as ClaimBody
  return [after.state, after.late === true && 'late', after.to !== undefined && 'asked'].filter(Boolean).join(' ')
}
const CLAIMED = { claim: 'already_claimed', assign: 'already_claimed' }
const LET_GO = { release: 'released', letGo: 'released' }
/** Over: it can be asked for anew, and what was done all the same is kept and flagged. */
const over = (state: ClaimState) => ({
  ...{ claim: 'claimed', assign: 'assigned', tick: `${state} late`, finish: `${state} late` },
})
/** By state, whatever is not refused as `claim_over`. */
const ALLOWED: Readonly<Record<ClaimState, Readonly<Record<string, string>>>> = {
  // The phone alone knows it: the server says whether there is a place before it judges what was done there.
  claimed: { ...CLAIMED, ...LET_GO, tick: 'claimed', finish: 'claimed', confirm: 'confirmed', swap: 'released' },
  assigned: {
    ...{ ...CLAIMED, release: 'declined', letGo: 'declined', yes: 'confirmed', no: 'declined', swap: 'declined' },
    ...{ confirm: 'confirmed', tick: 'not_confirmed', finish: 'not_confirmed' },
  },
  waitlisted: {
    ...{ ...CLAIMED, ...LET_GO, yes: 'confirmed', no: 'released' },
    ...{ confirm: 'confirmed', tick: 'not_confirmed', finish: 'not_confirmed' },
  },
  confirmed: {
    ...{ ...CLAIMED, ...LET_GO, swap: 'released', extend: 'confirmed', handover: 'confirmed asked' },
    ...{ tick: 'started', finish: 'submitted', noShow: 'no_show' },
  },
  started: {
    ...{ ...CLAIMED, ...LET_GO, swap: 'released', extend: 'started', handover: 'started asked' },
    ...{ tick: 'started', finish: 'submitted' },
  },
  submitted: { ...CLAIMED, tick: 'submitted', finish: 'submitted', sendBack: 'sent_back' },
  sent_back: { ...CLAIMED, tick: 'sent_back', finish: 'submitted' },
  verified: { ...CLAIMED, tick: 'verified', finish: 'verified' },
  corrected: { ...CLAIMED, tick: 'corrected', finish: 'corrected' },
  declined: over('declined'),
  lost: over('lost'),
  released: over('released'),
  no_show: over('no_show'),
  expired: over('expired'),
  cancelled: over('cancelled'),
}
test.each(Object.keys(ALLOWED) as ClaimState[])(
  'of a claim that is %s each command does what the table says',
  (state) => {
    const found = Object.keys(COMMANDS).map((name) => [name, outcome(name, state)] as const)
    expect(Object.fromEntries(found.filter(([, code]) => code !== 'claim_over'))).toEqual(ALLOWED[state])
  },
)

const done = { at: hoursOn(1), minutes: 60 }
const by = asId<'person'>('p3')
const checked = [{ minutes: 60, by, at: hoursOn(2), command: commandId(5) }]
const wasKept = (state: ClaimState): Partial<ClaimBody> => ({
  ...{ done, late: true },
  log: (['claimed', 'confirmed', state] as const).map((each) => ({ at: hoursOn(0), by: me, state: each })),
})
test('only what was done is checked, and only where a place was kept once', () => {
  expect(outcome('verify', 'submitted', { done })).toBe('verified')
  expect(outcome('verify', 'cancelled', wasKept('cancelled'))).toBe('cancelled late')
  expect(outcome('verify', 'lost', { done, late: true })).toBe('not_confirmed')
  expect(outcome('verify', 'started')).toBe('claim_over')
})
test('only what was checked is taken back or corrected', () => {
  expect([
    outcome('unverify', 'verified', { done, checked }),
    outcome('correct', 'verified', { done, checked }),
  ]).toEqual(['submitted', 'corrected'])
  expect(outcome('unverify', 'corrected', { done, checked })).toBe('claim_over')
  expect(outcome('correct', 'corrected', { done, checked })).toBe('corrected')
  expect(outcome('unverify', 'cancelled', { ...wasKept('cancelled'), checked })).toBe('cancelled late')
})
test('who waits for a place and is offered none cannot say yes', () => {
  const world = worldOf('waitlisted')
  world.map.delete('seat/t1-s1')
  expect(outcomeIn(world, 'yes')).toBe('offer_over')
})
