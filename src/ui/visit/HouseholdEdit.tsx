import type { JSX } from 'preact'
import { doorName } from '../../domain/address.ts'
import { dueRules } from '../../domain/due.ts'
import {
  changedFields,
  faultOf,
  type HouseholdFields,
  householdEdit,
  householdFields,
  lacksReason,
  type Opened,
} from '../../domain/edit-form.ts'
import { maskName } from '../../domain/mask.ts'
import type { CareLevel, RowOf } from '../../domain/nouns.ts'
import { peopleOf } from '../../domain/today.ts'
import { useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Area, Basis, Choice, Line, Tags } from '../parts/fields.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Card, Section } from '../parts/pieces.tsx'
import { label, t } from '../text/text.ts'
import { EditShell } from './EditShell.tsx'
import { Suggested } from './Suggested.tsx'
import { type DraftForm, useDraft } from './useDraft.ts'

export interface HouseholdState {
  readonly fields: HouseholdFields
  readonly opened: Opened<HouseholdFields>
}
const CARE: readonly CareLevel[] = ['red', 'yellow', 'blue', 'green', 'grey']

export function HouseholdEdit({ household }: { readonly household: RowOf<'household'> }): JSX.Element {
  const view = useView()
  const draft = useDraft<HouseholdState>('household', household.id, (raw) => {
    const fields = householdFields(household.body)
    const fresh = { fields, opened: { fields, writer: household.writer } }
    return raw === undefined ? fresh : { ...fresh, ...raw }
  })
  const { fields, opened } = draft.fields
  return (
    <EditShell
      title={t('edit.title')}
      sub={doorName(view, household)}
      home={`/household/${household.id}`}
      draft={draft}
      isFaulty={lacksReason(opened.fields, fields)}
      command={(stamp) => householdEdit(household.id, { opened, fields }, stamp)}
    >
      <CarePicker household={household} draft={draft} />
      <HouseFields household={household} draft={draft} />
      <People household={household} />
    </EditShell>
  )
}

interface PartProps {
  readonly household: RowOf<'household'>
  readonly draft: DraftForm<HouseholdState>
}
/** Changes one field of the form. */
const setIn = (draft: PartProps['draft'], patch: Partial<HouseholdFields>): void =>
  draft.set({ fields: { ...draft.fields.fields, ...patch } })

function CarePicker({ household, draft }: PartProps): JSX.Element {
  const terms = useView()('vocabulary', 'careLevels')?.body.terms ?? []
  const { fields, opened } = draft.fields
  return (
    <>
      <fieldset class="lbl">
        <legend>{t('edit.care')}</legend>
        <div class="chips">
          {CARE.map((care) => (
            <button
              key={care}
              type="button"
              class="chip chip--care"
              aria-pressed={fields.care === care}
              onClick={() => setIn(draft, { care })}
            >
              <CareShape care={care} size="s" silent />
              {label(terms.find((term) => term.id === care))}
            </button>
          ))}
        </div>
      </fieldset>
      <Suggested household={household} draft={draft} />
      <Area
        title={t('edit.careReason')}
        value={fields.careReason}
        {...(lacksReason(opened.fields, fields) ? { fault: t('edit.reasonMissing') } : {})}
        onInput={(careReason) => setIn(draft, { careReason })}
      />
      <Basis of="care" value={fields.careBasis} onChange={(careBasis) => setIn(draft, { careBasis })} />
    </>
  )
}

function HouseFields({ household, draft }: PartProps): JSX.Element {
  const view = useView()
  const { fields, opened } = draft.fields
  const usual = dueRules(view).interval(fields.care)
  return (
    <>
      <Line
        title={t('edit.interval')}
        hint={t('edit.intervalHint', { count: usual })}
        mode="numeric"
        value={fields.interval}
        {...(faultOf(fields) === 'interval_wrong' ? { fault: t('edit.intervalWrong') } : {})}
        onInput={(interval) => setIn(draft, { interval: interval.trim() })}
      />
      <Area title={t('edit.note')} value={fields.note} onInput={(note) => setIn(draft, { note })} />
      <Basis of="note" value={fields.noteBasis} onChange={(noteBasis) => setIn(draft, { noteBasis })} />
      <Choice
        title={t('edit.dwelling')}
        list="dwellingStatus"
        value={fields.dwelling}
        onChange={(dwelling) => setIn(draft, { dwelling })}
      />
      <Line
        title={t('edit.label')}
        hint={t('edit.labelHint')}
        value={fields.label}
        onInput={(name) => setIn(draft, { label: name })}
      />
      <Tags key={household.id} chosen={fields.tags} onChange={(tags) => setIn(draft, { tags })} />
      {changedFields(opened.fields, fields).includes('tags') && <Suggested household={household} draft={draft} />}
      <Basis of="tags" value={fields.tagsBasis} onChange={(tagsBasis) => setIn(draft, { tagsBasis })} />
    </>
  )
}

function People({ household }: { readonly household: RowOf<'household'> }): JSX.Element | null {
  const { here, contacts } = peopleOf(useView(), household.id)
  const all = [...here, ...contacts]
  if (all.length === 0) return null
  return (
    <Section title={t('edit.people')}>
      <Card>
        {all.map((row) => (
          <a key={row.id} class="note" href={`/edit/${household.id}/${row.id}`}>
            <Icon name="me" />
            <span class="note__t">{maskName(row.body.name)}</span>
            <span class="soft">{t('go.edit')}</span>
            <Icon name="next" size="s" />
          </a>
        ))}
      </Card>
    </Section>
  )
}
