import type { JSX } from 'preact'
import type { RowOf } from '../../domain/nouns.ts'
import type { TaskStep } from '../../domain/task-nouns.ts'
import { useClock } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { announce } from '../parts/live-region.ts'
import { Button, Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayTime } from '../text/when.ts'
import { useHand } from './act.ts'
import type { MyClaim } from './data.ts'
import { ProblemLine } from './ProblemLine.tsx'
import { stepsDone } from './state.tsx'

const DOING: ReadonlySet<string> = new Set(['confirmed', 'started', 'sent_back'])
export const isDoing = ({ standing }: MyClaim): boolean => DOING.has(standing)
/** The first step that is not done. */
export const nextStep = ({ claim, task }: MyClaim): number =>
  task.body.steps.findIndex((step) => claim.body.ticked[step.id] === undefined)

interface StepsProps {
  readonly task: RowOf<'task'>
  readonly mine?: MyClaim
  readonly onFinish?: () => void
}
/** The checklist. A tick is kept with its time on this phone, whatever the network. */
export function Steps({ task, mine, onFinish }: StepsProps): JSX.Element | null {
  const { steps } = task.body
  const { act, problem } = useHand(mine?.claim.id)
  if (steps.length === 0) return null
  const doing = mine !== undefined && isDoing(mine) ? mine : undefined
  const next = doing === undefined ? -1 : nextStep(doing)
  const done = mine === undefined ? 0 : stepsDone(mine)
  const tick = async (step: TaskStep, no: number): Promise<void> => {
    if (doing === undefined) return
    const isDone = doing.claim.body.ticked[step.id] === undefined
    const payload = { task: task.id, claim: doing.claim.id, step: step.id, done: isDone }
    if (await act({ type: 'step.tick', payload })) announce(t(isDone ? 'task.stepSaved' : 'task.stepUndone', { no }))
  }
  return (
    <Section
      title={t('task.steps')}
      {...(mine === undefined ? {} : { note: t('task.stepsDone', { done, all: steps.length }) })}
    >
      <ol class="card">
        {steps.map((step, at) => (
          <li key={step.id}>
            <Step
              step={step}
              no={at + 1}
              mine={mine}
              isNext={at === next}
              {...(doing === undefined ? {} : { onTick: () => void tick(step, at + 1) })}
            />
          </li>
        ))}
      </ol>
      <ProblemLine problem={problem} />
      {mine?.standing === 'pending' && <p class="soft task__order">{t('task.stepsLater')}</p>}
      {doing !== undefined && next > 0 && onFinish !== undefined && (
        <Button tone="quiet" size="s" onClick={onFinish}>
          {t('task.handIn')}
        </Button>
      )}
    </Section>
  )
}

interface StepProps {
  readonly step: TaskStep
  readonly no: number
  readonly mine: MyClaim | undefined
  readonly isNext: boolean
  readonly onTick?: () => void
}
function Step({ step, no, mine, isNext, onTick }: StepProps): JSX.Element {
  const { timeZone } = useClock()
  const at = mine?.claim.body.ticked[step.id]
  const inside = (
    <>
      <span class="step__b" aria-hidden="true">
        {at === undefined ? no : <Icon name="check" size="m" />}
      </span>
      <span>
        {step.text}
        {at !== undefined && <small>{sayTime(at, timeZone)}</small>}
      </span>
    </>
  )
  const name = `step${at === undefined ? '' : ' step--done'}${isNext ? ' step--now' : ''}`
  if (onTick === undefined) return <p class={name}>{inside}</p>
  return (
    <button type="button" class={name} aria-pressed={at !== undefined} onClick={onTick}>
      {inside}
    </button>
  )
}
