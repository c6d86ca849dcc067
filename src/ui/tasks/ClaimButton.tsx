import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { isFree, type OpenTask, openClaims } from '../../domain/task-list.ts'
import { useLive, useStatus, useView } from '../live.ts'
import { Button } from '../parts/pieces.tsx'
import { useRights } from '../rights.ts'
import { t } from '../text/text.ts'
import { useHand } from './act.ts'
import { useClaimRules, useMine } from './data.ts'
import type { JustClaimed } from './JustClaimed.tsx'
import { ProblemLine } from './ProblemLine.tsx'
import { saySkills } from './words.ts'

interface ClaimButtonProps {
  readonly open: OpenTask
  readonly onClaimed: (just: JustClaimed) => void
  readonly big?: boolean
}
/** One tap claims. What speaks against it, and what the tap means without a network, stands beside it before. */
export function ClaimButton({ open, onClaimed, big = false }: ClaimButtonProps): JSX.Element | null {
  const { doors } = useLive()
  const { mayClaim } = useRights()
  // Drawn with the card: a double tap is the same claim.
  const [id] = useState(doors.newId)
  const { act, problem } = useHand()
  const count = openClaims(useMine())
  const most = useClaimRules().openClaims
  const { task } = open
  if (!mayClaim) return null
  const free = isFree(open)
  const cannot = count >= most || open.unfit.length > 0 || !(free || task.body.waits)
  const claim = async (): Promise<void> => {
    if (await act({ type: 'task.claim', payload: { task: task.id, wait: true }, id }))
      onClaimed({ claim: id, title: task.body.title })
  }
  const named = { task: task.body.title }
  return (
    <>
      {!cannot && (
        <Button
          tone="go"
          {...(big ? { size: 'big' as const, wide: true } : {})}
          label={t(free ? 'task.claimNamed' : 'task.waitNamed', named)}
          onClick={() => void claim()}
        >
          {t(free ? 'task.claim' : 'task.wait')}
        </Button>
      )}
      <Against open={open} cannot={cannot} />
      <ProblemLine problem={problem} />
    </>
  )
}

/** Why not, or why perhaps not; and what the tap means. */
function Against({ open, cannot }: { readonly open: OpenTask; readonly cannot: boolean }): JSX.Element | null {
  const view = useView()
  const { trouble } = useStatus()
  const free = isFree(open)
  const skills = saySkills(view, open.task.body.skills)
  const lines = [
    ...open.unfit.map((unfit) =>
      UNFIT_WITH_SKILLS.has(unfit)
        ? t(`task.unfit.${unfit}` as 'task.unfit.skill_missing', { skills })
        : t(`task.unfit.${unfit}` as 'task.unfit.age_unfit'),
    ),
    ...(open.atBadTime ? [t('task.badTime')] : []),
    ...open.clashes.map(({ task }) => t('tasks.clash', { task: task.body.title })),
    ...(free ? [] : [t(open.task.body.waits ? 'task.waitHow' : 'task.noWait')]),
    ...(trouble !== null && !cannot ? [t('task.offline')] : []),
  ]
  if (lines.length === 0) return null
  return (
    <ul class="task__why">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
const UNFIT_WITH_SKILLS: ReadonlySet<string> = new Set(['skill_missing', 'certificate_missing'])
