import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aDoor, aHousehold, aNeed, aRow } from '../testing/build.ts'
import { buildingsIn, commonBranch, gridTree, groupBy, pathTo, sumTallies, tallyBuildings } from './grid-counts.ts'
import { asId, type Day, instantOf } from './ids.ts'
import {
  CLASSES,
  classOf,
  countOf,
  LAYERS,
  type MarkClass,
  markOf,
  momentOf,
  type Placed,
  placeHouseholds,
  tallyOf,
} from './layers.ts'
import type { GridLevel, HouseholdBody, Row } from './nouns.ts'

const TODAY = '2026-11-26' as Day
const moment = momentOf(viewFrom([]), TODAY, 14)
const reached = (day: string) => `${day}T02:00:00.000Z` as HouseholdBody['lastReached']
const mark = (
  layer: (typeof LAYERS)[number],
  over: Partial<HouseholdBody>,
  needs: readonly ReturnType<typeof aNeed>[] = [],
) => classOf({ household: aHousehold(over), needs }, layer, moment)

const byBuilding = (placed: readonly Placed[]) => groupBy(placed, (one) => one.building)

describe('the class of a household', () => {
  it('by care is its level, whatever else is known', () => {
    expect(mark('care', { care: 'grey' })).toBe('grey')
    expect(mark('care', { care: 'red' })).toBe('red')
  })
  it('by due day tells overdue from today, and this week from later', () => {
    const due = (day: string) => mark('due', { nextDue: day as Day })
    expect(['2026-11-25', '2026-11-26', '2026-11-27', '2026-12-03', '2026-12-04'].map(due)).toEqual([
      'overdue',
      'today',
      'soon',
      'soon',
      'later',
    ])
    expect(mark('due', { nextDue: null })).toBe('unknown')
  })
  it('seen within 14 days is seen today or on one of the 13 days before, by the community’s days', () => {
    const seen = (at: string) => mark('unseen', { lastReached: at as HouseholdBody['lastReached'] })
    expect(seen('2026-11-26T00:00:00.000Z')).toBe('seen')
    // 13 November begins in Shanghai at 16:00 of the day before.
    expect(seen('2026-11-12T16:00:00.000Z')).toBe('seen')
    expect(seen('2026-11-12T15:59:59.999Z')).toBe('unseen')
    expect(mark('unseen', { lastReached: null })).toBe('never')
  })
  it('a grey household that nobody ever reached is unknown, never well', () => {
    expect(mark('unseen', { care: 'grey', lastReached: null, nextDue: TODAY })).toBe('unknown')
    expect(mark('unseen', { care: 'grey', lastReached: reached('2026-11-25') })).toBe('seen')
  })
  it('by needs tells a late answer from an open need; closed ones are not counted', () => {
    const rows = [aBuilding(), aDoor(), aHousehold(), aNeed({ state: 'closed' }, 'closed')]
    expect(placeHouseholds(viewFrom(rows))[0]?.needs).toEqual([])
    expect(mark('needs', {}, [])).toBe('none')
    expect(mark('needs', {}, [aNeed({ answerBy: TODAY })])).toBe('open')
    expect(mark('needs', {}, [aNeed({ answerBy: TODAY }), aNeed({ answerBy: '2026-11-25' as Day })])).toBe('late')
    expect(mark('needs', {}, [aNeed({ state: 'answered', answerBy: '2026-11-25' as Day })])).toBe('open')
  })
  it('of a closed pack is unknown on every layer', () => {
    const bare: Partial<HouseholdBody> = { care: 'grey', nextDue: null, lastVisit: null, lastReached: null }
    expect(LAYERS.map((layer) => mark(layer, bare))).toEqual(['grey', 'unknown', 'unknown', 'unknown'])
  })
})

