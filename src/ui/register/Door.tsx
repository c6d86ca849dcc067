import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { type DoorFields, doorAdd, doorEdit, doorFault, doorFields, NEW_DOOR } from '../../domain/door-form.ts'
import type { Opened } from '../../domain/edit-form.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useClock, useView } from '../live.ts'
import { sayDoor } from '../needs/values.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { EditShell } from '../visit/EditShell.tsx'
import { Gone } from '../visit/Gone.tsx'
import { useDraft } from '../visit/useDraft.ts'
import { DoorFieldset } from './DoorFieldset.tsx'
import { Past } from './History.tsx'
import { useStairsOf } from './rights.ts'

interface BuildingProps {
  readonly building: RowOf<'building'>
}
/** A door itself: one that the register lacks is written down, one that is wrong put right, also without network. */
export function Door({ building }: BuildingProps): JSX.Element {
  const { params } = useRoute()
  const stairs = useStairsOf(building)
  const id = params['door']
  const view = useView()
  const door = view('door', id ?? '')
  if (id === undefined) return stairs.length === 0 ? <Gone /> : <Form building={building} />
  if (door === undefined) return <Gone />
  const mayEdit = stairs.some((stair) => stair.id === door.body.stair)
  return params['past'] === 'history' || !mayEdit ? (
    <Past subject={door} sub={sayDoor(view, door.body)} back={`/building/${building.id}`} />
  ) : (
    <Form key={door.id} building={building} door={door} />
  )
}

type Fields = DoorFields & { readonly stair: string }
interface State {
  readonly fields: Fields
  readonly opened: Opened<Fields>
}
/** Where a door is missing the board has said; after one that is written down comes who lives there. */
function Form({ building, door }: BuildingProps & { readonly door?: RowOf<'door'> }): JSX.Element {
  const view = useView()
  const { query } = useRoute()
  const today = todayOf(useClock())
  const stairs = useStairsOf(building)
  const asked = stairs.find(({ id }) => id === query['stair'])?.id
  // What was half typed of a missing door goes to the stair that is tapped now.
  const draft = useDraft<State>('door', door?.id ?? building.id, (raw) => {
    const now = door ? { ...doorFields(door.body), stair: door.body.stair } : { ...NEW_DOOR, stair: '' }
    const { fields, opened }: State = { fields: now, opened: { fields: now, writer: {} }, ...raw }
    const stair = door?.body.stair ?? asked ?? (fields.stair || stairs[0]?.id) ?? ''
    return { fields: { ...fields, stair }, opened: { ...opened, fields: { ...opened.fields, stair } } }
  })
  const { fields, opened } = draft.fields
  const set = (patch: Partial<Fields>): void => draft.set({ fields: { ...fields, ...patch } })
  const at = { building: building.id, stair: fields.stair }
  const isNewHome = door === undefined && fields.use === 'home'
  return (
    <EditShell
      title={t(door ? 'door.edit' : 'door.add')}
      sub={sayDoor(view, { ...at, room: fields.room }) || building.body.name}
      home={`/building/${building.id}`}
      {...(isNewHome ? { homeAfter: (id: string) => `/movein/${id}` } : {})}
      draft={draft}
      isFaulty={doorFault(fields) !== undefined}
      command={(stamp) =>
        door ? doorEdit(door.id, { opened: opened.fields, fields, today }, stamp) : doorAdd(at, fields, stamp)
      }
    >
      <DoorFieldset building={building} fields={fields} stair={fields.stair} door={door} onChange={set} />
      {door && (
        <p class="instead">
          <Button icon="clock" href={`/building/${building.id}/door/${door.id}/history`}>
            {t('history.title')}
          </Button>
        </p>
      )}
    </EditShell>
  )
}
