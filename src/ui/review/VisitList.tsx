import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { dayOf } from '../../domain/calendar.ts'
import type { Day } from '../../domain/ids.ts'
import { maskIdentityNumbers } from '../../domain/mask-identity.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { arrivalOf, isUrgent } from '../../domain/review.ts'
import { peopleOf } from '../../domain/today.ts'
import type { View } from '../../store/contract.ts'
import { useDoorName } from '../door-names.ts'
import { useClock, useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Facts } from '../parts/pieces.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { More, useSome } from '../parts/some.tsx'
import { needWord, sayPeople, termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDate, sayTime, sayWhen, todayOf } from '../text/when.ts'

interface VisitListProps {
  readonly visits: readonly RowOf<'visit'>[]
  readonly current: string | undefined
  /** On a desk a click selects; without it each row opens its page. */
  readonly onSelect?: (id: string) => void
}
/** A year of a whole community is sixteen thousand visits. */
const PAGE = 50

export function VisitList({ visits, current, onSelect }: VisitListProps): JSX.Element {
  const some = useSome(visits, { page: PAGE, current: visits.findIndex((visit) => visit.id === current) })
  return (
    <section class="queue" aria-label={t('review.list')}>
      {byDay(some.shown, useClock().timeZone).map(({ day, visits: together }) => (
        <div key={day}>
          <h2 class="queue__day">
            <DayName day={day} />
          </h2>
          <ul>
            {together.map((visit) => (
              <li key={visit.id}>
                <VisitRow visit={visit} current={visit.id === current} {...(onSelect ? { onSelect } : {})} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <More some={some} words={t('review.more', { count: some.next })} />
    </section>
  )
}

function byDay(visits: readonly RowOf<'visit'>[], timeZone: string) {
  const days: { day: Day; visits: RowOf<'visit'>[] }[] = []
  for (const visit of visits) {
    const day = dayOf(arrivalOf(visit), timeZone)
    const last = days.at(-1)
    if (last?.day === day) last.visits.push(visit)
    else days.push({ day, visits: [visit] })
  }
  return days
}
function DayName({ day }: { readonly day: Day }): JSX.Element {
  const today = todayOf(useClock())
  return <>{day === today ? <Facts of={[t('review.today'), sayDate(day)]} /> : sayDate(day)}</>
}

interface VisitRowProps {
  readonly visit: RowOf<'visit'>
  readonly current: boolean
  readonly onSelect?: (id: string) => void
}
function VisitRow({ visit, current, onSelect }: VisitRowProps): JSX.Element {
  const view = useView()
  const clock = useClock()
  const doorOf = useDoorName()
  const row = useRef<HTMLAnchorElement>(null)
  const { body } = visit
  const household = view('household', body.household)
  const urgent = isUrgent(view, visit)
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <a
      ref={row}
      class="qi"
      href={`/review/${visit.id}`}
      {...(current ? { 'aria-current': 'true' as const } : {})}
      onClick={(event) => {
        if (onSelect === undefined) return
        event.preventDefault()
        // The router listens on the window and would open the page.
        event.stopPropagation()
        onSelect(visit.id)
      }}
    >
      <CareShape care={household?.body.care ?? 'grey'} />
      <b class="qi__t">
        {household === undefined ? t('review.unknownDoor') : doorOf(household)}{' '}
        {household !== undefined && sayPeople(peopleOf(view, household.id).here)}
      </b>
      <time dateTime={arrivalOf(visit)}>{sayTime(arrivalOf(visit), clock.timeZone)}</time>
      <p class="qi__p">
        {urgent && <span class="st st--you">{t('review.urgent')}</span>}
        <span class={urgent ? '' : 'qi__w'}>
          <Facts of={[!urgent && termWord(view, 'visitOutcomes', body.outcome), gistOf(view, visit, urgent)]} />
        </span>
      </p>
      <p class="qi__by">
        <span>
          <Facts of={[view('person', body.by)?.body.name, t('review.at', { when: sayWhen(body.at, clock) })]} />
        </span>
        <Receipt visit={visit} />
      </p>
    </a>
  )
}

/** The words that tell most: why it is urgent, what was said, what is wanted. */
function gistOf(view: View, visit: RowOf<'visit'>, urgent: boolean): string {
  const { words, note, needs, escalated } = visit.body
  if (urgent) return t(escalated === 'red' ? 'review.urgentHint' : 'review.attempts')
  if (words) return t('review.quote', { words: maskIdentityNumbers(words) })
  const [first] = needs.flatMap((id) => view('need', id)?.body.category ?? [])
  return first === undefined ? maskIdentityNumbers(note ?? '') : t('review.wants', { need: needWord(view, first) })
}

function Receipt({ visit }: { readonly visit: RowOf<'visit'> }): JSX.Element {
  const state = useView().stateOf(visit)
  if (state !== 'received') return <StateBadge state={state} />
  return (
    <span class="qi__got">
      <Icon name="check" size="s" />
      {t('state.received')}
    </span>
  )
}
