import { COMMAND_VERSION, type NewCommand, type PayloadOf } from './commands.ts'
import type { CommandId, Instant } from './ids.ts'
import type { CareLevel, HouseholdBody, ResidentBody, RowOf } from './nouns.ts'

/** A household's common fields as a form holds them: texts, empty for nothing. */
export interface HouseholdFields {
  readonly dwelling: string
  readonly care: CareLevel
  readonly careReason: string
  readonly interval: string
  readonly tags: readonly string[]
  readonly note: string
  readonly label: string
  readonly careBasis: string
  readonly tagsBasis: string
  readonly noteBasis: string
}
export interface ResidentFields {
  readonly name: string
  readonly sex: string
  readonly birth: string
  readonly phone: string
  readonly tags: readonly string[]
  readonly kinship: string
  readonly residence: string
  readonly tagsBasis: string
}
export const householdFields = (body: HouseholdBody): HouseholdFields => ({
  dwelling: body.dwelling,
  care: body.care,
  careReason: body.careReason ?? '',
  interval: body.interval === undefined ? '' : String(body.interval),
  tags: body.tags,
  note: body.note ?? '',
  label: body.label ?? '',
  careBasis: body.careBasis ?? '',
  tagsBasis: body.tagsBasis ?? '',
  noteBasis: body.noteBasis ?? '',
})
export const residentFields = (body: ResidentBody): ResidentFields => ({
  name: body.name,
  sex: body.sex,
  birth: body.birth ?? '',
  phone: body.phone ?? '',
  tags: body.tags,
  kinship: body.kinship ?? '',
  residence: body.residence,
  tagsBasis: body.tagsBasis ?? '',
})

/** Fields whose value differs from the one the form opened with. */
export function changedFields<F extends object>(before: F, after: F): readonly (keyof F & string)[] {
  return (Object.keys(after) as (keyof F & string)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )
}

export type FieldFault = 'name_missing' | 'birth_wrong' | 'interval_wrong'
/** A level is somebody's decision: who changes it says why. */
export const lacksReason = (before: HouseholdFields, after: HouseholdFields): boolean =>
  before.care !== after.care && after.careReason.trim() === ''
/** What a person must still put right before it can be saved; undefined when nothing. */
export function faultOf(fields: Partial<HouseholdFields & ResidentFields>): FieldFault | undefined {
  if (fields.name !== undefined && fields.name.trim() === '') return 'name_missing'
  if (fields.birth !== undefined && fields.birth !== '' && !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(fields.birth)) {
    return 'birth_wrong'
  }
  const days = fields.interval ?? ''
  if (days !== '' && !(Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= 366)) {
    return 'interval_wrong'
  }
  return undefined
}

/** What the form opened with: an edit says per field which value it has seen. */
export interface Opened<F> {
  readonly fields: F
  readonly writer: Readonly<Record<string, CommandId>>
}
export interface EditStamp {
  readonly id: CommandId
  readonly now: Instant
  /** Commands still in the outbox: an edit of a value written there must come after it. */
  readonly pending: ReadonlySet<CommandId>
}
export const nothing = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** The edit of a household: only the fields that changed, each with the writer of the value seen. */
export function householdEdit(
  household: string,
  form: { readonly opened: Opened<HouseholdFields>; readonly fields: HouseholdFields },
  stamp: EditStamp,
): (NewCommand & { readonly payload: PayloadOf<'household.edit'> }) | undefined {
  const { fields, opened } = form
  const whole: PayloadOf<'household.edit'>['set'] = {
    dwelling: fields.dwelling,
    care: fields.care,
    careReason: nothing(fields.careReason),
    interval: fields.interval === '' ? null : Number(fields.interval),
    tags: [...fields.tags],
    note: nothing(fields.note),
    label: nothing(fields.label),
    careBasis: nothing(fields.careBasis),
    tagsBasis: nothing(fields.tagsBasis),
    noteBasis: nothing(fields.noteBasis),
  }
  const changed = changedFields(opened.fields, fields)
  const set = Object.fromEntries(changed.map((field) => [field, whole[field]]))
  if (changed.length === 0) return undefined
  return { ...headOf('household.edit', { writer: opened.writer, changed }, stamp), payload: { household, set } }
}

/** A person's fields as a command takes them. */
export const residentSet = (fields: ResidentFields): PayloadOf<'resident.edit'>['set'] => ({
  name: fields.name.trim(),
  sex: fields.sex as ResidentBody['sex'],
  birth: nothing(fields.birth),
  phone: nothing(fields.phone),
  tags: [...fields.tags],
  kinship: nothing(fields.kinship),
  residence: fields.residence,
  tagsBasis: nothing(fields.tagsBasis),
})

/** The edit of a resident, in the same way. */
export function residentEdit(
  resident: RowOf<'resident'>,
  form: { readonly opened: Opened<ResidentFields>; readonly fields: ResidentFields },
  stamp: EditStamp,
): (NewCommand & { readonly payload: PayloadOf<'resident.edit'> }) | undefined {
  const { fields, opened } = form
  const whole = residentSet(fields)
  const changed = changedFields(opened.fields, fields)
  const set = Object.fromEntries(changed.map((field) => [field, whole[field]]))
  if (changed.length === 0) return undefined
  const payload = { resident: resident.id, household: resident.body.household, set } as PayloadOf<'resident.edit'>
  return { ...headOf('resident.edit', { writer: opened.writer, changed }, stamp), payload }
}

interface Seen {
  readonly writer: Opened<object>['writer']
  readonly changed: readonly string[]
}
export function headOf(type: string, { writer, changed }: Seen, stamp: EditStamp): Omit<NewCommand, 'payload'> {
  const seen = Object.fromEntries(changed.flatMap((field) => (writer[field] ? [[field, writer[field]]] : [])))
  const needs = [...new Set(Object.values(seen))].filter((command) => stamp.pending.has(command))
  return { id: stamp.id, type, v: COMMAND_VERSION, happenedAt: stamp.now, needs, seen }
}
