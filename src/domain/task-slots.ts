import { dayOf, hourOf } from './calendar.ts'
import type { Instant } from './ids.ts'

/** The free times (vocabulary availabilitySlots) that a moment lies in, in the community's time zone. */
export function slotOf(at: Instant, timeZone: string): readonly string[] {
  const hour = hourOf(at, timeZone)
  if (hour >= 22 || hour < 6) return ['night']
  const band = hour < 12 ? 'am' : hour < 18 ? 'pm' : 'eve'
  const weekday = new Date(`${dayOf(at, timeZone)}T12:00:00Z`).getUTCDay()
  const slot = `${weekday === 0 || weekday === 6 ? 'we' : 'wd'}_${band}`
  return weekday === 4 && band === 'am' ? [slot, 'thu_am'] : [slot]
}
