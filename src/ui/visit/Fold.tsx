import type { JSX } from 'preact'
import { Icon } from '../parts/Icon.tsx'
import { t } from '../text/text.ts'

/** The door to everything that is optional. */
export function Fold({ onOpen }: { readonly onOpen: () => void }): JSX.Element {
  return (
    <button type="button" class="card fold" onClick={onOpen}>
      <Icon name="plus" size="m" />
      <b>{t('visit.more')}</b>
      <span class="soft">{t('visit.moreHint')}</span>
      <span class="right">
        <Icon name="down" size="m" />
      </span>
    </button>
  )
}
