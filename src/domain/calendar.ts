import { addDays } from 'date-fns/addDays'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { type Day, type Instant, instantOf, millisOf } from './ids.ts'

/** China keeps one time and, in these years, no summer time; a phone's clock may be wrong by thousands of them. */
const CHINA = 'Asia/Shanghai'
const CHINA_AHEAD = 8 * 3_600_000
const CHINA_SINCE = Date.parse('1992-01-01T00:00:00Z')
const CHINA_UNTIL = Date.parse('2100-01-01T00:00:00Z')

/** Days are the community's, never the phone's: a formatter per time zone, kept because making one costs 0.1 ms. */
const formatters = new Map<string, Intl.DateTimeFormat>()
const formatterFor = (timeZone: string): Intl.DateTimeFormat => {
  const kept = formatters.get(timeZone)
  if (kept !== undefined) return kept
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}
/** Asking a formatter costs more than a list of thousands can pay; days and hours begin on a quarter of one, everywhere. */
const known = new Map<string, string>()
const QUARTER = 900_000
const MOST_KNOWN = 4_000
/** Day and hour as clocks show them there: 2026-11-26T14. */
function hourThere(at: Instant, timeZone: string): string {
  const ms = millisOf(at)
  // The very first formatter keeps a slow phone for a tenth of a second before Today shows.
  if (timeZone === CHINA && ms >= CHINA_SINCE && ms < CHINA_UNTIL) return instantOf(ms + CHINA_AHEAD).slice(0, 13)
  const key = `${Math.floor(ms / QUARTER)}${timeZone}`
  const kept = known.get(key)
  if (kept !== undefined) return kept
  const parts = new Map(
    formatterFor(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  )
  const made = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}T${parts.get('hour')}`
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, made)
  return made
}

export const dayOf = (at: Instant, timeZone: string): Day => hourThere(at, timeZone).slice(0, 10) as Day

/** Morning before 12, afternoon before 18, evening after: people out by day are in by night. */
export type TimeBand = 'morning' | 'afternoon' | 'evening'
/** The hour that clocks show there, 0 to 23. */
export const hourOf = (at: Instant, timeZone: string): number => Number(hourThere(at, timeZone).slice(11))
export const bandOf = (at: Instant, timeZone: string): TimeBand => {
  const hour = hourOf(at, timeZone)
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
}

/** Noon of whatever zone this runs in: the calendar day is the same when it is read back, summer time or not. */
const noonOf = (day: Day): Date => new Date(`${day}T12:00:00`)
const twoDigits = (value: number): string => String(value).padStart(2, '0')

export function plusDays(day: Day, days: number): Day {
  const date = addDays(noonOf(day), days)
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}` as Day
}
/** Days from one day to a later one; negative when it is earlier. */
export const daysFrom = (from: Day, to: Day): number => differenceInCalendarDays(noonOf(to), noonOf(from))

/** The first moment of a day in a zone: of instants, those from it on belong to the day or a later one. */
export function startOfDay(day: Day, timeZone: string): Instant {
  // No zone is farther from Greenwich than a day; its midnight lies on a minute.
  let before = Date.parse(`${day}T00:00:00Z`) - 24 * HOUR
  let from = before + 48 * HOUR
  while (from - before > MINUTE) {
    const middle = before + Math.floor((from - before) / 2 / MINUTE) * MINUTE
    if (dayOf(instantOf(middle), timeZone) < day) before = middle
    else from = middle
  }
  return instantOf(from)
}
const MINUTE = 60_000
const HOUR = 3_600_000
