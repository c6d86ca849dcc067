import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultVocabularies } from '../server/vocabulary.ts'
import { aRow, commandId, Rows } from '../testing/build.ts'
import { hoursOn } from '../testing/tasks.ts'
import { newClaim } from './claim.ts'
import { hourRules, serviceTime } from './hours.ts'
import { asId } from './ids.ts'
import type { ClaimBody } from './task-nouns.ts'

const by = asId<'person'>('p1')
const rule = defaultVocabularies().get('hourRules')?.rule ?? {}
const rules = hourRules(new Rows([aRow('vocabulary', 'hourRules', { terms: [], rule })]).see)
/** Claims about something done so many hours from now, with the figures that were checked one after the other. */
function done(hours: number, ...figures: readonly number[]): ClaimBody {
  const at = hoursOn(hours)
  const claim = newClaim({ task: 't', person: by, wait: true }, 'claimed', { at, by })
  const checked = figures.map((minutes, n) => ({ minutes, by: asId<'person'>('staff'), at, command: commandId(n) }))
  return { ...claim, done: { at, minutes: 999 }, ...(checked.length > 0 ? { checked } : {}) }
}

test('the rules are those of the vocabulary', () => {
  expect(rules).toEqual({ unit: 30, mostPerDay: 720, timeZone: 'Asia/Shanghai' })
  expect(hourRules(new Rows([]).see)).toEqual(rules)
})
test('what nobody has checked does not count, and of several figures the last one does', () => {
  expect(serviceTime([done(0)], rules).minutes).toBe(0)
  expect(serviceTime([done(0, 90, 60)], rules).minutes).toBe(60)
})
test('whole units of a day count, and never more than a day holds', () => {
  expect(serviceTime([done(0, 40), done(1, 35)], rules).minutes).toBe(60)
  expect(serviceTime([done(0, 600), done(1, 600)], rules).minutes).toBe(720)
  // 14:20 in Shanghai: ten hours later is the next day.
  expect(serviceTime([done(0, 600), done(10, 600)], rules).byDay.size).toBe(2)
})
test('time is counted once however the claims are ordered, and is never more than what was checked', () => {
  const claims = fc.array(fc.tuple(fc.integer({ min: -200, max: 200 }), fc.array(fc.nat(900), { maxLength: 3 })))
  fc.assert(
    fc.property(claims, (list) => {
      const all = list.map(([hours, figures]) => done(hours, ...figures))
      const sum = list.reduce((minutes, [, figures]) => minutes + (figures.at(-1) ?? 0), 0)
      const { minutes } = serviceTime(all, rules)
      expect(minutes).toBeLessThanOrEqual(sum)
      expect(serviceTime([...all].reverse(), rules).minutes).toBe(minutes)
    }),
  )
})
