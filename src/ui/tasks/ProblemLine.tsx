import type { JSX } from 'preact'
import { Icon } from '../parts/Icon.tsx'
import { t } from '../text/text.ts'
import type { Problem } from './act.ts'

/** Why a tap did not count, and what to do. */
export function ProblemLine({ problem }: { readonly problem: Problem | null }): JSX.Element | null {
  if (problem === null) return null
  const key = 'refused' in problem ? (`refusal.${problem.refused}` as const) : (`trouble.${problem.failed}` as const)
  return (
    <p class="problem" role="alert">
      <Icon name="you" size="m" />
      <span>
        {t(key)} {t(`${key}.do`)}
      </span>
    </p>
  )
}
