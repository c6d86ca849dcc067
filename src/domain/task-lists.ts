import { dayOf, plusDays, startOfDay } from './calendar.ts'
import { countsAsOpen, holdsPlace, isLive, takesClaims } from './claim.ts'
import { claimRules } from './claim-rules.ts'
import { timeZoneOf } from './due.ts'
import { type Unfit, unfitFor } from './fit.ts'
import { type GridId, type Instant, millisOf, type PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { isValidOn } from './permission.ts'
import type { Rows } from './rows.ts'
import { type Nearness, nearnessOf } from './task-near.ts'
import type { TaskBody, VolunteerBody } from './task-nouns.ts'
import { slotOf } from './task-slots.ts'

/** Who looks at the list, and when by the server's clock as far as the phone knows it. */
export interface Reader {
  readonly person: PersonId
  readonly now: Instant
}
export type TaskList = 'fits' | 'near' | 'week' | 'urgent' | 'mine'

/** One task as a volunteer sees it in a list. */
export interface TaskCard {
  readonly task: RowOf<'task'>
  readonly places: Places
  /** The own claim on it that is alive, or the last one that was lost or has ended. */
  readonly claim: RowOf<'claim'> | undefined
  /** The place that is kept for it, or offered to it. */
  readonly seat: RowOf<'seat'> | undefined
  readonly unfit: readonly Unfit[]
  /** The time or the group is not what the card says: no hindrance, but it does not fit. */
  readonly isOdd: boolean
  readonly near: Nearness
  /** It is to be done at a place in another part of the community than the reader's own. */
  readonly isAway: boolean
  /** Own tasks of the same hours. */
  readonly clashes: readonly RowOf<'task'>[]
}
export interface Places {
  readonly all: number
  /** Held or offered. */
  readonly taken: number
}
/** How much one has taken on, and how much one may. */
export interface Load {
  readonly open: number
  readonly most: number
}

export const placesOf = (rows: Rows, task: string): Places => {
  let all = 0
  let taken = 0
  for (const { body } of rows.under('seat', task)) {
    if (body.gone === true) continue
    all++
    if (body.claim !== null) taken++
  }
  return { all, taken }
}
export function loadOf(rows: Rows, person: PersonId): Load {
  const open = rows.under('claim', person).filter(({ body }) => countsAsOpen(body)).length
  return { open, most: claimRules(rows).openClaims }
}

/** Every task that takes claims now, and every one that the reader has to do with; in the order of `inOrder`. */
export function taskCards(rows: Rows, reader: Reader): readonly TaskCard[] {
  const claims = ownClaims(rows, reader.person)
  const card = rows('volunteer', reader.person)?.body
  const mine = rows.all('task').filter((task) => {
    const claim = claims.get(task.id)?.body
    return (
      claim !== undefined && (claim.state === 'claimed' || claim.state === 'confirmed' || claim.state === 'started')
    )
  })
  const own = ownGrids(rows, reader)
  const near = nearnessOf(rows, own)
  const isAway = awayFrom(rows, own)
  const timeZone = timeZoneOf(rows)
  const cards = rows
    .all('task')
    .filter((task) => takesClaims(task.body, reader.now) || isOfMine(claims.get(task.id)))
    .map((task): TaskCard => {
      const claim = claims.get(task.id)
      const seat = claim && rows.under('seat', task.id).find(({ body }) => body.claim === claim.id)
      const clashes = mine.filter((other) => other.id !== task.id && overlap(other.body, task.body))
      const isOdd = card !== undefined && !suits(card, task.body, timeZone)
      const unfit = unfitFor(rows, task.body, card)
      const where = near(task.body)
      const away = where === 'far' && isAway(task.body)
      return { task, places: placesOf(rows, task.id), claim, seat, unfit, isOdd, near: where, isAway: away, clashes }
    })
  return inOrder(cards)
}
/** Of several claims on one task the one that is alive, else the latest. */
function ownClaims(rows: Rows, person: PersonId): ReadonlyMap<string, RowOf<'claim'>> {
  const found = new Map<string, RowOf<'claim'>>()
  const at = (row: RowOf<'claim'>): string => row.body.log.at(-1)?.at ?? ''
  for (const row of rows.under('claim', person)) {
    const known = found.get(row.body.task)
    if (known === undefined || (!isOfMine(known) && (isOfMine(row) || at(row) > at(known))))
      found.set(row.body.task, row)
  }
  return found
}
const isOfMine = (claim: RowOf<'claim'> | undefined): boolean =>
  claim !== undefined && (isLive(claim.body) || claim.body.state === 'submitted')
/** The grids of the reader's posts, and the one he lives in. */
function ownGrids(rows: Rows, { person, now }: Reader): readonly GridId[] {
  const today = dayOf(now, timeZoneOf(rows))
  const posts = rows
    .under('post', person)
    .filter((post) => isValidOn(post.body, today))
    .map((post) => post.body.grid)
  const home = rows('volunteer', person)?.body.home
  return home === undefined || posts.includes(home) ? posts : [...posts, home]
}
/** Of a task that is not near. Nothing is away from somebody of whom only the community is known, nor what is anywhere in it. */
function awayFrom(rows: Rows, own: readonly GridId[]): (task: TaskBody) => boolean {
  const isLocal = (grid: GridId): boolean => LOCAL.has(rows('grid', grid)?.body.level ?? '')
  if (!own.some(isLocal)) return () => false
  return ({ place, grid }) => place.sort === 'building' || (place.sort === 'point' && isLocal(grid))
}
const LOCAL: ReadonlySet<string> = new Set(['micro', 'stair'])

const HOUR = 3_600_000
const lengthOf = ({ from, until }: Pick<TaskBody, 'from' | 'until'>): number => millisOf(until) - millisOf(from)
/** What may be done on any of several days does not take the hours of another. Texts are compared first: it is asked of thousands. */
const overlap = (a: TaskBody, b: TaskBody): boolean =>
  a.from < b.until && b.from < a.until && lengthOf(a) <= 12 * HOUR && lengthOf(b) <= 12 * HOUR
function suits(card: VolunteerBody, task: TaskBody, timeZone: string): boolean {
  if (task.group !== undefined && card.groups.length > 0 && !card.groups.includes(task.group)) return false
  if (card.resting !== undefined && dayOf(task.from, timeZone) < card.resting) return false
  if (card.slots.length === 0 || lengthOf(task) > 12 * HOUR) return true
  return slotOf(task.from, timeZone).some((slot) => card.slots.includes(slot))
}

const URGENCY: readonly string[] = ['emergency', 'urgent']
const urgencyOf = ({ urgency }: TaskBody): number => {
  const at = URGENCY.indexOf(urgency)
  return at === -1 ? URGENCY.length : at
}
const NEAR: readonly Nearness[] = ['stair', 'building', 'micro', 'far']
/** The most urgent first, then by when they begin, then by how near they are: one text each, of thousands to sort. */
function inOrder(cards: readonly TaskCard[]): readonly TaskCard[] {
  const keyed = cards.map((card) => {
    const { id, body } = card.task
    return { card, key: `${urgencyOf(body)} ${body.from} ${NEAR.indexOf(card.near)} ${id}` }
  })
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ card }) => card)
}

