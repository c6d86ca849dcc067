import type { JSX } from 'preact'
import type { CareLevel } from '../../domain/nouns.ts'
import { t } from '../text/text.ts'

/** The corners of the shapes, and the radius of the round ones, on 24 × 24. */
const CORNERS = {
  red: '12 3.2 21.8 20.5 2.2 20.5',
  yellow: '4 4 20 4 20 20 4 20',
  blue: '12 1.8 22.2 12 12 22.2 1.8 12',
} as const
const RADIUS = { green: 9, grey: 8.8 } as const
/** What nobody knows has no whole edge. */
export const GREY_DASHES = [3.6, 2.3] as const
const MIDDLE = 12

/** Where a shape is drawn: its left upper corner, and how large one of its 24 parts is. */
export interface ShapePlace {
  readonly x: number
  readonly y: number
  readonly scale: number
}
/** A care level's shape as a path; the map draws many as one. */
export function carePath(care: CareLevel, { x, y, scale }: ShapePlace = { x: 0, y: 0, scale: 1 }): string {
  const at = (part: number, from: number): number => Math.round((from + part * scale) * 100) / 100
  if (care === 'green' || care === 'grey') {
    const [r, wide] = [at(RADIUS[care], 0), at(2 * RADIUS[care], 0)]
    return `M${at(MIDDLE - RADIUS[care], x)} ${at(MIDDLE, y)}a${r} ${r} 0 1 1 ${wide} 0a${r} ${r} 0 1 1 ${-wide} 0z`
  }
  const corners = CORNERS[care].split(' ').map((part, n) => at(Number(part), n % 2 === 0 ? x : y))
  return `M${corners.join(' ')}z`
}
interface CareShapeProps {
  readonly care: CareLevel
  readonly size?: 's' | 'l'
  /** Where words beside it say the level already. */
  readonly silent?: boolean
}
/** The care level as a filled shape; told by form before colour. */
export function CareShape({ care, size, silent = false }: CareShapeProps): JSX.Element {
  return (
    <>
      <svg
        class={size === undefined ? 'cl' : `cl cl--${size}`}
        viewBox="0 0 24 24"
        fill={`var(--c-${care})`}
        stroke={`var(--c-${care}-edge)`}
        stroke-width="1.5"
        aria-hidden="true"
      >
        {care === 'grey' ? (
          <path d={carePath(care)} stroke-width="2" stroke-dasharray={GREY_DASHES.join(' ')} />
        ) : (
          <path d={carePath(care)} />
        )}
      </svg>
      {!silent && <span class="sr">{t(`care.name.${care}`)}</span>}
    </>
  )
}
