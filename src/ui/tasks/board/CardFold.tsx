import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { needsConsent } from '../../../domain/fit.ts'
import { maskIdentityNumbers } from '../../../domain/mask-identity.ts'
import type { VolunteerSkill } from '../../../domain/task-nouns.ts'
import { useClock, useView } from '../../live.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Button } from '../../parts/pieces.tsx'
import { useRights } from '../../rights.ts'
import { termWord } from '../../text/household.ts'
import { t } from '../../text/text.ts'
import { todayOf } from '../../text/when.ts'
import { joinNames, saySkills } from '../words.ts'
import type { Volunteer } from './people.ts'

interface FoldProps {
  readonly volunteer: Volunteer
  readonly mayEdit: boolean
}
/** All that stands on a card, in words, behind a tap: a list shows no more of anybody than it needs. */
export function CardFold({ volunteer, mayEdit }: FoldProps): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="typed" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={t('group.cardOf', { who: volunteer.name })}>
        <span class="typed__all">
          {t('group.card')}
          <Icon name="down" size="s" />
        </span>
      </summary>
      {isOpen && <Whole volunteer={volunteer} mayEdit={mayEdit} />}
    </details>
  )
}

function Whole({ volunteer, mayEdit }: FoldProps): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const { mayCoordinate } = useRights()
  const { card, name } = volunteer
  const { skills, slots, languages, limits, will, birth, guardian, source, resting, home } = card.body
  const term = (list: string, id: string | undefined): string => (id === undefined ? '' : termWord(view, list, id))
  const isYoung = needsConsent(view, birth, today)
  const of: readonly (readonly [string, ComponentChildren])[] = [
    [t('card.skills'), skills.map((own) => <Skill key={own.skill} own={own} />)],
    [t('card.slots'), joinNames(slots.map((slot) => term('availabilitySlots', slot)))],
    [t('card.languages'), joinNames(languages)],
    [t('card.limits'), limits],
    [t('card.will'), will],
    [t('card.birth'), birth?.slice(0, 4)],
    [t('card.guardian'), guardian ?? (isYoung ? <b class="late">{t('group.noConsent')}</b> : undefined)],
    [t('card.home'), home === undefined ? undefined : view('grid', home)?.body.name],
    [t('card.source'), term('volunteerSources', source)],
    [t('card.resting'), resting],
  ]
  return (
    <>
      <dl class="typed__list">
        {of.map(([title, said]) => (
          <Pair key={title} title={title} said={typeof said === 'string' ? maskIdentityNumbers(said) : said} />
        ))}
      </dl>
      <p class="task__order">
        {mayEdit && (
          <Button size="s" icon="pen" href={`/card/${card.id}`} label={t('group.editNamed', { who: name })}>
            {t('group.edit')}
          </Button>
        )}
        {mayCoordinate && (
          <Button size="s" icon="me" href={`/office/person/${card.id}`} label={t('group.leadNamed', { who: name })}>
            {t('group.lead')}
          </Button>
        )}
      </p>
    </>
  )
}
const isUnsaid = (said: ComponentChildren): boolean => said === undefined || said === '' || String(said) === ''
const Pair = ({ title, said }: { readonly title: string; readonly said: ComponentChildren }): JSX.Element => (
  <>
    <dt class="soft">{title}</dt>
    <dd>{isUnsaid(said) ? t('group.unsaid') : said}</dd>
  </>
)

/** With the paper, and whether it still holds. */
function Skill({ own }: { readonly own: VolunteerSkill }): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const { skill, certificate, until } = own
  const paper = certificate === undefined ? '' : t('group.paper', { words: maskIdentityNumbers(certificate) })
  return (
    <p>
      {saySkills(view, [skill])}
      {paper}
      {until !== undefined &&
        (until < today ? (
          <b class="late"> {t('group.expired', { day: until })}</b>
        ) : (
          <> {t('group.until', { day: until })}</>
        ))}
    </p>
  )
}
