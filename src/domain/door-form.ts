import { COMMAND_VERSION, type NewCommand, type PayloadOf } from './commands.ts'
import { changedFields, type EditStamp, nothing } from './edit-form.ts'
import type { Day } from './ids.ts'
import type { DoorBody, RowOf } from './nouns.ts'
import type { See } from './see.ts'

/** A door as a form holds it: texts, empty for nothing. */
export interface DoorFields {
  readonly floor: string
  readonly room: string
  readonly use: DoorBody['use']
  /** What a shop is called. */
  readonly shop: string
  /** Why there is no such door any more; empty while there is. */
  readonly ended: string
}
export const USES: readonly DoorBody['use'][] = ['home', 'shop', 'shared', 'store']
export const ENDINGS = ['mistake', 'demolished'] as const
export const NEW_DOOR: DoorFields = { floor: '', room: '', use: 'home', shop: '', ended: '' }
export const doorFields = ({ floor, room, use, name, ended }: DoorBody): DoorFields => ({
  floor: String(floor),
  room,
  use,
  shop: name ?? '',
  ended: ended?.why ?? '',
})

/** What must still be put right before it can be saved. */
export function doorFault({ floor, room }: DoorFields): 'floor' | 'room' | undefined {
  if (!/^-?\d{1,3}$/u.test(floor.trim()) || Number(floor) < -9 || Number(floor) > 200) return 'floor'
  return room.trim() === '' ? 'room' : undefined
}

type Stamp = Pick<EditStamp, 'id' | 'now'>
const headOf = (type: 'door.add' | 'door.edit', { id, now }: Stamp) => ({
  ...{ id, type, v: COMMAND_VERSION, happenedAt: now, needs: [], seen: {} },
})
const said = ({ floor, room, use, shop }: DoorFields) => ({
  floor: Number(floor),
  room: room.trim(),
  use,
  name: use === 'shop' ? nothing(shop) : null,
})
type Made<T extends 'door.add' | 'door.edit'> = NewCommand & { readonly payload: PayloadOf<T> }

export const doorAdd = (
  at: { readonly building: string; readonly stair: string },
  fields: DoorFields,
  stamp: Stamp,
): Made<'door.add'> => ({ ...headOf('door.add', stamp), payload: { ...at, ...said(fields) } })

interface Edited {
  readonly opened: DoorFields
  readonly fields: DoorFields
  readonly today: Day
}
/** Only what has changed: what others put right meanwhile stays. */
export function doorEdit(door: string, { opened, fields, today }: Edited, stamp: Stamp): Made<'door.edit'> | undefined {
  const changed = changedFields(opened, fields)
  if (changed.length === 0) return undefined
  const { name, ...whole } = said(fields)
  const why = ENDINGS.find((each) => each === fields.ended)
  const set: PayloadOf<'door.edit'>['set'] = {
    ...(changed.includes('floor') ? { floor: whole.floor } : {}),
    ...(changed.includes('room') ? { room: whole.room } : {}),
    ...(changed.includes('use') ? { use: whole.use } : {}),
    // A shop that is none any more has no name.
    ...(changed.includes('use') || changed.includes('shop') ? { name } : {}),
    ...(changed.includes('ended') ? { ended: why === undefined ? null : { on: today, why } } : {}),
  }
  return { ...headOf('door.edit', stamp), payload: { door, set } }
}

/** A door of the stair with the same number on it, however that is written: 302a and 302Ａ室. */
export function doorWith(
  see: See,
  at: { readonly building: string; readonly stair: string; readonly room: string },
): RowOf<'door'> | undefined {
  const wanted = roomKey(at.room)
  if (wanted === '') return undefined
  return see
    .under('door', at.building)
    .find(({ body }) => body.ended === undefined && body.stair === at.stair && roomKey(body.room) === wanted)
}
const roomKey = (room: string): string =>
  room
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s室]/gu, '')

/** The storey that a number tells: 302A is on the third, 1203 on the twelfth. Of any other name it is asked. */
export const storeyOf = (room: string): string => /^[A-Z]?([1-9]\d?)\d\d(?!\d)/u.exec(roomKey(room))?.[1] ?? ''
