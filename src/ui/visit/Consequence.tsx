import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { addressOf } from '../../domain/address.ts'
import { dueRules } from '../../domain/due.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { reviewersNear } from '../../domain/visit-form.ts'
import { useClock, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Dot } from '../parts/pieces.tsx'
import { label, t, tx } from '../text/text.ts'
import { sayDate, sayWhen, todayOf } from '../text/when.ts'
import { type Effect, useEffectOfVisit } from './effect.ts'
import type { VisitDraft } from './VisitForm.tsx'

interface ConsequenceProps {
  readonly household: RowOf<'household'>
  readonly draft: VisitDraft
  readonly onChange: () => void
}
/** The effect of the tap before the tap: the next day, whether it counts, who will hear of it. */
export function Consequence({ household, draft, onChange }: ConsequenceProps): JSX.Element | null {
  const view = useView()
  const clock = useClock()
  const found = useEffectOfVisit(household, draft)
  const line = useRef<HTMLDivElement | null>(null)
  const { outcome } = draft.fields
  // The effect must be seen before the tap on save, on low screens too.
  useEffect(() => {
    if (outcome !== undefined) line.current?.scrollIntoView({ block: 'nearest' })
  }, [outcome])
  if (found === undefined) return null
  const method = view('vocabulary', 'visitMethods')?.body.terms.find((term) => term.id === found.method)
  return (
    <div class="then" aria-live="polite" ref={line}>
      <Icon name="today" size="m" />
      <span class="grow">
        {label(method)}
        <Dot />
        {sayWhen(found.at, clock)}
        <br />
        <NextVisit outcome={outcome ?? ''} effect={found.effect} />
        <Told household={household} effect={found.effect} />
      </span>
      <button type="button" class="then__e" onClick={onChange}>
        {t('go.edit')}
      </button>
    </div>
  )
}

interface NextVisitProps {
  readonly outcome: string
  readonly effect: Effect['effect']
}
function NextVisit({ outcome, effect }: NextVisitProps): JSX.Element {
  const counts = dueRules(useView()).outcome(outcome)
  const day = effect.nextDue === null ? '' : sayDate(effect.nextDue)
  if (outcome === 'not_home') {
    return (
      <>
        {t('visit.miss', { count: effect.misses })}
        <br />
        {tx('visit.again', { day: <b>{day}</b> })}
      </>
    )
  }
  return (
    <>
      {tx('visit.nextIs', { day: <b>{day}</b> })}
      {!counts.resets && (
        <span class="soft">
          <Dot />
          {t('visit.notReached')}
        </span>
      )}
    </>
  )
}

function Told({ household, effect }: { household: RowOf<'household'>; effect: Effect['effect'] }): JSX.Element | null {
  const view = useView()
  const today = todayOf(useClock())
  if (effect.escalated === undefined) return null
  const grid = addressOf(view, household.body)?.stair.grid
  const [chief] = grid === undefined ? [] : reviewersNear(view, grid, today)
  const who = chief === undefined ? t('visit.chief') : `${t('visit.chief')} ${chief.body.name}`
  return (
    <>
      <br />
      <b class="late">{t(effect.escalated === 'red' ? 'visit.tellRed' : 'visit.tellAttempts', { who })}</b>
    </>
  )
}
