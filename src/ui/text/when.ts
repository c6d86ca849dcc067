import { dayOf, daysFrom } from '../../domain/calendar.ts'
import { type Day, type Instant, instantOf, millisOf } from '../../domain/ids.ts'
import { language, t } from './text.ts'

/** Days and times in the community's zone, in the words of the language shown. */
export interface Clock {
  readonly now: number
  readonly timeZone: string
}
const kept = new Map<string, Intl.DateTimeFormat>()
function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language.value} ${name} ${options.timeZone}`
  const found = kept.get(key) ?? new Intl.DateTimeFormat(language.value, options)
  kept.set(key, found)
  return found
}
const noon = (day: Day): number => Date.parse(`${day}T12:00:00Z`)
const UTC = 'UTC'

export const todayOf = (clock: Clock): Day => dayOf(instantOf(clock.now), clock.timeZone)

/** 11月26日 */
export const sayDay = (day: Day): string =>
  format('day', { month: language.value === 'en' ? 'short' : 'long', day: 'numeric', timeZone: UTC }).format(noon(day))
/** 周四 */
export const sayWeekday = (day: Day): string => format('week', { weekday: 'short', timeZone: UTC }).format(noon(day))
/** 11月26日 周四 */
export const sayDate = (day: Day): string => t('when.date', { day: sayDay(day), weekday: sayWeekday(day) })
/** 2026年11月26日, for days of other years. */
export const sayFullDay = (day: Day): string => format('full', { dateStyle: 'long', timeZone: UTC }).format(noon(day))
/** 十月十八; in Chinese only: to other readers it would be a riddle. */
export function sayLunar(day: Day): string {
  if (language.value !== 'zh-CN') return ''
  const lunar = kept.get('lunar') ?? new Intl.DateTimeFormat('zh-CN-u-ca-chinese', { dateStyle: 'long', timeZone: UTC })
  kept.set('lunar', lunar)
  const parts = lunar.formatToParts(noon(day))
  return ['month', 'day'].map((type) => parts.find((part) => part.type === type)?.value ?? '').join('')
}
/** 14:20 */
export const sayTime = (at: Instant, timeZone: string): string =>
  format('time', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone }).format(millisOf(at))

/** 今早 7:40, 昨天 19:48, 11月24日 11:05: how people name a moment that has passed. */
export function sayWhen(at: Instant, clock: Clock): string {
  const day = dayOf(at, clock.timeZone)
  const time = sayTime(at, clock.timeZone)
  const ago = daysFrom(day, todayOf(clock))
  if (ago === 0) return Number.parseInt(time, 10) < 12 ? t('when.morning', { time }) : t('when.today', { time })
  if (ago === 1) return t('when.yesterday', { time })
  return t('when.on', { day: sayDayNear(day, clock), time })
}
/** The day alone where the year is clear, with the year where it is not. */
export const sayDayNear = (day: Day, clock: Clock): string =>
  day.slice(0, 4) === todayOf(clock).slice(0, 4) ? sayDay(day) : sayFullDay(day)

/** How a due day stands to today: 今天, 超 2 天, 还有 2 天. */
export interface Standing {
  readonly late: boolean
  readonly words: string
}
export function sayDue(due: Day, today: Day): Standing {
  const over = daysFrom(due, today)
  if (over > 0) return { late: true, words: t('when.over', { count: over }) }
  if (over === 0) return { late: false, words: t('when.dueToday') }
  return { late: false, words: t('when.left', { count: -over }) }
}
