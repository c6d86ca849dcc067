import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { useView } from '../../live.ts'
import { Button, Empty, Section } from '../../parts/pieces.tsx'
import { useRemembered } from '../../parts/remembered.ts'
import { More, useSome } from '../../parts/some.tsx'
import { Select } from '../../review/Filters.tsx'
import { useRights } from '../../rights.ts'
import { useNamed } from '../../search/named.ts'
import { label, t } from '../../text/text.ts'
import { sayGroup } from '../words.ts'
import { useTerms, type Volunteer } from './people.ts'
import { Suggested } from './Suggested.tsx'
import { VolunteerRow } from './VolunteerRow.tsx'

/** A community may have thousands of volunteers. */
const PAGE = 30
/** Not a group: those who are in none. */
const WITHOUT = '-'

/** The groups by the community's own names with how many are in each, and who can do what; those in none come first, with what would suit them. */
export function Groups({ volunteers }: { readonly volunteers: readonly Volunteer[] }): JSX.Element {
  const view = useView()
  const terms = useTerms('volunteerGroups')
  const skills = useTerms('volunteerSkills')
  const { mayCoordinate } = useRights()
  const [group, setGroup] = useRemembered('group', WITHOUT)
  const [skill, setSkill] = useRemembered('skill', '')
  const [words, setWords] = useRemembered('words', '')
  const isNamed = useNamed(words)
  const counts = useMemo(() => countIn(volunteers), [volunteers])
  const shown = useMemo(
    () => volunteers.filter((one) => isIn(one, group) && isAble(one, skill) && isNamed(one.name)),
    [volunteers, group, skill, isNamed],
  )
  const nameOf = (id: string): string =>
    id === '' ? t('group.all') : id === WITHOUT ? t('group.without') : sayGroup(view, id)
  const say = (id: string): string => t('board.phaseCount', { phase: nameOf(id), count: counts.get(id) ?? 0 })
  return (
    <>
      <div class="filters">
        <Select name={t('group.groups')} all={say('')} value={group} onChange={setGroup}>
          {[WITHOUT, ...terms.map(({ id }) => id)].map((id) => (
            <option key={id} value={id}>
              {say(id)}
            </option>
          ))}
        </Select>
        <Select name={t('card.skills')} all={t('group.anySkill')} value={skill} onChange={setSkill}>
          {skills.map((term) => (
            <option key={term.id} value={term.id}>
              {label(term)}
            </option>
          ))}
        </Select>
        <label class="pickone">
          <span>{t('group.find')}</span>
          <input
            type="search"
            value={words}
            placeholder={t('group.findHint')}
            autocomplete="off"
            maxLength={60}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
      </div>
      <Suggested volunteers={shown} />
      <Section title={nameOf(group)} note={t('group.members', { count: shown.length })}>
        <Rows key={`${group} ${skill}`} shown={shown} />
      </Section>
      {mayCoordinate && (
        <p class="task__order">
          <Button tone="quiet" icon="plus" href="/card/new">
            {t('card.enrol')}
          </Button>
          <Button tone="quiet" icon="pen" href="/office/words/volunteerGroups">
            {t('group.rename')}
          </Button>
        </p>
      )}
    </>
  )
}
const isIn = ({ card }: Volunteer, group: string): boolean =>
  group === '' || (group === WITHOUT ? card.body.groups.length === 0 : card.body.groups.includes(group))
const isAble = ({ card }: Volunteer, skill: string): boolean =>
  skill === '' || card.body.skills.some((own) => own.skill === skill)
function countIn(volunteers: readonly Volunteer[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>([['', volunteers.length]])
  for (const { card } of volunteers) {
    const { groups } = card.body
    for (const group of groups.length === 0 ? [WITHOUT] : groups) counts.set(group, (counts.get(group) ?? 0) + 1)
  }
  return counts
}

function Rows({ shown }: { readonly shown: readonly Volunteer[] }): JSX.Element {
  const some = useSome(shown, { page: PAGE })
  if (shown.length === 0) return <Empty title={t('group.nobody')} hint={t('group.nobodyHint')} />
  return (
    <>
      <ul class="card">
        {some.shown.map((one) => (
          <VolunteerRow key={one.card.id} volunteer={one} />
        ))}
      </ul>
      <More some={some} words={t('group.more', { count: some.next })} />
    </>
  )
}
