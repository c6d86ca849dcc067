import type { JSX } from 'preact'
import { t } from '../text/text.ts'
import { Button, Empty } from './pieces.tsx'
import { Shell } from './Shell.tsx'

/** A screen whose files have not reached this phone: after an update that was cut off, or with the cache cleared. */
export function NotFetched(): JSX.Element {
  return (
    <Shell title={t('app.notFetched')} tab="today">
      <Empty title={t('app.notFetched')} hint={t('app.notFetchedHint')}>
        <Button tone="go" onClick={() => location.reload()}>
          {t('app.reload')}
        </Button>
      </Empty>
    </Shell>
  )
}
