import { describe, expect, test } from 'vitest'
import { aBuilding, aDoor, aHousehold, aRow, aVisit, contextOf, Rows } from '../testing/build.ts'
import { understand } from './all-commands.ts'
import { decide } from './decide.ts'
import { asId } from './ids.ts'
import type { GridLevel, Row } from './nouns.ts'

const grid = (id: string, level: GridLevel, parent: string | null): Row =>
  aRow('grid', id, { level, parent: parent === null ? null : asId(parent), name: id, order: 1 })
const leaf = (id: string) => ({ id: '1', label: '1号', grid: asId<'grid'>(id) })
const START: readonly Row[] = [
  grid('root', 'residential', null),
  grid('m1', 'micro', 'root'),
  grid('m2', 'micro', 'root'),
  grid('g1', 'stair', 'm1'),
  grid('g2', 'stair', 'm2'),
  aBuilding({ stairs: [leaf('g1')] }),
  { ...aDoor({ stair: '1' }, 'd1'), pack: asId('b:b1:g1') },
  { ...aHousehold({ doors: [asId('d1')] }, 'h1'), pack: asId('b:b1:g1') },
]
const TODAY = '2026-11-26'
const SQUARE = [
  [
    [
      [121.4, 31.2],
      [121.5, 31.2],
      [121.5, 31.3],
      [121.4, 31.2],
    ],
  ],
]
const plan = { redraw: 'w1', grid: 'm2', boundary: SQUARE, grids: [], buildings: [], on: TODAY }
function ask(rows: Rows, type: string, payload: unknown) {
  const read = understand({ ...aVisit(), type, payload })
  if ('bad' in read) return read
  const decision = decide(rows.see, read, { ...contextOf(read), author: asId('p1') })
  if ('changes' in decision) rows.apply(decision.changes, read.id)
  return decision
}
const redraw = (rows: Rows, over: object = {}) => ask(rows, 'grid.redraw', { ...plan, ...over })
const stairOf = (rows: Rows) => rows.see('building', 'b1')?.body.stairs[0]?.grid

describe('a boundary drawn anew', () => {
  test('holds at once where its day is today, and is kept as the history of the grid', () => {
    const rows = new Rows(START)
    redraw(rows)
    expect(rows.see('grid', 'm2')?.body.boundary).toEqual(SQUARE)
    expect(rows.see('redraw', 'w1')?.body).toMatchObject({ state: 'done', by: 'p1', on: TODAY })
  })
  test('waits for its day without changing anything', () => {
    const rows = new Rows(START)
    redraw(rows, { on: '2026-12-01', buildings: [{ building: 'b1', stairs: ['1'], to: 'g2' }] })
    expect([rows.see('grid', 'm2')?.body.boundary, stairOf(rows)]).toEqual([undefined, 'g1'])
    expect(rows.see('redraw', 'w1')?.body).toMatchObject({
      state: 'waiting',
      buildings: [{ stairs: [{ stair: '1', from: 'g1' }], to: 'g2' }],
    })
  })
  test('of a day that has passed is refused', () => {
    expect(redraw(new Rows(START), { on: '2026-11-25' })).toEqual({ refused: 'bad_period' })
  })
  test('is taken away by an empty one: the grid reaches as far as its buildings again', () => {
    const rows = new Rows(START)
    redraw(rows)
    redraw(rows, { redraw: 'w2', boundary: null })
    expect(rows.see('grid', 'm2')?.body).not.toHaveProperty('boundary')
  })
  test('that says nothing of the boundary leaves it as it was', () => {
    const rows = new Rows(START)
    redraw(rows)
    const { boundary: _, ...without } = plan
    ask(rows, 'grid.redraw', { ...without, redraw: 'w2' })
    expect(rows.see('grid', 'm2')?.body.boundary).toEqual(SQUARE)
  })
})

