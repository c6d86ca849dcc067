import '../visit/visit.css'
import '../visit/edit.css'
import './register.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { doorName } from '../../domain/address.ts'
import { faultOf, type Opened, type ResidentFields } from '../../domain/edit-form.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { emptyMoveIn, isMoveInFaulty, type MoveInFields, moveIn, NOBODY } from '../../domain/register-form.ts'
import { peopleOf } from '../../domain/today.ts'
import { useView } from '../live.ts'
import { sayDoor } from '../needs/values.ts'
import { Area, Basis, Choice, Line } from '../parts/fields.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card, Section } from '../parts/pieces.tsx'
import { sayPeople } from '../text/household.ts'
import { t } from '../text/text.ts'
import { EditShell } from '../visit/EditShell.tsx'
import { Gone } from '../visit/Gone.tsx'
import { type DraftForm, useDraft } from '../visit/useDraft.ts'
import { AlikeNote } from './AlikeNote.tsx'

/** A household comes to live behind a door: the door is known, the people are told, the rest can wait. */
export function MoveIn(): JSX.Element {
  const { params } = useRoute()
  const door = useView()('door', params['door'] ?? '')
  return door === undefined ? <Gone /> : <MoveInForm key={door.id} door={door} />
}

interface MoveInState {
  readonly fields: MoveInFields
  readonly opened: Opened<MoveInFields>
}
interface DoorProps {
  readonly door: RowOf<'door'>
}
function MoveInForm({ door }: DoorProps): JSX.Element {
  const others = useOthers(door)
  const draft = useDraft<MoveInState>('movein', door.id, (raw) => {
    const fields = emptyMoveIn(others.length > 0 ? 'shared' : 'rented')
    return { fields, opened: { fields: { ...fields, dwelling: '' }, writer: {} }, ...raw }
  })
  const { fields } = draft.fields
  const set = (patch: Partial<MoveInFields>): void => draft.set({ fields: { ...fields, ...patch } })
  return (
    <EditShell
      title={t('register.moveIn')}
      sub={sayDoor(useView(), door.body)}
      home={others[0] === undefined ? `/building/${door.body.building}` : `/household/${others[0].id}`}
      homeAfter={(id) => `/household/${id}`}
      draft={draft}
      isFaulty={isMoveInFaulty(fields)}
      command={(stamp) => moveIn(door.id, fields, stamp)}
    >
      <Behind door={door} />
      {fields.people.map((person, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: typed people have nothing else that tells them apart.
        <PersonCard key={at} draft={draft} person={person} at={at} door={door} />
      ))}
      <Button wide icon="plus" onClick={() => set({ people: [...fields.people, NOBODY] })}>
        {t('register.onePersonMore')}
      </Button>
      <Choice
        title={t('edit.dwelling')}
        list="dwellingStatus"
        value={fields.dwelling}
        onChange={(dwelling) => set({ dwelling })}
      />
      {others.length > 0 && (
        <Line
          title={t('edit.label')}
          hint={t('edit.labelHint')}
          value={fields.label}
          onInput={(name) => set({ label: name })}
        />
      )}
      <Area title={t('edit.note')} value={fields.note} onInput={(note) => set({ note })} />
      <Basis of="note" value={fields.noteBasis ?? ''} onChange={(noteBasis) => set({ noteBasis })} />
      <p class="instead">
        <Button icon="pen" href={`/building/${door.body.building}/door/${door.id}`}>
          {t('door.edit')}
        </Button>
      </p>
    </EditShell>
  )
}
const useAll = (door: RowOf<'door'>): readonly RowOf<'household'>[] => useView().under('household', door.id)
const useOthers = (door: RowOf<'door'>): readonly RowOf<'household'>[] =>
  useAll(door).filter((row) => row.body.ended === undefined)
/** Who is behind this door already, and who was: a family that comes back is not made anew. */
function Behind({ door }: DoorProps): JSX.Element | null {
  const view = useView()
  const all = useAll(door)
  if (all.length === 0) return null
  return (
    <Section title={t('register.behind')}>
      <Card>
        {all.map((row) => (
          <a key={row.id} class="note" href={`/household/${row.id}`}>
            <Icon name="home" />
            <span class="note__t">
              {doorName(view, row)}
              <small>{sayPeople(peopleOf(view, row.id).here)}</small>
            </span>
            {row.body.ended !== undefined && <span class="st st--plain">{t(`ended.${row.body.ended.why}`)}</span>}
            <Icon name="next" size="s" />
          </a>
        ))}
      </Card>
    </Section>
  )
}

interface PersonCardProps extends DoorProps {
  readonly draft: DraftForm<MoveInState>
  readonly person: ResidentFields
  readonly at: number
}
function PersonCard({ draft, person, at, door }: PersonCardProps): JSX.Element {
  const { fields } = draft.fields
  const put = (people: readonly ResidentFields[]): void => draft.set({ fields: { ...fields, people } })
  const set = (patch: Partial<ResidentFields>): void =>
    put(fields.people.map((other, place) => (place === at ? { ...other, ...patch } : other)))
  const fault = faultOf(person)
  return (
    <fieldset class="card newcomer">
      <legend>{t('register.nth', { count: at + 1 })}</legend>
      <Line title={t('edit.name')} value={person.name} onInput={(name) => set({ name })} />
      <AlikeNote entered={person} door={door.id} />
      <Line
        title={t('edit.birth')}
        hint={t('edit.birthHint')}
        value={person.birth}
        {...(fault === 'birth_wrong' ? { fault: t('edit.birthWrong') } : {})}
        onInput={(birth) => set({ birth: birth.trim() })}
      />
      <Line title={t('edit.phone')} mode="tel" most={40} value={person.phone} onInput={(phone) => set({ phone })} />
      <div class="newcomer__two">
        <Choice title={t('edit.sex')} list="sex" value={person.sex} onChange={(sex) => set({ sex })} />
        <Choice
          title={t('edit.kinship')}
          list="kinshipShort"
          optional
          value={person.kinship}
          onChange={(kinship) => set({ kinship })}
        />
      </div>
      <Choice
        title={t('edit.residence')}
        list="residenceRelation"
        value={person.residence}
        onChange={(residence) => set({ residence })}
      />
      {fields.people.length > 1 && (
        <Button tone="quiet" onClick={() => put(fields.people.filter((_, place) => place !== at))}>
          {t('register.notThis')}
        </Button>
      )}
    </fieldset>
  )
}
