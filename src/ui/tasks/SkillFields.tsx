import type { JSX } from 'preact'
import type { Day } from '../../domain/ids.ts'
import type { VolunteerSkill } from '../../domain/task-nouns.ts'
import { offered } from '../../domain/terms.ts'
import { useView } from '../live.ts'
import { Line, Moment } from '../parts/fields.tsx'
import { Icon } from '../parts/Icon.tsx'
import { label, t } from '../text/text.ts'

interface SkillFieldsProps {
  readonly chosen: readonly VolunteerSkill[]
  readonly onChange: (skills: readonly VolunteerSkill[]) => void
}
/**
 * Skills by a tap each; where one needs papers, what they are and until when they hold. A single task may ask papers for
 * any: those of all other skills wait behind a tap.
 */
export function SkillFields({ chosen, onChange }: SkillFieldsProps): JSX.Element {
  const terms = useView()('vocabulary', 'volunteerSkills')?.body.terms ?? []
  const isChosen = (id: string): boolean => chosen.some(({ skill }) => skill === id)
  const tap = (id: string): void =>
    onChange(isChosen(id) ? chosen.filter(({ skill }) => skill !== id) : [...chosen, { skill: id }])
  const papersOf = (isNeeded: boolean): readonly JSX.Element[] =>
    terms
      .filter((term) => (term['needsCertificate'] === true) === isNeeded)
      .flatMap((term) => chosen.filter(({ skill }) => skill === term.id).map((own) => ({ own, name: label(term) })))
      .map(({ own, name }) => (
        <Papers
          key={own.skill}
          own={own}
          name={name}
          onChange={(next) => onChange(chosen.map((one) => (one.skill === next.skill ? next : one)))}
        />
      ))
  const others = papersOf(false)
  return (
    <>
      <fieldset class="lbl">
        <legend>{t('card.skills')}</legend>
        <div class="chips">
          {offered(
            terms,
            chosen.map(({ skill }) => skill),
          ).map((term) => (
            <button
              key={term.id}
              type="button"
              class="chip"
              aria-pressed={isChosen(term.id)}
              onClick={() => tap(term.id)}
            >
              {isChosen(term.id) && <Icon name="check" size="s" />}
              {label(term)}
            </button>
          ))}
        </div>
      </fieldset>
      {papersOf(true)}
      {others.length > 0 && (
        <details class="typed">
          <summary>
            <b class="grow">{t('card.otherPapers')}</b>
            <span class="typed__all">
              {t('task.look')}
              <Icon name="down" size="s" />
            </span>
          </summary>
          {others}
        </details>
      )}
    </>
  )
}

interface PapersProps {
  readonly own: VolunteerSkill
  readonly name: string
  readonly onChange: (next: VolunteerSkill) => void
}
function Papers({ own, name, onChange }: PapersProps): JSX.Element {
  return (
    <>
      <Line
        title={t('card.certificate', { skill: name })}
        hint={t('card.certificateHint')}
        value={own.certificate ?? ''}
        onInput={(certificate) => onChange({ ...own, certificate })}
      />
      <Moment
        title={t('card.validUntil', { skill: name })}
        value={own.until ?? ''}
        onInput={(until) => onChange({ ...own, until: until as Day })}
      />
    </>
  )
}
