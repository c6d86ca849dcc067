import { expect, test } from 'vitest'
import { defaultVocabularies } from '../server/vocabulary.ts'
import { aRow, Rows } from '../testing/build.ts'
import { asId, type Day } from './ids.ts'
import type { VolunteerBody } from './task-nouns.ts'
import { balanceOf, suggestGroups } from './volunteer-groups.ts'

const terms = defaultVocabularies().get('volunteerGroups')?.terms ?? []
const skills = defaultVocabularies().get('volunteerSkills')?.terms ?? []
const { see } = new Rows([
  aRow('vocabulary', 'volunteerGroups', { terms }),
  aRow('vocabulary', 'volunteerSkills', { terms: skills }),
])
const today = '2026-11-26' as Day
const card = (skills: readonly string[], slots: readonly string[] = [], resting?: string): VolunteerBody => ({
  person: asId('p1'),
  skills: skills.map((skill) => ({ skill })),
  slots,
  languages: [],
  groups: [],
  ...(resting === undefined ? {} : { resting: resting as Day }),
})

test('the groups are seven by default, and a suggestion says which skills speak for it', () => {
  expect(terms).toHaveLength(7)
  expect(suggestGroups(see, card(['first_aid', 'nursing']))).toEqual([
    { group: 'care', skills: ['nursing', 'first_aid'], will: [], slots: [] },
    { group: 'medical', skills: ['first_aid'], will: [], slots: [] },
  ])
  expect(suggestGroups(see, card(['watch']))).toEqual([])
})
test('a group that has ended is suggested to nobody', () => {
  const ended = terms.map((term) => (term.id === 'care' ? { ...term, ended: true } : term))
  const { see } = new Rows([aRow('vocabulary', 'volunteerGroups', { terms: ended })])
  expect(suggestGroups(see, card(['first_aid'])).map(({ group }) => group)).toEqual(['medical'])
})
test('what somebody would like to do counts less than what he can, and is said as such', () => {
  const driving = skills.find(({ id }) => id === 'driving')?.zh ?? expect.unreachable()
  const willing = { ...card(['nursing']), will: `会护理，也愿意${driving}` }
  expect(suggestGroups(see, willing)).toMatchObject([
    { group: 'care', skills: ['nursing'] },
    { group: 'supply', skills: [], will: ['driving'] },
  ])
})
test('a group that works at certain times suits who has time then, or named no time', () => {
  const times = terms.map((term) => (term.id === 'care' ? { ...term, slots: ['thu_am', 'we_am'] } : term))
  const { see } = new Rows([aRow('vocabulary', 'volunteerGroups', { terms: times })])
  const suited = (slots: readonly string[]) => suggestGroups(see, card(['nursing'], slots))
  expect(suited(['we_am', 'wd_am'])).toMatchObject([{ group: 'care', slots: ['we_am'] }])
  expect([suited([]).length, suited(['wd_am']).length]).toEqual([1, 0])
})
test('the balance counts skill by time, shows the gaps, and leaves out who rests', () => {
  const cards = [card(['it'], ['wd_am']), card(['it'], ['wd_am', 'we_am']), card(['it'], ['we_am'], '2026-12-31')]
  const balance = balanceOf(see, cards, { skills: ['it', 'medical'], slots: ['wd_am', 'we_am'], today })
  expect([...(balance.get('it') ?? [])]).toEqual([
    ['wd_am', 2],
    ['we_am', 1],
  ])
  expect([...(balance.get('medical')?.values() ?? [])]).toEqual([0, 0])
})
test('papers that are missing or have run out leave a gap, and who named no time may be asked at any', () => {
  const papers = (until: string): VolunteerBody => ({
    ...card([], ['wd_am']),
    skills: [{ skill: 'medical', certificate: '护士证', until: until as Day }],
  })
  const cards = [card(['medical'], ['wd_am']), papers('2026-11-25'), card(['it'])]
  const asked = { skills: ['medical', 'it'], slots: ['wd_am'], today }
  expect([...balanceOf(see, cards, asked).values()].map((row) => row.get('wd_am'))).toEqual([0, 1])
  expect(
    balanceOf(see, [...cards, papers('2026-11-26')], asked)
      .get('medical')
      ?.get('wd_am'),
  ).toBe(1)
})
