import type { JSX } from 'preact'
import type { Status, Trouble } from '../../store/contract.ts'
import { useClock, useStatus } from '../live.ts'
import type { Key } from '../text/parts.ts'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'
import { Icon } from './Icon.tsx'
import { Dot } from './pieces.tsx'

const TROUBLES: Readonly<Record<Trouble, Key>> = {
  offline: 'sync.offline',
  server: 'sync.server',
  signed_out: 'sync.signedOut',
  revoked: 'sync.revoked',
  other_account: 'sync.otherAccount',
  storage_full: 'sync.storageFull',
  storage_lost: 'sync.storageLost',
  upgrade: 'sync.upgrade',
  scope_too_large: 'sync.tooLarge',
}
/** Offline is normal and says so quietly; what a person must do something about is in vermilion. */
const needsAction = (trouble: Trouble | null): boolean =>
  trouble !== null && trouble !== 'offline' && trouble !== 'server'

export function syncWords(status: Status): { readonly words: string; readonly act: boolean } {
  const key = status.trouble === null ? (status.syncing ? 'sync.syncing' : 'sync.online') : TROUBLES[status.trouble]
  return { words: t(key as 'sync.online'), act: needsAction(status.trouble) }
}

/** How many records wait and since when the data is fresh. */
export function SyncLine(): JSX.Element {
  const status = useStatus()
  const clock = useClock()
  const { words, act } = syncWords(status)
  const waiting = status.waiting.length
  return (
    <p class="sync">
      <Icon name={act ? 'you' : 'phone'} size="s" />
      <span class={act ? 'late' : ''}>{words}</span>
      {waiting > 0 && (
        <>
          <Dot />
          <a href="/waiting">
            <b>{t('sync.onPhone', { count: waiting })}</b>
          </a>
        </>
      )}
      <span class="right">
        {status.freshAt === null ? t('sync.never') : t('sync.fresh', { when: sayWhen(status.freshAt, clock) })}
      </span>
    </p>
  )
}
