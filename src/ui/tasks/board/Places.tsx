import type { JSX } from 'preact'
import { t } from '../../text/text.ts'

const PLACES = ['board', 'check', 'people'] as const
export type Place = (typeof PLACES)[number]

/** The three screens of the desk beside each other. */
export function Places({ at }: { readonly at: Place }): JSX.Element {
  return (
    <nav class="seg" aria-label={t('board.nav')}>
      {PLACES.map((place) => (
        <a key={place} href={`/tasks/${place}`} {...(place === at ? { 'aria-current': 'true' as const } : {})}>
          {t(`board.to.${place}`)}
        </a>
      ))}
    </nav>
  )
}
