import { describe, expect, it } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aDoor, aHousehold, aNeed, aRow } from '../testing/build.ts'
import { boardOf, buildingsByGrid, sumCounts, worstOf } from './board.ts'
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

describe('the list of buildings', () => {
  it('unknown never hides behind green, and never covers a known level', () => {
    expect(worstOf({ red: 0, yellow: 0, blue: 0, green: 1, grey: 9 })).toBe('green')
    expect(worstOf({ red: 0, yellow: 0, blue: 0, green: 0, grey: 1 })).toBe('grey')
    expect(worstOf({ red: 1, yellow: 5, blue: 5, green: 5, grey: 5 })).toBe('red')
  })
  it('groups buildings by micro-grid in the community’s order, and its sums are those of the buildings', () => {
    const micro = (id: string, order: number) => aRow('grid', id, { level: 'micro', parent: null, name: id, order })
    const leaf = (id: string, parent: string) =>
      aRow('grid', id, { level: 'stair', parent: asId(parent), name: id, order: 1 })
    const building = (id: string, grid: string, order: number) =>
      aBuilding({ order, stairs: [{ id: 's', label: '1号', grid: asId(grid) }] }, id)
    const view = viewFrom([
      micro('m2', 2),
      micro('m1', 1),
      leaf('s1', 'm1'),
      leaf('s2', 'm2'),
      building('late', 's1', 9),
      building('early', 's1', 1),
      building('other', 's2', 2),
      building('empty', 's2', 3),
      ...['late', 'early', 'other'].flatMap((id) => [
        aDoor({ building: asId(id), stair: 's' }, `d-${id}`),
        home(`h-${id}`, [`d-${id}`], { care: id === 'late' ? 'red' : 'green' }),
      ]),
    ])
    const grids = buildingsByGrid(view, TODAY)
    expect(grids.map((one) => [one.grid.id, ...one.buildings.map((each) => each.building.id)])).toEqual([
      ['m1', 'early', 'late'],
      ['m2', 'other'],
    ])
    expect(sumCounts(grids.flatMap((one) => one.buildings))).toMatchObject({
      households: 3,
      care: { red: 1, green: 2 },
    })
  })
})
