import { expect, test } from 'vitest'
import { aRow, Rows } from '../testing/build.ts'
import { aTask } from '../testing/tasks.ts'
import { unfitFor } from './fit.ts'
import { asId, type Day } from './ids.ts'
import type { VolunteerBody } from './task-nouns.ts'

const terms = [{ id: 'medical', zh: '医护', en: 'Medical', needsCertificate: true }]
const { see } = new Rows([aRow('vocabulary', 'volunteerSkills', { terms })])
const aCard = (over: Partial<VolunteerBody> = {}): VolunteerBody => ({
  person: asId('p1'),
  skills: [],
  slots: [],
  languages: [],
  groups: [],
  ...over,
})
const unfit = (task: Parameters<typeof aTask>[0], card?: VolunteerBody) => unfitFor(see, aTask(task), card)

test('a task that asks for nothing fits everybody, with a card or without', () => {
  expect([unfit({}), unfit({}, aCard({ birth: '1950' }))]).toEqual([[], []])
})
test('every skill is needed, and a certificate that holds on the day of the task where the skill has one', () => {
  const medical = (until?: string) =>
    aCard({
      skills: [{ skill: 'medical', certificate: '12', ...(until === undefined ? {} : { until: until as Day }) }],
    })
  expect(unfit({ skills: ['medical', 'haircut'] }, medical())).toEqual(['skill_missing'])
  expect(unfit({ skills: ['medical'] }, aCard({ skills: [{ skill: 'medical' }] }))).toEqual(['certificate_missing'])
  expect(unfit({ skills: ['medical'] }, medical('2026-11-26'))).toEqual(['certificate_missing'])
  expect(unfit({ skills: ['medical'] }, medical('2026-11-27'))).toEqual([])
  expect(unfit({ skills: ['haircut'] })).toEqual(['skill_missing'])
})
test('a single task may ask a certificate for what usually needs none', () => {
  const cuts = (more: object) => aCard({ skills: [{ skill: 'haircut', ...more }] })
  const task = { skills: ['haircut'], papers: true }
  expect([unfit({ skills: ['haircut'] }, cuts({})), unfit(task, cuts({}))]).toEqual([[], ['certificate_missing']])
  expect(unfit(task, cuts({ certificate: '7' }))).toEqual([])
  expect(unfit(task, cuts({ certificate: '7', until: '2026-11-26' as Day }))).toEqual(['certificate_missing'])
  expect(unfit(task)).toEqual(['skill_missing'])
})
test('ages are those of the day of the task; where one is asked for, it must be known', () => {
  expect(unfit({ youngest: 18 }, aCard({ birth: '2008-11-27', guardian: 'x' }))).toEqual([])
  expect(unfit({ youngest: 18 }, aCard({ birth: '2008-11-28', guardian: 'x' }))).toEqual(['age_unfit'])
  expect(unfit({ oldest: 70 }, aCard({ birth: '1950' }))).toEqual(['age_unfit'])
  expect(unfit({ oldest: 70 })).toEqual(['age_unfit'])
})
test('under age somebody must have seen the guardian consent', () => {
  expect(unfit({}, aCard({ birth: '2012' }))).toEqual(['consent_missing'])
  expect([unfit({}, aCard({ birth: '2008-11-27' })), unfit({}, aCard({ birth: '2008-11-28' }))]).toEqual([
    [],
    ['consent_missing'],
  ])
  expect(unfit({}, aCard({ birth: '2012', guardian: '母亲' }))).toEqual([])
})
