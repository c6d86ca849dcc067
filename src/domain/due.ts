import { bandOf, dayOf, plusDays } from './calendar.ts'
import type { Day, Instant } from './ids.ts'
import type { CareLevel, HouseholdBody, VisitBody } from './nouns.ts'
import type { See } from './see.ts'

/** The community's own rules for intervals and closed doors, read from its vocabularies. */
export interface DueRules {
  readonly timeZone: string
  outcome(id: string): { readonly resets: boolean; readonly closes: boolean }
  interval(care: CareLevel): number
  /** Days until the next knock after the first, second … miss. */
  readonly retryAfterDays: readonly number[]
  readonly escalateAfter: number
  readonly escalateAtOnce: ReadonlySet<string>
}

const numbers = (value: unknown): readonly number[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'number') ? value : undefined
const strings = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined

/** Where a list is missing or was edited into nonsense, the defaults of the field stand in: a visit must never fail on it. */
export function dueRules(see: See): DueRules {
  const outcomes = new Map(see('vocabulary', 'visitOutcomes')?.body.terms.map((term) => [term.id, term]))
  const levels = new Map(see('vocabulary', 'careLevels')?.body.terms.map((term) => [term.id, term.visitIntervalDays]))
  const rule = see('vocabulary', 'notHomeRule')?.body.rule ?? {}
  return {
    timeZone: timeZoneOf(see),
    outcome(id) {
      const term = outcomes.get(id)
      if (term === undefined) return { resets: REACHING.has(id), closes: CLOSING.has(id) }
      return { resets: term.resetsInterval === true, closes: term.closesPlan === true }
    },
    interval(care) {
      const days = levels.get(care)
      return typeof days === 'number' && days >= 1 ? days : DEFAULT_INTERVAL[care]
    },
    retryAfterDays: numbers(rule.retryAfterDays) ?? [1, 3, 7],
    escalateAfter: typeof rule.escalateAfterAttempts === 'number' ? rule.escalateAfterAttempts : 3,
    escalateAtOnce: new Set(strings(rule.escalateAtOnceIfCare) ?? ['red']),
  }
}
const DEFAULT_INTERVAL: Readonly<Record<CareLevel, number>> = { red: 7, yellow: 30, blue: 90, green: 180, grey: 180 }
const REACHING = new Set(['met', 'met_other', 'phone_ok', 'partial'])
const CLOSING = new Set(['met', 'met_other', 'phone_ok', 'refused', 'vacant', 'hospital'])
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai'
/** The one row of a community's own facts. */
export const COMMUNITY_ROW = 'community'
export const timeZoneOf = (see: See): string => see('community', COMMUNITY_ROW)?.body.timeZone ?? DEFAULT_TIME_ZONE

export const intervalOf = (rules: DueRules, household: Pick<HouseholdBody, 'care' | 'interval'>): number =>
  household.interval ?? rules.interval(household.care)

export type Schedule = Pick<HouseholdBody, 'lastReached' | 'lastVisit' | 'nextDue' | 'misses'>
/** A visit with its id: of two visits of the same moment the id decides, on every device alike. */
export interface DatedVisit {
  readonly id: string
  readonly body: VisitBody
}

/**
 * When a household is next due, from its visits alone: the order in which visits arrive never matters, so two
 * leaders who visited offline on one day both stay in the log and every device computes the same day.
 * Only a visit that reached somebody resets the interval (vocabulary visitOutcomes); knocks count as one
 * per part of the day (notHomeRule).
 */
export function scheduleOf(rules: DueRules, household: HouseholdBody, visits: readonly DatedVisit[]): Schedule {
  const sorted = [...visits].sort((a, b) => compare(a.body.at, b.body.at) || compare(a.id, b.id))
  const latest = sorted.at(-1)
  if (latest === undefined) {
    return {
      lastReached: household.lastReached,
      lastVisit: household.lastVisit,
      nextDue: household.nextDue,
      misses: household.misses,
    }
  }
  const reached = sorted.filter((visit) => rules.outcome(visit.body.outcome).resets).at(-1)?.body.at ?? null
  const lastReached = later(household.lastReached, reached)
  const misses = missesSince(rules, sorted, lastReached)
  return {
    lastReached,
    lastVisit: later(household.lastVisit, latest.body.at),
    nextDue: nextAfter(rules, household, { visit: latest.body, misses }),
    misses,
  }
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const later = (a: Instant | null, b: Instant | null): Instant | null => (a === null || (b !== null && b > a) ? b : a)

function missesSince(rules: DueRules, visits: readonly DatedVisit[], reached: Instant | null): number {
  const bands = new Set<string>()
  for (const { body } of visits) {
    if (body.outcome !== 'not_home' || (reached !== null && body.at <= reached)) continue
    bands.add(`${dayOf(body.at, rules.timeZone)} ${bandOf(body.at, rules.timeZone)}`)
  }
  return bands.size
}

function nextAfter(rules: DueRules, household: HouseholdBody, last: { visit: VisitBody; misses: number }): Day {
  const { visit, misses } = last
  if (visit.nextOn !== undefined) return visit.nextOn
  const day = dayOf(visit.at, rules.timeZone)
  if (visit.outcome === 'not_home') {
    const retry = rules.retryAfterDays[Math.min(Math.max(misses, 1), rules.retryAfterDays.length) - 1] ?? 1
    return plusDays(day, retry)
  }
  if (visit.outcome === 'vacant') return plusDays(day, rules.interval('grey'))
  // Not finished, or the record was wrong: the plan stays open, so one goes again tomorrow.
  if (!rules.outcome(visit.outcome).closes) return plusDays(day, 1)
  return plusDays(day, intervalOf(rules, household))
}

/** Who hears of a closed door the same day: the block chief, at once for red, else after the third miss. */
export function escalationOf(
  rules: DueRules,
  care: CareLevel,
  knock: { outcome: string; misses: number },
): 'red' | 'attempts' | undefined {
  if (knock.outcome !== 'not_home') return undefined
  if (rules.escalateAtOnce.has(care)) return 'red'
  return knock.misses >= rules.escalateAfter ? 'attempts' : undefined
}
