import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Camera,
  frameBox,
  isWithin,
  keepIn,
  panBy,
  pointAt,
  reveal,
  shiftOf,
  viewBoxOf,
  zoomAt,
} from './camera.ts'

const SCREEN = { width: 400, height: 300 }
const BOX = { minX: 0, minY: 0, maxX: 100, maxY: 100 }
const cameras = fc.record({
  x: fc.double({ min: -50, max: 150, noNaN: true }),
  y: fc.double({ min: -50, max: 150, noNaN: true }),
  scale: fc.double({ min: 0.2, max: 14, noNaN: true }),
})
const pixels = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 300 }))

describe('the camera', () => {
  it('shows a box whole, in the middle, with its margin', () => {
    expect(frameBox(BOX, SCREEN, 20)).toEqual({ x: 50, y: 50, scale: 2.6 })
    expect(viewBoxOf({ x: 50, y: 50, scale: 2 }, SCREEN)).toBe('-50 -25 200 150')
  })
  it('coming closer, what lies under the finger stays under it', () => {
    fc.assert(
      fc.property(cameras, pixels, fc.double({ min: 0.3, max: 3, noNaN: true }), (camera, at, factor) => {
        const before = pointAt(camera, SCREEN, at)
        const after = pointAt(zoomAt(camera, SCREEN, { factor, at }), SCREEN, at)
        expect(after[0]).toBeCloseTo(before[0], 6)
        expect(after[1]).toBeCloseTo(before[1], 6)
      }),
    )
  })
  it('moved, what lay under the finger goes with it', () => {
    fc.assert(
      fc.property(cameras, pixels, (camera, [x, y]) => {
        const [east, south] = pointAt(panBy(camera, [30, -20]), SCREEN, [x + 30, y - 20])
        const before = pointAt(camera, SCREEN, [x, y])
        expect(east).toBeCloseTo(before[0], 6)
        expect(south).toBeCloseTo(before[1], 6)
      }),
    )
  })
  it('is never led away from all that is drawn, nor so far that it cannot be seen', () => {
    const lost: Camera = { x: 9000, y: -9000, scale: 0.001 }
    const kept = keepIn(lost, BOX, SCREEN)
    expect([kept.x, kept.y]).toEqual([100, 0])
    expect(kept.scale).toBeCloseTo(1.8)
  })
  it('moves only when a house is out of sight, and then just so far that it is seen', () => {
    const camera = { x: 50, y: 50, scale: 4 }
    expect(reveal(camera, SCREEN, { minX: 45, minY: 45, maxX: 55, maxY: 55 })).toBe(camera)
    const moved = reveal(camera, SCREEN, { minX: 120, minY: 45, maxX: 130, maxY: 55 })
    expect(moved).toEqual({ x: 86, y: 50, scale: 4 })
  })
  it('a picture that is shifted shows each place where a new one would', () => {
    fc.assert(
      fc.property(cameras, cameras, pixels, (drawn, camera, [px, py]) => {
        const [x, y] = pointAt(drawn, SCREEN, [px, py])
        const shift = shiftOf(drawn, camera)
        const shown = [(px - 200) * shift.factor + shift.x + 200, (py - 150) * shift.factor + shift.y + 150] as const
        const back = pointAt(camera, SCREEN, shown)
        expect(back[0]).toBeCloseTo(x, 6)
        expect(back[1]).toBeCloseTo(y, 6)
      }),
    )
  })
  it('is drawn anew before its edge is seen, or it becomes too coarse', () => {
    const still = { x: 0, y: 0, factor: 1 }
    expect(isWithin(still, SCREEN)).toBe(true)
    expect(isWithin({ ...still, x: 100 }, SCREEN)).toBe(true)
    expect(isWithin({ ...still, x: 101 }, SCREEN)).toBe(false)
    expect(isWithin({ ...still, y: -76 }, SCREEN)).toBe(false)
    expect(isWithin({ ...still, factor: 0.66 }, SCREEN)).toBe(false)
    expect(isWithin({ ...still, factor: 1.9 }, SCREEN)).toBe(false)
  })
})
