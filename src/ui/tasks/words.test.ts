import { beforeEach, describe, expect, test } from 'vitest'
import { become, newClaim, noted, SERVER } from '../../domain/claim.ts'
import { asId, type Instant } from '../../domain/ids.ts'
import type { ClaimBody, ClaimState } from '../../domain/task-nouns.ts'
import { viewFrom } from '../../store/view.ts'
import { aRow, commandId } from '../../testing/build.ts'
import { aTask, hoursOn } from '../../testing/tasks.ts'
import { loadText, speak } from '../text/text.ts'
import { sayLoad } from './ClaimButton.tsx'
import { sayEnd } from './ends.ts'
import { sayClaimEvent } from './History.tsx'
import { standingOf } from './state.tsx'
import { kindBeside, sayFields, sayLabels, sayLeft, sayPlace, sayWindow } from './words.ts'

beforeEach(async () => {
  await loadText('core', 'tasks')
  await speak('zh-CN')
})
/** Thursday, 26 November 2026, 14:20 in Shanghai. */
const clock = { now: Date.parse('2026-11-26T06:20:00Z'), timeZone: 'Asia/Shanghai' }
const at = (text: string): Instant => `2026-${text}:00.000Z` as Instant
const view = viewFrom([
  aRow('person', 'p1', { name: '吴晓燕' }),
  aRow('grid', 'root', { level: 'residential', parent: null, name: 'A社区', order: 1 }),
  aRow('vocabulary', 'taskKinds', { terms: [{ id: 'errand', zh: '跑腿代办', en: 'Errand' }] }),
])

describe('when a task is', () => {
  test('is said as people say it, near days by their names', () => {
    const say = (from: string, until: string): string => sayWindow({ from: at(from), until: at(until) }, clock)
    expect(say('11-26T07:00', '11-26T08:00')).toBe('今天 15:00–16:00')
    expect(say('11-27T00:00', '11-27T03:00')).toBe('明天 8:00–11:00')
    expect(say('11-28T01:00', '11-28T03:30')).toBe('周六 9:00–11:30')
    expect(say('12-05T01:00', '12-05T03:30')).toBe('12月5日 周六 9:00–11:30')
  })
  test('of what may be done on several days only the end counts once they have begun', () => {
    expect(sayWindow({ from: at('11-25T01:00'), until: at('11-26T09:00') }, clock)).toBe('今天 17:00 前')
    expect(sayWindow({ from: at('11-27T01:00'), until: at('11-28T09:00') }, clock)).toBe('明天 9:00 – 周六 17:00')
  })
  test('nobody is promised more time than there is', () => {
    const minutes = 60_000
    expect([2 * 60 + 35, 59.9, 0, 60, 11 * 60 + 50, 50 * 60].map((one) => sayLeft(one * minutes))).toEqual([
      '2 小时 35 分',
      '59 分',
      '0 分',
      '1 小时',
      '11 小时',
      '2 天',
    ])
  })
})

test('how much one has is told before the claim, and at the most that it is the most', () => {
  expect(sayLoad({ open: 1, most: 3 })).toBe('手上 1 件，最多 3 件。')
  expect(sayLoad({ open: 3, most: 3 })).toContain('到上限了')
})

describe('what it is', () => {
  test('a title that names its kind does not say it twice', () => {
    expect(kindBeside(view, { kind: 'errand', title: '代取药' })).toBe('跑腿代办')
    expect(kindBeside(view, { kind: 'errand', title: '跑腿代办：代取药' })).toBe('')
  })
  test('where it is, as far as everybody may know', () => {
    expect(sayPlace(view, aTask({ place: { sort: 'grid', words: '东门' } }))).toBe('A社区、东门')
    expect(sayPlace(view, aTask({ place: { sort: 'remote' } }))).toBe('在家就能做')
  })
  test('it is found by its kind and its grid', () => {
    const words = sayLabels(view, { task: aRow('task', 't1', aTask({ kind: 'errand' })), near: 'micro' })
    expect(words.join(' ')).toContain('跑腿代办 A社区')
    expect(words).toContain('本网格')
  })
  test('changed fields are named once each, and unknown ones are other things', () => {
    expect(sayFields(['from', 'until', 'place', 'youngest'])).toBe('时间、地点、别的')
  })
})

