import { isDoneBy, mayTaskBecome } from './claim.ts'
import type { PayloadOf } from './commands.ts'
import type { Decision, Of } from './decide.ts'
import { exposes, type Helped } from './exposed.ts'
import { asId, type Instant, type PackId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { gridPack, openPack } from './packs.ts'
import type { RefusalCode } from './refusal.ts'
import { type Change, type Context, put, type See } from './see.ts'
import type { ContactBody, SeatBody, TaskBody, TaskEvent } from './task-nouns.ts'

type Edit = Of<'task.change'> | Of<'task.close'> | Of<'task.cancel'>

const seatId = (task: string, no: number): string => `${task}-s${no}`
/** The first shift is named by the command itself. */
const shiftId = (command: string, no: number): string => (no === 0 ? command : `${command}-${no + 1}`)

/** Publishes a task, and its further shifts as tasks of their own, each with its places. */
export function publishTask(see: See, command: Of<'task.publish'>, context: Context): Decision {
  const { payload } = command
  if (see('grid', payload.grid) === undefined) return { unknown: { kind: 'grid', id: payload.grid } }
  if (see('task', command.id) !== undefined) return { changes: [] }
  if (hasTwice(payload.steps ?? []) || isUpsideDown(payload)) return { refused: 'bad_payload' }
  if (payload.shifts.some(({ from, until }) => until <= from)) return { refused: 'bad_period' }
  if (tellsWhoWishes(payload, payload.contact ?? {})) return { refused: 'helped_named' }
  return { changes: payload.shifts.flatMap((_, no) => shiftChanges({ command, no }, context)) }
}
const hasTwice = (steps: readonly { readonly id: string }[]): boolean =>
  new Set(steps.map((step) => step.id)).size < steps.length
const isUpsideDown = ({ youngest, oldest }: Ages): boolean =>
  typeof youngest === 'number' && typeof oldest === 'number' && oldest < youngest
interface Ages {
  readonly youngest?: number | null | undefined
  readonly oldest?: number | null | undefined
}

/** A wish is known by who has it: whatever form it came from, every member reads it without the name and the door. */
function tellsWhoWishes({ kind, title, text = '', steps = [], place }: Said, helped: Helped): boolean {
  if (kind !== 'wish') return false
  return [title, text, place?.words ?? '', ...steps.map((step) => step.text)].some((said) => exposes(helped, said))
}
type Said = Pick<PayloadOf<'task.publish'>, 'kind' | 'title' | 'text' | 'steps' | 'place'>

function shiftChanges({ command, no }: { command: Of<'task.publish'>; no: number }, context: Context): Change[] {
  const { payload } = command
  const shift = payload.shifts[no]
  if (shift === undefined) return []
  const { kind, title, text = '', steps = [], place = { sort: 'grid' }, skills = [] } = payload
  const { urgency = 'normal', waits = true, need, contact } = payload
  const id = shiftId(command.id, no)
  const task = {
    ...{ kind, title, text, grid: asId<'grid'>(payload.grid), steps, place, from: shift.from, until: shift.until },
    ...{ skills, urgency, waits, state: 'open', by: context.author, at: context.at },
    ...optional({ youngest: payload.youngest, oldest: payload.oldest, group: payload.group, need }),
    ...optional({ papers: payload.papers || undefined }),
    ...(payload.shifts.length > 1 ? { shiftOf: command.id } : {}),
    ...(contact === undefined ? {} : { tellsFrom: contact.from ?? context.at }),
    log: [{ at: context.at, by: context.author, command: command.id, what: 'published' }],
  } as unknown as TaskBody
  const pack = openPack(task.grid)
  return [
    put('task', { id, pack }, task),
    ...Array.from({ length: shift.places }, (_, n) => freeSeat(id, n + 1, pack)),
    ...(contact === undefined ? [] : [contactOf(task, { id, contact }, context.at)]),
  ]
}
const optional = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null))
function freeSeat(task: string, no: number, pack: PackId): Change {
  const seat: SeatBody = { task, no, claim: null, until: null, ends: null }
  return put('seat', { id: seatId(task, no), pack }, seat)
}
type Contact = NonNullable<PayloadOf<'task.publish'>['contact']>
function contactOf(task: TaskBody, { id, contact }: { id: string; contact: Contact }, at: Instant): Change {
  const { name, phone, place, note } = contact
  const from = (contact.from ?? at) as Instant
  const body = { task: id, from, told: from <= at, ...optional({ name, phone, place, note }) } as unknown as ContactBody
  return put('contact', { id, pack: gridPack(task.grid) }, body)
}

