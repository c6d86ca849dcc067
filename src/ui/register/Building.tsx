import '../visit/visit.css'
import '../visit/edit.css'
import './register.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { type BuildingFields, buildingEdit, buildingFault, buildingFields } from '../../domain/building-form.ts'
import type { Opened } from '../../domain/edit-form.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useView } from '../live.ts'
import { Area, Line, Tags } from '../parts/fields.tsx'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { EditShell } from '../visit/EditShell.tsx'
import { Gone } from '../visit/Gone.tsx'
import { type DraftForm, useDraft } from '../visit/useDraft.ts'
import { Door } from './Door.tsx'
import { Past } from './History.tsx'
import { useMayEditBuilding } from './rights.ts'

/** What is known of a building itself: edited offline like a household, with history. */
export function Building(): JSX.Element {
  const { params } = useRoute()
  const building = useView()('building', params['id'] ?? '')
  const mayEdit = useMayEditBuilding(building)
  if (building === undefined) return <Gone />
  if (params['act'] === 'door') return <Door building={building} />
  return params['act'] === 'history' || !mayEdit ? (
    <Past subject={building} sub={building.body.name} back={`/building/${building.id}`} />
  ) : (
    <Edit building={building} />
  )
}

interface BuildingProps {
  readonly building: RowOf<'building'>
}
interface BuildingState {
  readonly fields: BuildingFields
  readonly opened: Opened<BuildingFields>
}
function Edit({ building }: BuildingProps): JSX.Element {
  const draft = useDraft<BuildingState>('building', building.id, (raw) => {
    const fields = buildingFields(building.body)
    return { fields, opened: { fields, writer: building.writer }, ...raw }
  })
  const { fields, opened } = draft.fields
  return (
    <EditShell
      title={t('building.edit')}
      sub={building.body.name}
      home={`/building/${building.id}`}
      draft={draft}
      isFaulty={buildingFault(fields) !== undefined}
      command={(stamp) => buildingEdit(building.id, { opened, fields }, stamp)}
    >
      <Fields draft={draft} />
      <Disputed building={building} />
      <Button icon="clock" href={`/building/${building.id}/history`}>
        {t('history.title')}
      </Button>
    </EditShell>
  )
}
function Fields({ draft }: { readonly draft: DraftForm<BuildingState> }): JSX.Element {
  const { fields } = draft.fields
  const set = (patch: Partial<BuildingFields>): void => draft.set({ fields: { ...fields, ...patch } })
  const fault = buildingFault(fields)
  const number = (field: 'built' | 'floors') => ({
    title: t(`field.building.${field}`),
    mode: 'numeric' as const,
    value: fields[field],
    ...(fault === field ? { fault: t(`building.${field}Wrong`) } : {}),
    onInput: (text: string) => set({ [field]: text.trim() }),
  })
  return (
    <>
      <Line title={t('field.building.name')} value={fields.name} onInput={(name) => set({ name })} />
      <Line
        title={t('field.building.address')}
        most={120}
        value={fields.address}
        onInput={(address) => set({ address })}
      />
      <Line {...number('floors')} />
      <Line {...number('built')} />
      <Tags
        title={t('field.building.attributes')}
        list="buildingAttributes"
        chosen={fields.attributes}
        onChange={(attributes) => set({ attributes })}
      />
      <Area title={t('field.building.note')} value={fields.note} onInput={(note) => set({ note })} />
      <p class="soft">{t('building.everybody')}</p>
    </>
  )
}
/** Two values of one field: settled where all that needs somebody is settled. */
function Disputed({ building }: BuildingProps): JSX.Element | null {
  const open = useView()
    .under('conflict', building.id)
    .filter(({ body }) => body.state !== 'settled')
  if (open.length === 0) return null
  return (
    <Button icon="need" href="/needs">
      {t('building.disputed', { count: open.length })}
    </Button>
  )
}
