import { expect, it } from 'vitest'
import { labelOf } from './house-label.ts'

const spot = (wide: number, deep: number) => ({
  at: [0, 0] as const,
  clear: deep / 2,
  left: -wide / 2,
  right: wide / 2,
})
const right = (label: ReturnType<typeof labelOf>, text: string): number =>
  label.words[0] + text.length * 0.62 * label.size

it('a house of the usual size has its shape and its name side by side, inside its walls', () => {
  const label = labelOf(spot(32, 10), { hasShape: true, count: 2, name: '12–13号' })
  expect(label.hasName).toBe(true)
  expect(label.shape?.at[0]).toBeGreaterThan(-16)
  expect(right(label, '2 12–13')).toBeLessThan(16)
})
it('a small house has its shape alone, in its middle', () => {
  const label = labelOf(spot(5, 5), { hasShape: true, count: 0, name: '12–13号' })
  expect(label.hasName).toBe(false)
  const { at, size } = label.shape ?? { at: [9, 9], size: 0 }
  expect(at[0] + size / 2).toBeCloseTo(0)
})
it('no mark is larger than its house is deep', () => {
  for (const deep of [3, 6, 10, 40]) {
    expect(labelOf(spot(40, deep), { hasShape: true, count: 0, name: 'x' }).shape?.size).toBeLessThanOrEqual(
      Math.min(9, deep),
    )
  }
})
