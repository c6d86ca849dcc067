import type { JSX } from 'preact'
import { type DoorFields, doorWith, ENDINGS, storeyOf, USES } from '../../domain/door-form.ts'
import type { RowOf } from '../../domain/nouns.ts'
import type { See } from '../../domain/see.ts'
import { peopleOf } from '../../domain/today.ts'
import { useView } from '../live.ts'
import { sayDoor } from '../needs/values.ts'
import { Chip } from '../parts/Chip.tsx'
import { Line, Pick } from '../parts/fields.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Card } from '../parts/pieces.tsx'
import { sayFloor, sayPeople } from '../text/household.ts'
import { t } from '../text/text.ts'

interface DoorFieldsetProps {
  readonly building: RowOf<'building'>
  readonly fields: DoorFields
  readonly stair: string
  /** Set where it is there already. */
  readonly door: RowOf<'door'> | undefined
  readonly onChange: (patch: Partial<DoorFields>) => void
}
/** What is on a door: its number, which mostly tells the storey, and what is behind it. */
export function DoorFieldset({ building, fields, stair, door, onChange }: DoorFieldsetProps): JSX.Element {
  const view = useView()
  const floors = floorsOf(
    view.under('door', building.id).map(({ body }) => body.floor),
    building.body.floors,
  )
  const type = (room: string): void => {
    const follows = door === undefined && [storeyOf(fields.room), ''].includes(fields.floor)
    const told = storeyOf(room)
    onChange({ room, ...(follows ? { floor: floors.includes(Number(told)) ? told : '' } : {}) })
  }
  const twin = doorWith(view, { building: building.id, stair, room: fields.room })
  return (
    <>
      <Line title={t('field.door.room')} hint={t('door.roomHint')} most={24} value={fields.room} onInput={type} />
      {twin !== undefined && twin.id !== door?.id && <Twin door={twin} />}
      <Pick
        title={t('field.door.floor')}
        value={fields.floor}
        options={floors.map((floor) => [String(floor), sayFloor(floor)] as const)}
        none={t('edit.unset')}
        onPick={(floor) => onChange({ floor })}
      />
      <Chips
        title={t('field.door.use')}
        options={USES.map((use) => [use, t(`use.${use}`)] as const)}
        chosen={fields.use}
        onChoose={(use) => onChange({ use })}
      />
      {fields.use === 'shop' && (
        <Line title={t('field.door.name')} value={fields.shop} onInput={(shop) => onChange({ shop })} />
      )}
      {door !== undefined &&
        (livingAt(view, door).length > 0 ? (
          <p class="soft">{t('door.livedIn')}</p>
        ) : (
          <Chips
            title={t('field.door.ended')}
            options={['', ...ENDINGS].map((why) => [why, t(`door.ended.${why}` as 'door.ended.mistake')] as const)}
            chosen={fields.ended}
            onChoose={(ended) => onChange({ ended })}
          />
        ))}
    </>
  )
}

interface ChipsProps<K extends string> {
  readonly title: string
  readonly options: readonly (readonly [value: K, words: string])[]
  readonly chosen: K
  readonly onChoose: (value: K) => void
}
const Chips = <K extends string>({ title, options, chosen, onChoose }: ChipsProps<K>): JSX.Element => (
  <fieldset class="lbl">
    <legend>{title}</legend>
    <div class="chips">
      {options.map(([value, words]) => (
        <Chip key={value} isOn={chosen === value} onTap={() => onChoose(value)}>
          {words}
        </Chip>
      ))}
    </div>
  </fieldset>
)

/** More storeys than a house has are at hand for one of which nobody has said how high it is. */
const STOREYS = 40
/** From the first upwards, then what lies below; a ground floor of its own only where there is one. */
function floorsOf(known: readonly number[], storeys: number | undefined): readonly number[] {
  const highest = Math.max(...known, storeys ?? STOREYS, 1) + 2
  const lowest = Math.min(...known, 0) - 1
  const up = Array.from({ length: highest }, (_, at) => at + 1)
  const down = Array.from({ length: -lowest }, (_, at) => -1 - at)
  return [...(known.includes(0) ? [0] : []), ...up, ...down]
}

const livingAt = (see: See, door: RowOf<'door'>): readonly RowOf<'household'>[] =>
  see.under('household', door.id).filter(({ body }) => body.ended === undefined)

/** Somebody else may have written it down: it is opened instead of made twice. */
function Twin({ door }: { readonly door: RowOf<'door'> }): JSX.Element {
  const view = useView()
  const [household] = livingAt(view, door)
  return (
    <Card class="alike">
      <p>{t('door.there')}</p>
      <a class="note" href={household === undefined ? `/movein/${door.id}` : `/household/${household.id}`}>
        <Icon name="home" />
        <span class="note__t">
          {sayDoor(view, door.body)}
          {household !== undefined && <small>{sayPeople(peopleOf(view, household.id).here)}</small>}
        </span>
        <Icon name="next" size="s" />
      </a>
    </Card>
  )
}
