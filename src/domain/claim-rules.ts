import { type Instant, instantOf, millisOf } from './ids.ts'
import type { See } from './see.ts'
import type { TaskBody } from './task-nouns.ts'

/** How long a place is kept and how many one person may hold: vocabulary claimRules, in hours where it is a time. */
export interface ClaimRules {
  lease(kind: string): number
  /** Before the lease is over its holder is warned; after it he still has the grace. */
  readonly warn: number
  readonly grace: number
  /** To say yes to a place that fell free, or to an assignment. */
  readonly answer: number
  /** After the end of a task, to tell what was done. */
  readonly report: number
  readonly openClaims: number
  readonly extensions: number
}
const DEFAULTS = { lease: 72, warn: 6, grace: 2, answer: 12, report: 72, openClaims: 3, extensions: 2 } as const

/** Where the list is missing or was edited into nonsense the defaults stand in, one by one. */
export function claimRules(see: See): ClaimRules {
  const rule = see('vocabulary', 'claimRules')?.body.rule ?? {}
  const kinds = (rule['leaseHours'] ?? {}) as Readonly<Record<string, unknown>>
  const positive = (value: unknown, otherwise: number): number =>
    typeof value === 'number' && value > 0 && value < 10_000 ? value : otherwise
  const usual = positive(kinds['default'], DEFAULTS.lease)
  return {
    lease: (kind) => positive(Object.hasOwn(kinds, kind) ? kinds[kind] : undefined, usual),
    warn: positive(rule['warnHours'], DEFAULTS.warn),
    grace: positive(rule['graceHours'], DEFAULTS.grace),
    answer: positive(rule['answerHours'], DEFAULTS.answer),
    report: positive(rule['reportHours'], DEFAULTS.report),
    openClaims: positive(rule['openClaims'], DEFAULTS.openClaims),
    extensions: positive(rule['extensions'], DEFAULTS.extensions),
  }
}

const HOUR = 3_600_000
const plusHours = (at: Instant, hours: number): Instant => instantOf(millisOf(at) + hours * HOUR)
const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)

export interface Lease {
  readonly until: Instant
  readonly ends: Instant
}
/**
 * A confirmed place is kept for the lease of its kind. At the end of the task there is nobody left to give it to: its
 * holder then has the time to report.
 */
export function leaseFrom(rules: ClaimRules, task: Pick<TaskBody, 'kind' | 'until'>, now: Instant): Lease {
  const until = plusHours(now, rules.lease(task.kind))
  if (until < task.until) return { until, ends: plusHours(until, rules.grace) }
  const last = task.until < now ? now : task.until
  return { until: last, ends: plusHours(last, rules.report) }
}
export function offerFrom(rules: ClaimRules, task: Pick<TaskBody, 'until'>, now: Instant): Lease {
  const until = earlier(plusHours(now, rules.answer), task.until)
  return { until, ends: until }
}

/** What the holder of a place is told of its lease, by the server's clock as far as the phone knows it. */
export interface LeaseLeft {
  readonly phase: 'fine' | 'soon' | 'grace' | 'over'
  /** Milliseconds until the lease is over; in its grace until the place is let go. */
  readonly left: number
}
export function leaseLeft(rules: ClaimRules, lease: Lease, now: Instant): LeaseLeft {
  const toUntil = millisOf(lease.until) - millisOf(now)
  if (toUntil > 0) return { phase: toUntil > rules.warn * HOUR ? 'fine' : 'soon', left: toUntil }
  const toEnds = millisOf(lease.ends) - millisOf(now)
  return toEnds > 0 ? { phase: 'grace', left: toEnds } : { phase: 'over', left: 0 }
}
