import { describe, expect, it } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aDoor, aHousehold, aNeed, aRow } from '../testing/build.ts'
import { boardOf, microGridOf } from './board.ts'
import { asId, type Day } from './ids.ts'
import type { BuildingBody, DoorBody, HouseholdBody, Row, RowOf } from './nouns.ts'

const TODAY = '2026-11-26' as Day
const door = (id: string, over: Partial<DoorBody> = {}): RowOf<'door'> => aDoor({ room: id, ...over }, id)
const home = (id: string, doors: readonly string[], over: Partial<HouseholdBody> = {}): RowOf<'household'> =>
  aHousehold({ doors: doors.map((one) => asId(one)), ...over }, id)
const boardWith = (rows: readonly Row[], building: Partial<BuildingBody> = {}) => {
  const row = aBuilding(building)
  return boardOf(viewFrom([row, ...rows]), row, TODAY)
}
const roomsOf = (board: ReturnType<typeof boardOf>) =>
  board.floors.map((floor) => [floor.floor, ...floor.stairs.map((doors) => doors.map((cell) => cell.door.body.room))])

describe('the door board', () => {
  it('has floors from the top down and each stair its own doors: it is never a rectangle', () => {
    const board = boardWith([
      door('101', { floor: 1, order: 1 }),
      door('102', { floor: 1, order: 2 }),
      door('201', { floor: 2 }),
      door('501', { floor: 5, stair: '13' }),
      door('cellar', { floor: -1, stair: '13' }),
    ])
    expect(roomsOf(board)).toEqual([
      [5, [], ['501']],
      [2, ['201'], []],
      [1, ['101', '102'], []],
      [-1, [], ['cellar']],
    ])
  })
  it('doors stand in their own order, not in the order of their numbers', () => {
    const board = boardWith([door('104', { order: 1 }), door('101', { order: 2 })])
    expect(roomsOf(board)).toEqual([[3, ['104', '101']]])
  })
  it('a door of a stair that the building no longer lists still has its place', () => {
    const board = boardWith([door('101'), door('901', { stair: 'old' })])
    expect(board.stairs.map(({ stair }) => stair.label)).toEqual(['12号', 'old'])
  })
  it('several households behind one door stand together in the order people name them', () => {
    const board = boardWith([door('301'), home('b', ['301'], { label: '乙' }), home('a', ['301'], { label: '甲' })])
    expect(board.floors[0]?.stairs[0]?.[0]?.households.map((row) => row.id)).toEqual(['a', 'b'])
    expect(board.counts.shared).toBe(1)
  })
  it('the second door of a household points at the door where one knocks, and counts nobody twice', () => {
    const board = boardWith([door('301', { order: 1 }), door('302', { order: 2 }), home('h', ['301', '302'])])
    const [first, second] = board.floors[0]?.stairs[0] ?? []
    expect(first?.partOf).toBeUndefined()
    expect(second?.partOf?.door.id).toBe('301')
    expect(board.counts.households).toBe(1)
  })
  it('a door that has ended stands on the board as long as somebody lives behind it', () => {
    const ended = { on: TODAY, why: 'mistake' as const }
    expect(roomsOf(boardWith([door('301', { ended }), door('302', { ended }), home('h', ['301'])]))).toEqual([
      [3, ['301']],
    ])
  })
  it('what has ended is off the board', () => {
    const ended = { on: TODAY, why: 'moved_out' as const }
    const board = boardWith([door('301'), door('302', { ended }), home('h', ['301'], { ended })])
    expect(roomsOf(board)).toEqual([[3, ['301']]])
    expect(board.counts.households).toBe(0)
  })
  it('the legend’s sums are the sums of the doors', () => {
    const board = boardWith([
      door('101'),
      door('102', { use: 'shop' }),
      home('h1', ['101'], { care: 'red', nextDue: TODAY }),
      home('h2', ['101'], { care: 'grey' }),
      aNeed(),
      aNeed({ state: 'closed' }, 'n2'),
    ])
    expect(board.counts).toEqual({
      households: 2,
      care: { red: 1, yellow: 0, blue: 0, green: 0, grey: 1 },
      due: 1,
      needs: 1,
      shops: 1,
      shared: 1,
    })
  })
})

describe('the micro-grid of a building', () => {
  const grid = (id: string, level: 'micro' | 'stair', parent: string | null) =>
    aRow('grid', id, { level, parent: parent === null ? null : asId(parent), name: id, order: 1 })
  it('is the one above the leaf of its first stair; the leaf itself where the tree has none', () => {
    const building = aBuilding({ stairs: [{ id: 's', label: '1号', grid: asId('s1') }] })
    expect(microGridOf(viewFrom([grid('m1', 'micro', null), grid('s1', 'stair', 'm1'), building]), building)).toBe('m1')
    expect(microGridOf(viewFrom([grid('s1', 'stair', null), building]), building)).toBe('s1')
    expect(microGridOf(viewFrom([]), aBuilding({ stairs: [] }))).toBeUndefined()
  })
})
