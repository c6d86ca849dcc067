import { describe, expect, it } from 'vitest'
import { defaultVocabularies } from '../server/vocabulary.ts'
import { aTask } from '../testing/tasks.ts'
import {
  become,
  countsAsOpen,
  holdsPlace,
  isLive,
  isOver,
  mayBecome,
  mayKnowContact,
  mayTaskBecome,
  newClaim,
  noted,
  takesClaims,
  UNCHECKED,
  wasConfirmed,
} from './claim.ts'
import { asId, type Instant } from './ids.ts'
import type { ClaimBody, ClaimState, TaskState } from './task-nouns.ts'

const CLAIMS: readonly ClaimState[] = [
  ...(['claimed', 'assigned', 'declined', 'lost', 'waitlisted', 'confirmed', 'started', 'submitted'] as const),
  ...(['sent_back', 'verified', 'corrected', 'released', 'no_show', 'expired', 'cancelled'] as const),
]
const TASKS: readonly TaskState[] = ['open', 'expired', 'cancelled']
const terms = defaultVocabularies().get('taskStates')?.terms ?? []
const nextIn = (state: string): readonly string[] =>
  (terms.find((term) => term.id === state)?.['next'] as readonly string[] | undefined) ?? []
/** What the vocabulary leaves to the task: its end takes along what has not been carried out. */
const WITH_ITS_TASK: Readonly<Partial<Record<ClaimState, readonly ClaimState[]>>> = {
  assigned: ['cancelled', 'expired'],
  waitlisted: ['cancelled', 'expired'],
  confirmed: ['cancelled'],
  started: ['cancelled'],
}
/** What the vocabulary does not know: a check that is taken back. */
const TAKEN_BACK: Readonly<Partial<Record<ClaimState, readonly ClaimState[]>>> = { verified: [UNCHECKED] }
const at = '2026-11-26T06:20:00.000Z' as Instant
const by = asId<'person'>('p1')

describe('the states of claims', () => {
  it('are those of the vocabulary, and of tasks the rest', () => {
    expect([...CLAIMS, 'open'].sort()).toEqual(terms.map((term) => term.id).sort())
  })
  it.each(CLAIMS)('%s leads where the vocabulary says and nowhere else', (state) => {
    // `open` is the place, which is free again.
    const more = [...(WITH_ITS_TASK[state] ?? []), ...(TAKEN_BACK[state] ?? [])]
    expect(more.filter((next) => nextIn(state).includes(next))).toEqual([])
    const wanted = [...nextIn(state).filter((next) => next !== 'open'), ...more]
    expect(CLAIMS.filter((next) => mayBecome(state, next)).sort()).toEqual([...new Set(wanted)].sort())
  })
  it('an arrow that is not there gives nothing, one that is there is kept in the log', () => {
    const claim = newClaim({ task: 't', person: by, wait: true }, 'claimed', { at, by })
    expect(become(claim, 'verified', { at, by })).toBeUndefined()
    expect(become(claim, 'confirmed', { at, by, why: 'x' })?.log).toEqual([
      { at, by, state: 'claimed' },
      { at, by, why: 'x', state: 'confirmed' },
    ])
  })
  it('of a long log go the middle events: how it began and that a place was kept are known however often it was sent back', () => {
    const to = (claim: ClaimBody, next: ClaimState): ClaimBody =>
      become(claim, next, { at, by, why: next }) ?? expect.unreachable(`${claim.state} to ${next}`)
    const begun = newClaim({ task: 't', person: by, wait: true }, 'claimed', { at, by, why: 'begun' })
    let claim = (['confirmed', 'started', 'submitted'] as const).reduce(to, begun)
    for (let n = 0; n < 50; n++) claim = to(to(claim, 'sent_back'), 'submitted')
    expect(claim.log).toHaveLength(40)
    expect(claim.log.slice(0, 2).map(({ why }) => why)).toEqual(['begun', 'confirmed'])
    expect(claim.log.slice(-2).map(({ state }) => state)).toEqual(['sent_back', 'submitted'])
    const late = noted({ ...claim, state: 'released' }, { at, by })
    expect([late.log.length, wasConfirmed(late)]).toEqual([40, true])
    const never = Array.from({ length: 60 }).reduce<ClaimBody>((one) => noted(one, { at, by }), begun)
    expect([never.log.length, never.log[0]?.why, wasConfirmed(never)]).toEqual([40, 'begun', false])
  })
  it('work whose log once lost its confirmation counts all the same: no other way leads to it', () => {
    const worn = { ...newClaim({ task: 't', person: by, wait: true }, 'claimed', { at, by }), log: [] }
    expect(wasConfirmed({ ...worn, state: 'submitted' })).toBe(true)
    expect(wasConfirmed({ ...worn, state: 'lost' })).toBe(false)
  })
  it('a place is held by what was confirmed until it is let go, and by work that was done for good', () => {
    const of = (is: (claim: { state: ClaimState }) => boolean) => CLAIMS.filter((state) => is({ state }))
    expect(of(holdsPlace)).toEqual(['confirmed', 'started', 'submitted', 'sent_back', 'verified', 'corrected'])
    expect(of(mayKnowContact)).toEqual(['confirmed', 'started', 'sent_back'])
    expect(of(countsAsOpen)).toEqual(['claimed', 'waitlisted', 'confirmed', 'started'])
    expect(of(isLive)).toEqual(['claimed', 'assigned', 'waitlisted', 'confirmed', 'started', 'sent_back'])
    expect(of(isOver)).toEqual(['declined', 'lost', 'released', 'no_show', 'expired', 'cancelled'])
  })
})

describe('the states of tasks', () => {
  it.each(TASKS)('%s leads to its end and never back', (state) => {
    const wanted = state === 'open' ? ['expired', 'cancelled'] : []
    expect(TASKS.filter((next) => mayTaskBecome(state, next))).toEqual(wanted)
    expect(nextIn(state)).toEqual(expect.arrayContaining(wanted))
  })
  it('an open task takes claims until it is closed or its time is over', () => {
    const task = aTask({ until: at })
    const before = '2026-11-26T06:19:59.999Z' as Instant
    expect([takesClaims(task, before), takesClaims(task, at)]).toEqual([true, false])
    expect(takesClaims({ ...task, closed: true }, before)).toBe(false)
    expect(takesClaims({ ...task, state: 'cancelled' }, before)).toBe(false)
  })
})
