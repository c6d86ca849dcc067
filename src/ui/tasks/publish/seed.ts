import { stairName } from '../../../domain/address.ts'
import { instantOf } from '../../../domain/ids.ts'
import type { RowOf } from '../../../domain/nouns.ts'
import {
  copiedFields,
  emptyTask,
  type FormClock,
  NO_CONTACT,
  type TaskFields,
  taskFields,
} from '../../../domain/task-form.ts'
import { placesOf } from '../../../domain/task-lists.ts'
import type { View } from '../../../store/contract.ts'
import { needWord } from '../../text/household.ts'

/** What a form begins with: nothing, a need of a visit, an earlier task, or the task that is changed. */
export interface Seed {
  readonly sort: 'new' | 'need' | 'copy' | 'change'
  readonly fields: TaskFields
  /** Where it leads when it is closed. */
  readonly home: string
  readonly task?: RowOf<'task'>
  /** Whose need it is. */
  readonly household?: RowOf<'household'>
}
interface Asked {
  readonly sort: string | undefined
  readonly id: string | undefined
  /** The grid of somebody's own that a new task belongs to unless told. */
  readonly grid: string
}
/** Undefined where this phone does not hold what is asked for. */
export function seedOf(view: View, { sort = 'new', id = '', grid }: Asked, clock: FormClock): Seed | undefined {
  if (sort === 'new') return { sort, fields: emptyTask(grid, clock), home: '/tasks' }
  if (sort === 'need') return needSeed(view, id, { grid, clock })
  const task = view('task', id)
  if (task === undefined || (sort !== 'copy' && sort !== 'change')) return undefined
  const known = { task: task.body, places: placesOf(view, id).all }
  const home = `/task/${id}`
  if (sort === 'copy') return { sort, fields: copiedFields(known, clock), home }
  return { sort, fields: taskFields({ ...known, contact: contactOn(view, id) }, clock.timeZone), home, task }
}
/** Whom a task helps, as far as this person reads it: by office, or as its publisher. */
export function contactOn(view: View, task: string) {
  const body = view('contact', task)?.body
  return body === undefined || body.gone === true ? view('sheet', task)?.body.contact : body
}
/** The need names its kind alone; who it is and the words of the visit go to the claimer and nobody else. */
function needSeed(
  view: View,
  id: string,
  { grid, clock }: { readonly grid: string; readonly clock: FormClock },
): Seed | undefined {
  const need = view('need', id)
  const household = need && view('household', need.body.household)
  if (need === undefined || household === undefined) return undefined
  const door = view('door', household.body.doors[0] ?? '')?.body
  const building = door && view('building', door.building)
  const stair = building?.body.stairs.find((one) => one.id === door?.stair)
  const place = [building && stair && stairName(building.body, stair), door?.room].filter(Boolean).join(' ')
  const isWish = need.body.category === 'wish'
  const empty = emptyTask(stair?.grid ?? grid, clock)
  return {
    sort: 'need',
    home: `/household/${household.id}`,
    household,
    fields: {
      ...empty,
      kind: isWish ? 'wish' : '',
      title: needWord(view, need.body.category),
      // A wish with its building tells the neighbours whose it is.
      ...(building === undefined || isWish ? {} : { sort: 'building' as const, building: building.id }),
      contact: { ...NO_CONTACT, place, note: need.body.text },
      need: id,
    },
  }
}
/** The latest of each title that this person could publish again: what was done once is the template of the next. */
export function earlierTasks(
  view: View,
  may: (grid: RowOf<'task'>['body']['grid']) => boolean,
): readonly RowOf<'task'>[] {
  const newestFirst = view.all('task').filter(({ body }) => may(body.grid))
  const latest = new Map<string, RowOf<'task'>>()
  for (const task of [...newestFirst].sort((a, b) => (a.body.at < b.body.at ? 1 : -1))) {
    const key = `${task.body.kind} ${task.body.title}`
    if (!latest.has(key)) latest.set(key, task)
  }
  return [...latest.values()]
}
export const formClock = ({ now, timeZone }: { now: number; timeZone: string }): FormClock => ({
  now: instantOf(now),
  timeZone,
})
