import { expect, test } from 'vitest'
import { ageOn } from './age.ts'
import type { Day } from './ids.ts'

const TODAY = '2026-11-26' as Day

test('age counts whole years by the day, the month or the year that is known', () => {
  expect(ageOn('1944-11-26', TODAY)).toBe(82)
  expect(ageOn('1944-11-27', TODAY)).toBe(81)
  expect(ageOn('1944-12', TODAY)).toBe(81)
  expect(ageOn('1944', TODAY)).toBe(82)
})
test('a day that never was still gives an age; a year that cannot be gives none', () => {
  expect(ageOn('1944-02-30', TODAY)).toBe(82)
  expect(ageOn('2044', TODAY)).toBeUndefined()
  expect(ageOn('1844', TODAY)).toBeUndefined()
  expect(ageOn('四四年', TODAY)).toBeUndefined()
})