const me = asId<'person'>('p1')
const claimed = newClaim({ task: 't1', person: me, wait: true }, 'claimed', { at: hoursOn(0), by: me })
const led = (...states: readonly ClaimState[]): ClaimBody =>
  states.reduce((one, state) => become(one, state, { at: hoursOn(1), by: SERVER }) ?? one, claimed)
const standing = (body: ClaimBody, waiting: readonly string[] = []) =>
  standingOf({ claim: aRow('claim', 'c1', body), task: aRow('task', 't1', aTask()), seat: undefined }, new Set(waiting))

describe('how a claim stands', () => {
  test('what only this phone knows is never called confirmed', () => {
    expect([standing(claimed), standing(led('confirmed'))]).toEqual(['pending', 'confirmed'])
    const command = commandId(1)
    const yes = become(led('waitlisted'), 'confirmed', { at: hoursOn(2), by: me, command }) ?? claimed
    expect([standing(yes, [command]), standing(yes)]).toEqual(['pending', 'confirmed'])
  })
  test('a place that ran out is not called given back', () => {
    const lapsed = become(led('confirmed'), 'released', { at: hoursOn(2), by: SERVER, why: 'lease_over' }) ?? claimed
    const given = become(led('confirmed'), 'released', { at: hoursOn(2), by: me }) ?? claimed
    expect([standing(lapsed), standing(given)]).toEqual(['lapsed', 'released'])
  })
  test('a place that a coordinator took away is neither given back nor declined by its holder, also when it is checked later', () => {
    const byDesk = { at: hoursOn(2), by: asId<'person'>('p2'), why: '换人' }
    const taken = become(led('confirmed'), 'released', byDesk) ?? claimed
    const later = noted(taken, { at: hoursOn(3), by: me, command: commandId(1) })
    expect([standing(taken), standing(later)]).toEqual(['taken', 'taken'])
  })
  test('how it ended is told with who did it and why, and never with a code', () => {
    const say = (state: ClaimState, event: object, from: ClaimBody = led('confirmed')): string => {
      const body = become(from, state, { at: hoursOn(2), by: asId('p1'), ...event }) ?? claimed
      const mine = { claim: aRow('claim', 'c1', { ...body, person: asId('p9') }), task: aRow('task', 't1', aTask()) }
      return sayEnd(view, { ...mine, standing: standing({ ...body, person: asId('p9') }) })
    }
    expect(say('released', { why: '那天要上班' })).toBe('吴晓燕说不用你去了：那天要上班')
    expect(say('no_show', { why: '等了一小时' })).toContain('吴晓燕记你未到：等了一小时')
    expect(say('released', { by: SERVER, why: 'closed' }, led('waitlisted'))).toBe('不再收人了，没轮到你')
    expect(say('released', { by: SERVER, why: 'handed_over' })).toBe('有人接手')
    expect(say('released', { by: SERVER, why: 'post_ended' })).toBe('岗位到期或不在这片了，名额给别人')
    expect(say('expired', { by: SERVER }, led('waitlisted'))).toBe('时间过了，没轮到你')
  })
})

test('the history says who did what, with the person’s own words and never a code', () => {
  const say = (state: ClaimState, event: object, before: ClaimState = 'confirmed'): string =>
    sayClaimEvent(view, { at: hoursOn(1), by: me, state, ...event }, { at: hoursOn(0), by: me, state: before })
  expect(say('released', { why: '孙子发烧' })).toBe('吴晓燕放掉：孙子发烧')
  expect(say('released', { by: SERVER, why: 'lease_over' })).toBe('时间到了没动静，名额放掉')
  expect(say('confirmed', { why: 'extended' })).toBe('吴晓燕要晚一点')
  expect(say('confirmed', { by: SERVER }, 'claimed')).toBe('名额确认')
  expect(say('confirmed', { command: commandId(1) }, 'waitlisted')).toBe('吴晓燕答应')
  expect(say('declined', { by: SERVER, why: 'gone' }, 'assigned')).not.toContain('gone')
})
