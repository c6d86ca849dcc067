import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { dayOf, plusDays, startOfDay } from '../../../domain/calendar.ts'
import { type Checker, type Work, workCheckedSince, workUntold } from '../../../domain/task-check.ts'
import { useClock, useView } from '../../live.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Area } from '../../parts/fields.tsx'
import { announce } from '../../parts/live-region.ts'
import { Button } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { useHand } from '../act.ts'
import { useMayWrite } from '../data.ts'
import { ProblemLine } from '../ProblemLine.tsx'
import { useWhy } from '../useWhy.ts'
import { sayMinutes, sayMoment, sayPerson } from '../words.ts'
import { Correct } from './Correct.tsx'

interface AftermathProps {
  readonly checker: Checker
  /** How many works to be checked are the person's own. */
  readonly own: number
  readonly onUndo: (claim: string) => void
}
/** What was checked these days and may have been a slip, of whom nothing was heard, and what others have to check. */
export function Aftermath({ checker, own, onUndo }: AftermathProps): JSX.Element | null {
  const view = useView()
  const { timeZone } = useClock()
  const checked = useMemo(
    () => workCheckedSince(view, checker, startOfDay(plusDays(dayOf(checker.now, timeZone), 1 - DAYS_BACK), timeZone)),
    [view, checker, timeZone],
  )
  const untold = useMemo(() => workUntold(view, checker), [view, checker])
  if (own + checked.length + untold.length === 0) return null
  return (
    <aside class="side">
      {own > 0 && <p class="soft">{t('check.own', { count: own })}</p>}
      {untold.length > 0 && (
        <>
          <h2 class="h3">{t('check.untold')}</h2>
          <p class="soft">{t('check.untoldHint')}</p>
          <ul>
            {untold.slice(0, AT_ONCE).map((work) => (
              <Untold key={work.holding.id} work={work} />
            ))}
          </ul>
        </>
      )}
      {checked.length > 0 && (
        <>
          <h2 class="h3">{t('check.checkedLately', { count: checked.length })}</h2>
          <ul>
            {checked.slice(0, AT_ONCE).map((work) => (
              <Checked key={work.holding.id} work={work} onUndo={onUndo} />
            ))}
          </ul>
        </>
      )}
    </aside>
  )
}
const AT_ONCE = 30
/** A volunteer asks about the hours at the next meeting, not on the evening they were checked; today is one of the days. */
const DAYS_BACK = 7

function useNames({ holding, task }: Work): { readonly who: string; readonly task: string } {
  return { who: sayPerson(useView(), holding.body.person), task: task.body.title }
}

function Checked({ work, onUndo }: { readonly work: Work; readonly onUndo: (claim: string) => void }): JSX.Element {
  const names = useNames(work)
  const minutes = work.holding.body.checked?.at(-1)?.minutes ?? 0
  return (
    <li class="wish">
      <b>{names.who}</b>
      <span>{sayMinutes(minutes)}</span>
      <p>{names.task}</p>
      {/* What was corrected is put right by another correction. */}
      {work.holding.body.state !== 'corrected' && (
        <Button size="s" label={t('check.undoNamed', names)} onClick={() => onUndo(work.holding.id)}>
          {t('check.undo')}
        </Button>
      )}
      <Correct task={work.task} holding={work.holding} />
    </li>
  )
}

/** Only who never began can be noted as not having come. */
function Untold({ work }: { readonly work: Work }): JSX.Element {
  const clock = useClock()
  const names = useNames(work)
  const mayOverride = useMayWrite('claim.override')(work.task.body.grid)
  const [isAsking, setAsking] = useState(false)
  return (
    <li class="wish">
      <b>{names.who}</b>
      <span>{sayMoment(work.task.body.until, clock)}</span>
      <p>
        <a class="link" href={`/task/${work.task.id}`}>
          {names.task}
        </a>
      </p>
      {work.holding.body.state === 'confirmed' && mayOverride && !work.isOwn && (
        <Button size="s" label={t('check.noShowNamed', names)} onClick={() => setAsking(true)}>
          {t('check.noShow')}
        </Button>
      )}
      {isAsking && <NoShow work={work} onClose={() => setAsking(false)} />}
    </li>
  )
}

function NoShow({ work, onClose }: { readonly work: Work; readonly onClose: () => void }): JSX.Element {
  const { who } = useNames(work)
  const { act, problem } = useHand()
  const why = useWhy(work.holding.id)
  const note = async (): Promise<void> => {
    const of = { task: work.task.id, claim: work.holding.id }
    await why.settled()
    const payload = { ...of, how: 'no_show' as const, why: why.said }
    if (!(await act({ type: 'claim.override', payload, id: why.id }))) return
    announce(t('check.noShowDone'))
    onClose()
  }
  const stay = (): void => {
    void why.discard()
    onClose()
  }
  return (
    <Dialog
      title={t('check.noShowTitle', { who })}
      onClose={onClose}
      actions={
        <>
          <Button wide onClick={stay}>
            {t('check.stay')}
          </Button>
          <Button tone="stop" wide disabled={why.said === ''} onClick={() => void note()}>
            {t('check.noShow')}
          </Button>
        </>
      }
    >
      <p class="soft">{t('check.noShowHint')}</p>
      <Area title={t('check.noShowWhy')} most={400} value={why.words} onInput={why.set} />
      <ProblemLine problem={problem} />
    </Dialog>
  )
}
