import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areaOf,
  atLeast,
  boxOf,
  centroidOf,
  distanceToWall,
  hullOf,
  isInside,
  leanOf,
  type Outline,
  type Point,
  partBeyond,
  planeAt,
  simplify,
} from './geometry.ts'

const metres = (most = 500) => fc.double({ min: -most, max: most, noNaN: true, noDefaultInfinity: true })
const points = fc.array(fc.tuple(metres(), metres()), { minLength: 3, maxLength: 40 })
/** Left, top, width and height. */
type Sides = readonly [number, number, number, number]
const rectangle = (...[x, y, wide, high]: Sides): readonly Point[] => [
  [x, y],
  [x + wide, y],
  [x + wide, y + high],
  [x, y + high],
  [x, y],
]
const box = (...sides: Sides): Outline => [rectangle(...sides)]
const turned = (shape: readonly Outline[], angle: number): readonly Outline[] =>
  shape.map((outline) =>
    outline.map((ring) =>
      ring.map(
        ([x, y]): Point => [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)],
      ),
    ),
  )

describe('the plane', () => {
  it('measures in metres, east to the right and north upwards', () => {
    const plane = planeAt([121.47, 31.23])
    const [x, y] = plane.project([121.48, 31.24])
    // A hundredth of a degree there: 950.8 m east, 1112.0 m north.
    expect(x).toBeCloseTo(950.8, 0)
    expect(y).toBeCloseTo(-1112, 0)
  })
  it('gives back every place it was given, however it is turned', () => {
    fc.assert(
      fc.property(metres(0.02), metres(0.02), metres(3), (east, north, turn) => {
        const plane = planeAt([121.47, 31.23], turn)
        const back = plane.unproject(plane.project([121.47 + east, 31.23 + north]))
        expect(back[0]).toBeCloseTo(121.47 + east, 9)
        expect(back[1]).toBeCloseTo(31.23 + north, 9)
      }),
    )
  })
  it('turning changes no distance', () => {
    fc.assert(
      fc.property(metres(0.02), metres(0.02), metres(3), (east, north, turn) => {
        const at = [121.47 + east, 31.23 + north] as const
        const [a, b] = [planeAt([121.47, 31.23]).project(at), planeAt([121.47, 31.23], turn).project(at)]
        expect(Math.hypot(...a)).toBeCloseTo(Math.hypot(...b), 6)
      }),
    )
  })
  it('turned by the opposite of its lean, a row of houses lies level', () => {
    fc.assert(
      fc.property(metres(0.3), (lean) => {
        const shape = turned([box(0, 0, 32, 10), box(50, 0, 16, 10)], lean)
        expect(leanOf([shape])).toBeCloseTo(lean, 6)
      }),
    )
    expect(leanOf([])).toBe(0)
  })
})

