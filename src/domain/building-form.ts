import type { NewCommand, PayloadOf } from './commands.ts'
import { changedFields, type EditStamp, headOf, nothing, type Opened } from './edit-form.ts'
import type { BuildingBody } from './nouns.ts'

/** A building's common fields as a form holds them: texts, empty for nothing. */
export interface BuildingFields {
  readonly name: string
  readonly address: string
  readonly built: string
  readonly floors: string
  readonly attributes: readonly string[]
  readonly note: string
}
const textOf = (value: number | undefined): string => (value === undefined ? '' : String(value))
export const buildingFields = (body: BuildingBody): BuildingFields => ({
  name: body.name,
  address: body.address ?? '',
  built: textOf(body.built),
  floors: textOf(body.floors),
  attributes: body.attributes,
  note: body.note ?? '',
})

const isCount = (text: string, [least, most]: readonly [number, number]): boolean =>
  text === '' || (Number.isInteger(Number(text)) && Number(text) >= least && Number(text) <= most)
/** What must still be put right besides the name. */
export function buildingFault({ built, floors }: BuildingFields): 'built' | 'floors' | undefined {
  if (!isCount(built, [1000, 2200])) return 'built'
  return isCount(floors, [1, 200]) ? undefined : 'floors'
}

/** The edit of a building: only the fields that changed, each with the writer of the value seen. */
export function buildingEdit(
  building: string,
  { opened, fields }: { readonly opened: Opened<BuildingFields>; readonly fields: BuildingFields },
  stamp: EditStamp,
): (NewCommand & { readonly payload: PayloadOf<'building.edit'> }) | undefined {
  const whole: PayloadOf<'building.edit'>['set'] = {
    name: fields.name.trim(),
    address: nothing(fields.address),
    built: fields.built === '' ? null : Number(fields.built),
    floors: fields.floors === '' ? null : Number(fields.floors),
    attributes: [...fields.attributes],
    note: nothing(fields.note),
  }
  const changed = changedFields(opened.fields, fields)
  if (changed.length === 0) return undefined
  const set = Object.fromEntries(changed.map((field) => [field, whole[field]]))
  return { ...headOf('building.edit', { writer: opened.writer, changed }, stamp), payload: { building, set } }
}
