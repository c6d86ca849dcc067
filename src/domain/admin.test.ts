import { describe, expect, it } from 'vitest'
import { aHousehold, aResident, aVisit, commandId, contextOf, PACK, Rows } from '../testing/build.ts'
import { understand } from './all-commands.ts'
import type { Command } from './commands.ts'
import { decide } from './decide.ts'
import { asId } from './ids.ts'
import type { Bodies, Kind, Row } from './nouns.ts'

const row = <K extends Kind>(kind: K, at: { id: string; pack: string }, body: Bodies[K]) =>
  ({ kind, ...at, seq: 1, writer: {}, body }) as unknown as Row
const grid = (id: string) => row('grid', { id, pack: 'c' }, { level: 'stair', parent: null, name: id, order: 1 })
const door = (id: string, stair: string, pack: string = PACK) =>
  row('door', { id, pack }, { building: asId('b1'), stair, floor: 1, room: id, order: 1, use: 'home' })
const building = row(
  'building',
  { id: 'b1', pack: 'c' },
  {
    name: '88弄 12–13号',
    order: 1,
    shape: [],
    attributes: [],
    stairs: [
      { id: 's12', label: '12号', grid: asId('g1') },
      { id: 's13', label: '13号', grid: asId('g1') },
    ],
  },
)
const roles = row(
  'vocabulary',
  { id: 'roles', pack: 'c' },
  { terms: [{ id: 'stair_leader', zh: '楼组长', en: 'Building-group leader' }] },
)

const ask = (rows: Rows, type: string, payload: unknown) => {
  const command: Command = { ...aVisit(), type, payload }
  const read = understand(command)
  if ('bad' in read) return read
  return decide(rows.see, read, contextOf(command))
}
const post = {
  post: 'post1',
  person: 'p9',
  name: '沈芳',
  grid: 'g1',
  role: 'stair_leader',
  since: '2026-01-01',
  until: null,
}

describe('a post', () => {
  it('is given to a new person by name', () => {
    expect(ask(new Rows([grid('g1'), roles]), 'post.give', post)).toMatchObject({
      changes: [
        { kind: 'person', body: { name: '沈芳' } },
        { kind: 'post', body: { role: 'stair_leader', until: null } },
      ],
    })
  })
  it('that ends before it begins is refused', () => {
    expect(ask(new Rows([grid('g1'), roles]), 'post.give', { ...post, until: '2025-12-31' })).toEqual({
      refused: 'bad_period',
    })
  })
  it('for a grid that is not there, or a role of no list, is refused', () => {
    expect(ask(new Rows([roles]), 'post.give', post)).toEqual({ refused: 'not_found' })
    expect(ask(new Rows([grid('g1'), roles]), 'post.give', { ...post, role: 'emperor' })).toEqual({
      refused: 'bad_payload',
    })
  })
  it('ends on a day and keeps its history', () => {
    const rows = new Rows([
      row(
        'post',
        { id: 'post1', pack: 'c' },
        { person: asId('p9'), grid: asId('g1'), role: 'stair_leader', since: '2026-01-01' as never, until: null },
      ),
    ])
    expect(ask(rows, 'post.end', { post: 'post1', until: '2026-11-30' })).toEqual({
      changes: [{ op: 'set', kind: 'post', id: 'post1', set: { until: '2026-11-30' }, edit: false }],
    })
  })
})

describe('a household that moves', () => {
  it('takes its people, visits and needs into the new door’s pack', () => {
    const rows = new Rows([aHousehold(), aResident(), door('d9', 's1', 'b:b2:g2')])
    const decision = ask(rows, 'household.move', { household: 'h1', door: 'd9' })
    expect(decision).toMatchObject({
      changes: [
        { op: 'set', set: { doors: ['d9'] } },
        { op: 'move', kind: 'household', pack: 'b:b2:g2' },
        { op: 'move', kind: 'resident', pack: 'b:b2:g2' },
      ],
    })
  })
})

/** What a redrawing changes beside the mark it leaves itself. */
function hang(rows: Rows, to: Readonly<Record<string, string>>) {
  const buildings = [...new Set(Object.values(to))].map((one) => ({
    ...{ building: 'b1', to: one, stairs: Object.keys(to).filter((stair) => to[stair] === one) },
  }))
  const decision = ask(rows, 'grid.redraw', { redraw: 'w1', grid: 'g1', grids: [], buildings, on: '2026-11-26' })
  if (!('changes' in decision)) return decision
  return { changes: decision.changes.filter((change) => !('kind' in change && change.kind === 'redraw')) }
}

describe('a building that goes to another grid', () => {
  const rows = () =>
    new Rows([building, grid('g1'), grid('g2'), door('d1', 's12'), door('d2', 's13'), aHousehold(), aResident()])
  it('whole keeps its packs and rewrites none of their rows', () => {
    const decision = hang(rows(), { s12: 'g2', s13: 'g2' })
    expect(decision).toMatchObject({
      changes: [
        { op: 'set', kind: 'building' },
        { op: 'regrid', pack: PACK, grid: 'g2' },
      ],
    })
  })
  it('in part moves the rows of the stairs that go', () => {
    const decision = hang(rows(), { s12: 'g2' })
    expect(decision).toMatchObject({
      changes: [
        { op: 'set' },
        { kind: 'door', id: 'd1', pack: `b:b1:g2:${commandId(1).slice(-8)}` },
        { kind: 'household', id: 'h1' },
        { kind: 'resident', id: 'r1' },
      ],
    })
  })
  it('in part joins what already lies there of it, and a stair that stays is left alone', () => {
    const three = rows()
    three.map.set('building/b1', {
      ...building,
      body: {
        ...building.body,
        stairs: [
          { id: 's12', label: '12号', grid: asId('g1') },
          { id: 's13', label: '13号', grid: asId('g1') },
          { id: 's14', label: '14号', grid: asId('g2') },
        ],
      },
    } as Row)
    three.map.set('door/d3', door('d3', 's14', 'b:b1:odd'))
    const decision = hang(three, { s12: 'g2', s13: 'g1' })
    const moved = 'changes' in decision ? decision.changes.filter((change) => change.op === 'move') : []
    expect(moved.map((move) => move.pack)).toEqual(['b:b1:odd', 'b:b1:odd', 'b:b1:odd'])
  })
  it('stair by stair keeps packs that hold one stair each: only that of the stair that goes lies elsewhere', () => {
    const split = new Rows([building, grid('g1'), grid('g2'), door('d1', 's12'), door('d2', 's13', `${PACK}:s13`)])
    expect(hang(split, { s13: 'g2' })).toMatchObject({
      changes: [
        { op: 'set', kind: 'building' },
        { op: 'regrid', pack: PACK, grid: 'g1' },
        { op: 'regrid', pack: `${PACK}:s13`, grid: 'g2' },
      ],
    })
  })
  it('to a grid or with a stair that is not there is refused', () => {
    expect(hang(rows(), { s12: 'g7' })).toEqual({
      refused: 'not_found',
    })
    expect(hang(rows(), { s77: 'g2' })).toEqual({
      refused: 'not_found',
    })
  })
})

describe('the word on a held command', () => {
  it('names a held command that is there', () => {
    expect(ask(new Rows(), 'held.judge', { command: commandId(3), verdict: 'accept' })).toEqual({
      refused: 'not_found',
    })
  })
})
