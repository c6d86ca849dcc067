import { type Address, addressOf, compareLabels } from './address.ts'
import { dayOf } from './calendar.ts'
import { timeZoneOf } from './due.ts'
import type { Day, GridId } from './ids.ts'
import type { BuildingBody, HouseholdBody, RowOf, Stair, Term } from './nouns.ts'
import type { Rows } from './rows.ts'
import type { See } from './see.ts'

export interface DueDoor extends Address {
  readonly household: RowOf<'household'>
  readonly due: Day
}
/** The due doors of one stair in walking order. */
export interface DueStair {
  readonly building: RowOf<'building'>
  readonly stair: Stair
  readonly doors: readonly DueDoor[]
  /** How high one must climb. */
  readonly top: number
}
export interface TodayPlan {
  readonly stairs: readonly DueStair[]
  readonly left: number
  /** Households visited today that are not due any more. */
  readonly done: number
  /** The next day with something due, where nothing is left today. */
  readonly later: { readonly day: Day; readonly count: number } | undefined
}

export const isDue = (household: HouseholdBody, today: Day): boolean =>
  household.ended === undefined && household.nextDue !== null && household.nextDue <= today

/**
 * The doors due today. Red decides which stair comes first; inside a stair walking order wins, upwards floor by
 * floor: strictly red first would send an old leader up and down. `isMine` leaves out the doors of others' rounds.
 */
export function planToday(rows: Rows, today: Day, isMine: (grid: GridId) => boolean = () => true): TodayPlan {
  const zone = timeZoneOf(rows)
  const stairs = new Map<string, DueDoor[]>()
  const later = new Map<Day, number>()
  let done = 0
  for (const household of rows.all('household')) {
    const { nextDue, lastVisit, ended } = household.body
    const address = ended === undefined ? addressOf(rows, household.body) : undefined
    if (address === undefined || !isMine(address.stair.grid)) continue
    if (nextDue !== null && nextDue <= today) {
      put(stairs, { ...address, household, due: nextDue })
      continue
    }
    if (lastVisit !== null && dayOf(lastVisit, zone) === today) done++
    if (nextDue !== null) later.set(nextDue, (later.get(nextDue) ?? 0) + 1)
  }
  const ordered = [...stairs.values()].map(stairOfDoors).sort(compareStairs)
  const next = [...later.keys()].sort()[0]
  return {
    stairs: ordered,
    left: ordered.reduce((sum, stair) => sum + stair.doors.length, 0),
    done,
    later: next === undefined ? undefined : { day: next, count: later.get(next) ?? 0 },
  }
}
function put(stairs: Map<string, DueDoor[]>, door: DueDoor): void {
  const key = `${door.building.id}/${door.stair.id}`
  const together = stairs.get(key)
  if (together === undefined) stairs.set(key, [door])
  else together.push(door)
}
function stairOfDoors(doors: readonly DueDoor[]): DueStair {
  const sorted = [...doors].sort(compareDoors)
  const [first] = sorted
  if (first === undefined) throw new Error('A stair without doors was planned')
  return { building: first.building, stair: first.stair, doors: sorted, top: sorted.at(-1)?.door.body.floor ?? 0 }
}
const compareDoors = (a: DueDoor, b: DueDoor): number =>
  a.door.body.floor - b.door.body.floor ||
  a.door.body.order - b.door.body.order ||
  compareLabels(a.household.body.label, b.household.body.label) ||
  compareText(a.household.id, b.household.id)
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const hasRed = (stair: DueStair): boolean => stair.doors.some((door) => door.household.body.care === 'red')
const placeOf = (building: BuildingBody, stair: Stair): number =>
  building.stairs.findIndex((one) => one.id === stair.id)
const compareStairs = (a: DueStair, b: DueStair): number =>
  Number(hasRed(b)) - Number(hasRed(a)) ||
  a.building.body.order - b.building.body.order ||
  compareText(a.building.id, b.building.id) ||
  placeOf(a.building.body, a.stair) - placeOf(b.building.body, b.stair)

/** The door to open after this one: the next in walking order, from the end again at the first. */
export function doorAfter(plan: TodayPlan, household: string): DueDoor | undefined {
  const doors = plan.stairs.flatMap((stair) => stair.doors)
  const at = doors.findIndex((door) => door.household.id === household)
  const others = [...doors.slice(at + 1), ...doors.slice(0, Math.max(at, 0))]
  return others[0]
}

/** Needs raised here that nobody has answered yet, the most urgent promise first. */
export const openPromises = (see: See, household: string): readonly RowOf<'need'>[] =>
  see
    .under('need', household)
    .filter((need) => need.body.state === 'raised')
    .sort((a, b) => compareText(a.body.answerBy, b.body.answerBy))

/** People who live behind the door, the head of the household first; those kept for their phone number apart. */
export function peopleOf(see: See, household: string): { here: RowOf<'resident'>[]; contacts: RowOf<'resident'>[] } {
  const all = see
    .under('resident', household)
    .filter((row) => row.body.ended === undefined)
    .sort((a, b) => rankOf(a) - rankOf(b) || compareText(a.id, b.id))
  return {
    here: all.filter((row) => row.body.contactOnly !== true && !AWAY.has(row.body.residence)),
    contacts: all.filter((row) => row.body.contactOnly === true || AWAY.has(row.body.residence)),
  }
}
/** vocabulary residenceRelation: registered here but living elsewhere, moved, dead. */
const AWAY = new Set(['registered_away', 'moved', 'deceased'])
/** GB/T 4761: the head, then the spouse, then by code. */
const rankOf = (row: RowOf<'resident'>): number => {
  const code = row.body.kinship ?? ''
  if (code === '0' || code === '01' || code === '02') return 0
  return code === '' ? 900 : Number.parseInt(code, 10) * (code.length === 1 ? 10 : 1)
}

/**
 * Tags of a household and of those who live there, heaviest first (vocabulary residentTags, sweepWeight). One fact is
 * said once: a tag that another one implies is left out, and so are those the caller says in other words.
 */
export function tagsOf(
  see: See,
  household: Pick<RowOf<'household'>, 'id' | 'body'>,
  isSaid: (tag: string) => boolean = () => false,
): readonly Term[] {
  const terms = new Map(see('vocabulary', 'residentTags')?.body.terms.map((term) => [term.id, term]))
  const ids = new Set([...household.body.tags, ...peopleOf(see, household.id).here.flatMap((row) => row.body.tags)])
  const left = [...ids].filter((id) => !isSaid(id)).map((id) => terms.get(id) ?? { id, zh: id, en: id })
  const implied = new Set(left.flatMap(impliedBy))
  return left.filter((term) => !implied.has(term.id)).sort((a, b) => weightOf(b) - weightOf(a))
}
const impliedBy = (term: Term): readonly unknown[] => (Array.isArray(term['implies']) ? term['implies'] : [])
const weightOf = (term: Term): number => (typeof term['sweepWeight'] === 'number' ? term['sweepWeight'] : 0)
