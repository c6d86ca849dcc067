import { describe, expect, test } from 'vitest'
import type { View } from '../store/contract.ts'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aDoor, aHousehold, aResident, aRow } from '../testing/build.ts'
import { estateShapeOf } from './estate-shape.ts'
import { asId, type Day } from './ids.ts'
import type { GridLevel, Rings, Row, RowOf } from './nouns.ts'
import { previewAccess } from './redraw-access.ts'
import { gridsOf, movesTo, sortBuildings } from './redraw-plan.ts'

const ON = '2026-12-01' as Day
const grid = (id: string, level: GridLevel, more: { parent?: string; boundary?: readonly Rings[] } = {}) =>
  aRow('grid', id, {
    ...{ level, parent: more.parent === undefined ? null : asId<'grid'>(more.parent), name: id, order: 1 },
    ...(more.boundary === undefined ? {} : { boundary: more.boundary }),
  })
/** A square whose corners lie `east` and `east + size` hundredths of a thousandth of a degree from the meridian. */
const square = (east: number, size: number): Rings => {
  const [a, b, south, north] = [121 + east / 1e5, 121 + (east + size) / 1e5, 31, 31 + size / 1e5]
  return [
    [
      [a, south],
      [b, south],
      [b, north],
      [a, north],
      [a, south],
    ],
  ]
}
const house = (id: string, east: number, leaves: readonly string[]) =>
  aBuilding(
    {
      name: id,
      shape: [square(east, 20)],
      stairs: leaves.map((leaf, place) => ({ id: String(place + 1), label: '', grid: asId(leaf) })),
    },
    id,
  )
/** Two micro-grids side by side: g1 with b1 and b2, g2 with b3 in the west; g9 with b9 in the east. */
const START: readonly Row[] = [
  grid('root', 'residential'),
  grid('m1', 'micro', { parent: 'root' }),
  grid('m2', 'micro', { parent: 'root', boundary: [square(300, 200)] }),
  grid('g1', 'stair', { parent: 'm1' }),
  grid('g2', 'stair', { parent: 'm1' }),
  grid('g9', 'stair', { parent: 'm2' }),
  house('b1', 0, ['g1']),
  house('b2', 50, ['g1']),
  house('b3', 100, ['g2', 'g2']),
  house('b9', 400, ['g9']),
  aBuilding({ name: 'undrawn', stairs: [{ id: '1', label: '', grid: asId('g1') }] }, 'b0'),
]
const sorted = (rows: View, name: string, area: Rings) => {
  const { plane, footprints } = estateShapeOf(rows.all('building'))
  const outline = area.map((ring) => ring.map(plane.project))
  const found = sortBuildings(rows, {
    grid: rows('grid', name) as RowOf<'grid'>,
    area: [outline],
    plane,
    footprints,
  })
  return {
    inside: found.inside.map(({ id }) => id),
    joins: found.joins.map(({ id }) => id),
    leaves: found.leaves.map(({ building, into }) => [building.id, into?.id]),
  }
}
const wanted = (...pairs: readonly (readonly [string, string])[]) =>
  new Map(pairs.map(([b, g]) => [b, asId<'grid'>(g)]))

describe('a boundary sorts buildings by where their marks stand', () => {
  test('inside and of another grid: joins; outside and of this grid: leaves', () => {
    const rows = viewFrom(START)
    expect(sorted(rows, 'm2', square(90, 400))).toEqual({ inside: ['b3', 'b9'], joins: ['b3'], leaves: [] })
    expect(sorted(rows, 'm1', square(-10, 60))).toEqual({
      inside: ['b1'],
      joins: [],
      leaves: [
        ['b2', undefined],
        ['b3', undefined],
      ],
    })
  })
  test('what leaves is told the grid in whose own boundary it stands', () => {
    const rows = viewFrom([...START, house('b4', 350, ['g1'])])
    expect(sorted(rows, 'm1', square(-10, 200)).leaves).toEqual([['b4', 'm2']])
  })
  test('a building whose stairs part belongs to both grids, and joins with the rest of it', () => {
    const rows = viewFrom([...START, house('b5', 150, ['g2', 'g9'])])
    expect(gridsOf(rows, (rows('building', 'b5') as RowOf<'building'>).body, 'micro')).toHaveLength(2)
    expect(sorted(rows, 'm1', square(-10, 200)).joins).toEqual(['b5'])
  })
})

