import { describe, expect, it } from 'vitest'
import { aHousehold, aResident } from '../testing/build.ts'
import { HOUSEHOLD_FIELDS, RESIDENT_FIELDS } from './fields.ts'
import { parentOf } from './nouns.ts'
import { SENSITIVITY } from './sensitivity.ts'

describe('what describes people', () => {
  it('is marked as such, field by field, wherever people can edit it', () => {
    const unmarked = (fields: object, marks: Readonly<Record<string, string>> = {}) =>
      Object.keys(fields).filter((field) => !(field in marks))
    expect(unmarked(RESIDENT_FIELDS, SENSITIVITY.resident)).toEqual([])
    // How a flat is used and how often one calls say nothing about a person.
    expect(unmarked(HOUSEHOLD_FIELDS, SENSITIVITY.household)).toEqual(['dwelling', 'interval'])
  })
  it('has a ground beside it wherever it is sensitive: on what basis it is kept', () => {
    const grounded = (fields: object, marks: Readonly<Record<string, string>> = {}) =>
      Object.keys(fields).filter((field) => marks[field] === 'sensitive' && `${field}Basis` in fields)
    // The reason for a level is kept on the ground of the level.
    expect(grounded(HOUSEHOLD_FIELDS, SENSITIVITY.household)).toEqual(['care', 'tags', 'note'])
    expect(grounded(RESIDENT_FIELDS, SENSITIVITY.resident)).toEqual(['tags'])
  })
  it('is sensitive where it tells of health, hardship or a visit', () => {
    expect(SENSITIVITY.household).toMatchObject({ care: 'sensitive', tags: 'sensitive', note: 'sensitive' })
    expect(SENSITIVITY.visit).toMatchObject({ words: 'sensitive', observations: 'sensitive' })
    expect(SENSITIVITY.resident).toMatchObject({ tags: 'sensitive', phone: 'personal', name: 'personal' })
  })
})
it('a household hangs under the door where one knocks, its people under it', () => {
  expect(parentOf(aHousehold())).toBe('d1')
  expect(parentOf(aResident())).toBe('h1')
})
