/**
 * Digits as strokes, 6 parts wide and 10 high, from their left upper corner and in relative steps only, so that every
 * number in them is a length. A hundred numbers of text cost a slow phone more than all houses; of strokes, one path.
 */
const DIGITS = [
  'm3 0c-2 0-3 2-3 5s1 5 3 5 3-2 3-5-1-5-3-5z',
  'm1 2l2.5-2v10',
  'm.4 2.6c.3-1.6 1.3-2.6 2.7-2.6 1.6 0 2.7 1.1 2.7 2.7 0 2.2-2.6 4.1-5.5 7.3h5.6',
  'm.6 1.2c.6-.8 1.4-1.2 2.4-1.2 1.6 0 2.6 1 2.6 2.4s-1 2.4-2.6 2.4c1.8 0 2.9 1 2.9 2.6s-1.2 2.6-2.9 2.6c-1.2 0-2.2-.5-2.8-1.4',
  'm4.4 10v-10l-4.2 7h5.8',
  'm5.4 0h-4.4l-.4 4.5c.7-.6 1.5-.9 2.4-.9 1.8 0 3 1.3 3 3.2s-1.3 3.2-3.1 3.2c-1.2 0-2.2-.5-2.7-1.3',
  'm5.2 .8c-.6-.5-1.3-.8-2.1-.8-2 0-3.1 2-3.1 5.4 0 3 1.1 4.6 3 4.6 1.7 0 2.9-1.3 2.9-3.2s-1.1-3-2.8-3c-1.7 0-2.8 1.1-3.1 2.9',
  'm.2 0h5.6l-3.4 10',
  'm3 4.6c-1.6 0-2.6-1-2.6-2.3s1-2.3 2.6-2.3 2.6 1 2.6 2.3-1 2.3-2.6 2.3c-1.8 0-2.9 1.1-2.9 2.7s1.1 2.7 2.9 2.7 2.9-1.1 2.9-2.7-1.1-2.7-2.9-2.7',
  'm.8 9.2c.6 .5 1.3 .8 2.1 .8 2 0 3.1-2 3.1-5.4 0-3-1.1-4.6-3-4.6-1.7 0-2.9 1.3-2.9 3.2s1.1 3 2.8 3c1.7 0 2.8-1.1 3.1-2.9',
]
const LENGTH = /-?(?:\d+\.?\d*|\.\d+)/g
/** Of the size of letters, as in the fonts that stand beside them. */
const PART = 0.072
const ADVANCE = 8
/** As heavy as the half-bold letters of a name. */
export const STROKE = 0.13

const drawn = new Map<string, string>()
function digitPath(digit: number, size: number): string {
  const key = `${digit} ${size}`
  const path =
    drawn.get(key) ??
    (DIGITS[digit] ?? '').replace(LENGTH, (length) => ` ${Math.round(Number(length) * size * PART * 100) / 100}`)
  drawn.set(key, path)
  return path
}
/** The left end of its base line, and the size of letters, in metres. */
export interface NumberPlace {
  readonly x: number
  readonly y: number
  readonly size: number
}
/** A whole number as a path to be stroked, so that many are drawn as one. */
export const numberPath = (count: number, { x, y, size }: NumberPlace): string =>
  [...String(count)]
    .map((digit, n) => {
      const left = Math.round((x + (n * ADVANCE * PART + STROKE / 2) * size) * 100) / 100
      const top = Math.round((y - 10 * PART * size) * 100) / 100
      return `M${left} ${top}${digitPath(Number(digit), size)}`
    })
    .join('')
/** How wide a number is drawn, in sizes of its letters. */
export const numberWidth = (count: number): number => (String(count).length * ADVANCE - 2) * PART + STROKE
