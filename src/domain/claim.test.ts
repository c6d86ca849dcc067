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
  takesClaims,
} from './claim.ts'
import { asId, type Instant } from './ids.ts'
import type { ClaimState, TaskState } from './task-nouns.ts'

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
const at = '2026-11-26T06:20:00.000Z' as Instant
const by = asId<'person'>('p1')

describe('the states of claims', () => {
  it('are those of the vocabulary, and of tasks the rest', () => {
    expect([...CLAIMS, 'open'].sort()).toEqual(terms.map((term) => term.id).sort())
  })
  it.each(CLAIMS)('%s leads where the vocabulary says and nowhere else', (state) => {
    // `open` is the place, which is free again.
    const wanted = [...nextIn(state).filter((next) => next !== 'open'), ...(WITH_ITS_TASK[state] ?? [])]
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
