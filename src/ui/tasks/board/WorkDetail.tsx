import type { ComponentChildren, JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { maskIdentityNumbers } from '../../../domain/mask-identity.ts'
import { minutesAdded, type Work } from '../../../domain/task-check.ts'
import { THANKS_FROM, type ThanksFrom } from '../../../domain/task-nouns.ts'
import { useClock, useView } from '../../live.ts'
import { Chip } from '../../parts/Chip.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Area, Line } from '../../parts/fields.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { announce } from '../../parts/live-region.ts'
import { Button, Facts } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { sayTime } from '../../text/when.ts'
import { Discard } from '../../visit/Discard.tsx'
import { useDraft } from '../../visit/useDraft.ts'
import { useHand } from '../act.ts'
import { readMinutes } from '../Finish.tsx'
import { ProblemLine } from '../ProblemLine.tsx'
import { sayPerson } from '../words.ts'
import { sayDone } from './CheckList.tsx'

interface WorkProps {
  readonly work: Work
  /** Decided, left for later, or the words dropped. */
  readonly onDone: () => void
}
interface Word {
  readonly minutes: string
  readonly thanks: string
  readonly thanksFrom: ThanksFrom
  readonly why: string
}
/** One piece of work beside the list: all that was ticked and said, and what else can be decided than “as reported”. */
export function WorkDetail(props: WorkProps): JSX.Element {
  const { fields, actions, problem } = useWord(props)
  return (
    <>
      <h2 class="vis__h">{useTitle(props.work)}</h2>
      {fields}
      {problem}
      <div class="det__do">{actions}</div>
    </>
  )
}
/** The same on a phone, where there is no room beside. */
export function WorkDialog(props: WorkProps): JSX.Element {
  const { fields, actions, problem } = useWord(props)
  return (
    <Dialog
      title={useTitle(props.work)}
      onClose={props.onDone}
      actions={
        <>
          <Button wide onClick={props.onDone}>
            {t('check.stay')}
          </Button>
          {actions}
        </>
      }
    >
      {fields}
      {problem}
    </Dialog>
  )
}
function useTitle({ holding, task }: Work): ComponentChildren {
  const view = useView()
  return <Facts of={[sayPerson(view, holding.body.person), task.body.title]} />
}

/** The fields of a word on one piece of work, and its two buttons: checked with another figure or thanks, or sent back. */
function useWord({ work, onDone }: WorkProps) {
  const view = useView()
  const { holding, task } = work
  const { act, problem } = useHand()
  const draft = useDraft<Word>('check', holding.id, (raw) => ({
    ...{ minutes: String(holding.body.done?.minutes ?? 0), thanks: '', thanksFrom: 'community' as const, why: '' },
    ...raw,
  }))
  const { minutes, thanks, thanksFrom, why } = draft.fields
  const counted = readMinutes(minutes)
  const of = { task: task.id, claim: holding.id }
  const verify = async (): Promise<void> => {
    const said = thanks.trim() === '' ? {} : { thanks: thanks.trim(), thanksFrom }
    const payload = { ...of, verdict: 'verified' as const, minutes: counted ?? 0, ...said }
    await draft.settled()
    if (await act({ type: 'task.verify', payload, id: draft.id })) onDone()
  }
  const sendBack = async (): Promise<void> => {
    const payload = { ...of, verdict: 'sent_back' as const, why: why.trim() }
    await draft.settled()
    if (!(await act({ type: 'task.verify', payload, id: draft.id }))) return
    announce(t('check.sentBack', { who: sayPerson(view, holding.body.person) }))
    onDone()
  }
  const discard = async (): Promise<void> => {
    await draft.discard()
    onDone()
  }
  return {
    problem: <ProblemLine problem={problem} />,
    fields: (
      <>
        <Told work={work} />
        <Line
          title={t('check.minutes')}
          mode="numeric"
          most={4}
          value={minutes}
          {...(counted === undefined ? { fault: t('check.minutesFault') } : {})}
          onInput={(value) => draft.set({ minutes: value.trim() })}
        />
        <Area title={t('check.thanks')} most={1000} value={thanks} onInput={(value) => draft.set({ thanks: value })} />
        {thanks.trim() !== '' && (
          <fieldset class="chips">
            <legend class="sr">{t('check.thanksFrom')}</legend>
            {THANKS_FROM.map((from) => (
              <Chip key={from} isOn={from === thanksFrom} onTap={() => draft.set({ thanksFrom: from })}>
                {t(`check.thanksFrom.${from}`)}
              </Chip>
            ))}
          </fieldset>
        )}
        <Area title={t('check.why')} most={1000} value={why} onInput={(value) => draft.set({ why: value })} />
        <Discard draft={{ kept: draft.kept, discard }} to="/tasks/check" />
      </>
    ),
    actions: (
      <>
        <Button wide disabled={why.trim() === ''} onClick={() => void sendBack()}>
          {t('check.sendBack')}
        </Button>
        <Button tone="go" wide disabled={counted === undefined} onClick={() => void verify()}>
          {t('check.one')}
        </Button>
      </>
    ),
  }
}

/** What the volunteer reported: the figures, the list as ticked, the words. */
function Told({ work }: { readonly work: Work }): JSX.Element {
  const view = useView()
  const { timeZone } = useClock()
  const { holding, task } = work
  const counts = useMemo(() => minutesAdded(view)([work]), [view, work])
  const { note } = holding.body.done ?? {}
  return (
    <>
      <p class="soft">
        <Facts of={sayDone(work, counts)} />
      </p>
      {note !== undefined && <p class="said">{maskIdentityNumbers(note)}</p>}
      <ol>
        {task.body.steps.map((step) => {
          const at = holding.body.ticked[step.id]
          return (
            <li key={step.id} class="line">
              <span>{step.text}</span>
              <span>
                {at === undefined ? (
                  t('board.notDone')
                ) : (
                  <span class="qi__got">
                    <Icon name="check" size="s" />
                    {sayTime(at, timeZone)}
                  </span>
                )}
              </span>
            </li>
          )
        })}
      </ol>
    </>
  )
}
