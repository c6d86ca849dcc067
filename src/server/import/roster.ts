import { floorOf, plainRoom, readHouseNumber } from '../../domain/house-number.ts'
import type { Day } from '../../domain/ids.ts'
import type { CareLevel, DoorBody, ResidentBody } from '../../domain/nouns.ts'
import type { Dictionary } from './dictionary.ts'
import { writeOutPlaces } from './joined-cells.ts'
import type { FieldRow } from './parsed.ts'
import type { Reason, Rejected, Remarks } from './problems.ts'
import { isPlaceholderYear, isYes, readBirth, readList, readSerialDay, readSex, readWhole } from './values.ts'

/** What a building is called: with its road or lane, where the file says it, and by itself. */
export interface BuildingNames {
  readonly full?: string
  readonly own: string
}
/** Where a row's people live, in the file's own words. */
export interface RosterPlace {
  readonly building: BuildingNames
  /** Its label: 12号, 1单元; empty where the building has one stair without a name. */
  readonly stair: string
  readonly floor: number
  /** The row says the floor itself; it was not told by the room's name or guessed. */
  readonly isFloorSaid?: true
  readonly room: string
}
export type RosterPerson = Pick<ResidentBody, 'name' | 'sex'> &
  Partial<Pick<ResidentBody, 'birth' | 'phone' | 'kinship' | 'residence' | 'contactOnly'>> & {
    readonly foreignId?: string
  }
/** A row that holds: perhaps a person, and what it says of the household. */
export interface RosterEntry {
  readonly line: number
  readonly place: RosterPlace
  readonly use: DoorBody['use']
  /** The row says what the room is used for. */
  readonly isUseSaid?: true
  readonly shop?: string
  readonly label?: string
  readonly householdNo?: string
  readonly head?: string
  readonly person?: RosterPerson
  readonly tags: readonly string[]
  readonly care?: CareLevel
  readonly careReason?: string
  readonly dwelling?: string
  readonly interval?: number
  readonly note?: string
  /** On what ground the file keeps the care level, tags and note of this row. */
  readonly basis?: string
  readonly micro?: string
  readonly group?: string
}
export interface Reading {
  readonly dictionary: Dictionary
  readonly remarks: Remarks
  readonly today: Day
}
type Cells = Readonly<Record<string, string>>

/** Judges every row by itself: an entry, or the reason why not. */
export function readRoster(
  rows: readonly FieldRow[],
  reading: Reading,
): { readonly entries: readonly RosterEntry[]; readonly rejected: readonly Rejected[] } {
  const entries: RosterEntry[] = []
  const rejected: Rejected[] = []
  for (const { line, cells, isFilled } of writeOutPlaces(rows)) {
    if (isFilled) reading.remarks.add({ file: 'roster', code: 'place_above', found: '', line })
    const read = readRow(line, cells, reading)
    if ('reason' in read) rejected.push({ file: 'roster', line, ...read })
    else entries.push(read)
  }
  return { entries, rejected }
}
interface Refusal {
  readonly reason: Reason
  readonly found?: string
}

function readRow(line: number, cells: Cells, reading: Reading): RosterEntry | Refusal {
  const place = readPlace(line, cells, reading)
  if ('reason' in place) return place
  const household = readHousehold(line, cells, reading)
  if ('reason' in household) return household
  const shop = cells['shop']
  const person = readPerson(line, cells, reading)
  if (person !== undefined && 'reason' in person) return person
  const optional = {
    label: cells['label'],
    householdNo: cells['householdNo'],
    head: cells['head'],
    micro: cells['micro'],
    group: cells['group'],
    shop,
  }
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== ''))
  const tooLong = Object.values(given).find((text) => (text ?? '').length > 64)
  if (tooLong !== undefined) return { reason: 'too_long', found: tooLong.slice(0, 20) }
  const tags = readTags(line, cells['tags'] ?? '', reading)
  const use = { use: doorUse(cells), ...(cells['use'] === undefined ? {} : { isUseSaid: true as const }) }
  return { line, place, ...use, tags, ...given, ...household, ...(person === undefined ? {} : { person }) }
}
function doorUse(cells: Cells): DoorBody['use'] {
  const use = cells['use'] ?? ''
  if (cells['shop'] !== undefined || /店|商|shop/iu.test(use)) return 'shop'
  if (/公用|共用|公共|shared/iu.test(use)) return 'shared'
  return /仓|储|库|store/iu.test(use) ? 'store' : 'home'
}

