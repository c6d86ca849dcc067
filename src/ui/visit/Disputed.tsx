import type { JSX } from 'preact'
import { maskName, maskPhone } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import type { Key } from '../text/parts.ts'
import { t } from '../text/text.ts'

const FIELDS: Readonly<Record<string, Key>> = {
  dwelling: 'edit.dwelling',
  care: 'edit.care',
  careReason: 'edit.careReason',
  interval: 'edit.interval',
  tags: 'edit.tags',
  note: 'edit.note',
  label: 'edit.label',
  name: 'edit.name',
  phone: 'edit.phone',
  birth: 'edit.birth',
  sex: 'edit.sex',
  kinship: 'edit.kinship',
  residence: 'edit.residence',
}
const fieldWord = (field: string): string => {
  const key = FIELDS[field]
  return key === undefined ? field : t(key as 'edit.phone')
}
const show = (field: string, value: unknown, isOpen: boolean): string => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
  if (isOpen) return text
  return field === 'phone' ? maskPhone(text) : field === 'name' ? maskName(text) : text
}

/** Values that stand against each other: to be decided by someone, or to be asked at this very door. */
export function Disputed({ household, isOpen }: { household: RowOf<'household'>; isOpen: boolean }): JSX.Element {
  const conflicts = useView()
    .under('conflict', household.id)
    .filter((row) => row.body.state !== 'settled')
  return (
    <>
      {conflicts.map(({ id, body }) => (
        <p key={id} class="who__why">
          <a class="st st--wait" href="/needs">
            <Icon name="need" size="s" />
            {t(body.state === 'open' ? 'house.twoValues' : 'house.askNextTime')}
          </a>{' '}
          {fieldWord(body.field)} {body.values.map((each) => show(body.field, each.value, isOpen)).join(' / ')}
        </p>
      ))}
    </>
  )
}
