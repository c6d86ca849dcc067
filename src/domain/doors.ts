import type { Decision, Of } from './decide.ts'
import { asId } from './ids.ts'
import type { DoorBody, Kind } from './nouns.ts'
import { stairPack } from './packs.ts'
import { put, type See } from './see.ts'

const unknown = (kind: Kind, id: string): Decision => ({ unknown: { kind, id } })

/**
 * A door that the register lacked, in the pack of its stair's other doors. A row that is there stays as it is. A second
 * one of the same room is made too: two phones without network may both have found it missing, and who was written down
 * behind either must not be lost. Both are to be seen, and one can be ended once nobody lives behind it.
 */
export function addDoor(see: See, command: Of<'door.add'>): Decision {
  const { building, stair: at, floor, room, use, name } = command.payload
  if (see('door', command.id) !== undefined) return { changes: [] }
  const stair = see('building', building)?.body.stairs.find(({ id }) => id === at)
  if (stair === undefined) return unknown('building', building)
  const beside = see.under('door', building).filter(({ body }) => body.stair === at)
  const pack = beside[0]?.pack ?? stairPack(asId(building), stair)
  const last = Math.max(0, ...beside.filter(({ body }) => body.floor === floor).map(({ body }) => body.order))
  const said = name === undefined || name === null ? {} : { name }
  const body: DoorBody = { building: asId(building), stair: at, floor, room, use, ...said, order: last + 1 }
  return { changes: [put('door', { id: command.id, pack }, body)] }
}

/**
 * What is written on a door, or that it is there no more. Whoever stood before it last has the last word, field by
 * field: a number on a door is looked up again in a moment, and is not worth a question to anybody.
 */
export function editDoor(see: See, { payload }: Of<'door.edit'>): Decision {
  const door = see('door', payload.door)
  if (door === undefined) return unknown('door', payload.door)
  const { ended } = payload.set
  const ends = ended !== undefined && ended !== null && door.body.ended === undefined
  if (ends && isLivedIn(see, door.id)) return { refused: 'in_use' }
  const set = Object.fromEntries(Object.entries(payload.set).filter(([, value]) => value !== undefined))
  if (Object.keys(set).length === 0) return { changes: [] }
  return { changes: [{ op: 'set', kind: 'door', id: door.id, set, edit: false }] }
}
const isLivedIn = (see: See, door: string): boolean =>
  see.under('household', door).some(({ body }) => body.ended === undefined)
