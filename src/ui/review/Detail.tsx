import type { JSX } from 'preact'
import { maskName } from '../../domain/mask.ts'
import { maskIdentityNumbers } from '../../domain/mask-identity.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { isUrgent } from '../../domain/review.ts'
import { useDoorName } from '../door-names.ts'
import { useClock, useView } from '../live.ts'
import { sayTerm } from '../needs/values.ts'
import { Icon } from '../parts/Icon.tsx'
import { Facts } from '../parts/pieces.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { needWord, termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDate, sayDay, sayWhen } from '../text/when.ts'

/** One visit whole: who, when, received when, and everything that was written. */
export function VisitDetail({ visit }: { readonly visit: RowOf<'visit'> }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const doorOf = useDoorName()
  const { body } = visit
  const household = view('household', body.household)
  return (
    <article class="vis">
      <p class="soft">
        <Facts
          of={[
            view('person', body.by)?.body.name,
            t('review.at', { when: sayWhen(body.at, clock) }),
            termWord(view, 'visitMethods', body.method),
            termWord(view, 'visitPurposes', body.purpose),
          ]}
        />
      </p>
      <h2 class="vis__h">
        {household === undefined ? t('review.unknownDoor') : doorOf(household)}{' '}
        {termWord(view, 'visitOutcomes', body.outcome)}
      </h2>
      <Came visit={visit} />
      {isUrgent(view, visit) && (
        <p class="alarm">
          <Icon name="flag" />
          <b>{t(body.escalated === 'red' ? 'review.urgentHint' : 'review.attempts')}</b>
        </p>
      )}
      <Written visit={visit} />
    </article>
  )
}

/** The receipt, and what was odd about the way here. */
function Came({ visit }: { readonly visit: RowOf<'visit'> }): JSX.Element {
  const state = useView().stateOf(visit)
  const clock = useClock()
  const { received, late, clockDoubtful } = visit.body
  return (
    <p class="came">
      {state === 'received' && received !== undefined ? (
        <span class="st st--ok">
          <Icon name="check" size="s" />
          {t('review.receipt', { when: sayWhen(received, clock) })}
        </span>
      ) : (
        <StateBadge state={state} />
      )}
      {late === true && <span class="st st--wait">{t('review.late')}</span>}
      {clockDoubtful === true && <span class="st st--wait">{t('review.clock')}</span>}
    </p>
  )
}

function Written({ visit }: { readonly visit: RowOf<'visit'> }): JSX.Element {
  const view = useView()
  const { words, note, observations, needs, persons, nextOn } = visit.body
  const met = persons.flatMap((id) => view('resident', id)?.body.name ?? [])
  const seen = Object.entries(observations)
  const nothing = !words && !note && seen.length === 0 && needs.length === 0 && met.length === 0
  return (
    <>
      {nothing && <p class="soft">{t('review.plain')}</p>}
      {words && (
        <Part name={t('review.words')}>
          <p class="said">{t('review.quote', { words: maskIdentityNumbers(words) })}</p>
        </Part>
      )}
      {seen.length > 0 && (
        <Part name={t('review.observed')}>
          <p class="chips">
            {seen.map(([item, how]) => (
              <span key={item} class={how === 'mind' ? 'tag tag--mind' : 'tag'}>
                <Icon name={how === 'mind' ? 'flag' : 'check'} size="s" />
                {t(how === 'mind' ? 'what.mind' : 'what.fine', { item: sayTerm(view, 'observations', item) })}
              </span>
            ))}
          </p>
        </Part>
      )}
      {needs.length > 0 && (
        <Part name={t('review.needs')}>
          <ul class="card">
            {needs.map((id) => (
              <NeedRow key={id} id={id} />
            ))}
          </ul>
        </Part>
      )}
      {met.length > 0 && (
        <Part name={t('review.persons')}>
          <p>
            <Facts of={met.map(maskName)} />
          </p>
        </Part>
      )}
      {note && (
        <Part name={t('review.note')}>
          <p class="say">{maskIdentityNumbers(note)}</p>
        </Part>
      )}
      {nextOn !== undefined && (
        <Part name={t('review.next')}>
          <p>{sayDate(nextOn)}</p>
        </Part>
      )}
    </>
  )
}
const Part = ({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) => (
  <section>
    <h3 class="h3">{name}</h3>
    {children}
  </section>
)

function NeedRow({ id }: { readonly id: string }): JSX.Element | null {
  const view = useView()
  const need = view('need', id)?.body
  if (need === undefined) return null
  return (
    <li class="wish">
      <b>{needWord(view, need.category)}</b>
      <span class="soft">{t('review.answerBy', { day: sayDay(need.answerBy) })}</span>
      {need.text.trim() !== '' && <p class="say">{maskIdentityNumbers(need.text)}</p>}
    </li>
  )
}