/** Changes, closes or cancels a task; what becomes of its claims is settled by the server. */
export function editTask(see: See, command: Edit, context: Context): Decision {
  const task = see('task', command.payload.task)
  if (task === undefined) return { unknown: { kind: 'task', id: command.payload.task } }
  if (isDoneBy(task.body, command)) return { changes: [] }
  const event = { at: context.at, by: context.author, command: command.id }
  switch (command.type) {
    case 'task.change':
      return task.body.state === 'open' ? changeTask(see, { task, command }, context) : { refused: 'task_over' }
    case 'task.close':
      if (task.body.state !== 'open' || task.body.closed === true) return { refused: 'task_over' }
      return { changes: [put('task', task, logged({ ...task.body, closed: true }, { ...event, what: 'closed' }))] }
    case 'task.cancel': {
      if (!mayTaskBecome(task.body.state, 'cancelled')) return { refused: 'task_over' }
      const { why } = command.payload
      const ended: TaskBody = { ...task.body, state: 'cancelled', why }
      return { changes: [put('task', task, logged(ended, { ...event, what: 'cancelled', why }))] }
    }
    default: {
      const never: never = command
      return never
    }
  }
}
const LONGEST_LOG = 60
/** With one event more; of the longest log goes the second, since the first tells who published it. */
export const logged = (task: TaskBody, event: TaskEvent): TaskBody => {
  const log = [...task.log, event]
  return { ...task, log: log.length > LONGEST_LOG ? log.toSpliced(1, 1) : log }
}

interface Changing {
  readonly task: RowOf<'task'>
  readonly command: Of<'task.change'>
}
function changeTask(see: See, { task, command }: Changing, context: Context): Decision {
  const { set, places, contact } = command.payload
  const body: Record<string, unknown> = { ...task.body }
  for (const [field, value] of Object.entries(set)) {
    if (value === null) delete body[field]
    else if (value !== undefined) body[field] = value
  }
  const next = body as unknown as TaskBody
  if (hasTwice(next.steps) || isUpsideDown(next)) return { refused: 'bad_payload' }
  if (next.until <= next.from) return { refused: 'bad_period' }
  const helped = contact ?? see('contact', task.id)?.body ?? see('sheet', task.id)?.body.contact ?? {}
  if (tellsWhoWishes(next as unknown as Said, helped)) return { refused: 'helped_named' }
  const seats = places === undefined ? [] : withPlaces(see.under('seat', task.id), { task, places })
  if (typeof seats === 'string') return { refused: seats }
  const fields = [
    ...Object.keys(set),
    ...(places === undefined ? [] : ['places']),
    ...(contact === undefined ? [] : ['contact']),
  ]
  const event = { at: context.at, by: context.author, command: command.id, what: 'changed', fields } as const
  const [told, change] = contactAnew(next, { id: task.id, contact }, context.at)
  return { changes: [put('task', task, logged(told, event)), ...seats, ...change] }
}
function contactAnew(
  task: TaskBody,
  { id, contact }: { readonly id: string; readonly contact: Contact | null | undefined },
  at: Instant,
): readonly [TaskBody, readonly Change[]] {
  if (contact === undefined) return [task, []]
  const { tellsFrom, ...untold } = task
  if (contact === null) {
    const gone: ContactBody = { task: id, from: at, told: true, gone: true }
    return [untold, tellsFrom === undefined ? [] : [put('contact', { id, pack: gridPack(task.grid) }, gone)]]
  }
  // A number put right is told no sooner than was agreed.
  const from = (contact.from ?? tellsFrom ?? at) as Instant
  return [{ ...task, tellsFrom: from }, [contactOf(task, { id, contact: { ...contact, from } }, at)]]
}

/** So many places from now on: the free ones of the highest numbers go, or come back before new ones are made. */
function withPlaces(
  seats: readonly RowOf<'seat'>[],
  { task, places }: { readonly task: RowOf<'task'>; readonly places: number },
): Change[] | RefusalCode {
  const inOrder = [...seats].sort((a, b) => a.body.no - b.body.no)
  const there = inOrder.filter(({ body }) => body.gone !== true)
  if (places < there.length) {
    const free = there.filter(({ body }) => body.claim === null).reverse()
    const going = there.length - places
    if (free.length < going) return 'places_taken'
    return free.slice(0, going).map((row) => put('seat', row, { ...row.body, ends: null, gone: true }))
  }
  const back = inOrder.filter(({ body }) => body.gone === true).slice(0, places - there.length)
  const more = places - there.length - back.length
  return [
    ...back.map((row) => put('seat', row, withoutGone(row.body))),
    ...Array.from({ length: more }, (_, n) => freeSeat(task.id, inOrder.length + n + 1, task.pack)),
  ]
}
const withoutGone = ({ gone: _, ...seat }: SeatBody): SeatBody => seat