/** The building's possible names: column by column where there are columns, else out of the address. */
function readPlace(line: number, cells: Cells, { remarks }: Reading): RosterPlace | Refusal {
  const address = readHouseNumber(cells['address'] ?? '')
  const [before, within] = stairAndRoom(plainRoom(cells['room'] ?? address.room ?? ''))
  const street = cells['street'] ?? address.road
  const lane = laneOf(cells['lane']) ?? address.lane
  const building = cells['building'] ?? address.building
  const own = numberOf(cells['number']) ?? address.numbers?.[0]
  const number = own ?? (building === undefined ? before : undefined)
  const told = cells['stair'] ?? address.unit ?? (building === undefined ? undefined : signOf(own))
  const isRead = before !== undefined && told === undefined && own === undefined
  const written = isRead && building !== undefined ? before : told
  const named = namesOf({ street, lane, number, building })
  if (named === undefined) return { reason: 'no_building' }
  const room = isRead ? within : before === undefined ? within : `${before}-${within}`
  if (room === '') return { reason: 'no_room' }
  if (room.length > 32) return { reason: 'too_long', found: room.slice(0, 20) }
  const storey = cells['floor'] === undefined ? undefined : readWhole(cells['floor'])
  if (cells['floor'] !== undefined && storey === undefined)
    return { reason: 'bad_floor', found: cells['floor'].slice(0, 20) }
  const floor = storey ?? address.floor ?? floorOf(room)
  if (floor === undefined) remarks.add({ file: 'roster', code: 'floor_guessed', found: room, line })
  const stair = stairLabel(written) ?? (building === undefined && lane !== undefined ? (signOf(number) ?? '') : '')
  const isSaid = storey !== undefined || address.floor !== undefined
  return { building: named, stair, floor: floor ?? 1, ...(isSaid ? { isFloorSaid: true } : {}), room }
}
/** 3-402 where nothing else says the stair: 3号402, 3单元402. Not 05-123, which is a floor, nor 3-甲. */
function stairAndRoom(room: string): readonly [stair: string | undefined, room: string] {
  const [, stair, within] = /^([1-9]\d?)-(\d{3,4})$/u.exec(room.replace(/[–—－]/gu, '-')) ?? []
  return within === undefined ? [undefined, room] : [stair, within]
}
const laneOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : /弄|巷|里/u.test(text) ? text : /^\d+$/u.test(text) ? `${text}弄` : text
const numberOf = (text: string | undefined): string | undefined => text?.replace(/号$/u, '').trim()
const signOf = (number: string | undefined): string | undefined =>
  number === undefined ? undefined : /^\d+[A-Za-z甲乙]?$/u.test(number) ? `${number}号` : number
const stairLabel = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : /^\d+$/u.test(text) ? `${text}单元` : text

interface Named {
  readonly street: string | undefined
  readonly lane: string | undefined
  readonly number: string | undefined
  readonly building: string | undefined
}
function namesOf({ street, lane, number, building }: Named): BuildingNames | undefined {
  const own = building ?? signOf(number)
  if (own === undefined) return undefined
  const before = lane ?? street
  if (before === undefined || own.includes(before)) return { own }
  return { own, full: /\p{Script=Han}/u.test(before) ? `${before} ${own}` : `${number ?? own} ${before}` }
}

function readHousehold(line: number, cells: Cells, { dictionary, remarks }: Reading): Partial<RosterEntry> | Refusal {
  const care = cells['care'] === undefined ? undefined : dictionary.care(cells['care'])
  if (cells['care'] !== undefined && care === undefined)
    return { reason: 'bad_care', found: cells['care'].slice(0, 20) }
  const interval = cells['interval'] === undefined ? undefined : readWhole(cells['interval'])
  if (cells['interval'] !== undefined && !(interval !== undefined && interval >= 1 && interval <= 366))
    return { reason: 'bad_interval', found: cells['interval'].slice(0, 20) }
  const known = cells['dwelling'] === undefined ? undefined : dictionary.dwelling(cells['dwelling'])
  if (cells['dwelling'] !== undefined && known === undefined)
    remarks.add({ file: 'roster', code: 'unknown_dwelling', found: cells['dwelling'].slice(0, 40), line })
  const basis = cells['basis'] === undefined ? undefined : dictionary.basis(cells['basis'])
  if (cells['basis'] !== undefined && basis === undefined)
    remarks.add({ file: 'roster', code: 'unknown_basis', found: cells['basis'].slice(0, 40), line })
  const dwelling = cells['dwelling'] === undefined ? undefined : (known ?? 'unknown')
  return {
    ...(care === undefined ? {} : { care }),
    ...(cells['careReason'] === undefined ? {} : { careReason: cells['careReason'] }),
    ...(dwelling === undefined ? {} : { dwelling }),
    ...(interval === undefined ? {} : { interval }),
    ...(basis === undefined ? {} : { basis }),
    ...(cells['note'] === undefined ? {} : { note: cells['note'] }),
  }
}

