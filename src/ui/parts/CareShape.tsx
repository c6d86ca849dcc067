import type { JSX } from 'preact'
import type { CareLevel } from '../../domain/nouns.ts'
import { t } from '../text/text.ts'

/** The corners of the shapes, and the radius of the round ones, on 24 × 24; the map draws them too. */
export const CORNERS: Readonly<Partial<Record<CareLevel, string>>> = {
  red: '12 3.2 21.8 20.5 2.2 20.5',
  yellow: '4 4 20 4 20 20 4 20',
  blue: '12 1.8 22.2 12 12 22.2 1.8 12',
}
export const ROUND = 9
/** What nobody knows has no whole edge. */
export const DASHES = '3.6 2.3'
const shapeOf = (care: CareLevel): JSX.Element =>
  CORNERS[care] === undefined ? (
    <circle cx="12" cy="12" r={ROUND} {...(care === 'grey' && { 'stroke-dasharray': DASHES })} />
  ) : (
    <path d={`M${CORNERS[care]}z`} />
  )
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
        {shapeOf(care)}
      </svg>
      {!silent && <span class="sr">{t(`care.name.${care}`)}</span>}
    </>
  )
}
