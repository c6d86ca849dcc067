import type { JSX } from 'preact'
import { doorName } from '../../domain/address.ts'
import { faultOf, type Opened, type ResidentFields, residentEdit, residentFields } from '../../domain/edit-form.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useView } from '../live.ts'
import { Basis, Choice, Line, Tags } from '../parts/fields.tsx'
import { AlikeNote } from '../register/AlikeNote.tsx'
import { t } from '../text/text.ts'
import { EditShell } from './EditShell.tsx'
import { type DraftForm, useDraft } from './useDraft.ts'

interface ResidentState {
  readonly fields: ResidentFields
  readonly opened: Opened<ResidentFields>
}
interface ResidentEditProps {
  readonly household: RowOf<'household'>
  readonly resident: RowOf<'resident'>
}
export function ResidentEdit({ household, resident }: ResidentEditProps): JSX.Element {
  const view = useView()
  const draft = useDraft<ResidentState>('resident', resident.id, (raw) => {
    const fields = residentFields(resident.body)
    const fresh = { fields, opened: { fields, writer: resident.writer } }
    return raw === undefined ? fresh : { ...fresh, ...raw }
  })
  const { fields, opened } = draft.fields
  return (
    <EditShell
      title={t('edit.person')}
      sub={doorName(view, household)}
      home={`/household/${household.id}`}
      draft={draft}
      command={(stamp) => residentEdit(resident, { opened, fields }, stamp)}
    >
      <PersonFields
        draft={draft}
        {...(fields.name.trim() === opened.fields.name
          ? {}
          : { note: <AlikeNote entered={fields} door={household.body.doors[0] ?? ''} self={resident.id} /> })}
      />
    </EditShell>
  )
}

interface PersonFieldsProps {
  readonly draft: DraftForm<ResidentState>
  /** What is said under the name while it is typed. */
  readonly note?: JSX.Element
}
export function PersonFields({ draft, note }: PersonFieldsProps): JSX.Element {
  const { fields } = draft.fields
  const fault = faultOf(fields)
  const set = (patch: Partial<ResidentFields>): void => draft.set({ fields: { ...fields, ...patch } })
  return (
    <>
      <Line
        title={t('edit.name')}
        value={fields.name}
        {...(fault === 'name_missing' ? { fault: t('edit.nameMissing') } : {})}
        onInput={(name) => set({ name })}
      />
      {note}
      <Line title={t('edit.phone')} mode="tel" most={40} value={fields.phone} onInput={(phone) => set({ phone })} />
      <Line
        title={t('edit.birth')}
        hint={t('edit.birthHint')}
        value={fields.birth}
        {...(fault === 'birth_wrong' ? { fault: t('edit.birthWrong') } : {})}
        onInput={(birth) => set({ birth: birth.trim() })}
      />
      <Choice title={t('edit.sex')} list="sex" value={fields.sex} onChange={(sex) => set({ sex })} />
      <Choice
        title={t('edit.residence')}
        list="residenceRelation"
        value={fields.residence}
        onChange={(residence) => set({ residence })}
      />
      <Choice
        title={t('edit.kinship')}
        list="kinshipShort"
        further="kinship"
        optional
        value={fields.kinship}
        onChange={(kinship) => set({ kinship })}
      />
      <Tags chosen={fields.tags} onChange={(tags) => set({ tags })} />
      <Basis of="tags" value={fields.tagsBasis} onChange={(tagsBasis) => set({ tagsBasis })} />
    </>
  )
}