const fits = ({ unfit, isOdd, isAway, clashes }: TaskCard): boolean =>
  unfit.length === 0 && !isOdd && !isAway && clashes.length === 0
const isFree = ({ places }: TaskCard): boolean => places.taken < places.all
/** One of the lists that a volunteer chooses from; cards keep their order. */
export function listOf(cards: readonly TaskCard[], list: TaskList, at: { now: Instant; timeZone: string }) {
  const weekEnds = startOfDay(plusDays(dayOf(at.now, at.timeZone), 7), at.timeZone)
  const isIn: Readonly<Record<TaskList, (card: TaskCard) => boolean>> = {
    mine: ({ claim }) => isOfMine(claim),
    fits: (card) => !isOfMine(card.claim) && fits(card),
    near: (card) => !isOfMine(card.claim) && card.near !== 'far',
    week: (card) => !isOfMine(card.claim) && card.task.body.from < weekEnds,
    urgent: (card) => !isOfMine(card.claim) && urgencyOf(card.task.body) < URGENCY.length,
  }
  return cards.filter(isIn[list])
}
/** What to offer to one who has lost a place: free, fitting, of the same kind first. */
export function nextFree(
  cards: readonly TaskCard[],
  lost: Pick<TaskCard, 'task'>,
  at: { now: Instant; timeZone: string },
) {
  const fitting = listOf(cards, 'fits', at).filter((card) => isFree(card) && card.task.id !== lost.task.id)
  return fitting.find((card) => card.task.body.kind === lost.task.body.kind) ?? fitting[0]
}
/** By the words of title, text and place and what the reader is told in labels, all of them, in any order. */
export function searchTasks(
  cards: readonly TaskCard[],
  words: string,
  labelsOf: (card: TaskCard) => readonly string[] = () => [],
): readonly TaskCard[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return cards
  return cards.filter((card) => {
    const { title, text: told, place } = card.task.body
    const text = [title, told, place.words, ...labelsOf(card)].join(' ').toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
/** Whether the claim is settled for good, and the card only tells how it went. */
export const isSettled = ({ claim }: TaskCard): boolean =>
  claim !== undefined && !isLive(claim.body) && !holdsPlace(claim.body)
