import type { JSX } from 'preact'
import { plusDays } from '../../domain/calendar.ts'
import type { Day } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useClock } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { t, tx } from '../text/text.ts'
import { sayDate, todayOf } from '../text/when.ts'
import { useEffectOfVisit } from './effect.ts'
import type { VisitDraft } from './VisitForm.tsx'

/** The next day, by the rule or by the leader's own word. */
export function NextDay({
  household,
  draft,
}: {
  household: RowOf<'household'>
  draft: VisitDraft
}): JSX.Element | null {
  const today = todayOf(useClock())
  const found = useEffectOfVisit(household, draft)
  if (found === undefined) return null
  const tomorrow = plusDays(today, 1)
  const { nextOn } = draft.fields
  const { nextDue } = found.effect
  return (
    <div class="nextday">
      <Icon name="today" size="m" />
      <span class="grow">
        {tx('visit.nextIs', { day: <b class="nowrap">{nextDue === null ? '' : sayDate(nextDue)}</b> })}
      </span>
      <button
        type="button"
        class="chip"
        aria-pressed={nextOn === tomorrow}
        onClick={() => draft.set({ nextOn: nextOn === tomorrow ? undefined : tomorrow })}
      >
        {t('visit.tomorrow')}
      </button>
      <label class="chip nextday__pick">
        {t('visit.otherDay')}
        <input
          type="date"
          aria-label={t('visit.pickDay')}
          min={today}
          value={nextOn ?? ''}
          onInput={(event) => {
            const day = event.currentTarget.value
            draft.set({ nextOn: day === '' ? undefined : (day as Day) })
          }}
        />
      </label>
    </div>
  )
}