describe('what goes along', () => {
  test('a stair goes with its doors: the pack lies in the new grid, and no row is rewritten', () => {
    const rows = new Rows(START)
    const decision = redraw(rows, { buildings: [{ building: 'b1', stairs: ['1'], to: 'g2' }] })
    expect(decision).toMatchObject({ changes: expect.arrayContaining([{ op: 'regrid', pack: 'b:b1:g1', grid: 'g2' }]) })
    expect(stairOf(rows)).toBe('g2')
  })
  test('a group goes whole to another micro-grid and keeps its leader: only its place in the tree changes', () => {
    const rows = new Rows(START)
    redraw(rows, { grids: [{ grid: 'g1', to: 'm2' }] })
    expect([rows.see('grid', 'g1')?.body.parent, stairOf(rows)]).toEqual(['m2', 'g1'])
  })
  test('a grid goes neither into itself nor under one of its own level', () => {
    for (const [id, to] of [
      ['m1', 'g1'],
      ['m1', 'm2'],
      ['root', 'm1'],
      ['g1', 'g2'],
    ])
      expect(redraw(new Rows(START), { grids: [{ grid: id, to }] })).toEqual({ refused: 'wrong_level' })
  })
  test('grids, buildings and stairs that are not there, or have ended, are refused', () => {
    const ended = aRow('grid', 'm9', {
      ...{ level: 'micro' as const, parent: asId<'grid'>('root'), name: 'm9', order: 9 },
      ended: { on: '2026-01-01' as never, why: 'merged' },
    })
    for (const over of [
      { grid: 'm9' },
      { grid: 'nowhere' },
      { grids: [{ grid: 'g1', to: 'm9' }] },
      { buildings: [{ building: 'b1', stairs: ['1'], to: 'm9' }] },
      { buildings: [{ building: 'b1', stairs: ['7'], to: 'g2' }] },
      { buildings: [{ building: 'b7', stairs: ['1'], to: 'g2' }] },
    ])
      expect(redraw(new Rows([...START, ended]), over)).toEqual({ refused: 'not_found' })
  })
})

describe('a redrawing that waits', () => {
  const later = { on: '2026-12-01', buildings: [{ building: 'b1', stairs: ['1'], to: 'g2' }] }
  const onItsDay = (rows: Rows, over: object = {}) => {
    const read = understand({ ...aVisit(), type: 'grid.redraw', payload: { ...plan, ...later, ...over } })
    if ('bad' in read) throw new Error(read.bad)
    const context = { ...contextOf(read), at: '2026-12-01T01:00:00.000Z' as never }
    const decision = decide(rows.see, read, context)
    if ('changes' in decision) rows.apply(decision.changes, read.id)
    return decision
  }
  test('is carried out on its day as it was decided, once', () => {
    const rows = new Rows(START)
    redraw(rows, later)
    onItsDay(rows)
    expect([stairOf(rows), rows.see('redraw', 'w1')?.body.state]).toEqual(['g2', 'done'])
    expect(rows.see('redraw', 'w1')?.body.by).toBe('p1')
    expect(onItsDay(rows)).toEqual({ changes: [] })
  })
  test('leaves alone what somebody has put elsewhere meanwhile, and says how much', () => {
    const rows = new Rows([...START, grid('g3', 'stair', 'm1')])
    redraw(rows, later)
    redraw(rows, { redraw: 'w2', boundary: undefined, buildings: [{ building: 'b1', stairs: ['1'], to: 'g3' }] })
    onItsDay(rows)
    expect(stairOf(rows)).toBe('g3')
    expect(rows.see('redraw', 'w1')?.body).toMatchObject({ state: 'done', skipped: 1 })
    expect(rows.see('grid', 'm2')?.body.boundary).toEqual(SQUARE)
  })
  test('is not carried out by a command that leaves a building of it unnamed: its doors would stay behind', () => {
    const rows = new Rows(START)
    redraw(rows, later)
    expect(onItsDay(rows, { buildings: [] })).toEqual({ changes: [] })
  })
  test('that is withdrawn never comes, and one that is done cannot be withdrawn', () => {
    const rows = new Rows(START)
    redraw(rows, later)
    ask(rows, 'redraw.withdraw', { redraw: 'w1' })
    onItsDay(rows)
    expect([stairOf(rows), rows.see('redraw', 'w1')?.body.state]).toEqual(['g1', 'withdrawn'])
    redraw(rows, { redraw: 'w2' })
    expect(ask(rows, 'redraw.withdraw', { redraw: 'w2' })).toEqual({ refused: 'conflict_gone' })
    expect(ask(rows, 'redraw.withdraw', { redraw: 'w7' })).toEqual({ refused: 'not_found' })
  })
})
