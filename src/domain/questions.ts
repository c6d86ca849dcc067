import { ageOn } from './age.ts'
import type { Point } from './geometry.ts'
import { groupBy } from './grid-counts.ts'
import type { Day } from './ids.ts'
import { classOf, type Moment, type Placed } from './layers.ts'
import type { RowOf } from './nouns.ts'
import type { Rows } from './rows.ts'
import type { See } from './see.ts'
import { peopleOf, planToday } from './today.ts'

/** Questions people ask of the map, answered from the rows at hand. */
export const QUESTIONS = ['aloneUnseen', 'nextNear', 'promised', 'sameNeed', 'newcomers', 'marked', 'gaps'] as const
export type Question = (typeof QUESTIONS)[number]

const OLD = 80
/** Who lives behind the door: one person of eighty or more and nobody else, by birth or by what was written down. */
export function livesAloneOld(see: See, household: RowOf<'household'>, today: Day): RowOf<'resident'> | undefined {
  const { here } = peopleOf(see, household.id)
  const [only, ...others] = here
  if (only === undefined || others.length > 0) return undefined
  const tags = [...household.body.tags, ...only.body.tags]
  const age = only.body.birth === undefined ? undefined : ageOn(only.body.birth, today)
  const isOld = age === undefined ? tags.some((tag) => OLD_TAGS.has(tag)) : age >= OLD
  return isOld ? only : undefined
}
/** vocabulary residentTags */
const OLD_TAGS: ReadonlySet<string> = new Set(['elder_80', 'elder_alone_80'])

/** Households of one person of eighty or more whom nobody has reached within the days; the longest unseen first. */
export function aloneUnseen(see: See, placed: readonly Placed[], moment: Moment): readonly Placed[] {
  return placed
    .filter(
      (one) =>
        classOf(one, 'unseen', moment) !== 'seen' && livesAloneOld(see, one.household, moment.today) !== undefined,
    )
    .sort((a, b) => compare(a.household.body.lastReached ?? '', b.household.body.lastReached ?? ''))
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A due household with its distance in metres; undefined where its building is not drawn. */
export interface NearDoor {
  readonly household: RowOf<'household'>
  readonly metres: number | undefined
}
/** The due doors from here on: stair by stair, the nearest building first, in walking order inside each stair. */
export function nextNear(
  rows: Rows,
  today: Day,
  near: { readonly from: Point; spotOf(building: string): Point | undefined },
): readonly NearDoor[] {
  return planToday(rows, today)
    .stairs.map((stair) => {
      const at = near.spotOf(stair.building.id)
      return { stair, metres: at && Math.hypot(at[0] - near.from[0], at[1] - near.from[1]) }
    })
    .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0)
    .flatMap(({ stair, metres }) => stair.doors.map(({ household }) => ({ household, metres })))
}

/**
 * Households that somebody registered at a door, as they moved in or split, and whom nobody has met yet: the welcome list
 * (mission row M61), the soonest due first. Whom an import brought had lived there before; only people give ids like these.
 */
export const newcomers = (placed: readonly Placed[]): readonly Placed[] =>
  placed
    .filter(({ household: { id, body } }) => body.lastReached === null && /^[\da-f]{8}-[\da-f]{4}-7/u.test(id))
    .sort((a, b) => compare(a.household.body.nextDue ?? '', b.household.body.nextDue ?? ''))

/** A need that somebody promised to answer, with whose it is. */
export interface Owed {
  readonly placed: Placed
  readonly need: RowOf<'need'>
}
/** What is still owed, the oldest promise first. */
export const promised = (placed: readonly Placed[]): readonly Owed[] =>
  placed
    .flatMap((one) => one.needs.filter((need) => need.body.state === 'raised').map((need) => ({ placed: one, need })))
    .sort((a, b) => compare(a.need.body.answerBy, b.need.body.answerBy) || compare(a.need.id, b.need.id))

/** One kind of need that at least two households of one stair have. */
export interface SharedNeed {
  readonly building: string
  readonly stair: string
  readonly category: string
  readonly households: readonly Placed[]
}
/** Stairs where one answer would serve several; most households first. The same household twice is one household. */
export function sameNeeds(placed: readonly Placed[]): readonly SharedNeed[] {
  const found: SharedNeed[] = []
  for (const own of groupBy(placed, (one) => `${one.building}/${one.stair}`).values()) {
    const [first] = own
    const each = own.flatMap((one) =>
      [...new Set(one.needs.map((need) => need.body.category))].map((category) => ({ one, category })),
    )
    for (const [category, together] of groupBy(each, (need) => need.category)) {
      if (first === undefined || together.length < 2) continue
      const { building, stair } = first
      found.push({ building, stair, category, households: together.map(({ one }) => one) })
    }
  }
  return found.sort((a, b) => b.households.length - a.households.length)
}

/** Houses that share one of the marks on buildings: vocabulary buildingAttributes. */
export interface Marked {
  readonly attribute: string
  readonly buildings: readonly RowOf<'building'>[]
}
/** What the houses of these households are marked with (mission row M32); the rarest first, since what all have tells least. */
export function marked(see: See, placed: readonly Placed[]): readonly Marked[] {
  const buildings = [...new Set(placed.map((one) => one.building))].flatMap((id) => see('building', id) ?? [])
  const marks = buildings.flatMap((building) => building.body.attributes.map((attribute) => ({ attribute, building })))
  return [...groupBy(marks, ({ attribute }) => attribute)]
    .map(([attribute, of]) => ({ attribute, buildings: of.map(({ building }) => building) }))
    .sort((a, b) => a.buildings.length - b.buildings.length || compare(a.attribute, b.attribute))
}
