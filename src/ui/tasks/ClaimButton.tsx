import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { isFree } from '../../domain/own-claims.ts'
import { type Load, loadOf, type TaskCard } from '../../domain/task-lists.ts'
import { useLive, useStatus, useView } from '../live.ts'
import { Button } from '../parts/pieces.tsx'
import { useRights } from '../rights.ts'
import { t } from '../text/text.ts'
import { useHand } from './act.ts'
import type { JustClaimed } from './JustClaimed.tsx'
import { ProblemLine } from './ProblemLine.tsx'
import { saySkills } from './words.ts'

interface ClaimButtonProps {
  readonly card: TaskCard
  readonly onClaimed: (just: JustClaimed) => void
  readonly big?: boolean
  /** How much one has is told above the list, once for all its cards. */
  readonly inList?: boolean
}
/** One tap claims. What speaks against it, and what the tap means without a network, stands beside it before. */
export function ClaimButton({ card, onClaimed, big = false, inList = false }: ClaimButtonProps): JSX.Element | null {
  const view = useView()
  const { doors } = useLive()
  const { person } = useStatus().session
  const { mayClaim } = useRights()
  // Drawn with the card: a double tap is the same claim.
  const [id] = useState(doors.newId)
  const { act, problem } = useHand()
  const { task, unfit } = card
  if (!mayClaim) return null
  const load = loadOf(view, person)
  const free = isFree(card)
  const cannot = load.open >= load.most || unfit.length > 0 || !(free || task.body.waits)
  const claim = async (): Promise<void> => {
    if (await act({ type: 'task.claim', payload: { task: task.id, wait: true }, id }))
      onClaimed({ claim: id, title: task.body.title })
  }
  return (
    <>
      {!cannot && (
        <Button
          tone="go"
          {...(big ? { size: 'big' as const, wide: true } : {})}
          label={t(free ? 'task.claimNamed' : 'task.waitNamed', { task: task.body.title })}
          onClick={() => void claim()}
        >
          {t(free ? 'task.claim' : 'task.wait')}
        </Button>
      )}
      <Against card={card} cannot={cannot} {...(inList ? {} : { load })} />
      <ProblemLine problem={problem} />
    </>
  )
}

/** How much one has already, or that it is the most. */
export const sayLoad = ({ open, most }: Load): string =>
  t(open >= most ? 'tasks.full' : 'tasks.load', { count: open, most })

interface AgainstProps {
  readonly card: TaskCard
  readonly cannot: boolean
  readonly load?: Load
}
/** Why not, or why perhaps not; and what the tap means. */
function Against({ card, cannot, load }: AgainstProps): JSX.Element | null {
  const view = useView()
  const { trouble } = useStatus()
  const { body } = card.task
  const skills = saySkills(view, body.skills)
  const lines = [
    ...(load !== undefined && load.open > 0 ? [sayLoad(load)] : []),
    ...card.unfit.map((unfit) => t(`task.unfit.${unfit}` as 'task.unfit.skill_missing', { skills })),
    ...(card.isOdd ? [t('task.odd')] : []),
    ...card.clashes.map((task) => t('tasks.clash', { task: task.body.title })),
    ...(isFree(card) ? [] : [t(body.waits ? 'task.waitHow' : 'task.noWait')]),
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
