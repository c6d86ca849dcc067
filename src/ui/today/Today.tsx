import type { JSX } from 'preact'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'

export function Today(): JSX.Element {
  return (
    <Shell title={t('tab.today')} sync tab="today">
      <p />
    </Shell>
  )
}
