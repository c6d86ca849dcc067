import { expect, it } from 'vitest'
import { numberPath, numberWidth } from './number-path.ts'

const PAIRS = { M: 2, m: 2, l: 2, c: 6, s: 4 } as const
/** Where a pen is after each stroke. */
function strokeEnds(path: string): readonly (readonly [number, number])[] {
  let [x, y] = [0, 0]
  const ends: [number, number][] = []
  for (const [, verb = '', rest = ''] of path.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const lengths = (rest.match(/-?[\d.]+/g) ?? []).map(Number)
    if (verb === 'h' || verb === 'v') {
      const [by = 0] = lengths
      if (verb === 'h') x += by
      else y += by
      ends.push([x, y])
    } else if (verb !== 'z') {
      const step = PAIRS[verb as keyof typeof PAIRS]
      for (let at = step; at <= lengths.length; at += step) {
        const [dx = 0, dy = 0] = lengths.slice(at - 2, at)
        ;[x, y] = verb === 'M' ? [dx, dy] : [x + dx, y + dy]
        if (verb !== 'M') ends.push([x, y])
      }
    }
  }
  return ends
}

it('a number stands on its base line, as wide as is said and as high as the letters beside it', () => {
  for (const count of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 47, 118, 2716]) {
    const ends = strokeEnds(numberPath(count, { x: 20, y: 50, size: 8 }))
    const [xs, ys] = [ends.map(([x]) => x), ends.map(([, y]) => y)]
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(19.9)
    expect(Math.max(...xs)).toBeLessThanOrEqual(20 + numberWidth(count) * 8 + 0.1)
    expect(Math.max(...ys)).toBeCloseTo(50, 0)
    expect(Math.min(...ys)).toBeCloseTo(50 - 0.72 * 8, 0)
  }
})
it('no two digits are drawn alike', () => {
  const drawn = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => numberPath(digit, { x: 0, y: 0, size: 6 }))
  expect(new Set(drawn).size).toBe(10)
})