describe('the mark of a building', () => {
  const tally = (classes: Parameters<typeof markOf>[0]['classes']) => ({ households: 9, classes })
  it('is the first class it has: unknown never covers a known level and green never hides the unknown', () => {
    expect(markOf(tally({ green: 1, grey: 8 }), 'care', new Set())).toBe('green')
    expect(markOf(tally({ grey: 9 }), 'care', new Set())).toBe('grey')
    expect(markOf(tally({ red: 1, yellow: 8 }), 'care', new Set())).toBe('red')
  })
  it('is the next class where the first is hidden, and none where all are', () => {
    expect(markOf(tally({ red: 1, yellow: 8 }), 'care', new Set(['red']))).toBe('yellow')
    expect(markOf(tally({ red: 1 }), 'care', new Set(['red']))).toBeUndefined()
  })
})

const LEVELS: readonly GridLevel[] = ['street', 'block', 'residential', 'micro', 'stair']
/** A tree of five levels whose leaves are given by their way from the top, with households hung on any grid of it. */
const world = fc.record({
  ways: fc.array(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 5, maxLength: 5 }), {
    minLength: 1,
    maxLength: 6,
  }),
  homes: fc.array(
    fc.record({
      way: fc.constantFrom(0, 1, 2, 3, 4, 5),
      depth: fc.constantFrom(1, 3, 4, 5),
      care: fc.constantFrom(...CLASSES.care),
      lastReached: fc.option(
        fc.date({ min: new Date('2026-10-01'), max: new Date('2026-11-26'), noInvalidDate: true }),
      ),
      nextDue: fc.option(fc.constantFrom('2026-11-20', TODAY, '2026-12-24')),
      doors: fc.constantFrom(1, 2),
      hasNeed: fc.constantFrom(true, false),
    }),
    { maxLength: 40 },
  ),
  hidden: fc.subarray([...CLASSES.care]),
})
type World = typeof world extends fc.Arbitrary<infer T> ? T : never

function rowsOf({ ways, homes }: Pick<World, 'ways' | 'homes'>): readonly Row[] {
  const rows = new Map<string, Row>()
  const keep = (row: Row): void => void rows.set(`${row.kind}/${row.id}`, row)
  for (const way of ways) {
    way.forEach((_, depth) => {
      const id = way.slice(0, depth + 1).join('')
      const parent = depth === 0 ? null : asId<'grid'>(way.slice(0, depth).join(''))
      keep(aRow('grid', id, { level: LEVELS[depth] ?? 'stair', parent, name: id, order: 1 }))
    })
  }
  homes.forEach((home, n) => {
    const leaf = (ways[home.way % ways.length] ?? []).slice(0, home.depth).join('')
    const building = `b-${leaf}`
    keep(aBuilding({ stairs: [{ id: '1', label: '1号', grid: asId(leaf) }] }, building))
    const doors = Array.from({ length: home.doors }, (_, place) => `d${n}-${place}`)
    for (const id of doors) keep(aDoor({ building: asId(building), stair: '1' }, id))
    const { care } = home
    const nextDue = home.nextDue as Day | null
    const lastReached = home.lastReached === null ? null : instantOf(home.lastReached.getTime())
    keep(
      aHousehold({ doors: doors.map((id) => asId(id)), care, nextDue, lastReached, lastVisit: lastReached }, `h${n}`),
    )
    if (home.hasNeed) keep(aNeed({ household: asId(`h${n}`) }, `n${n}`))
  })
  return [...rows.values()]
}

