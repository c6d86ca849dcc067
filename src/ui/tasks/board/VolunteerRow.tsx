import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { dayOf } from '../../../domain/calendar.ts'
import { suggestGroups } from '../../../domain/volunteer-groups.ts'
import { useClock, useView } from '../../live.ts'
import { Icon } from '../../parts/Icon.tsx'
import { announce } from '../../parts/live-region.ts'
import { Button, Facts } from '../../parts/pieces.tsx'
import { useRights } from '../../rights.ts'
import { termWord } from '../../text/household.ts'
import { t } from '../../text/text.ts'
import { sayDayNear, todayOf } from '../../text/when.ts'
import { useHand } from '../act.ts'
import { ProblemLine } from '../ProblemLine.tsx'
import { joinNames, sayGroup, saySkills } from '../words.ts'
import { CardFold } from './CardFold.tsx'
import { useMayPut, useTerms, type Volunteer } from './people.ts'

/** What somebody can do and when, the group that suits with the reason, and all groups behind a tap. */
export function VolunteerRow({ volunteer }: { readonly volunteer: Volunteer }): JSX.Element {
  const view = useView()
  const { card, name } = volunteer
  const { act, problem } = useHand()
  const mayPut = useMayPut()(card)
  const { groups } = card.body
  const [suggested] = groups.length === 0 ? suggestGroups(view, card.body) : []
  const toggle = async (group: string): Promise<void> => {
    const isOut = groups.includes(group)
    const next = isOut ? groups.filter((one) => one !== group) : [...groups, group]
    if (!(await act({ type: 'card.edit', payload: { person: card.id, set: { groups: next } } }))) return
    announce(t(isOut ? 'group.out' : 'group.done', { who: name, group: sayGroup(view, group) }))
  }
  return (
    <li class="wish">
      <b>{name}</b>
      <span class="soft">{joinNames(groups.map((group) => sayGroup(view, group)))}</span>
      <p class="soft">
        <Abilities volunteer={volunteer} />
      </p>
      {view('person', card.id) === undefined && <Enrolled volunteer={volunteer} />}
      {suggested !== undefined && (
        <p>
          {t(suggested.skills.length > 0 ? 'group.suggest' : 'group.suggestWill', {
            skills: saySkills(view, suggested.skills.length > 0 ? suggested.skills : suggested.will),
            group: sayGroup(view, suggested.group),
          })}
        </p>
      )}
      {mayPut && suggested !== undefined && (
        <Button
          size="s"
          label={t('group.putNamed', { who: name, group: sayGroup(view, suggested.group) })}
          onClick={() => void toggle(suggested.group)}
        >
          {t('group.put', { group: sayGroup(view, suggested.group) })}
        </Button>
      )}
      <CardFold volunteer={volunteer} mayEdit={mayPut} />
      {mayPut && <Choose name={name} groups={groups} onToggle={(group) => void toggle(group)} />}
      <ProblemLine problem={problem} />
    </li>
  )
}

/** Written down at a door: whoever gives posts gives the first one, and the code. */
function Enrolled({ volunteer }: { readonly volunteer: Volunteer }): JSX.Element {
  const { mayCoordinate } = useRights()
  const { card, name } = volunteer
  return (
    <p>
      {t('group.enrolled')}{' '}
      {mayCoordinate && (
        <Button size="s" href={`/office/person/${card.id}`} label={t('group.givePostNamed', { who: name })}>
          {t('group.givePost')}
        </Button>
      )}
    </p>
  )
}

function Abilities({ volunteer }: { readonly volunteer: Volunteer }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const { skills, slots, resting } = volunteer.card.body
  const { last } = volunteer
  const times = slots.map((slot) => termWord(view, 'availabilitySlots', slot))
  return (
    <Facts
      of={[
        skills.length === 0
          ? t('group.noSkills')
          : saySkills(
              view,
              skills.map(({ skill }) => skill),
            ),
        times.length === 0 ? t('group.anytime') : joinNames(times),
        last !== undefined && t('group.last', { day: sayDayNear(dayOf(last, clock.timeZone), clock) }),
        resting !== undefined && resting > todayOf(clock) && t('group.resting', { day: sayDayNear(resting, clock) }),
      ]}
    />
  )
}

interface ChooseProps {
  readonly name: string
  readonly groups: readonly string[]
  readonly onToggle: (group: string) => void
}
function Choose({ name, groups, onToggle }: ChooseProps): JSX.Element {
  const view = useView()
  const terms = useTerms('volunteerGroups')
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="filters__more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="chip" aria-label={t('group.chooseNamed', { who: name })}>
        {t('group.choose')}
        <Icon name="down" size="s" />
      </summary>
      <div class="chips">
        {/* Of thirty rows only those that somebody opens have their groups drawn. */}
        {(isOpen ? terms : []).map(({ id }) => (
          <button key={id} type="button" class="chip" aria-pressed={groups.includes(id)} onClick={() => onToggle(id)}>
            {groups.includes(id) && <Icon name="check" size="s" />}
            {sayGroup(view, id)}
          </button>
        ))}
      </div>
    </details>
  )
}
