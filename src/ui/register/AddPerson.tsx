import type { JSX } from 'preact'
import { doorName } from '../../domain/address.ts'
import type { Opened, ResidentFields } from '../../domain/edit-form.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { addPerson, NOBODY } from '../../domain/register-form.ts'
import { useView } from '../live.ts'
import { t } from '../text/text.ts'
import { EditShell } from '../visit/EditShell.tsx'
import { PersonFields } from '../visit/ResidentEdit.tsx'
import { useDraft } from '../visit/useDraft.ts'
import { AlikeNote } from './AlikeNote.tsx'

interface PersonState {
  readonly fields: ResidentFields
  readonly opened: Opened<ResidentFields>
}
const FRESH: PersonState = { fields: NOBODY, opened: { fields: NOBODY, writer: {} } }

/** Somebody who came to live here, was born, or is to be called when something happens. */
export function AddPerson({ household }: { readonly household: RowOf<'household'> }): JSX.Element {
  const view = useView()
  const draft = useDraft<PersonState>('person', household.id, (raw) => ({ ...FRESH, ...raw }))
  const { fields } = draft.fields
  return (
    <EditShell
      title={t('register.addPerson')}
      sub={doorName(view, household)}
      home={`/household/${household.id}`}
      draft={draft}
      isFaulty={fields.name.trim() === ''}
      command={(stamp) => addPerson(household.id, fields, stamp)}
    >
      <PersonFields draft={draft} note={<AlikeNote entered={fields} door={household.body.doors[0] ?? ''} />} />
    </EditShell>
  )
}
