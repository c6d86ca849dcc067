import type { JSX } from 'preact'
import { doorName } from '../../domain/address.ts'
import type { Draft } from '../../store/contract.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'
import { useHeldCount, useNeedsYou } from '../to-do.ts'
import { draftHref } from '../visit/place.ts'

/** Beyond this a day may be wrong; smaller errors are told in the check before leaving. */
const CLOCK_WRONG = 3_600_000

/** What waits for this person before any door: decisions, and forms left half written. */
export function Notes(): JSX.Element | null {
  const status = useStatus()
  const needs = useNeedsYou()
  const held = useHeldCount()
  const drafts = [...status.drafts].sort((a, b) => (a.at < b.at ? 1 : -1))
  const isClockWrong = Math.abs(status.clockOffset) > CLOCK_WRONG
  if (needs + held === 0 && drafts.length === 0 && !isClockWrong) return null
  return (
    <div class="card notes">
      {needs > 0 && (
        <a class="note note--you" href="/needs">
          <Icon name="you" />
          <b class="note__t">{t('today.needsYou')}</b>
          <span class="num num--you">{needs}</span>
          <Icon name="next" size="s" />
        </a>
      )}
      {held > 0 && (
        <a class="note note--you" href="/held">
          <Icon name="review" />
          <b class="note__t">{t('today.held')}</b>
          <span class="num num--you">{held}</span>
          <Icon name="next" size="s" />
        </a>
      )}
      {isClockWrong && (
        <a class="note" href="/ready">
          <Icon name="clock" />
          <b class="note__t">{t('today.clock')}</b>
          <span class="soft roomy">{t('today.clockDo')}</span>
          <Icon name="next" size="s" />
        </a>
      )}
      {drafts.map((draft) => (
        <DraftNote key={draft.id} draft={draft} />
      ))}
    </div>
  )
}

function DraftNote({ draft }: { readonly draft: Draft }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const place = draftHref(view, draft)
  const household = view('household', place.household)
  return (
    <a class="note" href={place.href}>
      <Icon name="pen" />
      <span class="note__t">
        {t('today.draftOf', {
          door:
            household === undefined
              ? (place.name ?? view('door', draft.of)?.body.room ?? draft.of)
              : doorName(view, household),
        })}
      </span>
      <span class="soft roomy">{t('today.draftAt', { when: sayWhen(draft.at, clock) })}</span>
      <Icon name="next" size="s" />
    </a>
  )
}
