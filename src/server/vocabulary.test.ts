import { expect, test } from 'vitest'
import type { Term } from '../domain/nouns.ts'
import { defaultVocabularies, vocabularyChanges } from './vocabulary.ts'

const flat = (terms: readonly Term[]): readonly Term[] => terms.flatMap((term) => [term, ...flat(term.children ?? [])])

test('every term has a stable id and words in both languages', () => {
  for (const [name, { terms }] of defaultVocabularies()) {
    const all = flat(terms)
    for (const term of all) {
      expect(term.id, name).toMatch(/^[a-z0-9_.-]+$/)
      expect(term.zh.length * term.en.length, `${name} ${term.id}`).toBeGreaterThan(0)
    }
  }
})

test('no id stands twice among the terms of one level', () => {
  const repeated = (terms: readonly Term[]): readonly string[] => {
    const ids = terms.map((term) => term.id)
    return [
      ...ids.filter((id, place) => ids.indexOf(id) !== place),
      ...terms.flatMap((term) => repeated(term.children ?? [])),
    ]
  }
  for (const [name, { terms }] of defaultVocabularies()) expect(repeated(terms), name).toEqual([])
})

test('the lists that rules and forms read are there', () => {
  const names = [...defaultVocabularies().keys()]
  for (const name of ['roles', 'careLevels', 'dwellingStatus', 'residenceRelation', 'residentTags', 'visitOutcomes'])
    expect(names).toContain(name)
  expect(defaultVocabularies().get('notHomeRule')?.rule?.['retryAfterDays']).toEqual([1, 3, 7])
  expect(
    defaultVocabularies()
      .get('sex')
      ?.terms.map((term) => term.id),
  ).toEqual(['0', '1', '2', '9'])
  expect(defaultVocabularies().get('observations')?.terms[0]?.children?.length).toBeGreaterThan(0)
})

test('all lists together fit a pack with room for buildings and staff', () => {
  expect(JSON.stringify(vocabularyChanges()).length).toBeLessThan(96 * 1024)
})