describe('a shape', () => {
  const yard: Outline = [rectangle(0, 0, 40, 40), rectangle(10, 10, 20, 20)]
  it('has its middle where it would balance: holes pull it away, parts draw it by their size', () => {
    expect(centroidOf([box(0, 0, 10, 20)])).toEqual([5, 10])
    expect(centroidOf([yard])).toEqual([20, 20])
    const [x] = centroidOf([[rectangle(0, 0, 40, 40), rectangle(20, 0, 20, 40)]]) ?? []
    expect(x).toBeCloseTo(10)
    expect(centroidOf([box(0, 0, 10, 10), box(100, 0, 30, 10)])?.[0]).toBeCloseTo((5 * 100 + 115 * 300) / 400)
  })
  it('has the same middle whichever way its rings run', () => {
    const reversed = yard.map((ring) => [...ring].reverse())
    expect(centroidOf([reversed])).toEqual(centroidOf([yard]))
    expect(areaOf([reversed])).toBe(1200)
  })
  it('of no area has the middle of its points, of no points none', () => {
    expect(centroidOf([[rectangle(0, 0, 10, 0)]])).toEqual([5, 0])
    expect(centroidOf([])).toBeUndefined()
  })
  it('moves its middle with itself', () => {
    fc.assert(
      fc.property(metres(1e5), metres(1e5), (x, y) => {
        const [a, b] = centroidOf([box(x, y, 30, 10)]) ?? []
        expect(a).toBeCloseTo(x + 15, 6)
        expect(b).toBeCloseTo(y + 5, 6)
      }),
    )
  })
  it('does not have its courtyard inside', () => {
    expect([isInside([yard], [5, 5]), isInside([yard], [20, 20]), isInside([yard], [50, 5])]).toEqual([
      true,
      false,
      false,
    ])
    expect(distanceToWall([yard], [5, 20])).toBe(5)
  })
  it('cut in two keeps its area', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 39, noNaN: true }), (x) => {
        const right = areaOf(partBeyond([yard], { x }))
        const mirrored = [yard.map((ring) => ring.map(([east, south]): Point => [-east, south]))]
        expect(right + areaOf(partBeyond(mirrored, { x: -x }))).toBeCloseTo(1200, 6)
      }),
    )
  })
  it('cut beyond its end leaves nothing', () => {
    expect(areaOf(partBeyond([box(0, 0, 10, 10)], { x: 11 }))).toBe(0)
    expect(areaOf(partBeyond([box(0, 0, 10, 10)], { y: 2.5 }))).toBe(75)
  })
})

describe('a hull', () => {
  it('has every point inside or on it, and its corners are among them', () => {
    fc.assert(
      fc.property(points, (all) => {
        const hull = hullOf(all)
        const corners = new Set(all.map(String))
        expect(hull.every((corner) => corners.has(String(corner)))).toBe(true)
        for (const at of all) {
          expect(isInside([[hull]], at) || distanceToWall([[hull]], at) < 1e-6).toBe(true)
        }
      }),
    )
  })
  it('leaves out what lies within', () => {
    expect(
      hullOf([
        [0, 0],
        [10, 0],
        [5, 5],
        [10, 10],
        [0, 10],
      ]),
    ).toHaveLength(5)
    expect(hullOf([[1, 2]])).toEqual([[1, 2]])
  })
})

describe('simplifying', () => {
  const closed = points.map((all): readonly Point[] => [...all, all[0] as Point])
  it('leaves a ring closed, with corners of its own, none farther than the tolerance from where it was', () => {
    fc.assert(
      fc.property(closed, fc.double({ min: 0, max: 100, noNaN: true }), (ring, tolerance) => {
        const simple = simplify(ring, tolerance)
        expect(simple.at(0)).toEqual(simple.at(-1))
        expect(simple.length).toBeLessThanOrEqual(ring.length)
        expect(simple.every((corner) => ring.includes(corner))).toBe(true)
        for (const corner of ring) expect(distanceToWall([[simple]], corner)).toBeLessThanOrEqual(tolerance + 1e-6)
      }),
    )
  })
  it('takes out points on a straight wall and leaves a box a box, whatever the tolerance', () => {
    const wall: readonly Point[] = [
      [0, 0],
      [5, 0.01],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ]
    expect(simplify(wall, 0.5)).toEqual([
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ])
    expect(simplify(wall, 1000).length).toBeGreaterThanOrEqual(4)
  })
})

it('a box is as large as its points, and nothing has none', () => {
  expect(
    boxOf([
      [3, 1],
      [-2, 5],
    ]),
  ).toEqual({ minX: -2, minY: 1, maxX: 3, maxY: 5 })
  expect(boxOf([])).toBeUndefined()
})

it('a small box is widened about its middle, a large one stays', () => {
  expect(atLeast({ minX: 0, minY: 10, maxX: 40, maxY: 20 }, 100)).toEqual({ minX: -30, minY: -35, maxX: 70, maxY: 65 })
  const large = { minX: 0, minY: 0, maxX: 300, maxY: 200 }
  expect(atLeast(large, 100)).toEqual(large)
})
