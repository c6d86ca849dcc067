import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Camera, frameBox, keepIn, panBy, pointAt, reveal, viewBoxOf, zoomAt } from './camera.ts'

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
})
