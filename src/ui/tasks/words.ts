import { dayOf, daysFrom } from '../../domain/calendar.ts'
import { type Day, type Instant, millisOf } from '../../domain/ids.ts'
import type { See } from '../../domain/see.ts'
import type { TaskCard } from '../../domain/task-lists.ts'
import type { ClaimBody, TaskBody } from '../../domain/task-nouns.ts'
import { termWord } from '../text/household.ts'
import type { Key } from '../text/parts.ts'
import { label, language, t } from '../text/text.ts'
import { type Clock, sayDate, sayTime, sayWeekday, todayOf } from '../text/when.ts'

export const joinNames = (names: readonly string[]): string => names.join(language.value === 'zh-CN' ? '、' : ', ')

/** 今天, 明天, 周五; with the date where a weekday alone could be two. */
function sayNearDay(day: Day, clock: Clock): string {
  const ahead = daysFrom(todayOf(clock), day)
  if (ahead === 0) return t('task.today')
  if (ahead === 1) return t('task.tomorrow')
  if (ahead === -1) return t('task.yesterday')
  return ahead > 1 && ahead < 7 ? sayWeekday(day) : sayDate(day)
}
/** 今天 17:00 */
export const sayMoment = (at: Instant, clock: Clock): string =>
  t('task.at', { day: sayNearDay(dayOf(at, clock.timeZone), clock), time: sayTime(at, clock.timeZone) })

/** 今天 15:00–16:00; of days that have begun only the end counts: 周五 17:00 前. */
export function sayWindow({ from, until }: Pick<TaskBody, 'from' | 'until'>, clock: Clock): string {
  const [first, last] = [dayOf(from, clock.timeZone), dayOf(until, clock.timeZone)]
  const [start, end] = [sayTime(from, clock.timeZone), sayTime(until, clock.timeZone)]
  if (first === last) return t('task.hours', { day: sayNearDay(first, clock), from: start, until: end })
  if (millisOf(from) <= clock.now) return t('task.by', { day: sayNearDay(last, clock), time: end })
  return t('task.between', { first: sayNearDay(first, clock), from: start, last: sayNearDay(last, clock), until: end })
}

const MINUTE = 60_000
/** 2 小时 35 分; days once there are two. Rounded down: nobody is promised more than there is. */
export function sayLeft(ms: number): string {
  const all = Math.max(0, Math.floor(ms / MINUTE))
  const [hours, minutes] = [Math.floor(all / 60), all % 60]
  if (hours >= 48) return t('task.days', { count: Math.floor(hours / 24) })
  return sayMinutes(hours >= 10 ? hours * 60 : hours * 60 + minutes)
}
export function sayMinutes(all: number): string {
  const [hours, minutes] = [Math.floor(all / 60), all % 60]
  if (hours === 0) return t('task.onlyMinutes', { count: minutes })
  return minutes === 0 ? t('task.onlyHours', { count: hours }) : t('task.hoursMinutes', { hours, minutes })
}

const sayKind = (see: See, { kind }: Pick<TaskBody, 'kind'>): string => termWord(see, 'taskKinds', kind)
/** A title that only names its kind does not say it twice. */
export function kindBeside(see: See, task: Pick<TaskBody, 'kind' | 'title'>): string {
  const kind = sayKind(see, task)
  return task.title.includes(kind) ? '' : kind
}
/** What a task asks people to be able to do. */
export const sayNeeded = (see: See, { skills, papers }: Pick<TaskBody, 'skills' | 'papers'>): string =>
  papers === true ? t('task.papers', { skills: saySkills(see, skills) }) : saySkills(see, skills)
export const saySkills = (see: See, skills: readonly string[]): string =>
  joinNames(skills.map((skill) => termWord(see, 'volunteerSkills', skill)))

/** In words of the grid; where nothing nearer is known, the name of the task's own grid. */
export function sayNear(see: See, { near, task }: Pick<TaskCard, 'near' | 'task'>): string {
  if (task.body.place.sort === 'remote') return t('task.remote')
  return near === 'far' ? (see('grid', task.body.grid)?.body.name ?? t('task.far')) : t(`task.${near}`)
}
/** What people look for it by, beside its own words: its kind, where it is and what it asks for. */
export const sayLabels = (see: See, { near, task }: Pick<TaskCard, 'near' | 'task'>): readonly string[] => {
  const { body } = task
  const grid = see('grid', body.grid)?.body.name ?? ''
  return [sayKind(see, body), sayPlace(see, body), grid, sayNear(see, { near, task }), saySkills(see, body.skills)]
}
/** Where to go, as far as everybody may know it. */
export function sayPlace(see: See, { place, grid }: Pick<TaskBody, 'place' | 'grid'>): string {
  if (place.sort === 'remote') return t('task.remote')
  const building = place.building === undefined ? undefined : see('building', place.building)?.body.name
  const where = building ?? see('grid', grid)?.body.name ?? ''
  return place.words === undefined ? where : joinNames([where, place.words].filter((word) => word !== ''))
}
/** Whom the server has not counted yet is told no number. */
export const sayTurn = ({ turn }: Pick<ClaimBody, 'turn'>): string =>
  turn === undefined ? t('task.waiting') : t('task.waitingNo', { no: turn })
export const sayPerson = (see: See, id: string): string =>
  see('person', id)?.body.name ?? see('card', id)?.body.name ?? t('log.somebody')

export function sayAges({ youngest, oldest }: Pick<TaskBody, 'youngest' | 'oldest'>): string {
  if (youngest !== undefined && oldest !== undefined) return t('task.agesBetween', { youngest, oldest })
  if (youngest !== undefined) return t('task.agesFrom', { youngest })
  return oldest === undefined ? '' : t('task.agesUpTo', { oldest })
}
const FIELDS: ReadonlySet<string> = new Set([
  'title',
  'text',
  'steps',
  'place',
  'from',
  'until',
  'skills',
  'places',
  'contact',
])
/** What of a task was changed, each thing once. */
export const sayFields = (fields: readonly string[]): string =>
  joinNames([
    ...new Set(
      fields.map((field) =>
        t((FIELDS.has(field) ? `task.field.${field}` : 'task.field.other') as Key & 'task.field.other'),
      ),
    ),
  ])
export const sayGroup = (see: See, group: string): string =>
  label(see('vocabulary', 'volunteerGroups')?.body.terms.find((term) => term.id === group)) || group
