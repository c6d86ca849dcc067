import { bandOf, dayOf } from './calendar.ts'
import { millisOf } from './ids.ts'
import type { TaskBody } from './task-nouns.ts'

const HALVES = { morning: 'am', afternoon: 'pm', evening: 'eve' } as const
const THURSDAY = 4
const DAY = 24 * 3_600_000

/** Vocabulary availabilitySlots in which a task begins; undefined where one may choose the hour. */
export function slotsOf(task: Pick<TaskBody, 'from' | 'until'>, timeZone: string): readonly string[] | undefined {
  if (millisOf(task.until) - millisOf(task.from) >= DAY) return undefined
  const weekday = new Date(`${dayOf(task.from, timeZone)}T12:00:00Z`).getUTCDay()
  const half = HALVES[bandOf(task.from, timeZone)]
  if (weekday === 0 || weekday === 6) return [`we_${half}`]
  return weekday === THURSDAY && half === 'am' ? ['wd_am', 'thu_am'] : [`wd_${half}`]
}

/** Whether tasks lie in somebody's free times; all do where none are named. */
export function isFreeFor(
  slots: readonly string[],
  timeZone: string,
): (task: Pick<TaskBody, 'from' | 'until' | 'urgency'>) => boolean {
  if (slots.length === 0) return () => true
  return (task) => {
    if (task.urgency === 'emergency' && slots.includes('anytime_emergency')) return true
    return slotsOf(task, timeZone)?.some((slot) => slots.includes(slot)) ?? true
  }
}
