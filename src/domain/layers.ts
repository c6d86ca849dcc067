import { addressOf } from './address.ts'
import { plusDays, startOfDay } from './calendar.ts'
import { timeZoneOf } from './due.ts'
import type { BuildingId, Day, GridId, Instant } from './ids.ts'
import type { CareLevel, HouseholdBody, RowOf } from './nouns.ts'
import type { Rows } from './rows.ts'

/** What a map or a list can tell about each household; one layer at a time. */
export const LAYERS = ['care', 'due', 'unseen', 'needs'] as const
export type Layer = (typeof LAYERS)[number]
export const isLayer = (raw: unknown): raw is Layer => (LAYERS as readonly unknown[]).includes(raw)

/** The classes of each layer, the one that decides about a building first. The last is what is not known. */
export const CLASSES = {
  care: ['red', 'yellow', 'blue', 'green', 'grey'],
  due: ['overdue', 'today', 'soon', 'later', 'unknown'],
  unseen: ['never', 'unseen', 'seen', 'unknown'],
  needs: ['late', 'open', 'none', 'unknown'],
} as const satisfies Readonly<Record<Layer, readonly string[]>>
export type MarkClass = (typeof CLASSES)[Layer][number]
export const classesOf = (layer: Layer): readonly MarkClass[] => CLASSES[layer]
/** What nobody knows: hatched, and never counted as well. */
export const isUnknown = (mark: MarkClass): boolean => mark === 'grey' || mark === 'unknown'
/** Classes that ask somebody to go, call or answer. */
const CALLING: ReadonlySet<MarkClass> = new Set<MarkClass>([
  'red',
  'overdue',
  'today',
  'never',
  'unseen',
  'late',
  'open',
])
export const isCalling = (mark: MarkClass): boolean => CALLING.has(mark)

/** How many days make 'not seen for long'; the reader chooses. */
export const SEEN_DAYS = [7, 14, 30, 90] as const
export type SeenDays = (typeof SEEN_DAYS)[number]
const SOON_DAYS = 7

/** A household with the place it is counted at, once: the door one knocks at. */
export interface Placed {
  readonly household: RowOf<'household'>
  readonly door: RowOf<'door'>
  readonly building: BuildingId
  readonly stair: string
  readonly leaf: GridId
  /** Its needs that are not closed. */
  readonly needs: readonly RowOf<'need'>[]
}
/** Every household at hand that has not ended; one whose door or building has not arrived has no place yet. */
export function placeHouseholds(rows: Rows): readonly Placed[] {
  const needs = new Map<string, RowOf<'need'>[]>()
  for (const need of rows.all('need')) {
    if (need.body.state === 'closed') continue
    const together = needs.get(need.body.household)
    if (together === undefined) needs.set(need.body.household, [need])
    else together.push(need)
  }
  return rows.all('household').flatMap((household): Placed[] => {
    const address = household.body.ended === undefined ? addressOf(rows, household.body) : undefined
    if (address === undefined || address.building.body.ended !== undefined) return []
    const { door, building, stair } = address
    const own = needs.get(household.id) ?? []
    return [{ household, door, building: building.id as BuildingId, stair: stair.id, leaf: stair.grid, needs: own }]
  })
}

/** The day and the choice a layer is judged on. */
export interface Moment {
  readonly today: Day
  /** Households reached at this instant or later count as seen. */
  readonly seenSince: Instant
  readonly soon: Day
}
/** Of N days today is the first: seen within 14 days is seen today or on one of the 13 days before. */
export const momentOf = (rows: Rows, today: Day, days: number): Moment => ({
  today,
  seenSince: startOfDay(plusDays(today, 1 - days), timeZoneOf(rows)),
  soon: plusDays(today, SOON_DAYS),
})

/** The class of one household; of a closed pack nothing is known, whatever the layer. */
export function classOf(
  { household, needs }: Pick<Placed, 'household' | 'needs'>,
  layer: Layer,
  moment: Moment,
): MarkClass {
  const { body } = household
  if (layer === 'care') return body.care
  if (isBare(body)) return 'unknown'
  switch (layer) {
    case 'due':
      return dueClass(body.nextDue, moment)
    case 'unseen':
      return unseenClass(body, moment)
    case 'needs':
      if (needs.some((need) => need.body.state === 'raised' && need.body.answerBy < moment.today)) return 'late'
      return needs.length > 0 ? 'open' : 'none'
    default: {
      const never: never = layer
      return never
    }
  }
}
/** Of a grey household nobody knows whether there is anyone to be seen: vacant, or never confirmed. */
const unseenClass = ({ care, lastReached }: HouseholdBody, { seenSince }: Moment): MarkClass => {
  if (lastReached === null) return care === 'grey' ? 'unknown' : 'never'
  return lastReached < seenSince ? 'unseen' : 'seen'
}
const dueClass = (due: Day | null, { today, soon }: Moment): MarkClass => {
  if (due === null) return 'unknown'
  if (due < today) return 'overdue'
  return due === today ? 'today' : due <= soon ? 'soon' : 'later'
}
/** Nobody has been there, and nobody is to go: a household whose pack is closed, or of which only the door is known. */
const isBare = (body: HouseholdBody): boolean =>
  body.care === 'grey' && body.lastVisit === null && body.lastReached === null && body.nextDue === null

/** How many households of each class; `households` is their sum. */
export interface Tally {
  readonly households: number
  readonly classes: Readonly<Partial<Record<MarkClass, number>>>
}
export const EMPTY_TALLY: Tally = { households: 0, classes: {} }
export function tallyOf(placed: readonly Placed[], layer: Layer, moment: Moment): Tally {
  const classes: Partial<Record<MarkClass, number>> = {}
  for (const one of placed) {
    const mark = classOf(one, layer, moment)
    classes[mark] = (classes[mark] ?? 0) + 1
  }
  return { households: placed.length, classes }
}
export const countOf = (tally: Tally, mark: MarkClass): number => tally.classes[mark] ?? 0
/** Those of the classes that call for somebody. */
export const countCalling = (tally: Tally): number =>
  Object.entries(tally.classes).reduce((sum, [mark, count]) => sum + (isCalling(mark as MarkClass) ? count : 0), 0)

/** What a building is drawn as: the first class that it has and that is shown; nothing where all are hidden. */
export function markOf(tally: Tally, layer: Layer, hidden: ReadonlySet<MarkClass>): MarkClass | undefined {
  return classesOf(layer).find((mark) => countOf(tally, mark) > 0 && !hidden.has(mark))
}
export const careOf = (mark: MarkClass): CareLevel | undefined => CLASSES.care.find((level) => level === mark)
