import { dayOf, plusDays } from './calendar.ts'
import type { PayloadOf } from './commands.ts'
import { exposes } from './exposed.ts'
import type { Instant } from './ids.ts'
import { atLocal, localOf } from './local-time.ts'
import type { SheetBody, TaskBody, TaskPlace, TaskStep } from './task-nouns.ts'

/** One shift as typed: what clocks of the community show, and how many people. */
export interface ShiftFields {
  readonly from: string
  readonly until: string
  readonly places: string
}
export interface ContactFields {
  readonly name: string
  readonly phone: string
  readonly place: string
  readonly note: string
  /** Empty for at once. */
  readonly from: string
}
/** A task as a form: empty texts for what is not said. */
export interface TaskFields {
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly grid: string
  /** One a line. */
  readonly steps: string
  readonly sort: TaskPlace['sort']
  readonly building: string
  readonly point: readonly [number, number] | null
  readonly words: string
  readonly shifts: readonly ShiftFields[]
  readonly skills: readonly string[]
  readonly papers: boolean
  readonly youngest: string
  readonly oldest: string
  readonly group: string
  readonly urgency: string
  readonly waits: boolean
  readonly contact: ContactFields
  readonly need: string
}
/** By which clock a form is read. */
export interface FormClock {
  readonly now: Instant
  readonly timeZone: string
}

export const NO_CONTACT: ContactFields = { name: '', phone: '', place: '', note: '', from: '' }
/** Tomorrow morning, two hours, one person. */
export function emptyTask(grid: string, { now, timeZone }: FormClock): TaskFields {
  const day = plusDays(dayOf(now, timeZone), 1)
  return {
    ...{ kind: '', title: '', text: '', grid, steps: '', sort: 'grid', building: '', point: null, words: '' },
    shifts: [{ from: `${day}T09:00`, until: `${day}T11:00`, places: '1' }],
    ...{ skills: [], papers: false, youngest: '', oldest: '', group: '', urgency: 'normal', waits: true },
    ...{ contact: NO_CONTACT, need: '' },
  }
}

interface Known {
  readonly task: TaskBody
  readonly places: number
  readonly contact: SheetBody['contact']
}
/** A task that is there, for changing it. */
export function taskFields({ task, places, contact }: Known, timeZone: string): TaskFields {
  const shift = { from: localOf(task.from, timeZone), until: localOf(task.until, timeZone), places: `${places}` }
  const { name = '', phone = '', place = '', note = '' } = contact ?? {}
  return {
    ...{ kind: task.kind, title: task.title, text: task.text, grid: task.grid },
    steps: task.steps.map((step) => step.text).join('\n'),
    ...{ sort: task.place.sort, building: task.place.building ?? '', point: task.place.point ?? null },
    words: task.place.words ?? '',
    shifts: [shift],
    ...{ skills: task.skills, papers: task.papers === true },
    ...{ youngest: `${task.youngest ?? ''}`, oldest: `${task.oldest ?? ''}` },
    ...{ group: task.group ?? '', urgency: task.urgency, waits: task.waits },
    contact: contact === undefined ? NO_CONTACT : { name, phone, place, note, from: localOf(contact.from, timeZone) },
    need: '',
  }
}
/** The same once more: at the same hours of tomorrow where its time has passed, and for nobody in particular. */
export function copiedFields(known: Omit<Known, 'contact'>, clock: FormClock): TaskFields {
  const fields = taskFields({ ...known, contact: undefined }, clock.timeZone)
  const today = dayOf(clock.now, clock.timeZone)
  const shifts = fields.shifts.map((shift) => {
    if (shift.from.slice(0, 10) > today) return shift
    const day = plusDays(today, 1)
    const until = shift.until.slice(0, 10) === shift.from.slice(0, 10) ? day : plusDays(day, 1)
    return { ...shift, from: `${day}${shift.from.slice(10)}`, until: `${until}${shift.until.slice(10)}` }
  })
  return { ...fields, shifts, urgency: 'normal' }
}

export type TaskFault =
  | 'title'
  | 'kind'
  | 'grid'
  | 'building'
  | 'point'
  | 'time'
  | 'upside_down'
  | 'past'
  | 'places'
  | 'places_taken'
  | 'ages'
  | 'exposed'
  | 'long'
