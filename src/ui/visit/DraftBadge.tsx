import type { JSX } from 'preact'
import { Icon } from '../parts/Icon.tsx'
import { t } from '../text/text.ts'
import type { DraftForm } from './useDraft.ts'

export function DraftBadge({ kept }: { readonly kept: DraftForm<object>['kept'] }): JSX.Element | null {
  if (kept === 'nothing') return null
  if (kept === 'failed') {
    return (
      <span class="st st--you">
        <Icon name="you" size="s" />
        {t('visit.draftFailed')}
      </span>
    )
  }
  return (
    <span class="st st--phone">
      <Icon name="phone" size="s" />
      <span>
        <span class="roomy">{t('state.draft')}</span>
        {t('state.saved')}
      </span>
    </span>
  )
}
