import { describe, expect, it } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aDoor, aHousehold, aResident } from '../testing/build.ts'
import { findGaps, type Gap } from './gaps.ts'
import { asId, type Day } from './ids.ts'
import { placeHouseholds } from './layers.ts'
import type { HouseholdBody, ResidentBody, Row } from './nouns.ts'

const TODAY = '2026-11-26' as Day
const WHOLE = { name: '张建明', birth: '1960', phone: '13900000000', tags: [] }

/** A household with its door and its people. */
const home = (
  id: string,
  over: Partial<HouseholdBody>,
  ...people: readonly Partial<ResidentBody>[]
): readonly Row[] => [
  aDoor({ room: id }, `d-${id}`),
  aHousehold({ doors: [asId(`d-${id}`)], tags: [], ...over }, id),
  ...people.map((person, at) => aResident({ ...WHOLE, household: asId(id), ...person }, `r-${id}-${at}`)),
]
/** What is found of a kind: households, or people where it is about them. */
function found(gap: Gap, ...rows: readonly (readonly Row[])[]): readonly string[] {
  const view = viewFrom([aBuilding(), ...rows.flat()])
  return findGaps(view, placeHouseholds(view), TODAY)
    .filter((one) => one.gap === gap)
    .map(({ placed, resident }) => resident?.id ?? placed.household.id)
}

describe('what the records lack', () => {
  it('is nothing where all is written down', () => {
    const view = viewFrom([aBuilding(), ...home('101', {}, WHOLE)])
    expect(findGaps(view, placeHouseholds(view), TODAY)).toEqual([])
  })
  it('two of one name and one birth may be one person, wherever they live; born on two days they are two', () => {
    const days = [{ birth: '1944' }, { birth: '1944-03-08' }, { birth: '1945' }, { name: '李芳', birth: '1944' }]
    expect(found('twice', ...days.map((day, at) => home(`10${at}`, {}, day)))).toEqual(['r-100-0', 'r-101-0'])
    expect(
      found('twice', ...['03-08', '04-01'].map((day, at) => home(`10${at}`, {}, { birth: `1944-${day}` }))),
    ).toEqual([])
    const moved = { birth: '1944', residence: 'moved' }
    expect(found('twice', home('101', {}, { birth: '1944' }), home('102', {}, WHOLE, moved))).toEqual([])
    expect(found('twice', home('101', {}, { birth: undefined } as never), home('102', {}, WHOLE))).toEqual([])
  })
  it('whom one may have to reach today, and nobody of the home or the family has a number', () => {
    const mute = { phone: undefined } as never
    expect(found('noPhone', home('101', { care: 'red' }, mute), home('102', { care: 'green' }, mute))).toEqual(['101'])
    expect(found('noPhone', home('101', { care: 'red' }, mute, { name: '女儿', contactOnly: true }))).toEqual([])
  })
  it('a birth that is missing or impossible, of whoever lives there', () => {
    const births = [undefined, '9999', '-9', '1844', '1944-02-30']
    const people = births.map((birth, at) => ({ name: `人${at}`, birth }) as never)
    const away = { name: '儿子', birth: undefined, contactOnly: true } as never
    expect(found('birth', home('101', {}, ...people, away))).toEqual(['r-101-0', 'r-101-1', 'r-101-2', 'r-101-3'])
  })
  it('a home that somebody lives in and nobody is registered at', () => {
    expect(found('nobody', home('101', { dwelling: 'rented' }), home('102', { dwelling: 'vacant' }))).toEqual(['101'])
    expect(found('nobody', home('101', {}, { residence: 'registered_away' }))).toEqual(['101'])
  })
  it('sensitive words without a ground, or whose consent was withdrawn', () => {
    const tags = ['elder_80']
    const said = found(
      'noBasis',
      home('101', { note: '要敲重一点' }),
      home('102', { note: '要敲重一点', noteBasis: 'consent' }),
      home('103', { careReason: '摔过', careBasis: 'withdrawn' }),
      home('104', { tags }, { tags, tagsBasis: 'duty' }),
      home('105', {}, { tags }),
    )
    expect(said).toEqual(['101', '103', '104', 'r-105-0'])
  })
})
