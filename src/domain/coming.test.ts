import { expect, test } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aRow } from '../testing/build.ts'
import { goesBefore } from './coming.ts'
import { asId, type Day } from './ids.ts'
import type { RedrawBody } from './map-nouns.ts'
import type { Row } from './nouns.ts'

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
