import { countsAsOpen, holdsPlace, isLive, isOver, takesClaims } from './claim.ts'
import { type Unfit, unfitFor } from './fit.ts'
import { isFreeFor } from './free-times.ts'
import { type GridId, type Instant, millisOf, type PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import type { Rows } from './rows.ts'
import type { See } from './see.ts'
import type { ClaimBody, TaskBody } from './task-nouns.ts'

/** A claim of one's own with what it is about, and the place that it holds or is offered. */
export interface Mine {
  readonly claim: RowOf<'claim'>
  readonly task: RowOf<'task'>
  readonly seat: RowOf<'seat'> | undefined
}
/** All claims of a person whose task is at hand. */
export const claimsOf = (see: See, person: PersonId): readonly Mine[] =>
  see.under('claim', person).flatMap((claim) => mineOf(see, claim) ?? [])

function mineOf(see: See, claim: RowOf<'claim'>): Mine | undefined {
  const task = see('task', claim.body.task)
  if (task === undefined) return undefined
  return { claim, task, seat: see.under('seat', task.id).find(({ body }) => body.claim === claim.id) }
}
/** The person's claim on a task that counts: the one that is alive, else the last one. */
export function claimOn(see: See, person: PersonId, task: string): Mine | undefined {
  const claims = see.under('claim', person).filter(({ body }) => body.task === task)
  const current = claims.find(({ body }) => isLive(body) || holdsPlace(body)) ?? [...claims].sort(lastFirst)[0]
  return current === undefined ? undefined : mineOf(see, current)
}
const lastFirst = (a: RowOf<'claim'>, b: RowOf<'claim'>): number => (lastOf(a) < lastOf(b) ? 1 : -1)
export const lastOf = ({ body }: Pick<RowOf<'claim'>, 'body'>): Instant => body.log.at(-1)?.at ?? ('' as Instant)

/** The place waits for this person's yes: it fell free, or was assigned or offered by somebody. */
export const isOffered = ({ claim, seat }: Mine): boolean =>
  claim.body.state === 'assigned' || (claim.body.state === 'waitlisted' && seat?.body.offer === true)
/** Which command of the person's own made it confirmed; undefined where the server did. */
export const confirmedBy = (claim: ClaimBody): string | undefined =>
  claim.log.findLast(({ state }) => state === 'confirmed')?.command

/** How many open claims a person has, those that only the phone knows included. */
export const openClaims = (mine: readonly Mine[]): number => mine.filter(({ claim }) => countsAsOpen(claim.body)).length

export interface Places {
  readonly all: number
  readonly taken: number
}
/** Offered places count as taken: they are kept for somebody. */
export function placesOf(see: See, task: string): Places {
  const seats = see.under('seat', task).filter(({ body }) => body.gone !== true)
  return { all: seats.length, taken: seats.filter(({ body }) => body.claim !== null).length }
}

/** In terms of the grid, since nobody's own place is followed; `remote` is done from home. */
export type Distance = 'stair' | 'building' | 'micro' | 'community' | 'remote'
export interface Nearness {
  /** Whether any post says where the person belongs, nearer than the community. */
  readonly isKnown: boolean
  of(task: Pick<TaskBody, 'grid' | 'place'>): Distance
}
/** How near tasks are to somebody with posts in these grids. */
export function nearnessTo(see: See, grids: readonly GridId[]): Nearness {
  const micros = new Map<GridId, GridId | undefined>()
  const microOf = (grid: GridId): GridId | undefined => {
    if (!micros.has(grid)) micros.set(grid, microAbove(see, grid))
    return micros.get(grid)
  }
  const stairs = new Set(grids.filter((grid) => see('grid', grid)?.body.level === 'stair'))
  const own = new Set(grids.flatMap((grid) => microOf(grid) ?? []))
  return {
    isKnown: own.size > 0,
    of({ grid, place }) {
      if (place.sort === 'remote') return 'remote'
      if (stairs.has(grid)) return 'stair'
      const inside = place.building === undefined ? [] : (see('building', place.building)?.body.stairs ?? [])
      if (inside.some((stair) => stairs.has(stair.grid))) return 'building'
      const around = [grid, ...inside.map((stair) => stair.grid)].map(microOf)
      return around.some((micro) => micro !== undefined && own.has(micro)) ? 'micro' : 'community'
    },
  }
}
function microAbove(see: See, grid: GridId): GridId | undefined {
  let at: GridId | null = grid
  for (let depth = 0; at !== null && depth < 20; depth++) {
    const row: RowOf<'grid'> | undefined = see('grid', at)
    if (row?.body.level === 'micro') return at
    at = row?.body.parent ?? null
  }
  return undefined
}

/** A task that somebody may claim, with all that is said before the tap. */
export interface OpenTask {
  readonly task: RowOf<'task'>
  readonly places: Places
  readonly distance: Distance
  readonly unfit: readonly Unfit[]
  /** The card names free times, and this is in none of them. */
  readonly atBadTime: boolean
  /** Own claims at the same hours. */
  readonly clashes: readonly Mine[]
}
export const isFree = ({ places }: OpenTask): boolean => places.taken < places.all
export const fits = ({ unfit, atBadTime }: OpenTask): boolean => unfit.length === 0 && !atBadTime

interface Asking {
  readonly person: PersonId
  readonly now: Instant
  readonly timeZone: string
  readonly near: Nearness
  readonly mayClaim: (grid: GridId) => boolean
}
/** Tasks that take claims and that this person has none on, the urgent ones first, then by their beginning. */
export function openTasks(rows: Rows, asking: Asking): readonly OpenTask[] {
  const mine = claimsOf(rows, asking.person).filter(({ claim }) => !isOver(claim.body))
  const taken = new Set(mine.map(({ task }) => task.id))
  const card = rows('volunteer', asking.person)?.body
  const free = isFreeFor(card?.slots ?? [], asking.timeZone)
  return rows
    .all('task')
    .filter((task) => takesClaims(task.body, asking.now) && !taken.has(task.id) && asking.mayClaim(task.body.grid))
    .sort((a, b) => rankOf(a.body) - rankOf(b.body) || (a.body.from < b.body.from ? -1 : 1))
    .map((task) => ({
      task,
      places: placesOf(rows, task.id),
      distance: asking.near.of(task.body),
      unfit: asksForNothing(task.body) && card?.birth === undefined ? [] : unfitFor(rows, task.body, card),
      atBadTime: !free(task.body),
      clashes: clashesWith(mine, task.body),
    }))
}
const URGENT = ['emergency', 'urgent']
export const isUrgentTask = ({ urgency }: Pick<TaskBody, 'urgency'>): boolean => URGENT.includes(urgency)
const rankOf = ({ urgency }: TaskBody): number => (URGENT.indexOf(urgency) + URGENT.length + 1) % (URGENT.length + 1)
const asksForNothing = ({ skills, youngest, oldest }: TaskBody): boolean =>
  skills.length === 0 && youngest === undefined && oldest === undefined

/** Longer than that is a span in which one chooses the hour, and clashes with nothing. */
const LONGEST_APPOINTMENT = 12 * 3_600_000
const isAppointment = ({ from, until }: Pick<TaskBody, 'from' | 'until'>): boolean =>
  millisOf(until) - millisOf(from) <= LONGEST_APPOINTMENT
/** Own claims, still to be carried out, at the same hours. */
export const clashesWith = (mine: readonly Mine[], task: Pick<TaskBody, 'from' | 'until'>): readonly Mine[] =>
  mine.filter(
    ({ claim, task: other }) =>
      isLive(claim.body) &&
      isAppointment(task) &&
      isAppointment(other.body) &&
      other.body.from < task.until &&
      task.from < other.body.until,
  )

/** Instead of a place that went to somebody else: a free task that fits, of the same kind or else the soonest. */
export function insteadOf(open: readonly OpenTask[], lost: Pick<TaskBody, 'kind'>): OpenTask | undefined {
  const free = open.filter((one) => isFree(one) && fits(one) && one.clashes.length === 0)
  return free.find(({ task }) => task.body.kind === lost.kind) ?? free[0]
}
