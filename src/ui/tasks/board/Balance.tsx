import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { Term } from '../../../domain/nouns.ts'
import { balanceOf } from '../../../domain/volunteer-groups.ts'
import { useClock, useView } from '../../live.ts'
import { useDesk } from '../../parts/wide.ts'
import { label, t } from '../../text/text.ts'
import { todayOf } from '../../text/when.ts'
import { joinNames } from '../words.ts'
import { useTerms, type Volunteer } from './people.ts'

interface SkillRow {
  readonly skill: Term
  /** In the order of the slots. */
  readonly counts: readonly number[]
}
/** How many can do what at which time; where nobody can it says so. */
export function Balance({ volunteers }: { readonly volunteers: readonly Volunteer[] }): JSX.Element {
  const view = useView()
  const desk = useDesk()
  const today = todayOf(useClock())
  const skills = useTerms('volunteerSkills')
  const slots = useTerms('availabilitySlots')
  const [gapsOnly, setGapsOnly] = useState(false)
  const rows = useMemo(() => {
    const cards = volunteers.map(({ card }) => card.body)
    const of = { skills: skills.map(({ id }) => id), slots: slots.map(({ id }) => id), today }
    const balance = balanceOf(view, cards, of)
    return skills.map((skill): SkillRow => ({ skill, counts: [...(balance.get(skill.id)?.values() ?? [])] }))
  }, [view, volunteers, skills, slots, today])
  const shown = rows.filter(({ counts }) => !gapsOnly || counts.includes(0))
  return (
    <>
      <div class="chips">
        {[false, true].map((only) => (
          <button
            key={String(only)}
            type="button"
            class="chip"
            aria-pressed={gapsOnly === only}
            onClick={() => setGapsOnly(only)}
          >
            {t(only ? 'balance.gapsOnly' : 'balance.all')}
          </button>
        ))}
      </div>
      <p class="soft task__order">{t('balance.hint')}</p>
      {desk ? <Table rows={shown} slots={slots} /> : <List rows={shown} slots={slots} />}
    </>
  )
}

interface ShownProps {
  readonly rows: readonly SkillRow[]
  readonly slots: readonly Term[]
}
function Table({ rows, slots }: ShownProps): JSX.Element {
  return (
    <table class="balance card">
      <thead>
        <tr>
          <th scope="col">{t('balance.skill')}</th>
          {slots.map((slot) => (
            <th key={slot.id} scope="col">
              {label(slot)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ skill, counts }) => (
          <tr key={skill.id}>
            <th scope="row">{label(skill)}</th>
            {slots.map((slot, at) => (
              <td key={slot.id}>{counts[at] === 0 ? <b class="st st--wait">{t('balance.gap')}</b> : counts[at]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
/** On a phone a skill is a row, and its gaps are named. */
function List({ rows, slots }: ShownProps): JSX.Element {
  return (
    <ul class="card">
      {rows.map(({ skill, counts }) => (
        <li key={skill.id} class="wish">
          <b>{label(skill)}</b>
          <span>{sayMost(counts)}</span>
          <p class="soft">{sayGaps(counts, slots)}</p>
        </li>
      ))}
    </ul>
  )
}
const sayMost = (counts: readonly number[]): string => {
  const most = Math.max(0, ...counts)
  return most === 0 ? t('balance.nobody') : t('balance.most', { count: most })
}
function sayGaps(counts: readonly number[], slots: readonly Term[]): string {
  const gaps = slots.filter((_, at) => counts[at] === 0)
  if (gaps.length === 0) return t('balance.full')
  return gaps.length === slots.length ? '' : t('balance.gaps', { slots: joinNames(gaps.map(label)) })
}
