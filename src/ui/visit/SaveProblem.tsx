import type { JSX } from 'preact'
import type { Acted } from '../../store/contract.ts'
import { Icon } from '../parts/Icon.tsx'
import { t } from '../text/text.ts'

/** Why a save did not go through, and what to do; nothing typed is lost. */
export function SaveProblem({ problem }: { readonly problem: Exclude<Acted, { saved: true }> | null }) {
  if (problem === null) return null
  return <Problem problem={problem} />
}
function Problem({ problem }: { readonly problem: Exclude<Acted, { saved: true }> }): JSX.Element {
  const words =
    'refused' in problem
      ? t(`refusal.${problem.refused}`)
      : t(problem.failed === 'storage_full' ? 'visit.full' : 'visit.lost')
  return (
    <p class="problem" role="alert">
      <Icon name="you" size="m" />
      <span>
        <b>{t('visit.failed')}</b> {words}
      </span>
    </p>
  )
}
