import type { CareLevel } from '../../domain/nouns.ts'
import { CORNERS, ROUND } from '../parts/CareShape.tsx'

/** Where a shape is drawn: its left upper corner, and how large one of its 24 parts is. */
export interface ShapePlace {
  readonly x: number
  readonly y: number
  readonly scale: number
}
const MIDDLE = 12
/** A care level's shape as a path, so that many are drawn as one. */
export function carePath(care: CareLevel, { x, y, scale }: ShapePlace): string {
  const at = (part: number, from: number): number => Math.round((from + part * scale) * 100) / 100
  const corners = CORNERS[care]
  if (corners !== undefined)
    return `M${corners
      .split(' ')
      .map((part, n) => at(Number(part), n % 2 === 0 ? x : y))
      .join(' ')}z`
  const [r, wide] = [at(ROUND, 0), at(2 * ROUND, 0)]
  return `M${at(MIDDLE - ROUND, x)} ${at(MIDDLE, y)}a${r} ${r} 0 1 1 ${wide} 0a${r} ${r} 0 1 1 ${-wide} 0z`
}
