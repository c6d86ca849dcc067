import { dayOf } from './calendar.ts'
import { timeZoneOf } from './due.ts'
import type { Day } from './ids.ts'
import type { See } from './see.ts'
import type { ClaimBody } from './task-nouns.ts'

/** Vocabulary hourRules: what counts is service that somebody else has checked; neither the way nor training. */
export interface HourRules {
  /** Begun units do not count. */
  readonly unit: number
  readonly mostPerDay: number
  readonly timeZone: string
}
export function hourRules(see: See): HourRules {
  const rule = see('vocabulary', 'hourRules')?.body.rule ?? {}
  const { unitMinutes, maxHoursPerDay } = rule
  return {
    unit: typeof unitMinutes === 'number' && unitMinutes > 0 ? unitMinutes : 30,
    mostPerDay: (typeof maxHoursPerDay === 'number' && maxHoursPerDay > 0 ? maxHoursPerDay : 12) * 60,
    timeZone: timeZoneOf(see),
  }
}

export interface ServiceTime {
  readonly minutes: number
  readonly byDay: ReadonlyMap<Day, number>
}
/**
 * What counts of one person's claims: each claim once, with the last figure that was checked, in whole units of the
 * day, and no more a day than a day can hold. Never stored: the same claims give the same time whenever it is asked.
 */
export function serviceTime(claims: readonly ClaimBody[], rules: HourRules): ServiceTime {
  const byDay = new Map<Day, number>()
  for (const { done, checked } of claims) {
    const last = checked?.at(-1)
    if (done === undefined || last === undefined) continue
    const day = dayOf(done.at, rules.timeZone)
    byDay.set(day, (byDay.get(day) ?? 0) + last.minutes)
  }
  for (const [day, minutes] of byDay)
    byDay.set(day, Math.min(rules.mostPerDay, Math.floor(minutes / rules.unit) * rules.unit))
  return { minutes: [...byDay.values()].reduce((a, b) => a + b, 0), byDay }
}
