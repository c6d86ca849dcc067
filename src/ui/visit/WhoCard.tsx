import type { JSX } from 'preact'
import { ageOn } from '../../domain/age.ts'
import { dueRules, intervalOf } from '../../domain/due.ts'
import { type Day, enrolledAs } from '../../domain/ids.ts'
import { maskName, maskPhone } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { peopleOf, tagsOf } from '../../domain/today.ts'
import { useClock, useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Card, Facts } from '../parts/pieces.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { useRights } from '../rights.ts'
import { termWord } from '../text/household.ts'
import { label, t } from '../text/text.ts'
import { sayDate, sayDue, todayOf } from '../text/when.ts'
import { Disputed } from './Disputed.tsx'

interface WhoCardProps {
  readonly household: RowOf<'household'>
  /** Full names and numbers, instead of masked ones. */
  readonly isOpen: boolean
}
/** Who lives here, how they are, and when to come again. */
export function WhoCard({ household, isOpen }: WhoCardProps): JSX.Element {
  const view = useView()
  const { here, contacts } = peopleOf(view, household.id)
  const { note, careReason } = household.body
  const state = view.stateOf(household)
  const { mayLead } = useRights()
  return (
    <Card class="who">
      <Standing household={household} />
      {here.length === 0 && <p>{t('house.noOne')}</p>}
      {here.map((row) => (
        <PersonLine key={row.id} row={row} isOpen={isOpen} alone={here.length === 1} mayEnrol={mayLead} />
      ))}
      <p class="chips who__tags">
        {tagsOf(view, household).map((term) => (
          <span key={term.id} class="tag">
            {label(term)}
          </span>
        ))}
        {note !== undefined && <span class="tag">{note}</span>}
      </p>
      {contacts.map((row) => (
        <PersonLine key={row.id} row={row} isOpen={isOpen} away />
      ))}
      <Disputed household={household} isOpen={isOpen} />
      <p class="who__edit">
        {state !== 'received' && <StateBadge state={state} />}
        {careReason !== undefined && <span class="soft grow">{t('house.reason', { reason: careReason })}</span>}
        <a class="sec__r" href={`/register/${household.id}`}>
          {t('house.changes')}
        </a>
        <a class="sec__r who__more" href={`/edit/${household.id}`}>
          {t('house.edit')}
        </a>
      </p>
    </Card>
  )
}

function Standing({ household }: { readonly household: RowOf<'household'> }): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const { care, nextDue } = household.body
  const level = view('vocabulary', 'careLevels')?.body.terms.find((term) => term.id === care)
  return (
    <p class="who__care">
      <span class={`care care--${care}`}>
        <CareShape care={care} size="s" silent />
        {label(level)}
      </span>
      {nextDue === null ? <span class="soft">{t('house.noPlan')}</span> : <Due due={nextDue} today={today} />}
      <span class="soft right">{t('house.every', { count: intervalOf(dueRules(view), household.body) })}</span>
    </p>
  )
}
function Due({ due, today }: Readonly<Record<'due' | 'today', Day>>): JSX.Element {
  const standing = sayDue(due, today)
  if (standing.late) return <span class="late">{t('house.due', { standing: standing.words })}</span>
  return due === today ? <b>{t('house.dueToday')}</b> : <span>{t('house.next', { day: sayDate(due) })}</span>
}

interface PersonLineProps {
  readonly row: RowOf<'resident'>
  readonly isOpen: boolean
  readonly alone?: boolean
  readonly away?: boolean
  /** Whoever reads it leads, and may write down whoever would help. */
  readonly mayEnrol?: boolean
}
function PersonLine({ row, isOpen, alone = false, away = false, mayEnrol = false }: PersonLineProps): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const { body } = row
  const name = isOpen ? body.name : maskName(body.name)
  const kinship = body.kinship === undefined ? '' : kinshipWord(view, body.kinship)
  const phone = body.phone === undefined ? '' : isOpen ? body.phone : maskPhone(body.phone)
  const enrol = view('card', enrolledAs(row.id)) === undefined ? 'house.enrol' : 'house.volunteerCard'
  const facts = [
    away ? '' : body.sex === '1' || body.sex === '2' ? termWord(view, 'sex', body.sex) : '',
    away ? '' : ageWords(body.birth, today, isOpen),
    alone && t('house.alone'),
    !alone && !away ? kinship : '',
  ]
  return (
    <p class={away ? 'who__n who__n--away' : 'who__n'}>
      {away && kinship !== '' && <span>{kinship}</span>}
      {away ? <span>{name}</span> : <b>{name}</b>}
      {!away && (
        <span>
          <Facts of={facts} />
        </span>
      )}
      {phone !== '' && (isOpen ? <a href={`tel:${body.phone}`}>{phone}</a> : <span>{phone}</span>)}
      {away && (
        <span>
          {body.contactOnly === true ? t('house.elsewhere') : termWord(view, 'residenceRelation', body.residence)}
        </span>
      )}
      {mayEnrol && isOpen && (
        <a class="sec__r" href={`/card/new/${row.id}`} aria-label={`${t(enrol)} ${name}`}>
          {t(enrol)}
        </a>
      )}
    </p>
  )
}
const kinshipWord = (view: Parameters<typeof termWord>[0], code: string): string => {
  const word = termWord(view, code.length === 1 ? 'kinshipShort' : 'kinship', code)
  return word === code ? '' : word
}

/** The decade alone while names are masked: enough to know whom one meets. */
function ageWords(birth: string | undefined, today: Day, isOpen: boolean): string {
  const age = birth === undefined ? undefined : ageOn(birth, today)
  if (age === undefined) return ''
  if (isOpen || age < 20) return t('house.age', { count: age })
  return t('house.ageAbout', { count: Math.floor(age / 10) * 10 })
}
