import type { JSX } from 'preact'
import { dayOf } from '../../domain/calendar.ts'
import { dueRules } from '../../domain/due.ts'
import { maskIdentityNumbers } from '../../domain/mask-identity.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Empty, Facts, Section } from '../parts/pieces.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { needWord, termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDayNear, sayWeekday } from '../text/when.ts'

/** The last visits as a line of time, in their own words. */
export function TimeLine({ household }: { readonly household: RowOf<'household'> }): JSX.Element {
  const visits = [...useView().under('visit', household.id)].sort((a, b) => (a.body.at < b.body.at ? 1 : -1))
  if (visits.length === 0) {
    return (
      <Section title={t('house.visits')}>
        <Empty title={t('house.noVisits')} hint={t('house.noVisitsHint')} />
      </Section>
    )
  }
  return (
    <Section title={t('house.visits')} note={t('house.lastVisits', { count: visits.length })}>
      <ol class="tl">
        {visits.map((visit) => (
          <VisitEntry key={visit.id} visit={visit} />
        ))}
      </ol>
    </Section>
  )
}

function VisitEntry({ visit }: { readonly visit: RowOf<'visit'> }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const { body } = visit
  const isReached = dueRules(view).outcome(body.outcome).resets
  const day = dayOf(body.at, clock.timeZone)
  const { person } = useStatus().session
  const author = body.by === person ? undefined : view('person', body.by)?.body.name
  return (
    <li class={isReached ? '' : 'miss'}>
      <p class="tl__h">
        <b>{termWord(view, 'visitOutcomes', body.outcome)}</b>
        <span>
          <Facts
            of={
              isReached
                ? [termWord(view, 'visitMethods', body.method), `${sayDayNear(day, clock)} ${sayWeekday(day)}`, author]
                : [sayDayNear(day, clock), t('house.notCounted'), author]
            }
          />
        </span>
        <Receipt visit={visit} />
      </p>
      {body.words !== undefined && <p class="say">{t('house.quote', { words: maskIdentityNumbers(body.words) })}</p>}
      <Done visit={visit} />
    </li>
  )
}

function Receipt({ visit }: { readonly visit: RowOf<'visit'> }): JSX.Element {
  const state = useView().stateOf(visit)
  if (state !== 'received') return <StateBadge state={state} />
  return (
    <span class="got">
      <Icon name="check" size="s" />
      {t('state.received')}
    </span>
  )
}

/** What was noted, raised, watched and told. */
function Done({ visit }: { readonly visit: RowOf<'visit'> }): JSX.Element | null {
  const view = useView()
  const { body } = visit
  const list = (words: readonly string[]): string =>
    words.reduce((all, word) => (all === '' ? word : t('house.list', { a: all, b: word })), '')
  const raised = body.needs.flatMap((id) => {
    const need = view('need', id)
    return need === undefined ? [] : [needWord(view, need.body.category)]
  })
  const minded = Object.entries(body.observations)
    .filter(([, value]) => value === 'mind')
    .map(([id]) => termWord(view, 'observations', id))
  const note = maskIdentityNumbers(body.note ?? '')
  const facts = [
    body.escalated !== undefined && t('house.escalated'),
    raised.length > 0 && t('house.raised', { list: list(raised) }),
    minded.length > 0 && t('house.mind', { list: list(minded) }),
  ]
  return (
    <>
      {note !== '' && <p class="did say">{note}</p>}
      {facts.some(Boolean) && (
        <p class="did">
          <Facts of={facts} />
        </p>
      )}
    </>
  )
}
