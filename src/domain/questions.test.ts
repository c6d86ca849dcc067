import { describe, expect, it, test } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aDoor, aHousehold, aNeed, aResident } from '../testing/build.ts'
import { asId, type Day, type Instant } from './ids.ts'
import { momentOf, placeHouseholds } from './layers.ts'
import type { HouseholdBody, ResidentBody, Row } from './nouns.ts'
import { aloneUnseen, livesAloneOld, marked, newcomers, nextNear, promised, sameNeeds } from './questions.ts'

const TODAY = '2026-11-26' as Day
const LONG_AGO = '2026-11-01T02:00:00.000Z' as Instant
const YESTERDAY = '2026-11-25T02:00:00.000Z' as Instant

/** A household with its door; people are born in the years given. */
const home = (
  id: string,
  over: Partial<HouseholdBody>,
  ...people: readonly Partial<ResidentBody>[]
): readonly Row[] => [
  aDoor({ room: id }, `d-${id}`),
  aHousehold({ doors: [asId(`d-${id}`)], ...over }, id),
  ...people.map((person, at) => aResident({ household: asId(id), ...person }, `r-${id}-${at}`)),
]
const asked = (...rows: readonly (readonly Row[])[]) => {
  const view = viewFrom([aBuilding(), ...rows.flat()])
  return { view, placed: placeHouseholds(view), moment: momentOf(view, TODAY, 14) }
}

describe('who has moved in and has not been met', () => {
  const NEW = '0192f0c8-9c00-7abc-8def-000000000001'
  const idsOf = (...rows: readonly (readonly Row[])[]) =>
    newcomers(asked(...rows).placed).map(({ household }) => household.id)
  it('is whom somebody registered at the door and nobody has reached, the soonest due first', () => {
    const later = NEW.replace('01', '02')
    expect(
      idsOf(
        home(later, { lastReached: null, nextDue: '2026-12-09' as Day }),
        home(NEW, { lastReached: null, nextDue: '2026-12-01' as Day }),
      ),
    ).toEqual([NEW, later])
  })
  it('is nobody who has been met, and nobody whom an import brought', () => {
    expect(idsOf(home(NEW, { lastReached: YESTERDAY }), home('kh-1234', { lastReached: null }))).toEqual([])
  })
})

describe('who over 80 living alone has not been seen for 14 days', () => {
  const old: Partial<ResidentBody> = { birth: '1940' }
  const found = (...rows: readonly (readonly Row[])[]) => {
    const { view, placed, moment } = asked(...rows)
    return aloneUnseen(view, placed, moment).map((one) => one.household.id)
  }
  it('names those of eighty and more who live by themselves, the longest unseen first', () => {
    expect(
      found(
        home('unseen', { lastReached: LONG_AGO }, old),
        home('seen', { lastReached: YESTERDAY }, old),
        home('never', { lastReached: null }, old),
        home('young', { lastReached: LONG_AGO }, { birth: '1960' }),
        home('couple', { lastReached: LONG_AGO }, old, old),
      ),
    ).toEqual(['never', 'unseen'])
  })
  it('does not lose those of whom nobody knows how they are', () => {
    expect(found(home('grey', { care: 'grey', lastReached: null }, old))).toEqual(['grey'])
  })
  it('does not take a daughter kept for her number for somebody who lives there', () => {
    const daughter: Partial<ResidentBody> = { birth: '1970', contactOnly: true }
    expect(found(home('alone', { lastReached: LONG_AGO }, old, daughter))).toEqual(['alone'])
  })
  it('goes by the birth, by the tag only where no birth was written down', () => {
    const see = asked(
      home('a', { tags: ['elder_alone_80'] }, {}),
      home('b', { tags: ['elder_alone_80'] }, { birth: '1960' }),
    )
    expect(livesAloneOld(see.view, aHousehold({ tags: ['elder_alone_80'] }, 'a'), TODAY)?.id).toBe('r-a-0')
    expect(livesAloneOld(see.view, aHousehold({ tags: ['elder_alone_80'] }, 'b'), TODAY)).toBeUndefined()
  })
  it('turns eighty on the birthday', () => {
    const see = asked(home('a', {}, { birth: '1946-11-26' }), home('b', {}, { birth: '1946-11-27' }))
    const isOld = (id: string) => livesAloneOld(see.view, aHousehold({}, id), TODAY) !== undefined
    expect([isOld('a'), isOld('b')]).toEqual([true, false])
  })
})

