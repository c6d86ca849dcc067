import type { JSX } from 'preact'
import type { FacilityBody } from '../../domain/map-nouns.ts'
import { useView } from '../live.ts'
import { label, t } from '../text/text.ts'

interface FacilityFormProps {
  readonly fields: Partial<FacilityBody>
  readonly onChange: (more: Partial<FacilityBody>) => void
}
/** Name and sort are needed; the rest helps whoever goes there. */
export function FacilityForm({ fields, onChange }: FacilityFormProps): JSX.Element {
  const terms = useView()('vocabulary', 'poiKinds')?.body.terms ?? []
  return (
    <>
      <label class="lbl">
        <span>{t('facility.name')}</span>
        <input
          class="field"
          maxLength={60}
          autocomplete="off"
          value={fields.name ?? ''}
          onInput={({ currentTarget }) => onChange({ name: currentTarget.value })}
        />
      </label>
      <label class="lbl">
        <span>{t('facility.sort')}</span>
        <select
          class="field"
          value={fields.sort ?? ''}
          onChange={({ currentTarget }) => onChange({ sort: currentTarget.value })}
        >
          {terms.map((term) => (
            <option key={term.id} value={term.id}>
              {label(term)}
            </option>
          ))}
        </select>
      </label>
      <label class="lbl">
        <span>{t('facility.phone')}</span>
        <input
          class="field"
          inputMode="tel"
          maxLength={40}
          autocomplete="off"
          value={fields.phone ?? ''}
          onInput={({ currentTarget }) => onChange({ phone: currentTarget.value })}
        />
      </label>
      <label class="lbl">
        <span>{t('facility.note')}</span>
        <textarea
          class="field"
          rows={2}
          maxLength={400}
          value={fields.note ?? ''}
          onInput={({ currentTarget }) => onChange({ note: currentTarget.value })}
        />
      </label>
    </>
  )
}
