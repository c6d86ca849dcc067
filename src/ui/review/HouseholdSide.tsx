import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { addressOf } from '../../domain/address.ts'
import { boardOf } from '../../domain/board.ts'
import { dayOf } from '../../domain/calendar.ts'
import { dueRules, intervalOf } from '../../domain/due.ts'
import { maskName, maskPhone } from '../../domain/mask.ts'
import { maskIdentityNumbers } from '../../domain/mask-identity.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { openPromises, peopleOf } from '../../domain/today.ts'
import { useDoorName } from '../door-names.ts'
import { useClock, useView } from '../live.ts'
import { useLook } from '../look.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { LookFailed } from '../parts/LookFailed.tsx'
import { Button, Facts } from '../parts/pieces.tsx'
import { needWord, tagWords, termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDate, sayDue, todayOf } from '../text/when.ts'

/** The household beside its visit: who lives there, what was promised, the last visits, and the building around it. */
export function HouseholdSide({ household: id }: { readonly household: string }): JSX.Element | null {
  const view = useView()
  const today = todayOf(useClock())
  const doorOf = useDoorName()
  const household = view('household', id)
  const look = useLook(household)
  if (household === undefined) return null
  const due = household.body.nextDue === null ? undefined : sayDue(household.body.nextDue, today)
  const tags = tagWords(view, household)
  return (
    <aside class="side" aria-label={t('review.household')}>
      <p class="side__h">
        <CareShape care={household.body.care} />
        <b>{doorOf(household)}</b>
        {due !== undefined && <span class={due.late ? 'late right' : 'soft right'}>{due.words}</span>}
      </p>
      <People household={household} shown={look.isOpen} />
      {tags.length > 0 && (
        <p class="chips side__tags">
          {tags.map((tag) => (
            <span key={tag} class="tag">
              {tag}
            </span>
          ))}
        </p>
      )}
      <Promises household={household} />
      <TimeLine household={household} />
      <Around household={household} />
      <Button wide size="s" icon="eye" onClick={() => void look.toggle()}>
        {t(look.isOpen ? 'review.hide' : look.isKept ? 'review.revealKept' : 'review.reveal')}
      </Button>
      <LookFailed look={look} />
    </aside>
  )
}

interface Of {
  readonly household: RowOf<'household'>
}
function People({ household, shown }: Of & { readonly shown: boolean }): JSX.Element {
  const view = useView()
  const { here, contacts } = peopleOf(view, household.id)
  const days = intervalOf(dueRules(view), household.body)
  return (
    <>
      <p class="side__who">
        {here.slice(0, 4).map((one, at) => (
          <>
            {at > 0 && ' '}
            <b key={one.id}>{shown ? one.body.name : maskName(one.body.name)}</b>
          </>
        ))}{' '}
        <span class="soft">
          <Facts
            of={[
              here.length === 0
                ? t('people.nobody')
                : here.length === 1
                  ? t('review.alone')
                  : t('review.together', { count: here.length }),
              t('review.every', { count: days }),
            ]}
          />
        </span>
      </p>
      {[...here, ...contacts]
        .filter((one) => one.body.phone !== undefined)
        .slice(0, 3)
        .map((one) => (
          <p key={one.id} class="soft">
            {shown ? one.body.name : maskName(one.body.name)} {shown ? one.body.phone : maskPhone(one.body.phone ?? '')}
          </p>
        ))}
    </>
  )
}

function Promises({ household }: Of): JSX.Element | null {
  const view = useView()
  const today = todayOf(useClock())
  const promises = openPromises(view, household.id)
  if (promises.length === 0) return null
  return (
    <section>
      <h3 class="h3">{t('review.promised')}</h3>
      {promises.map((need) => {
        const due = sayDue(need.body.answerBy, today)
        return (
          <p key={need.id} class="line">
            <span>{needWord(view, need.body.category)}</span>
            <span class={due.late ? 'late' : ''}>{due.words}</span>
          </p>
        )
      })}
    </section>
  )
}

function TimeLine({ household }: Of): JSX.Element {
  const view = useView()
  const { timeZone } = useClock()
  const rules = dueRules(view)
  const visits = [...view.under('visit', household.id)].sort((a, b) => (a.body.at < b.body.at ? 1 : -1)).slice(0, 6)
  return (
    <section>
      <h3 class="h3">{t('review.visits')}</h3>
      <ol class="past">
        {visits.map(({ id, body }) => {
          const words = body.words ?? body.note ?? ''
          return (
            <li key={id} class={rules.outcome(body.outcome).resets ? '' : 'miss'}>
              <p class="past__h">
                <b>{termWord(view, 'visitOutcomes', body.outcome)}</b> {sayDate(dayOf(body.at, timeZone))}
              </p>
              {words !== '' && (
                <p>
                  {body.words ? t('review.quote', { words: maskIdentityNumbers(words) }) : maskIdentityNumbers(words)}
                </p>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Around({ household }: Of): JSX.Element | null {
  const view = useView()
  const today = todayOf(useClock())
  const building = addressOf(view, household.body)?.building
  const counts = useMemo(() => building && boardOf(view, building, today).counts, [view, building, today])
  if (building === undefined || counts === undefined) return null
  return (
    <section>
      <h3 class="h3">{t('review.building')}</h3>
      <p class="line">
        <a class="link" href={`/building/${building.id}`}>
          {building.body.name}
        </a>
        <span>{t('review.buildingHouseholds', { count: counts.households })}</span>
      </p>
      <p class="line">
        <span>
          <Facts
            of={[t('review.buildingRed', { count: counts.care.red }), t('review.buildingDue', { count: counts.due })]}
          />
        </span>
        <span>{t('review.buildingNeeds', { count: counts.needs })}</span>
      </p>
    </section>
  )
}
