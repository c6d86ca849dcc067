import { expect, test } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aDoor, aHousehold, aRow } from '../testing/build.ts'
import { deskDayOf } from './desk-day.ts'
import { asId, type Day, type Instant } from './ids.ts'
import type { HouseholdBody, RowOf, VisitBody } from './nouns.ts'

const TODAY = '2026-11-26' as Day
const grid = (id: string, order: number, parent: string | null) =>
  aRow('grid', id, { level: 'micro', parent: parent === null ? null : asId(parent), name: id, order })
const houseIn = (leaf: string) => [
  aBuilding({ stairs: [{ id: '1', label: '1号', grid: asId(leaf) }] }, `b-${leaf}`),
  aDoor({ building: asId(`b-${leaf}`), stair: '1' }, `d-${leaf}`),
]
const livesIn = (leaf: string, id: string, over: Partial<HouseholdBody>) =>
  aHousehold({ doors: [asId(`d-${leaf}`)], ...over }, id)
const visit = (id: string, over: Partial<VisitBody>): RowOf<'visit'> =>
  aRow('visit', id, {
    household: asId('h1'),
    by: asId('p1'),
    at: '2026-11-20T02:00:00.000Z' as Instant,
    outcome: 'met',
    method: 'door',
    purpose: 'routine',
    persons: [],
    observations: {},
    needs: [],
    ...over,
  })
const rows = [
  grid('top', 1, null),
  grid('second', 2, 'top'),
  grid('first', 1, 'top'),
  ...houseIn('second'),
  ...houseIn('first'),
  livesIn('first', 'h1', { care: 'red', nextDue: '2026-11-25' as Day }),
  livesIn('first', 'h2', { care: 'green', nextDue: TODAY }),
  livesIn('first', 'h3', { care: 'red', nextDue: '2026-11-27' as Day }),
  livesIn('second', 'h4', { care: 'green', nextDue: '2026-12-24' as Day }),
]

test('each grid says how many of its households are due and how many of those are red, in the order of the tree', () => {
  const said = deskDayOf(viewFrom(rows), TODAY).rounds.map(({ grid, due, red, households }) => [
    grid.id,
    due,
    red,
    households,
  ])
  expect(said).toEqual([
    ['first', 2, 1, 3],
    ['second', 0, 0, 1],
  ])
})
test('a visit of last week that arrives today came in today; one with nobody reached since is to be seen to', () => {
  const visits = [
    visit('v1', { received: '2026-11-26T03:00:00.000Z' as Instant }),
    visit('v2', { received: '2026-11-20T03:00:00.000Z' as Instant, outcome: 'not_home', escalated: 'red' }),
  ]
  expect(deskDayOf(viewFrom([...rows, ...visits]), TODAY)).toMatchObject({ arrived: 1, urgent: 1 })
})
test('where everything lies in one grid, that grid is what is told', () => {
  const one = [grid('sole', 1, null), ...houseIn('sole'), livesIn('sole', 'h1', { nextDue: TODAY })]
  expect(deskDayOf(viewFrom(one), TODAY).rounds.map(({ grid, due }) => [grid.id, due])).toEqual([['sole', 1]])
  expect(deskDayOf(viewFrom([]), TODAY)).toEqual({ arrived: 0, urgent: 0, rounds: [] })
})