describe('whom do I visit next near here', () => {
  const stair = (building: string) => [
    aBuilding({ name: building, stairs: [{ id: '1', label: building, grid: asId('g') }] }, building),
  ]
  const due = (id: string, [building, floor]: readonly [string, number], over: Partial<HouseholdBody> = {}) => [
    aDoor({ building: asId(building), stair: '1', floor, room: id }, `d-${id}`),
    aHousehold({ doors: [asId(`d-${id}`)], nextDue: TODAY, ...over }, id),
  ]
  const rows = [
    ...stair('near'),
    ...stair('far'),
    ...stair('undrawn'),
    ...due('far', ['far', 1], { care: 'red' }),
    ...due('near-up', ['near', 5]),
    ...due('near-down', ['near', 1]),
    ...due('later', ['near', 2], { nextDue: '2026-12-01' as Day }),
    ...due('lost', ['undrawn', 1]),
  ]
  it('goes to the nearest stair first, from the ground up, and only to doors that are due', () => {
    const spots = new Map([
      ['near', [10, 0] as const],
      ['far', [300, 400] as const],
    ])
    const found = nextNear(viewFrom(rows), TODAY, { from: [0, 0], spotOf: (id) => spots.get(id) })
    expect(found.map((one) => [one.household.id, one.metres])).toEqual([
      ['near-down', 10],
      ['near-up', 10],
      ['far', 500],
      ['lost', undefined],
    ])
  })
})

describe('what did we promise', () => {
  it('names what nobody has answered yet, the oldest promise first, several of one household each', () => {
    const need = (id: string, day: string, state: 'raised' | 'answered' | 'closed' = 'raised') =>
      aNeed({ household: asId('a'), answerBy: day as Day, state }, id)
    const { placed } = asked(home('a', {}), [
      need('second', '2026-11-25'),
      need('first', '2026-11-20'),
      need('answered', '2026-11-01', 'answered'),
      need('closed', '2026-11-02', 'closed'),
    ])
    expect(promised(placed).map((one) => one.need.id)).toEqual(['first', 'second'])
  })
})

describe('which stairs have the same need twice', () => {
  const need = (id: string, household: string, category = 'eat.meal_delivery') =>
    aNeed({ household: asId(household), category }, id)
  it('counts households and not needs, and only within one stair', () => {
    const other: readonly Row[] = [aDoor({ stair: '13', room: 'c' }, 'd-c'), aHousehold({ doors: [asId('d-c')] }, 'c')]
    const { placed } = asked(home('a', {}), home('b', {}), other, [
      need('1', 'a'),
      need('2', 'a'),
      need('3', 'b'),
      need('4', 'c'),
      need('5', 'b', 'live.lift'),
    ])
    const [only, ...more] = sameNeeds(placed)
    expect(more).toEqual([])
    expect([only?.stair, only?.category]).toEqual(['12', 'eat.meal_delivery'])
    expect(only?.households.map((one) => one.household.id)).toEqual(['a', 'b'])
  })
  it('one household with one need twice is no reason to go to the stair', () => {
    const { placed } = asked(home('a', {}), [need('1', 'a'), need('2', 'a')])
    expect(sameNeeds(placed)).toEqual([])
  })
})

test('which houses have which marks: each mark with its houses, the rarest first, of those that are looked at', () => {
  const houses = { b1: ['no_lift', 'ebike_risk'], b2: ['no_lift'], b3: ['no_lift', 'dilapidated'] }
  const view = viewFrom(
    Object.entries(houses).flatMap(([id, attributes]) => [
      aBuilding({ attributes }, id),
      aDoor({ building: asId(id) }, `d-${id}`),
      aHousehold({ doors: [asId(`d-${id}`)] }, `h-${id}`),
    ]),
  )
  const placed = placeHouseholds(view).filter(({ building }) => building !== 'b3')
  const found = marked(view, placed).map(({ attribute, buildings }) => [attribute, buildings.map(({ id }) => id)])
  expect(found).toEqual([
    ['ebike_risk', ['b1']],
    ['no_lift', ['b1', 'b2']],
  ])
})