describe('what has to move', () => {
  const moves = (...pairs: readonly (readonly [string, string])[]) => {
    const rows = viewFrom(START)
    return movesTo(rows, wanted(...pairs))
  }
  test('a group all of whose stairs go goes whole', () => {
    expect(moves(['b3', 'm2'])).toEqual({ grids: [{ grid: 'g2', to: 'm2' }], buildings: [] })
  })
  test('of a group that stays the stairs are hung on the new grid itself', () => {
    expect(moves(['b1', 'm2'])).toEqual({ grids: [], buildings: [{ building: 'b1', stairs: ['1'], to: 'm2' }] })
  })
  test('between groups a building goes by its stairs, since a group goes under no group', () => {
    expect(moves(['b3', 'g9'])).toEqual({ grids: [], buildings: [{ building: 'b3', stairs: ['1', '2'], to: 'g9' }] })
  })
  test('what is there already does not move', () => {
    expect(moves(['b9', 'm2'], ['b1', 'm1'])).toEqual({ grids: [], buildings: [] })
  })
})

describe('who gains and who loses', () => {
  const post = (person: string, role: string, { at, until = null }: { at: string; until?: Day | null }) => [
    aRow('person', person, { name: person }),
    aRow('post', `post-${person}`, {
      ...{ person: asId<'person'>(person), grid: asId<'grid'>(at), role, since: '2026-01-01' as Day, until },
    }),
  ]
  const home = (id: string, building: string) => [
    aDoor({ building: asId(building), stair: '1' }, `d-${id}`),
    aHousehold({ doors: [asId(`d-${id}`)] }, id),
    aResident({ household: asId(id) }, `r1-${id}`),
    aResident({ household: asId(id) }, `r2-${id}`),
  ]
  const terms = [
    { id: 'leader', zh: '', en: '', abilities: ['visit'] },
    { id: 'chief', zh: '', en: '', abilities: ['visit', 'review', 'coordinate'] },
    { id: 'helper', zh: '', en: '', abilities: [] },
  ]
  const rows = viewFrom([
    ...START,
    aRow('vocabulary', 'roles', { terms }),
    ...home('h1', 'b1'),
    ...home('h3', 'b3'),
    ...post('staff', 'chief', { at: 'root' }),
    ...post('west', 'chief', { at: 'm1' }),
    ...post('east', 'chief', { at: 'm2' }),
    ...post('stair1', 'leader', { at: 'g1' }),
    ...post('stair2', 'leader', { at: 'g2' }),
    ...post('gone', 'leader', { at: 'm1', until: '2026-11-30' as Day }),
    ...post('helper', 'helper', { at: 'm2' }),
  ])
  const preview = (...pairs: readonly (readonly [string, string])[]) => {
    const { moved, people } = previewAccess(rows, movesTo(rows, wanted(...pairs)), ON)
    return { moved, people: people.map((one) => [one.person.id, one.loses.households, one.gains.households]) }
  }
  test('a group that goes whole changes heads, and keeps its leader; whoever is over both sees no change', () => {
    expect(preview(['b3', 'm2'])).toEqual({
      moved: { households: 1, people: 2 },
      people: [
        ['west', 1, 0],
        ['east', 0, 1],
      ],
    })
  })
  test('a leader whose building goes alone loses it; ended posts and roles that open no household do not count', () => {
    expect(preview(['b1', 'm2']).people).toEqual([
      ['west', 1, 0],
      ['stair1', 1, 0],
      ['east', 0, 1],
    ])
  })
  test('nothing moves, nothing changes', () => {
    expect(preview(['b9', 'm2'])).toEqual({ moved: { households: 0, people: 0 }, people: [] })
  })
})
