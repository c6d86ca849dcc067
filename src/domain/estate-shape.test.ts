import { describe, expect, it } from 'vitest'
import { aBuilding } from '../testing/build.ts'
import { coarse, estateShapeOf, freeSpot, hullAround, readingOrder, spotOf } from './estate-shape.ts'
import { centroidOf, isInside, type LngLat } from './geometry.ts'
import type { Day } from './ids.ts'
import type { Rings } from './nouns.ts'

/** A house of so many metres, so far east and south of a corner of Shanghai, turned by an angle around that corner. */
const house = (id: string, at: readonly [number, number, number, number], turn = 0) => {
  const [x, y, wide, high] = at
  const corners = [
    [x, y],
    [x + wide, y],
    [x + wide, y + high],
    [x, y + high],
    [x, y],
  ] as const
  return aBuilding({ shape: [[corners.map((corner) => degrees(corner, turn))]] }, id)
}
const METRES = 111_195
const degrees = ([x, y]: readonly [number, number], turn: number): LngLat => {
  const [east, south] = [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)]
  return [121.47 + east / (METRES * Math.cos((31.23 * Math.PI) / 180)), 31.23 - south / METRES]
}

describe('an estate on the plane', () => {
  it('is turned until its rows lie level, and says where north is', () => {
    const shape = estateShapeOf([house('a', [0, 0, 32, 10], 0.12), house('b', [50, 0, 32, 10], 0.12)])
    const [a, b] = shape.footprints
    expect(shape.plane.north).toBeCloseTo(-0.12, 3)
    expect(a?.box.minY).toBeCloseTo(b?.box.minY ?? Number.NaN, 1)
    expect((a?.box.maxX ?? 0) - (a?.box.minX ?? 0)).toBeCloseTo(32, 1)
  })
  it('stays upright where the streets run askew', () => {
    expect(estateShapeOf([house('a', [0, 0, 32, 10], 0.6)]).plane.north).toBe(0)
  })
  it('leaves out what was never drawn and names it; what is demolished is in neither', () => {
    const shape = estateShapeOf([
      house('a', [0, 0, 32, 10]),
      aBuilding({ shape: [] }, 'undrawn'),
      aBuilding(
        { ...house('gone', [0, 50, 32, 10]).body, ended: { on: '2026-01-01' as Day, why: 'demolished' } },
        'gone',
      ),
    ])
    expect(shape.footprints.map((one) => one.id)).toEqual(['a'])
    expect(shape.undrawn.map((one) => one.id)).toEqual(['undrawn'])
    expect(estateShapeOf([]).box).toBeUndefined()
  })
  it('draws a square where a building is known by a point alone, and says so', () => {
    const point = degrees([100, 40], 0)
    const shape = estateShapeOf([house('a', [0, 0, 32, 10]), aBuilding({ shape: [], point }, 'b')])
    const [a, b] = shape.footprints
    expect(shape.undrawn).toEqual([])
    expect([a?.isPoint, b?.isPoint]).toEqual([undefined, true])
    const [left = Number.NaN, top = Number.NaN] = [b?.box.minX, b?.box.minY]
    expect(left - (a?.box.minX ?? 0)).toBeCloseTo(94, 0)
    expect(top - (a?.box.minY ?? 0)).toBeCloseTo(34, 0)
    expect(isInside(b?.shape ?? [], shape.plane.project(point))).toBe(true)
  })
  it('of points alone an estate is drawn as well', () => {
    const at = (x: number, id: string) => aBuilding({ shape: [], point: degrees([x, 0], 0) }, id)
    const { footprints, box } = estateShapeOf([at(0, 'a'), at(60, 'b')])
    expect(footprints.map(({ id }) => id)).toEqual(['a', 'b'])
    expect((box?.maxX ?? 0) - (box?.minX ?? 0)).toBeCloseTo(72, 0)
  })
})

describe('the place of a mark', () => {
  const footprintOf = (rings: Rings) => {
    const [found] = estateShapeOf([aBuilding({ shape: [rings] })]).footprints
    if (found === undefined) throw new Error('not drawn')
    return found
  }
  const ring = (...corners: readonly (readonly [number, number])[]) => corners.map((corner) => degrees(corner, 0))
  it('is the middle of a plain house', () => {
    const one = footprintOf([ring([0, 0], [32, 0], [32, 10], [0, 10], [0, 0])])
    const spot = spotOf(one)
    expect(spot.clear).toBeCloseTo(5, 1)
    expect(spot.right - spot.left).toBeCloseTo(32, 1)
    expect(spot.at[0]).toBeCloseTo((one.box.minX + one.box.maxX) / 2, 1)
  })
  it('is in the wing of a house round a yard and of a bent one, never in the yard or outside', () => {
    const round = footprintOf([
      ring([0, 0], [44, 0], [44, 36], [0, 36], [0, 0]),
      ring([10, 10], [34, 10], [34, 26], [10, 26], [10, 10]),
    ])
    const bent = footprintOf([ring([0, 0], [40, 0], [40, 8], [8, 8], [8, 40], [0, 40], [0, 0])])
    for (const one of [round, bent]) {
      const spot = spotOf(one)
      expect(isInside(one.shape, spot.at)).toBe(true)
      expect(spot.clear).toBeGreaterThan(3)
    }
  })
})

describe('the order of reading', () => {
  it('goes row by row from the top, each from the left, though houses of a row differ in depth', () => {
    const { footprints } = estateShapeOf([
      house('below', [0, 30, 10, 10]),
      house('right', [40, 1, 10, 14]),
      house('left', [0, 0, 10, 10]),
    ])
    expect(readingOrder(footprints).map((one) => one.id)).toEqual(['left', 'right', 'below'])
  })
  it('reads every house once', () => {
    const all = Array.from({ length: 60 }, (_, n) => house(`h${n}`, [(n * 37) % 200, (n * 53) % 170, 12, 9]))
    const { footprints } = estateShapeOf(all)
    expect(
      readingOrder(footprints)
        .map((one) => one.id)
        .sort(),
    ).toEqual(footprints.map((one) => one.id).sort())
  })
})

it('a name stands where it covers no house, at the lower right first', () => {
  const inside = { minX: 0, minY: 0, maxX: 100, maxY: 100 }
  expect(freeSpot(inside, [], { wide: 20, high: 10 })).toEqual([90, 95])
  const lower = { minX: 0, minY: 60, maxX: 100, maxY: 100 }
  const [, y] = freeSpot(inside, [lower], { wide: 20, high: 10 })
  expect(y).toBeLessThanOrEqual(55)
})
it('a hull holds its houses; coarse outlines drop holes and detail', () => {
  const { footprints } = estateShapeOf([house('a', [0, 0, 32, 10]), house('b', [60, 40, 32, 10])])
  const hull = [[hullAround(footprints)]]
  const middle = centroidOf(footprints.flatMap((one) => one.shape)) ?? [1e6, 1e6]
  expect(isInside(hull, middle)).toBe(true)
  expect(footprints.some((one) => isInside(one.shape, middle))).toBe(false)
  expect(coarse(footprints, 3).every((outline) => outline.length === 1)).toBe(true)
})