/** What must be put right before it can go, by field; shifts by their number. */
export function taskFaults(
  fields: TaskFields,
  { now, timeZone, taken = 0 }: FormClock & { readonly taken?: number },
): ReadonlyMap<string, TaskFault> {
  const faults = new Map<string, TaskFault>()
  if (fields.title.trim() === '') faults.set('title', 'title')
  else if (exposes(fields.contact, fields.title)) faults.set('title', 'exposed')
  if (fields.kind === '') faults.set('kind', 'kind')
  if (fields.grid === '') faults.set('grid', 'grid')
  for (const field of ['text', 'steps', 'words'] as const)
    if (exposes(fields.contact, fields[field])) faults.set(field, 'exposed')
  if (fields.text.length > LONGEST_TEXT) faults.set('text', 'long')
  if (!areSteps(fields.steps)) faults.set('steps', 'long')
  if (fields.sort === 'building' && fields.building === '') faults.set('building', 'building')
  if (fields.sort === 'point' && fields.point === null) faults.set('point', 'point')
  if (!areAges(fields)) faults.set('ages', 'ages')
  for (const [no, shift] of fields.shifts.entries()) {
    const time = timeFault(shift, { now, timeZone })
    if (time !== undefined) faults.set(`time${no}`, time)
    const places = countOf(shift.places)
    if (places === undefined || places < 1 || places > 200) faults.set(`places${no}`, 'places')
    else if (places < taken) faults.set(`places${no}`, 'places_taken')
  }
  if (fields.contact.from !== '' && atLocal(fields.contact.from, timeZone) === undefined) faults.set('from', 'time')
  return faults
}
/** More than anybody reads on a card; a command has room for it. */
const LONGEST_TEXT = 1200
function areSteps(text: string): boolean {
  const lines = text.split('\n').map(textOf).filter(Boolean)
  return lines.length <= 30 && lines.every((line) => line.length <= 100)
}
function timeFault(shift: ShiftFields, { now, timeZone }: FormClock): TaskFault | undefined {
  const [from, until] = [atLocal(shift.from, timeZone), atLocal(shift.until, timeZone)]
  if (from === undefined || until === undefined) return 'time'
  if (until <= from) return 'upside_down'
  return until <= now ? 'past' : undefined
}
const countOf = (text: string): number | undefined => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined)
function areAges({ youngest, oldest }: TaskFields): boolean {
  const ages = [youngest, oldest].map((text) => (text.trim() === '' ? null : (countOf(text) ?? -1)))
  const [from, to] = ages
  if (ages.some((age) => age !== null && (age < 0 || age > 120))) return false
  return typeof from !== 'number' || typeof to !== 'number' || from <= to
}
const textOf = (text: string): string => text.trim()
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
const ageOf = (text: string): number | null => countOf(text) ?? null

/** Steps keep their ids while their words stay: a tick belongs to what was read. */
function stepsOf(text: string, known: readonly TaskStep[]): TaskStep[] {
  const left = [...known]
  const lines = text.split('\n').map(textOf).filter(Boolean)
  const used = new Set(known.map((step) => step.id))
  let next = 1
  const fresh = (): string => {
    while (used.has(`${next}`)) next++
    used.add(`${next}`)
    return `${next}`
  }
  return lines.map((line) => {
    const at = left.findIndex((step) => step.text === line)
    const [same] = at === -1 ? [] : left.splice(at, 1)
    return same ?? { id: fresh(), text: line }
  })
}
function placeOf({ sort, building, point, words }: TaskFields): NonNullable<Body['place']> {
  const said = words.trim() === '' ? {} : { words: words.trim() }
  if (sort === 'building') return { sort, building, ...said }
  return point !== null && sort === 'point' ? { sort, point: [...point], ...said } : { sort, ...said }
}
type Body = PayloadOf<'task.change'>['set']
function bodyOf(fields: TaskFields, { timeZone, steps }: { timeZone: string; steps: readonly TaskStep[] }): Body {
  const [shift] = fields.shifts
  return {
    ...{ title: textOf(fields.title), text: textOf(fields.text), steps: stepsOf(fields.steps, steps) },
    place: placeOf(fields),
    from: (atLocal(shift?.from ?? '', timeZone) ?? '') as Instant,
    until: (atLocal(shift?.until ?? '', timeZone) ?? '') as Instant,
    ...{ skills: [...fields.skills], papers: fields.papers === true && fields.skills.length > 0 },
    ...{ youngest: ageOf(fields.youngest), oldest: ageOf(fields.oldest) },
    ...{ group: orNull(fields.group), urgency: fields.urgency, waits: fields.waits },
  }
}
function contactOf(fields: TaskFields, timeZone: string): NonNullable<PayloadOf<'task.publish'>['contact']> | null {
  const { from, ...said } = fields.contact
  const texts = Object.entries(said).flatMap(([key, text]) => (text.trim() === '' ? [] : [[key, text.trim()]]))
  const at = from === '' ? undefined : atLocal(from, timeZone)
  return texts.length === 0 ? null : { ...Object.fromEntries(texts), ...(at === undefined ? {} : { from: at }) }
}

/** A form without faults as the command that publishes it. */
export function publishPayload(fields: TaskFields, timeZone: string): PayloadOf<'task.publish'> {
  const { from: _, until: __, title = '', ...body } = bodyOf(fields, { timeZone, steps: [] })
  const contact = contactOf(fields, timeZone)
  return {
    ...body,
    ...{ kind: fields.kind, grid: fields.grid, title },
    shifts: fields.shifts.map((shift) => ({
      from: atLocal(shift.from, timeZone) ?? ('' as Instant),
      until: atLocal(shift.until, timeZone) ?? ('' as Instant),
      places: countOf(shift.places) ?? 1,
    })),
    ...(fields.need === '' ? {} : { need: fields.need }),
    ...(contact === null ? {} : { contact }),
  }
}
/** What was changed since the form was opened; undefined for nothing. */
export function changePayload(
  { task, opened, fields }: { task: { id: string; body: TaskBody }; opened: TaskFields; fields: TaskFields },
  timeZone: string,
): PayloadOf<'task.change'> | undefined {
  const steps = task.body.steps
  const [before, after] = [bodyOf(opened, { timeZone, steps }), bodyOf(fields, { timeZone, steps })]
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Body]),
  )
  const set = Object.fromEntries(changed) as Body
  const [was, is] = [opened.shifts[0]?.places, fields.shifts[0]?.places]
  const places = is === was ? {} : { places: countOf(is ?? '') ?? 1 }
  const isSame = JSON.stringify(opened.contact) === JSON.stringify(fields.contact)
  const contact = isSame ? {} : { contact: contactOf(fields, timeZone) }
  if (changed.length === 0 && is === was && isSame) return undefined
  return { task: task.id, set, ...places, ...contact }
}
