import { expect, test } from 'vitest'
import { aRow, Rows } from '../testing/build.ts'
import { aTask, hoursOn } from '../testing/tasks.ts'
import { claimRules, leaseFrom, leaseLeft, offerFrom } from './claim-rules.ts'

const rules = claimRules(new Rows([]).see)
const task = aTask({ until: hoursOn(100) })

test('the lists of the community decide, each figure by itself, and nonsense is passed over', () => {
  const rule = { leaseHours: { default: 10, sweep: 4, errand: 'soon' }, openClaims: -1, graceHours: 1 }
  const own = claimRules(new Rows([aRow('vocabulary', 'claimRules', { terms: [], rule })]).see)
  expect([own.lease('sweep'), own.lease('errand'), own.lease('constructor')]).toEqual([4, 10, 10])
  expect([own.openClaims, own.grace, own.answer]).toEqual([3, 1, 12])
  expect([rules.lease('errand'), rules.openClaims]).toEqual([72, 3])
})
test('a place is kept for the lease and its grace; at the end of the task there is time to report', () => {
  expect(leaseFrom(rules, task, hoursOn(0))).toEqual({ until: hoursOn(72), ends: hoursOn(74) })
  expect(leaseFrom(rules, task, hoursOn(50))).toEqual({ until: hoursOn(100), ends: hoursOn(172) })
  expect(leaseFrom(rules, task, hoursOn(110))).toEqual({ until: hoursOn(110), ends: hoursOn(182) })
})
test('an offer is answered in its own time, and never after the end of the task', () => {
  expect(offerFrom(rules, task, hoursOn(0)).until).toBe(hoursOn(12))
  expect(offerFrom(rules, task, hoursOn(95)).until).toBe(hoursOn(100))
})
test('a holder sees how long is left, is warned, and then told of the grace', () => {
  const lease = { until: hoursOn(20), ends: hoursOn(22) }
  const phases = [0, 14, 19, 20, 21, 22].map((hours) => leaseLeft(rules, lease, hoursOn(hours)).phase)
  expect(phases).toEqual(['fine', 'soon', 'soon', 'grace', 'grace', 'over'])
  expect(leaseLeft(rules, lease, hoursOn(21)).left).toBe(3_600_000)
})
