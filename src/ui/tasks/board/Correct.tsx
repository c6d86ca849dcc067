import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { isChecked } from '../../../domain/claim.ts'
import type { RowOf } from '../../../domain/nouns.ts'
import type { CheckedTime } from '../../../domain/task-nouns.ts'
import { useClock, useStatus, useView } from '../../live.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Area, Line } from '../../parts/fields.tsx'
import { announce } from '../../parts/live-region.ts'
import { Button, Facts } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { sayWhen } from '../../text/when.ts'
import { useDraft } from '../../visit/useDraft.ts'
import { useHand } from '../act.ts'
import { useMayWrite } from '../data.ts'
import { readMinutes } from '../Finish.tsx'
import { ProblemLine } from '../ProblemLine.tsx'
import { sayMinutes, sayPerson } from '../words.ts'

interface CorrectProps {
  readonly task: RowOf<'task'>
  readonly holding: RowOf<'holding'>
}
/** Minutes once checked, and all that was checked before; whoever checks there puts them right, with the reason. */
export function Correct({ task, holding }: CorrectProps): JSX.Element | null {
  const view = useView()
  const may = useMayWrite('task.correct')(task.body.grid)
  const { session } = useStatus()
  const [isAsking, setAsking] = useState(false)
  const { body } = holding
  if (!isChecked(body)) return null
  const names = { who: sayPerson(view, body.person), task: task.body.title }
  return (
    <>
      <Earlier checked={body.checked ?? []} />
      {may && body.person !== session.person && (
        <Button size="s" tone="quiet" label={t('check.correctNamed', names)} onClick={() => setAsking(true)}>
          {t('check.correct')}
        </Button>
      )}
      {isAsking && <Ask task={task} holding={holding} onClose={() => setAsking(false)} />}
    </>
  )
}

/** What counted before the figure in force, by whom, and why it was changed. */
function Earlier({ checked }: { readonly checked: readonly CheckedTime[] }): JSX.Element | null {
  const view = useView()
  const clock = useClock()
  if (checked.length < 2) return null
  return (
    <ul class="soft">
      {checked.map(({ command, minutes, back, by, at, why }) => (
        <li key={command}>
          <Facts
            of={[
              back === true ? t('check.figureBack') : t('check.figure', { minutes: sayMinutes(minutes) }),
              sayPerson(view, by),
              sayWhen(at, clock),
              why,
            ]}
          />
        </li>
      ))}
    </ul>
  )
}

interface Figure {
  readonly minutes: string
  readonly why: string
}
function Ask({ task, holding, onClose }: CorrectProps & { readonly onClose: () => void }): JSX.Element {
  const view = useView()
  const { act, problem } = useHand()
  const before = holding.body.checked?.at(-1)?.minutes ?? 0
  const draft = useDraft<Figure>('why', holding.id, (raw) => ({ minutes: String(before), why: '', ...raw }))
  const minutes = readMinutes(draft.fields.minutes)
  const why = draft.fields.why.trim()
  const save = async (): Promise<void> => {
    if (minutes === undefined) return
    const payload = { task: task.id, claim: holding.id, minutes, why }
    await draft.settled()
    if (!(await act({ type: 'task.correct', payload, id: draft.id }))) return
    announce(t('check.correctDone'))
    onClose()
  }
  const stay = (): void => {
    void draft.discard()
    onClose()
  }
  return (
    <Dialog
      title={t('check.correctTitle', { who: sayPerson(view, holding.body.person), task: task.body.title })}
      onClose={onClose}
      actions={
        <>
          <Button wide onClick={stay}>
            {t('check.stay')}
          </Button>
          <Button
            tone="go"
            wide
            disabled={minutes === undefined || minutes === before || why === ''}
            onClick={() => void save()}
          >
            {t('check.correct')}
          </Button>
        </>
      }
    >
      <p class="soft">{t('check.correctHint', { minutes: sayMinutes(before) })}</p>
      <Line
        title={t('check.correctMinutes')}
        mode="numeric"
        most={4}
        value={draft.fields.minutes}
        {...(minutes === undefined ? { fault: t('check.minutesFault') } : {})}
        onInput={(value) => draft.set({ minutes: value.trim() })}
      />
      <Area
        title={t('check.correctWhy')}
        most={400}
        value={draft.fields.why}
        onInput={(value) => draft.set({ why: value })}
      />
      <ProblemLine problem={problem} />
    </Dialog>
  )
}
