import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { RowOf } from '../../domain/nouns.ts'
import { announce } from '../parts/live-region.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { useHand } from './act.ts'
import { ClaimButton } from './ClaimButton.tsx'
import { type MyClaim, useClaimRules, useOffer } from './data.ts'
import { GiveBack } from './GiveBack.tsx'
import { UndoClaim } from './JustClaimed.tsx'
import { ProblemLine } from './ProblemLine.tsx'
import { isDoing, nextStep } from './Steps.tsx'

interface DockProps {
  readonly task: RowOf<'task'>
  readonly mine: MyClaim | undefined
  readonly onFinish: () => void
}
/** The next thing to do, within the thumb's reach; nothing where there is none. */
export function TaskDock({ task, mine, onFinish }: DockProps): JSX.Element | null {
  if (mine !== undefined && isDoing(mine)) return <Do mine={mine} onFinish={onFinish} />
  switch (mine?.standing) {
    case 'offered':
      return <Answer mine={mine} />
    case 'waitlisted':
      return <GiveBack mine={mine} words={t('task.stopWaiting')} wide />
    case 'pending':
      return mine.claim.body.state === 'claimed' ? <UndoOrGiveBack mine={mine} /> : null
    case 'cancelled':
    case 'lapsed':
    case 'taken':
    case 'released':
      return hasUnreported(mine) ? <HandIn onFinish={onFinish} /> : <ClaimIt task={task} />
    case undefined:
    case 'lost':
    case 'declined':
    case 'expired':
      return <ClaimIt task={task} />
    default:
      return null
  }
}
const hasUnreported = ({ claim }: MyClaim): boolean =>
  Object.keys(claim.body.ticked).length > 0 && claim.body.done === undefined

const HandIn = ({ onFinish }: { readonly onFinish: () => void }): JSX.Element => (
  <Button tone="go" size="big" wide onClick={onFinish}>
    {t('task.handIn')}
  </Button>
)

function ClaimIt({ task }: { readonly task: RowOf<'task'> }): JSX.Element | null {
  const card = useOffer().cards.find((one) => one.task.id === task.id)
  if (card === undefined) return null
  return (
    <ClaimButton
      card={card}
      big
      onClaimed={(just) => announce(t('task.claimed', { task: just.title }) + t('task.claimedHint'))}
    />
  )
}

function UndoOrGiveBack({ mine }: { readonly mine: MyClaim }): JSX.Element {
  return (
    <>
      <UndoClaim claim={mine.claim.id} big />
      <GiveBack mine={mine} words={t('task.cannot')} wide />
    </>
  )
}

function Answer({ mine }: { readonly mine: MyClaim }): JSX.Element {
  const { act, problem } = useHand(mine.claim.id)
  const answer = async (yes: boolean): Promise<void> => {
    const payload = { task: mine.task.id, claim: mine.claim.id, yes }
    if (await act({ type: 'claim.answer', payload })) announce(t(yes ? 'task.answered' : 'task.state.declined'))
  }
  return (
    <>
      <ProblemLine problem={problem} />
      <Button size="big" onClick={() => void answer(false)}>
        {t('task.decline')}
      </Button>
      <Button tone="go" size="big" wide icon="check" onClick={() => void answer(true)}>
        {t('task.accept')}
      </Button>
    </>
  )
}

function Do({ mine, onFinish }: { readonly mine: MyClaim; readonly onFinish: () => void }): JSX.Element {
  const next = nextStep(mine)
  const step = mine.task.body.steps[next]
  const { act, problem } = useHand(mine.claim.id)
  const tick = async (): Promise<void> => {
    if (step === undefined) return
    const payload = { task: mine.task.id, claim: mine.claim.id, step: step.id, done: true }
    if (await act({ type: 'step.tick', payload })) announce(t('task.stepSaved', { no: next + 1 }))
  }
  return (
    <div class="task__dock">
      <ProblemLine problem={problem} />
      {mine.standing !== 'sent_back' && (
        <>
          <Later mine={mine} />
          <GiveBack mine={mine} words={t('task.cannot')} />
        </>
      )}
      {step === undefined ? (
        <Button tone="go" size="big" wide icon="check" onClick={onFinish}>
          {t('task.finish')}
        </Button>
      ) : (
        <Button tone="go" size="big" wide icon="check" onClick={() => void tick()}>
          {t('task.stepDone', { no: next + 1 })}
        </Button>
      )}
    </div>
  )
}

function Later({ mine }: { readonly mine: MyClaim }): JSX.Element {
  const { act, problem } = useHand(mine.claim.id)
  const { extensions } = useClaimRules()
  const [isMost, setMost] = useState(false)
  const later = async (): Promise<void> => {
    if (mine.claim.body.extended >= extensions) return setMost(true)
    if (await act({ type: 'claim.extend', payload: { task: mine.task.id, claim: mine.claim.id } }))
      announce(t('task.laterAsked'))
  }
  return (
    <>
      <Button onClick={() => void later()}>{t('task.later')}</Button>
      <ProblemLine problem={problem} />
      {isMost && (
        <p class="soft task__most" role="alert">
          {t('task.laterMost', { count: mine.claim.body.extended })}
        </p>
      )}
    </>
  )
}
