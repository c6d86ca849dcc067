import type { JSX } from 'preact'
import type { CareLevel } from '../../domain/nouns.ts'
import { t } from '../text/text.ts'

/** Drawn on 24 × 24; the map draws them too. */
export const CARE_PATHS: Readonly<Record<CareLevel, JSX.Element>> = {
  red: <path d="M12 3.2 21.8 20.5H2.2z" />,
  yellow: <path d="M4 4h16v16H4z" />,
  blue: <path d="M12 1.8 22.2 12 12 22.2 1.8 12z" />,
  green: <circle cx="12" cy="12" r="9" />,
  grey: <circle cx="12" cy="12" r="8.8" stroke-width="2" stroke-dasharray="3.6 2.3" />,
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
        {CARE_PATHS[care]}
      </svg>
      {!silent && <span class="sr">{t(`care.name.${care}`)}</span>}
    </>
  )
}