const PERSONAL = ['sex', 'birth', 'phone', 'kinship', 'tags', 'residence'] as const
function readPerson(line: number, cells: Cells, reading: Reading): RosterPerson | Refusal | undefined {
  const name = cells['name'] ?? cells['head']
  if (name === undefined) {
    // One row may stand for an empty flat; details without a name belong to somebody who is missing.
    return PERSONAL.some((field) => cells[field] !== undefined && field !== 'tags') ? { reason: 'no_name' } : undefined
  }
  if (name.length > 60) return { reason: 'name_too_long', found: name.slice(0, 20) }
  const sex = cells['sex'] === undefined ? '0' : readSex(cells['sex'])
  if (sex === undefined) return { reason: 'bad_sex', found: (cells['sex'] ?? '').slice(0, 20) }
  const birth = birthIn(line, cells['birth'], reading)
  if (birth === 'bad') return { reason: 'bad_birth', found: (cells['birth'] ?? '').slice(0, 20) }
  if (birth !== undefined && birth > reading.today.slice(0, birth.length))
    return { reason: 'future_birth', found: birth }
  const phone = phoneIn(line, cells['phone'], reading)
  if (phone !== undefined && phone.length > 40) return { reason: 'bad_phone', found: phone.slice(0, 20) }
  const kinship = readWord(line, { text: cells['kinship'], code: 'unknown_kinship', otherwise: '97' }, reading)
  const residence = readWord(
    line,
    { text: cells['residence'], code: 'unknown_residence', otherwise: 'live_registered' },
    reading,
  )
  return {
    name,
    sex,
    ...(birth === undefined ? {} : { birth }),
    ...(phone === undefined ? {} : { phone }),
    ...(kinship === undefined ? {} : { kinship }),
    ...(residence === undefined ? {} : { residence }),
    ...(isYes(cells['contactOnly'] ?? '') ? { contactOnly: true } : {}),
    ...(cells['residentNo'] === undefined ? {} : { foreignId: cells['residentNo'] }),
  }
}
/** Undefined where nothing is said, or what is said means that nobody knows. */
function birthIn(line: number, text: string | undefined, { remarks }: Reading): string | 'bad' | undefined {
  if (text === undefined) return undefined
  if (isPlaceholderYear(text)) {
    remarks.add({ file: 'roster', code: 'odd_year', found: text.slice(0, 20), line })
    return undefined
  }
  const serial = readSerialDay(text)
  if (serial !== undefined) remarks.add({ file: 'roster', code: 'serial_day', found: '', line })
  return serial ?? readBirth(text) ?? 'bad'
}
/** 1.38E+10 is a number of which a spreadsheet has kept three digits. */
function phoneIn(line: number, text: string | undefined, { remarks }: Reading): string | undefined {
  if (text === undefined || !/^\d(?:\.\d+)?E\+\d+$/iu.test(text)) return text
  remarks.add({ file: 'roster', code: 'broken_phone', found: text, line })
  return undefined
}
interface Word {
  readonly text: string | undefined
  readonly code: 'unknown_kinship' | 'unknown_residence'
  readonly otherwise: string
}
function readWord(line: number, word: Word, { dictionary, remarks }: Reading): string | undefined {
  if (word.text === undefined) return undefined
  const known = word.code === 'unknown_kinship' ? dictionary.kinship(word.text) : dictionary.residence(word.text)
  if (known === undefined) remarks.add({ file: 'roster', code: word.code, found: word.text.slice(0, 40), line })
  return known ?? word.otherwise
}
function readTags(line: number, text: string, { dictionary, remarks }: Reading): readonly string[] {
  const tags = new Set<string>()
  for (const word of readList(text)) {
    const tag = dictionary.tag(word)
    if (tag === undefined) remarks.add({ file: 'roster', code: 'unknown_tag', found: word.slice(0, 40), line })
    else tags.add(tag)
  }
  return [...tags]
}
