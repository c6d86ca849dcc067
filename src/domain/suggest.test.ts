import { expect, it } from 'vitest'
import { aResident, aRow, Rows } from '../testing/build.ts'
import type { Day } from './ids.ts'
import type { ResidentBody } from './nouns.ts'
import { suggestCare } from './suggest.ts'

const TODAY = '2026-11-26' as Day
const term = (id: string, suggestedCare: string, visitIntervalDays: number) => ({
  id,
  zh: id,
  en: id,
  suggestedCare,
  visitIntervalDays,
})
const rows = new Rows([
  aRow('vocabulary', 'residentTags', {
    terms: [
      term('elder_alone', 'yellow', 7),
      { ...term('elder_alone_80', 'red', 7), implies: ['elder_alone', 'elder_80'] },
      term('elder_couple', 'yellow', 30),
      term('elder_80', 'blue', 30),
      term('dialysis', 'red', 30),
      term('infant', 'blue', 90),
      term('new_mover', 'blue', 14),
      { id: 'pet_dog', zh: '养犬', en: 'dog' },
    ],
  }),
])
const suggest = (tags: readonly string[], ...people: readonly Partial<ResidentBody>[]) => {
  const found = suggestCare(rows.see, { tags, people: people.map((body) => aResident(body)) }, TODAY)
  return found && { ...found, because: found.because.map(({ id }) => id) }
}

it('the gravest tag of a household and its people decides, and says so', () => {
  expect(suggest(['infant'], { tags: ['dialysis'] })).toEqual({
    care: 'red',
    interval: undefined,
    because: ['dialysis'],
  })
})
it('an interval shorter than the level’s own is suggested with the tag that asks for it', () => {
  expect(suggest(['new_mover'])).toEqual({ care: 'blue', interval: 14, because: ['new_mover'] })
  expect(suggest(['new_mover', 'infant'])).toEqual({ care: 'blue', interval: 14, because: ['infant', 'new_mover'] })
})
it('living alone and old follows from who lives there and when they were born', () => {
  expect(suggest([], { birth: '1944' })).toMatchObject({ care: 'red', because: ['elder_alone_80'] })
  expect(suggest([], { birth: '1960-02-30' })).toMatchObject({ care: 'yellow', interval: 7, because: ['elder_alone'] })
  expect(suggest([], { birth: '1950' }, { birth: '1948' })).toMatchObject({ care: 'yellow', because: ['elder_couple'] })
  expect(suggest([], { birth: '1944' }, { birth: '1975' })).toMatchObject({ care: 'blue', because: ['elder_80'] })
})
it('where an age is not known nobody is taken for living among the old alone', () => {
  expect(suggest([], { birth: '1950' }, {})).toBeUndefined()
})
it('where nothing speaks for a level none is suggested', () => {
  expect(suggest(['pet_dog'], { birth: '1990' })).toBeUndefined()
  expect(suggestCare(new Rows().see, { tags: ['dialysis'], people: [] }, TODAY)).toBeUndefined()
})
