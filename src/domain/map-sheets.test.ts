import { describe, expect, it } from 'vitest'
import { aBuilding, aRow } from '../testing/build.ts'
import type { Footprint } from './estate-shape.ts'
import { type Box, overlap } from './geometry.ts'
import { boxWithNames, drawingOf, MOST_SHAPES, namesOf, type Sheet, sheetsOf } from './map-sheets.ts'

const footprint = (id: string, [x, y]: readonly [number, number]): Footprint => ({
  id,
  row: aBuilding({}, id),
  shape: [
    [
      [
        [x, y],
        [x + 8, y],
        [x + 8, y + 8],
        [x, y + 8],
        [x, y],
      ],
    ],
  ],
  box: { minX: x, minY: y, maxX: x + 8, maxY: y + 8 },
})
const field = (count: number, left = 0): readonly Footprint[] =>
  Array.from({ length: count }, (_, n) => footprint(`${left}/${n}`, [left + (n % 40) * 12, Math.floor(n / 40) * 12]))
const grid = (id: string, order: number) => aRow('grid', id, { level: 'micro', parent: null, name: id, order })
const [EAST, WEST] = [grid('东', 2), grid('西', 1)]
const sheets = (count: number): readonly Sheet[] =>
  sheetsOf([...field(count, 600), ...field(count)], (one) => (one.box.minX >= 600 ? EAST : WEST))

describe('the sheets of a map', () => {
  it('are the grids in their order, each building in one', () => {
    const found = sheets(20)
    expect(found.map((one) => [one.id, one.footprints.length])).toEqual([
      ['西', 20],
      ['东', 20],
    ])
  })
  it('are never larger than what is drawn at once, and lose nothing by it', () => {
    const found = sheets(2 * MOST_SHAPES + 3)
    expect(Math.max(...found.map((one) => one.footprints.length))).toBeLessThanOrEqual(MOST_SHAPES)
    const ids = found.flatMap((one) => one.footprints.map((each) => each.id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(4 * MOST_SHAPES + 6)
    expect(new Set(found.map((one) => one.id)).size).toBe(found.length)
  })
  it('buildings of no grid have a sheet of their own, the last', () => {
    const found = sheetsOf([footprint('a', [0, 0]), footprint('b', [20, 0])], (one) =>
      one.id === 'b' ? EAST : undefined,
    )
    expect(found.map((one) => one.grid?.id)).toEqual(['东', undefined])
  })
})

describe('drawing', () => {
  it('shows each house while they are few', () => {
    const drawing = drawingOf(sheets(20), undefined, 3)
    expect([drawing.detailed.length, drawing.plain.length]).toEqual([40, 0])
  })
  it('of more than five hundred shows the chosen sheet, and the others as outlines only', () => {
    const all = sheets(300)
    expect(drawingOf(all, undefined, 3)).toMatchObject({ detailed: [] })
    const drawing = drawingOf(all, '东', 3)
    expect([drawing.detailed.length, drawing.plain.length]).toEqual([300, 300])
  })
})

describe('names of sheets', () => {
  const boxOf = (sheet: Sheet): Box => {
    const name = namesOf(sheets(200)).get(sheet.id)
    if (name === undefined) throw new Error('no name')
    const [x, y] = name.at
    return { minX: x - name.high / 2, maxX: x + name.high / 2, minY: y - name.high / 2, maxY: y + name.high / 2 }
  }
  it('stand beside the houses, and none covers a sheet or another name', () => {
    const all = sheets(200)
    const boxes = all.map(boxOf)
    for (const box of boxes) {
      for (const sheet of all) expect(overlap(box, sheet.box)).toBe(0)
      for (const other of boxes) if (other !== box) expect(overlap(box, other)).toBe(0)
    }
  })
  it('belong to the picture as a whole', () => {
    const all = sheets(200)
    const whole = boxWithNames(all, namesOf(all))
    for (const box of all.map(boxOf)) {
      expect(whole && whole.minX <= box.minX && whole.maxX >= box.maxX && whole.minY <= box.minY).toBe(true)
    }
  })
})
