import { stairName } from '../../domain/address.ts'
import { maskName, maskPhone } from '../../domain/mask.ts'
import { maskIdentityNumbers } from '../../domain/mask-identity.ts'
import type { ConflictBody, Ending, Term } from '../../domain/nouns.ts'
import type { See } from '../../domain/see.ts'
import { sayFloor } from '../text/household.ts'
import type { Key } from '../text/parts.ts'
import { label, language, t } from '../text/text.ts'
import { sayDay } from '../text/when.ts'

/** Fields that people edit, as they are called on the screen. */
const FIELDS: ReadonlySet<string> = new Set([
  'household.dwelling',
  'household.care',
  'household.careReason',
  'household.interval',
  'household.tags',
  'household.note',
  'household.label',
  'household.ended',
  'household.careBasis',
  'household.tagsBasis',
  'household.noteBasis',
  'resident.name',
  'resident.sex',
  'resident.birth',
  'resident.phone',
  'resident.tags',
  'resident.kinship',
  'resident.residence',
  'resident.ended',
  'resident.tagsBasis',
  'building.name',
  'building.address',
  'building.built',
  'building.floors',
  'building.attributes',
  'building.note',
  'door.floor',
  'door.room',
  'door.use',
  'door.name',
  'door.ended',
  'facility.name',
  'facility.sort',
  'facility.phone',
  'facility.note',
  'facility.point',
  'facility.grid',
  'facility.ended',
])
/** A field this build has no word for (written by a newer phone) keeps its own name. */
export function sayField(kind: 'household' | 'resident' | 'building' | 'door' | 'facility', field: string): string {
  const name = `${kind}.${field}`
  return FIELDS.has(name) ? t(`field.${name}` as 'field.household.care') : field
}

/** Vocabulary lists by field: the values are ids of their terms. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  dwelling: ['dwellingStatus'],
  care: ['careLevels'],
  tags: ['residentTags'],
  residence: ['residenceRelation'],
  kinship: ['kinship', 'kinshipShort'],
  sex: ['sex'],
  attributes: ['buildingAttributes'],
  sort: ['poiKinds'],
  careBasis: ['consentBases'],
  tagsBasis: ['consentBases'],
  noteBasis: ['consentBases'],
}
function termOf(see: See, list: string, id: string): Term | undefined {
  for (const term of see('vocabulary', list)?.body.terms ?? []) {
    if (term.id === id) return term
    const child = term.children?.find((one) => one.id === id)
    if (child !== undefined) return child
  }
  return undefined
}
/** The vocabulary's word for an id; the id itself where the list does not have it. */
export const sayTerm = (see: See, list: string, id: string): string => label(termOf(see, list, id)) || id

export const joinWords = (words: readonly string[]): string => words.join(language.value === 'zh-CN' ? '、' : ', ')

/** A field's value in words: terms by their labels, identity numbers never whole. `bare` leaves names and phones open. */
interface Valued {
  readonly field: string
  readonly value: unknown
  readonly bare?: true
}
export function sayValue(see: See, { field, value, ...how }: Valued): string {
  if (value === null || value === undefined || value === '') return t('needs.empty')
  if (Array.isArray(value)) {
    return value.length === 0
      ? t('needs.empty')
      : joinWords(value.map((one) => sayValue(see, { field, value: one, ...how })))
  }
  if (field === 'floor' && typeof value === 'number') return sayFloor(value)
  if (field === 'use') return USES[String(value)] === undefined ? String(value) : t(USES[String(value)] as 'use.home')
  if (field === 'grid') return see('grid', String(value))?.body.name ?? String(value)
  if (field === 'interval' && typeof value === 'number') return t('what.days', { count: value })
  if (field === 'ended') return sayEnding(value)
  const text = String(value)
  if (field === 'sex') return SEXES[text] === undefined ? text : t(SEXES[text] as 'sex.0')
  for (const list of LISTS[field] ?? []) {
    const term = termOf(see, list, text)
    if (term !== undefined) return label(term)
  }
  if (field === 'phone' && how.bare !== true) return maskPhone(text)
  if (field === 'name' && how.bare !== true) return maskName(text)
  return maskIdentityNumbers(text)
}
/** What stands against each other, in one line; names and phones as open as the page that shows it. */
export function sayDisputed(see: See, { of, field, values }: ConflictBody, isOpen: boolean): string {
  const said = values.map(({ value }) => sayValue(see, { field, value, ...(isOpen ? { bare: true } : {}) }))
  return `${sayField(of.kind, field)} ${said.join(' / ')}`
}
function sayEnding(value: unknown): string {
  const { on, why } = value as Partial<Ending>
  // A service point is closed without a reason.
  const said = why === undefined ? 'endedOn.closed' : ENDINGS[why]
  return on === undefined || said === undefined ? t('what.other') : t(said as 'endedOn.moved_out', { day: sayDay(on) })
}
const ENDINGS: { readonly [K in Ending['why']]?: Key } = {
  moved_out: 'endedOn.moved_out',
  deceased: 'endedOn.deceased',
  mistake: 'endedOn.mistake',
  demolished: 'endedOn.demolished',
  merged: 'endedOn.merged',
}
const USES: Readonly<Record<string, Key>> = {
  home: 'use.home',
  shop: 'use.shop',
  shared: 'use.shared',
  store: 'use.store',
}
const SEXES: Readonly<Record<string, Key>> = { '0': 'sex.0', '1': 'sex.1', '2': 'sex.2', '9': 'sex.9' }

/** 12号 302A: a door as it is called on the stairs, whoever lives behind it. */
export function sayDoor(
  see: See,
  door: { readonly building: string; readonly stair: string; readonly room: string },
): string {
  const building = see('building', door.building)?.body
  const stair = building?.stairs.find(({ id }) => id === door.stair)
  return [building && stair && stairName(building, stair), door.room].filter(Boolean).join(' ')
}
