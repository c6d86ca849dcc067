import { describe, expect, it } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aRow } from '../testing/build.ts'
import { aTask, hoursOn } from '../testing/tasks.ts'
import { newClaim } from './claim.ts'
import { asId } from './ids.ts'
import type { Row } from './nouns.ts'
import {
  type Checker,
  lastDone,
  minutesAdded,
  type Work,
  workCheckedSince,
  workToCheck,
  workUntold,
} from './task-check.ts'
import type { ClaimBody } from './task-nouns.ts'

const wu = asId<'person'>('wu')
const staff = asId<'person'>('staff')
const checker: Checker = { person: staff, now: hoursOn(50), mayCheck: (grid) => grid === 'root' }
function holding(id: string, over: Partial<ClaimBody>): Row {
  const person = over.person ?? wu
  const begun = newClaim({ task: 't', person, wait: true }, 'claimed', { at: hoursOn(0), by: person })
  const log = [...begun.log, { at: hoursOn(1), by: person, state: 'confirmed' as const }]
  return aRow('holding', id, { ...begun, log, state: 'submitted', done: { at: hoursOn(30), minutes: 60 }, ...over })
}
const rows = (...holdings: readonly Row[]) =>
  viewFrom([
    aRow('task', 't', aTask({ until: hoursOn(48) })),
    aRow('task', 'far', aTask({ grid: asId('elsewhere') })),
    aRow('task', 'on', aTask({ until: hoursOn(60) })),
    ...holdings,
  ])
const idsOf = (works: readonly Work[]): readonly string[] => works.map((work) => work.holding.id)

describe('work to be checked', () => {
  it('is what was reported, also after the place was gone, the longest waiting first and the own one marked', () => {
    const view = rows(
      holding('later', { done: { at: hoursOn(40), minutes: 60 } }),
      holding('mine', { person: staff }),
      holding('off', { state: 'cancelled', late: true, done: { at: hoursOn(20), minutes: 30, partial: true } }),
      holding('going', { state: 'started' }),
      holding('ticked', { state: 'cancelled', late: true, done: undefined } as unknown as Partial<ClaimBody>),
      holding('elsewhere', { task: 'far' }),
    )
    expect(idsOf(workToCheck(view, checker))).toEqual(['off', 'mine', 'later'])
    expect(workToCheck(view, checker).map(({ isOwn }) => isOwn)).toEqual([false, true, false])
  })
  it('that was done without a place ever kept does not count and is not offered', () => {
    const log = [{ at: hoursOn(0), by: wu, state: 'claimed' as const }]
    expect(workToCheck(rows(holding('lost', { state: 'lost', late: true, log })), checker)).toEqual([])
  })
  it('of whom nothing was heard once the time is over is told apart', () => {
    const view = rows(
      holding('silent', { state: 'confirmed' }),
      holding('begun', { state: 'started' }),
      holding('still on', { state: 'confirmed', task: 'on' }),
    )
    expect(idsOf(workUntold(view, checker))).toEqual(['silent', 'begun'])
  })
  it('that somebody checked or corrected since a moment stays at hand, so that a slip can be put right', () => {
    const by = (person: typeof wu, at: number) => [{ minutes: 60, by: person, at: hoursOn(at), command: '' as never }]
    const view = rows(
      holding('checked', { state: 'verified', checked: by(staff, 40) }),
      holding('corrected', { state: 'corrected', checked: [...by(staff, 30), ...by(staff, 41)] }),
      holding('before', { state: 'verified', checked: by(staff, 20) }),
      holding('of others', { state: 'verified', checked: by(wu, 42) }),
    )
    expect(idsOf(workCheckedSince(view, checker, hoursOn(36)))).toEqual(['corrected', 'checked'])
  })
})

it('when somebody last did something is told by the work that was checked, not by what was reported', () => {
  const checked = [{ minutes: 60, by: staff, at: hoursOn(45), command: '' as never }]
  const back = [...checked, { minutes: 0, back: true as const, by: staff, at: hoursOn(46), command: '' as never }]
  const done = (at: number) => ({ at: hoursOn(at), minutes: 60 })
  const view = rows(
    holding('first', { state: 'verified', checked, done: done(10) }),
    holding('last', { state: 'verified', checked, done: done(20) }),
    holding('taken back', { checked: back, done: done(30) }),
    holding('reported', { done: done(40) }),
    holding('of others', { person: staff, done: done(40) }),
  )
  expect([...lastDone(view)]).toEqual([[wu, hoursOn(20)]])
})

describe('the minutes that a check adds', () => {
  const works = (view: ReturnType<typeof rows>): readonly Work[] => workToCheck(view, checker)
  it('are whole units of the day: two of one day count together', () => {
    const view = rows(
      holding('a', { done: { at: hoursOn(30), minutes: 45 } }),
      holding('b', { done: { at: hoursOn(31), minutes: 45 } }),
    )
    const added = minutesAdded(view)
    expect(works(view).map((work) => added([work]))).toEqual([30, 30])
    expect(added(works(view))).toBe(90)
  })
  it('are no more than a day can hold, with what was checked before', () => {
    const checked = [{ minutes: 700, by: staff, at: hoursOn(32), command: '' as never }]
    const view = rows(
      holding('before', { state: 'verified', checked, done: { at: hoursOn(30), minutes: 700 } }),
      holding('now', { done: { at: hoursOn(31), minutes: 120 } }),
    )
    expect(minutesAdded(view)(works(view))).toBe(30)
  })
})
