import type { JSX } from 'preact'
import { dayOf } from '../../domain/calendar.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { openPromises, peopleOf } from '../../domain/today.ts'
import { useClock, useView } from '../live.ts'
import { Card, Dot, Facts } from '../parts/pieces.tsx'
import { needWord, sayPeople, tagWords } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDay, sayDue, todayOf } from '../text/when.ts'

/** What to know before knocking: who lives here, what they said last time, what is still owed to them. */
export function Known({ household }: { readonly household: RowOf<'household'> }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const { here } = peopleOf(view, household.id)
  const [tag, ...tags] = tagWords(view, household)
  const spoken = view
    .under('visit', household.id)
    .filter((visit) => visit.body.words !== undefined)
    .sort((a, b) => (a.body.at < b.body.at ? 1 : -1))[0]
  return (
    <Card class="who">
      <p class="who__n">
        <b>{sayPeople(here)}</b>
        <span>
          <Facts of={[here.length === 1 && t('house.alone'), tag]} />
          <span class="roomy">
            {[tags[0], household.body.note]
              .filter((fact) => fact !== undefined)
              .map((fact) => (
                <span key={fact}>
                  <Dot />
                  {fact}
                </span>
              ))}
          </span>
        </span>
      </p>
      {spoken?.body.words !== undefined && (
        <div class="roomy known">
          <p class="soft">{t('visit.lastSaid', { day: sayDay(dayOf(spoken.body.at, clock.timeZone)) })}</p>
          <p class="say">{t('house.quote', { words: spoken.body.words })}</p>
        </div>
      )}
      <Owed household={household} />
    </Card>
  )
}

function Owed({ household }: { readonly household: RowOf<'household'> }): JSX.Element | null {
  const view = useView()
  const today = todayOf(useClock())
  const promises = openPromises(view, household.id)
  if (promises.length === 0) return null
  return (
    <div class="known">
      <p class="soft">{t('visit.stillOwed')}</p>
      <p>
        <Facts
          of={promises.map((need) => {
            const standing = sayDue(need.body.answerBy, today)
            return (
              <>
                {needWord(view, need.body.category)}{' '}
                <span class={standing.late ? 'late' : 'roomy'}>{standing.words}</span>
              </>
            )
          })}
        />
      </p>
    </div>
  )
}
