import type { RowOf } from './nouns.ts'
import { fitSyllables, foldKeys, type Keys, type Syllables, syllableFolder } from './pinyin.ts'
import type { Rows } from './rows.ts'

/**
 * Finding people and doors in memory: characters, pinyin, initials, the tail of a phone number and doors as people
 * write them (3-402, 3号402, 88弄12号302室, 12号6楼). Words of a query must all fit; nothing is guessed across rows.
 */

/** A household and what of it a query may name. */
export interface Entry {
  readonly household: RowOf<'household'>
  readonly residents: readonly Person[]
  /** Numbers of building and stair, then those of the room: 88, 12, 13 | 12 | 302. */
  readonly building: readonly string[]
  readonly stair: readonly string[]
  readonly room: readonly string[]
  readonly floor: number | null
  /** Everything written about the place, for words: 明珠楼 3-甲 北间. */
  readonly words: string
  /** Walking order. */
  readonly order: readonly number[]
}
interface Person {
  readonly row: RowOf<'resident'>
  readonly name: string
  readonly syllables: Syllables
  readonly initials: string
  readonly phone: string
}
/** A household found. `residents` are those the query named, none when it named only the door. */
export interface Hit {
  readonly household: RowOf<'household'>
  readonly residents: readonly RowOf<'resident'>[]
  readonly score: number
}
export interface SearchOptions {
  readonly limit: number
  /** Judges names that carry no pinyin (typed offline); loaded only when first needed. */
  readonly pinyin?: (name: string, keys: string) => boolean
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim()
const NUMBER = /\d+(?:[a-z](?![a-z]))?/g
const numbersOf = (text: string): readonly string[] => (plain(text).match(NUMBER) ?? []).map(withoutZeros)
const withoutZeros = (number: string): string => number.replace(/^0+(?=\d)/, '')

/** Prepares all rows once; a view never changes, so the index lives as long as its view. */
export function indexRows(rows: Pick<Rows, 'all'>): readonly Entry[] {
  const doors = new Map(rows.all('door').map((row) => [row.id, row.body]))
  const buildings = new Map(rows.all('building').map((row) => [row.id, row.body]))
  const people = new Map<string, Person[]>()
  const fold = syllableFolder()
  for (const row of rows.all('resident')) {
    const together = people.get(row.body.household) ?? []
    together.push(personOf(row, fold))
    people.set(row.body.household, together)
  }
  return rows.all('household').map((household) => {
    const door = doors.get(household.body.doors[0] ?? '')
    const building = door && buildings.get(door.building)
    const stair = building?.stairs.find((one) => one.id === door?.stair)
    // 88弄 12–13号 also names the other stair, which this door does not lie in.
    const elsewhere = new Set(building?.stairs.flatMap((one) => (one.id === door?.stair ? [] : numbersOf(one.label))))
    const place = [building?.name, stair?.label, door?.room, door?.name, household.body.label]
    return {
      household,
      residents: people.get(household.id) ?? [],
      building: numbersOf(building?.name ?? '').filter((number) => !elsewhere.has(number)),
      stair: numbersOf(stair?.label ?? ''),
      room: numbersOf(door?.room ?? ''),
      floor: door?.floor ?? null,
      words: plain(place.filter((part) => part !== undefined).join(' ')),
      order: [
        building?.order ?? 0,
        building?.stairs.findIndex((one) => one.id === door?.stair) ?? 0,
        door?.floor ?? 0,
        door?.order ?? 0,
      ],
    }
  })
}
function personOf(row: RowOf<'resident'>, fold: (pinyin: string) => Syllables): Person {
  const { name, pinyin, phone } = row.body
  return {
    row,
    name: plain(name),
    syllables: fold(pinyin?.[0] ?? ''),
    initials: pinyin?.[1] ?? '',
    phone: (phone ?? '').normalize('NFKC').replace(/\D/g, ''),
  }
}

/** Households that fit every word of the query, best first, then in walking order. */
export function search(index: readonly Entry[], query: string, options: SearchOptions): readonly Hit[] {
  const asked = readQuery(query)
  if (asked.numbers.length + asked.words.length === 0 && asked.floor === null) return []
  const found: (Hit & { readonly order: readonly number[] })[] = []
  for (const entry of index) {
    const hit = fitEntry(entry, asked, options)
    if (hit !== undefined) found.push({ ...hit, order: entry.order })
  }
  found.sort((a, b) => b.score - a.score || compareOrder(a.order, b.order))
  return found.slice(0, options.limit).map(({ order: _, ...hit }) => hit)
}
const compareOrder = (a: readonly number[], b: readonly number[]): number => {
  for (let place = 0; place < a.length; place++) {
    const step = (a[place] ?? 0) - (b[place] ?? 0)
    if (step !== 0) return step
  }
  return 0
}

/** 号 and 弄 say that a number is a place, 室 and nothing that it is a room, 楼 that it is a floor. */
interface Asked {
  /** `digits` as they were typed: a telephone number may go on with zeros, a room's does not begin with them. */
  readonly numbers: readonly { readonly text: string; readonly digits: string; readonly isPlace: boolean }[]
  readonly floor: number | null
  readonly words: readonly Word[]
}
interface Word {
  readonly text: string
  /** Undefined where it cannot be pinyin. */
  readonly keys: Keys | undefined
}
const TOKEN = /\d+(?:[a-z](?![a-z]))?|\p{Script=Han}+|[\p{L}'·]+/gu
const UNIT = /^(号楼|号|支弄|弄|栋|幢|座|单元|门|组团?|室|层|楼)/u

/** Units that stand alone, half typed; 楼, 门 and 单 are surnames too. */
const SAYS_NOTHING = new Set(['号', '弄', '室', '栋', '幢', '单元'])

function readQuery(query: string): Asked {
  const numbers: { text: string; digits: string; isPlace: boolean }[] = []
  const words: string[] = []
  let floor: number | null = null
  let afterNumber = false
  for (const token of plain(query).match(TOKEN) ?? []) {
    if (/^\d/.test(token)) {
      numbers.push({ text: withoutZeros(token), digits: token, isPlace: false })
      afterNumber = true
      continue
    }
    const unit = afterNumber ? UNIT.exec(token)?.[1] : undefined
    const last = numbers.at(-1)
    if (unit !== undefined && last !== undefined) {
      if (unit === '楼' || unit === '层') floor = Number.parseInt(numbers.pop()?.text ?? '', 10)
      else if (unit !== '室') last.isPlace = true
    }
    const word = token.slice(unit?.length ?? 0).replace(/['·]/g, '')
    if (word !== '' && !SAYS_NOTHING.has(word)) words.push(word)
    afterNumber = false
  }
  return { numbers, floor, words: words.map(asWord) }
}

const asWord = (text: string): Word => ({ text, keys: /^[a-zü]+$/.test(text) ? foldKeys(text) : undefined })

function fitEntry(entry: Entry, asked: Asked, options: SearchOptions): Hit | undefined {
  if (asked.floor !== null && entry.floor !== asked.floor) return undefined
  const door = asked.numbers.length === 0 ? 0 : fitDoor(entry, asked.numbers)
  const people = entry.residents.map((person) => ({ person, score: fitPerson(person, asked, options) }))
  const named = people.filter(({ score }) => score > 0)
  if (asked.words.length === 0 && (door > 0 || asked.numbers.length === 0)) {
    return { household: entry.household, residents: [], score: endedLast(entry, door + 1) }
  }
  const byPhone = people.filter(
    ({ person, score }) => fitPhone(person, asked.numbers) && (asked.words.length === 0 || score > 0),
  )
  if (byPhone.length > 0) return hitOf(entry, byPhone, 60)
  if (asked.numbers.length > 0 && door === 0) return undefined
  if (named.length > 0) return hitOf(entry, named, door)
  return asked.words.length > 0 && asked.words.every(({ text }) => entry.words.includes(text))
    ? { household: entry.household, residents: [], score: endedLast(entry, door + 20) }
    : undefined
}
function hitOf(entry: Entry, people: readonly { person: Person; score: number }[], more: number): Hit {
  const sorted = [...people].sort((a, b) => b.score - a.score)
  const best = sorted[0]?.score ?? 0
  const gone = sorted.every(({ person }) => person.row.body.ended !== undefined)
  return {
    household: entry.household,
    residents: sorted.map(({ person }) => person.row),
    score: endedLast(entry, best + more - (gone ? 200 : 0)),
  }
}
const endedLast = (entry: Entry, score: number): number =>
  entry.household.body.ended === undefined ? score : score - 400

/** The last number names the room, the ones before it stair, building or lane; a single one may be any of them. */
function fitDoor(entry: Entry, numbers: Asked['numbers']): number {
  const last = numbers.at(-1)
  if (last === undefined) return 0
  const place = last.isPlace ? numbers : numbers.slice(0, -1)
  let score = 0
  for (const { text } of place) {
    if (entry.stair.includes(text)) score += 20
    else if (entry.building.includes(text)) score += 10
    else if (entry.room.slice(0, -1).includes(text)) score += 5
    else return 0
  }
  if (last.isPlace) return score
  const room = entry.room.at(-1) ?? ''
  if (room === last.text) return score + 70
  if (room.startsWith(last.text) && (place.length > 0 || last.text.length > 1)) return score + 40
  return place.length === 0 && entry.stair.includes(last.text) ? 15 : 0
}

function fitPhone(person: Person, numbers: Asked['numbers']): boolean {
  const digits = numbers.map((number) => number.digits).join('')
  if (digits.length < 4 || /\D/.test(digits) || numbers.some(({ isPlace }) => isPlace)) return false
  return digits.length === 4 || numbers.length > 1 ? person.phone.endsWith(digits) : person.phone.includes(digits)
}

function fitPerson(person: Person, asked: Asked, options: SearchOptions): number {
  let score = 0
  for (const word of asked.words) {
    const fit = fitName(person, word, options)
    if (fit === 0) return 0
    score += fit
  }
  return score
}
function fitName({ name, syllables, initials }: Person, { text, keys }: Word, options: SearchOptions): number {
  if (keys === undefined || name.includes(text)) {
    if (name === text) return 100
    if (name.startsWith(text)) return 90
    return name.includes(text) ? 75 : 0
  }
  // Rows of an older server hold the given name as one word: their initials tell what its syllables do not.
  if (syllables.plain.length > 0)
    return fitSyllables(syllables, keys) || (text.length > 1 && initials.startsWith(text) ? 50 : 0)
  return options.pinyin?.(name, text) === true ? 50 : 0
}
