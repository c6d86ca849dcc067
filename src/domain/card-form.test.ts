import { expect, test } from 'vitest'
import { cardFields, changedCard, isBirthRead } from './card-form.ts'
import { asId, type Day } from './ids.ts'
import type { VolunteerBody } from './task-nouns.ts'

const card: VolunteerBody = {
  person: asId('p1'),
  will: '搭把手',
  skills: [{ skill: 'medical', certificate: '护士证', until: '2027-01-01' as Day }],
  slots: ['we_am'],
  languages: ['沪语', '普通话'],
  groups: ['care'],
}
const before = cardFields(card)

test('a card that was only looked at changes nothing', () => {
  expect(changedCard(before, before)).toEqual({})
  expect(changedCard(cardFields(undefined), cardFields(undefined))).toEqual({})
})
test('only what was changed is sent, and what was emptied is taken away', () => {
  const after = { ...before, will: ' ', resting: '2026-12-01', languages: '沪语，手语, 沪语' }
  expect(changedCard(before, after)).toEqual({ will: null, resting: '2026-12-01', languages: ['沪语', '手语'] })
})
test('consent of a guardian is one of the fields that somebody else writes', () => {
  expect(changedCard(before, { ...before, guardian: ' 母亲，5 月 3 日 ', home: 'm1' })).toEqual({
    guardian: '母亲，5 月 3 日',
    home: 'm1',
  })
})
test('an emptied certificate is none', () => {
  const after = { ...before, skills: [{ skill: 'medical', certificate: ' ', until: '' as Day }] }
  expect(changedCard(before, after)).toEqual({ skills: [{ skill: 'medical' }] })
})
test('a birth is a year or a day, or not said', () => {
  expect(['1958', '1958-03-02', '', '58', '去年'].map(isBirthRead)).toEqual([true, true, true, false, false])
})