describe('numbers of the five levels', () => {
  it('add up: a grid has what its grids and its own doors have, and every household is counted once', () => {
    fc.assert(
      fc.property(world, (drawn) => {
        const view = viewFrom(rowsOf(drawn))
        const placed = placeHouseholds(view)
        expect(new Set(placed.map((one) => one.household.id)).size).toBe(drawn.homes.length)
        expect(placed).toHaveLength(drawn.homes.length)
        const tree = gridTree(view, placed)
        expect(tree.reduce((sum, branch) => sum + branch.households.length, 0)).toBe(placed.length)
        const check = (branch: (typeof tree)[number]): void => {
          for (const layer of LAYERS) {
            const whole = tallyOf(branch.households, layer, moment)
            const parts = [...branch.children.map((child) => child.households), branch.own].map((one) =>
              tallyOf(one, layer, moment),
            )
            expect(sumTallies(parts)).toEqual(whole)
            expect(sumTallies(tallyBuildings(byBuilding(branch.households), layer, moment).values())).toEqual(whole)
            expect(CLASSES[layer].reduce((sum, one) => sum + countOf(whole, one), 0)).toBe(branch.households.length)
          }
          for (const child of branch.children) check(child)
        }
        for (const branch of tree) check(branch)
      }),
    )
  })
  it('hiding a class changes what is drawn, and no number', () => {
    fc.assert(
      fc.property(world, (drawn) => {
        const placed = placeHouseholds(viewFrom(rowsOf(drawn)))
        for (const tally of tallyBuildings(byBuilding(placed), 'care', moment).values()) {
          const hidden = new Set<MarkClass>(drawn.hidden)
          const shown = markOf(tally, 'care', hidden)
          expect(shown === undefined || !hidden.has(shown)).toBe(true)
          expect(CLASSES.care.reduce((sum, one) => sum + countOf(tally, one), 0)).toBe(tally.households)
        }
      }),
    )
  })
})

describe('the way down', () => {
  const grid = (id: string, parent: string | null, order = 1) => {
    const level = parent === null ? 'street' : 'micro'
    return aRow('grid', id, { level, parent: parent === null ? null : asId(parent), name: id, order })
  }
  const home = (id: string, leaf: string): readonly Row[] => [
    aBuilding({ stairs: [{ id: '1', label: '1号', grid: asId(leaf) }] }, `b-${id}`),
    aDoor({ building: asId(`b-${id}`), stair: '1' }, `d-${id}`),
    aHousehold({ doors: [asId(`d-${id}`)] }, `h-${id}`),
  ]
  const rows = [
    grid('street', null),
    grid('m2', 'street', 2),
    grid('m1', 'street', 1),
    grid('empty', 'street', 3),
    ...home('one', 'm1'),
    ...home('two', 'm2'),
  ]
  const view = viewFrom(rows)
  const tree = gridTree(view, placeHouseholds(view))
  it('shows grids with something at hand, in their order, and leads to each from the top', () => {
    expect(tree[0]?.children.map((one) => one.grid.id)).toEqual(['m1', 'm2'])
    expect(pathTo(tree, 'm2').map((one) => one.grid.id)).toEqual(['street', 'm2'])
    expect(pathTo(tree, 'empty')).toEqual([])
  })
  it('begins at the lowest grid under which everything lies', () => {
    expect(commonBranch(tree)?.grid.id).toBe('street')
    const alone = viewFrom([grid('street', null), grid('m1', 'street'), ...home('one', 'm1')])
    expect(commonBranch(gridTree(alone, placeHouseholds(alone)))?.grid.id).toBe('m1')
    expect(commonBranch([])).toBeUndefined()
  })
  it('a household behind no known door has no place, and one that ended is not counted', () => {
    const lost = viewFrom([
      aHousehold({ doors: [asId('nowhere')] }, 'lost'),
      ...rows,
      aDoor({ building: asId('b-one'), stair: '1' }, 'd3'),
      aHousehold({ doors: [asId('d3')], ended: { on: TODAY, why: 'moved_out' } }, 'gone'),
    ])
    expect(placeHouseholds(lost).map((one) => one.household.id)).toEqual(['h-one', 'h-two'])
  })
  it('a grid has the buildings with a stair in it or below', () => {
    expect(buildingsIn(view, asId('m1')).map((one) => one.id)).toEqual(['b-one'])
    expect(buildingsIn(view, asId('street'))).toHaveLength(2)
  })
})
