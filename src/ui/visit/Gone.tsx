import type { JSX } from 'preact'
import { useIsWhole } from '../live.ts'
import { Button, Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'

/** The address names a household that this phone does not hold. */
export function Gone(): JSX.Element {
  // A moment while the stairs of others are being opened.
  if (!useIsWhole()) {
    return (
      <Shell title={t('today.opening')} tab="today">
        <p class="empty">{t('today.opening')}</p>
      </Shell>
    )
  }
  return (
    <Shell title={t('house.gone')} tab="today">
      <Empty title={t('house.gone')} hint={t('house.goneHint')}>
        <Button href="/" tone="go">
          {t('go.today')}
        </Button>
      </Empty>
    </Shell>
  )
}
