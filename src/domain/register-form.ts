import { COMMAND_VERSION, type CommandType, type NewCommand, type PayloadOf } from './commands.ts'
import { type EditStamp, faultOf, nothing, type ResidentFields, residentSet } from './edit-form.ts'
import type { CommandId, Day, Instant } from './ids.ts'
import type { RowOf } from './nouns.ts'

/** Somebody of whom nothing is known yet. */
export const NOBODY: ResidentFields = {
  name: '',
  sex: '9',
  birth: '',
  phone: '',
  tags: [],
  kinship: '',
  residence: 'live_unregistered',
  tagsBasis: '',
}
/** A household that moves in, as its form holds it. Typed people are told apart by their place in the list. */
export interface MoveInFields {
  readonly dwelling: string
  readonly label: string
  readonly note: string
  /** On what ground the note is kept; drafts of before do not have it. */
  readonly noteBasis?: string
  readonly people: readonly ResidentFields[]
}
export const emptyMoveIn = (dwelling: string): MoveInFields => ({
  dwelling,
  label: '',
  note: '',
  noteBasis: '',
  people: [NOBODY],
})

/** Lines that were never written into are nobody. */
const written = (people: readonly ResidentFields[]): readonly ResidentFields[] =>
  people.filter((person) => JSON.stringify(person) !== JSON.stringify(NOBODY))
/** Whether something must still be put right: a person without a name, a birth that is none. */
export const isMoveInFaulty = ({ people }: MoveInFields): boolean =>
  written(people).some((person) => faultOf(person) !== undefined)

type Stamp = Pick<EditStamp, 'id' | 'now'>
const headOf = (type: string, { id, now }: { readonly id: CommandId; readonly now: Instant }) => ({
  id,
  type,
  v: COMMAND_VERSION,
  happenedAt: now,
  needs: [],
  seen: {},
})
type Made<T extends CommandType> = NewCommand & { readonly payload: PayloadOf<T> }

export function moveIn(door: string, fields: MoveInFields, stamp: Stamp): Made<'household.add'> {
  const { dwelling, label, note, noteBasis = '' } = fields
  const set = { dwelling, label: nothing(label), note: nothing(note), noteBasis: nothing(noteBasis) }
  const people = written(fields.people).map(residentSet)
  return { ...headOf('household.add', stamp), payload: { door, set, people, take: [] } }
}
/** Some of a household keep house for themselves behind the same door. */
export function split(
  household: RowOf<'household'>,
  { take, label }: { readonly take: readonly string[]; readonly label: string },
  stamp: Stamp,
): Made<'household.add'> {
  const door = household.body.doors[0] ?? ''
  const set = { dwelling: household.body.dwelling, label: nothing(label) }
  const payload = { door, set, people: [], from: household.id, take: [...take] }
  return { ...headOf('household.add', stamp), payload }
}
export const addPerson = (household: string, fields: ResidentFields, stamp: Stamp): Made<'resident.add'> => ({
  ...headOf('resident.add', stamp),
  payload: { household, set: residentSet(fields) },
})
export const moveOver = (resident: RowOf<'resident'>, to: string, stamp: Stamp): Made<'resident.move'> => ({
  ...headOf('resident.move', stamp),
  payload: { resident: resident.id, household: resident.body.household, to },
})

export type Why = 'moved_out' | 'deceased' | 'mistake'
/** A household or a person ends, or (null) has come back: an edit of one field, which knows the value it replaces. */
export function endOf(
  row: RowOf<'household'> | RowOf<'resident'>,
  ended: { readonly on: Day; readonly why: Why } | null,
  stamp: EditStamp,
): NewCommand {
  const at = row.kind === 'household' ? { household: row.id } : { resident: row.id, household: row.body.household }
  const { ended: writer } = row.writer
  return {
    ...headOf(`${row.kind}.edit`, stamp),
    seen: writer === undefined ? {} : { ended: writer },
    needs: writer !== undefined && stamp.pending.has(writer) ? [writer] : [],
    payload: { ...at, set: { ended } },
  }
}
/** Two records become one, or two again. */
export const pairOf = (
  type: 'register.merge' | 'register.part',
  [one, into]: readonly [RowOf<'household'> | RowOf<'resident'>, string],
  stamp: Stamp,
): NewCommand => ({
  ...headOf(type, stamp),
  seen: one.writer['ended'] === undefined ? {} : { ended: one.writer['ended'] },
  payload: { kind: one.kind, id: one.id, into },
})
