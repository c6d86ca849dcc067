import type { JSX } from 'preact'
import type { ShiftFields, TaskFields } from '../../../domain/task-form.ts'
import { offered } from '../../../domain/terms.ts'
import { useClock, useView } from '../../live.ts'
import { Chip, withTap } from '../../parts/Chip.tsx'
import { Area, Choice, Line, Moment, Pick } from '../../parts/fields.tsx'
import { Button, Section } from '../../parts/pieces.tsx'
import { label, t } from '../../text/text.ts'
import { Beside, type Field, Folded } from './form.tsx'
import { useTerms, useUsualSteps } from './options.ts'

interface FieldProps {
  readonly field: Field
}
export function What({ field }: FieldProps): JSX.Element {
  const { fields, set, fault, isChange } = field
  const kinds = useTerms('taskKinds', fields.kind)
  const usual = useUsualSteps()
  const hint = t(fields.kind === 'wish' ? 'publish.wishHint' : 'publish.titleHint')
  return (
    <Section title={t('publish.what')}>
      {!isChange && (
        <Pick
          title={t('publish.kind')}
          value={fields.kind}
          options={kinds}
          fault={fault('kind')}
          onPick={(kind) => set({ kind, ...(isUsual(fields, usual) ? { steps: usual(kind) } : {}) })}
        />
      )}
      <Line
        title={t('publish.title')}
        most={60}
        value={fields.title}
        hint={hint}
        fault={fault('title')}
        onInput={(title) => set({ title })}
      />
      <Area
        rows={3}
        title={t('publish.text')}
        value={fields.text}
        fault={fault('text')}
        onInput={(text) => set({ text })}
      />
      <Area
        rows={3}
        title={t('publish.steps')}
        value={fields.steps}
        fault={fault('steps')}
        onInput={(steps) => set({ steps })}
      />
    </Section>
  )
}

/** What somebody typed stays, whatever the kind. */
const isUsual = ({ kind, steps }: TaskFields, usual: (kind: string) => string): boolean =>
  steps.trim() === '' || steps === usual(kind)

/** Several shifts are tasks of their own once they are published: only a new one has more than one. */
export function When({ field }: FieldProps): JSX.Element {
  const { fields, set, isChange } = field
  const { timeZone } = useClock()
  const { shifts } = fields
  const last = shifts.at(-1)
  const put = (no: number, patch: Partial<ShiftFields>): void =>
    set({ shifts: shifts.map((shift, at) => (at === no ? { ...shift, ...patch } : shift)) })
  const isElsewhere = Intl.DateTimeFormat().resolvedOptions().timeZone !== timeZone
  return (
    <Section title={t('publish.when')}>
      {shifts.map((shift, no) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: typed shifts have nothing else that tells them apart.
        <div key={no}>
          {shifts.length > 1 && <h3 class="lbl">{t('publish.shift', { no: no + 1 })}</h3>}
          <Shift field={field} no={no} shift={shift} onChange={(patch) => put(no, patch)} />
          {shifts.length > 1 && (
            <Button tone="quiet" onClick={() => set({ shifts: shifts.filter((_, at) => at !== no) })}>
              {t('publish.lessShift')}
            </Button>
          )}
        </div>
      ))}
      {isElsewhere && <p class="soft task__order">{t('publish.zone', { zone: timeZone })}</p>}
      <div class="chips task__order">
        {!isChange && last !== undefined && shifts.length < 14 && (
          <Button icon="plus" onClick={() => set({ shifts: [...shifts, last] })}>
            {t('publish.moreShift')}
          </Button>
        )}
        <Chip isOn={fields.waits} onTap={() => set({ waits: !fields.waits })}>
          {t('publish.waits')}
        </Chip>
      </div>
    </Section>
  )
}
interface ShiftProps extends FieldProps {
  readonly no: number
  readonly shift: ShiftFields
  readonly onChange: (patch: Partial<ShiftFields>) => void
}
function Shift({ field, no, shift, onChange }: ShiftProps): JSX.Element {
  return (
    <Beside>
      <Moment hour title={t('publish.from')} value={shift.from} onInput={(from) => onChange({ from })} />
      <Moment
        hour
        title={t('publish.until')}
        value={shift.until}
        fault={field.fault(`time${no}`)}
        onInput={(until) => onChange({ until })}
      />
      <Line
        title={t('publish.places')}
        mode="numeric"
        most={3}
        value={shift.places}
        fault={field.fault(`places${no}`)}
        onInput={(places) => onChange({ places: places.trim() })}
      />
    </Beside>
  )
}

/** Most tasks are for everybody: what narrows them waits behind a tap. */
export function Who({ field, isOpen }: FieldProps & { readonly isOpen: boolean }): JSX.Element {
  const { fields, set, fault } = field
  const skills = useView()('vocabulary', 'volunteerSkills')?.body.terms ?? []
  return (
    <Folded title={t('publish.who')} isOpen={isOpen}>
      <Beside>
        <Choice
          title={t('publish.urgency')}
          list="issueUrgency"
          value={fields.urgency}
          onChange={(urgency) => set({ urgency })}
        />
        <Choice
          title={t('publish.group')}
          list="volunteerGroups"
          optional
          value={fields.group}
          onChange={(group) => set({ group })}
        />
        <Line
          title={t('publish.youngest')}
          mode="numeric"
          most={3}
          value={fields.youngest}
          onInput={(youngest) => set({ youngest: youngest.trim() })}
        />
        <Line
          title={t('publish.oldest')}
          mode="numeric"
          most={3}
          value={fields.oldest}
          fault={fault('ages')}
          onInput={(oldest) => set({ oldest: oldest.trim() })}
        />
      </Beside>
      <fieldset class="lbl">
        <legend>{t('publish.skills')}</legend>
        <div class="chips">
          {offered(skills, fields.skills).map((term) => (
            <Chip
              key={term.id}
              isOn={fields.skills.includes(term.id)}
              onTap={() => set({ skills: withTap(fields.skills, term.id) })}
            >
              {term['needsCertificate'] === true ? t('publish.paper', { skill: label(term) }) : label(term)}
            </Chip>
          ))}
        </div>
        <small>{t('publish.papers')}</small>
        {fields.skills.length > 0 && (
          <Chip isOn={fields.papers} onTap={() => set({ papers: !fields.papers })}>
            {t('publish.allPapers')}
          </Chip>
        )}
      </fieldset>
    </Folded>
  )
}
