import type { JSX } from 'preact'
import type { FacilityBody } from '../../domain/map-nouns.ts'
import { offered } from '../../domain/terms.ts'
import { useView } from '../live.ts'
import { Area, Line, Pick } from '../parts/fields.tsx'
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
      <Line title={t('facility.name')} value={fields.name ?? ''} onInput={(name) => onChange({ name })} />
      <Pick
        title={t('facility.sort')}
        value={fields.sort ?? ''}
        options={offered(terms, [fields.sort ?? '']).map((term) => [term.id, label(term)])}
        onPick={(sort) => onChange({ sort })}
      />
      <Line
        title={t('facility.phone')}
        mode="tel"
        most={40}
        value={fields.phone ?? ''}
        onInput={(phone) => onChange({ phone })}
      />
      <Area title={t('facility.note')} most={400} value={fields.note ?? ''} onInput={(note) => onChange({ note })} />
    </>
  )
}
