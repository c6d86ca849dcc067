import { describe, expect, test } from 'vitest'
import type { View } from '../store/contract.ts'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aRow } from '../testing/build.ts'
import { gridsOf } from './board.ts'
import { estateShapeOf } from './estate-shape.ts'
import { asId, type Day } from './ids.ts'
import type { RedrawBody } from './map-nouns.ts'
import type { GridLevel, Rings, Row, RowOf } from './nouns.ts'
import { goesBefore, movesTo, sortBuildings } from './redraw-plan.ts'

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

const day = (date: number): Day => `2026-12-${String(date).padStart(2, '0')}` as Day
const redraw = (id: string, on: number, more: Partial<RedrawBody> = {}): Row =>
  aRow('redraw', id, {
    ...{ grid: asId('g1'), grids: [], on: day(on), by: asId('p'), at: '2026-11-26T00:00:00.000Z' as never },
    ...{ buildings: [{ building: asId('b1'), stairs: [], to: asId(id) }], state: 'waiting', ...more },
  })
const before = (rows: readonly Row[], date: number) => goesBefore(viewFrom(rows), 'b1', day(date))

test('of all that waits for a house until a day, the first comes first; what is over or withdrawn counts no more', () => {
  const rows = [redraw('late', 9), redraw('soon', 5), redraw('done', 2, { state: 'done' })]
  expect(before([...rows, redraw('not', 3, { state: 'withdrawn' })], 9)).toEqual({ on: day(5), to: 'soon' })
  expect([before(rows, 5)?.to, before(rows, 4), before([redraw('other', 1, { buildings: [] })], 9)]).toEqual([
    ...['soon', undefined, undefined],
  ])
})
test('a house goes with its group', () => {
  const house = aBuilding({ stairs: [{ id: '1', label: '', grid: asId('g7') }] }, 'b1')
  const group = { buildings: [], grids: [{ grid: asId<'grid'>('g7'), from: null, to: asId<'grid'>('m2') }] }
  expect(before([house, redraw('w', 3, group)], 3)).toEqual({ on: day(3), to: 'm2' })
})
