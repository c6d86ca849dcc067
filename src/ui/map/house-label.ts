import type { Spot } from '../../domain/estate-shape.ts'
import type { Point } from '../../domain/geometry.ts'
import { numberWidth } from './number-path.ts'

/** Metres: a mark is as large as its house allows, and never larger than a house of the usual depth. */
const MOST_MARK = 9
const LEAST_MARK = 2.4
const MOST_NAME = 5.4
const LEAST_NAME = 2
const GAP = 1.4
/** A shape with a name beside it is drawn as small as this: it is then no larger than the letters. */
export const SHAPE_BESIDE_NAME = 0.62

/** Where the mark, the number and the name of a house stand inside it; what has no room is left out. */
export interface HouseLabel {
  /** The left upper corner of the care shape, and its size. */
  readonly shape: { readonly at: Point; readonly size: number } | undefined
  /** Where the words begin on their base line. */
  readonly words: Point
  /** Of the number where it stands alone, seen from afar. */
  readonly large: number
  readonly size: number
  readonly hasName: boolean
}
interface Wanted {
  readonly hasShape: boolean
  readonly count: number
  readonly name: string
}
/** Letters of half metres: each size more costs a slow phone a font more, and no eye tells them apart. */
const toHalves = (metres: number): number => Math.floor(metres * 2) / 2
/** A Chinese character is as wide as it is high, a digit a little more than half of that. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, each) => sum + (/\p{Script=Han}/u.test(each) ? 1 : 0.6), 0)

export function labelOf(spot: Spot, { hasShape, count, name }: Wanted): HouseLabel {
  const size = Math.min(MOST_MARK, Math.max(LEAST_MARK, spot.clear * 1.6))
  const pad = Math.min(GAP, size / 3)
  const room = spot.right - spot.left - 2 * pad
  const head = hasShape ? size * SHAPE_BESIDE_NAME + GAP / 2 : 0
  const words = widthOf(count === 0 ? name : `${count} ${name}`)
  const fitting = toHalves(Math.min(MOST_NAME, size * 0.62, (room - head) / Math.max(words, 1)))
  const hasName = fitting >= LEAST_NAME
  const [x, y] = spot.at
  const wide = numberWidth(count)
  const large = toHalves(Math.min(size, room / Math.max(wide, 1)))
  // Alone the mark stands in the middle; with a name beside it both begin at the wall, as one reads.
  const left = hasName ? spot.left + pad : x - (hasShape ? size : large * wide) / 2
  const letters = hasName ? fitting : large
  return {
    shape: hasShape ? { at: [left, y - size / 2], size } : undefined,
    words: [left + head, y + letters * 0.36],
    large,
    size: letters,
    hasName,
  }
}
