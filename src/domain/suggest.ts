import { ageOn } from './age.ts'
import { dueRules } from './due.ts'
import type { Day } from './ids.ts'
import type { CareLevel, RowOf, Term } from './nouns.ts'
import type { See } from './see.ts'

/** What the rules of the vocabulary would have: somebody decides all the same, and says why. */
export interface Suggestion {
  readonly care: CareLevel
  /** Days between visits, where shorter than the level's own. */
  readonly interval: number | undefined
  /** The tags that ask for it, in the vocabulary's words. */
  readonly because: readonly Term[]
}
/** From what age somebody counts as old, as very old, and until when as an infant. */
const OLD = 60
const VERY_OLD = 80
const INFANT = 3
const GRAVEST_FIRST: readonly CareLevel[] = ['red', 'yellow', 'blue', 'green']

export interface Home {
  readonly tags: readonly string[]
  /** Those who live here. */
  readonly people: readonly Pick<RowOf<'resident'>, 'body'>[]
}
/**
 * The gravest level any tag of a household and its people suggests (vocabulary residentTags, suggestedCare), and the
 * shortest interval. What follows from years of birth needs no tag. Undefined where nothing speaks for any level.
 */
export function suggestCare(see: See, home: Home, today: Day): Suggestion | undefined {
  const tags = new Set([...home.tags, ...home.people.flatMap(({ body }) => body.tags), ...tagsByAge(home, today)])
  const terms = (see('vocabulary', 'residentTags')?.body.terms ?? []).filter((term) => tags.has(term.id))
  const care = GRAVEST_FIRST.find((level) => terms.some((term) => term['suggestedCare'] === level))
  if (care === undefined) return undefined
  const usual = dueRules(see).interval(care)
  const shortest = Math.min(usual, ...terms.flatMap(daysOf))
  return {
    care,
    interval: shortest < usual ? shortest : undefined,
    because: withoutImplied(
      terms.filter((term) => term['suggestedCare'] === care || (shortest < usual && daysOf(term)[0] === shortest)),
    ),
  }
}
const daysOf = (term: Term): readonly number[] => {
  const days = term['visitIntervalDays']
  return typeof days === 'number' && days >= 1 ? [days] : []
}
/** One fact is said once: 80岁以上独居老人 says 独居老人 too. */
function withoutImplied(terms: readonly Term[]): readonly Term[] {
  const implied = new Set(terms.flatMap((term) => (Array.isArray(term['implies']) ? term['implies'] : [])))
  return terms.filter((term) => !implied.has(term.id))
}
function tagsByAge({ people }: Home, today: Day): readonly string[] {
  const ages = people.map(({ body }) => (body.birth === undefined ? undefined : ageOn(body.birth, today)))
  const has = (claim: (age: number) => boolean): boolean => ages.some((age) => age !== undefined && claim(age))
  const areAllOld = ages.length > 0 && ages.every((age) => age !== undefined && age >= OLD)
  return [
    areAllOld && ages.length === 1 && (has((age) => age >= VERY_OLD) ? 'elder_alone_80' : 'elder_alone'),
    areAllOld && ages.length > 1 && 'elder_couple',
    has((age) => age >= VERY_OLD) && 'elder_80',
    has((age) => age <= INFANT) && 'infant',
  ].filter((tag) => tag !== false)
}
