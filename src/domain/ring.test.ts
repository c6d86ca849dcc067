import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInside, type Point } from './geometry.ts'
import { closed, crossesItself, tapRing, widened } from './ring.ts'

const SQUARE: readonly Point[] = [
  [0, 0],
  [100, 0],
  [100, 100],
  [0, 100],
]

describe('a tap on a boundary that is being drawn', () => {
  test('adds a corner at the end, away from what is there', () => {
    expect(tapRing(SQUARE, [50, 50], 5)).toEqual([...SQUARE, [50, 50]])
    expect(tapRing([], [1, 2], 5)).toEqual([[1, 2]])
  })
  test('on a corner takes it away', () => {
    expect(tapRing(SQUARE, [98, 3], 5)).toEqual([SQUARE[0], SQUARE[2], SQUARE[3]])
  })
  test('on an edge puts a corner between, also on the one that closes the line', () => {
    expect(tapRing(SQUARE, [100, 40], 5)[2]).toEqual([100, 40])
    expect(tapRing(SQUARE, [2, 40], 5)[4]).toEqual([2, 40])
  })
  test('changes one corner, whatever there is', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })) as fc.Arbitrary<Point>
    fc.assert(
      fc.property(fc.array(point, { maxLength: 9 }), point, (corners, at) => {
        expect(Math.abs(tapRing(corners, at, 4).length - corners.length)).toBe(1)
      }),
    )
  })
})

test('a line crosses itself as a bow does, and a square does not', () => {
  expect(crossesItself(SQUARE)).toBe(false)
  const [a, b, c, d] = SQUARE as [Point, Point, Point, Point]
  expect(crossesItself([a, c, b, d])).toBe(true)
  expect(crossesItself([a, b, c])).toBe(false)
})

test('a ring that is widened holds its old corners', () => {
  const wide = widened(SQUARE, [50, 50], 3)
  for (const corner of SQUARE) expect(isInside([[closed(wide)]], corner)).toBe(true)
  expect(widened([[50, 50]], [50, 50], 3)).toEqual([[50, 50]])
})
