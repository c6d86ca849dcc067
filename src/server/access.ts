import type { Access, Count, Preview, Share } from '../domain/admin-wire.ts'
import { dayOf, plusDays } from '../domain/calendar.ts'
import type { Understood } from '../domain/commands.ts'
import { type Day, type GridId, type Instant, instantOf, type PackId, type PersonId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { groundsOf } from '../domain/rights.ts'
import type { Reading } from './database.ts'
import { type Ground, gridOf, mayReadPack } from './ground.ts'
import type { Ledger, Staged } from './ledger.ts'
import { keyOf, loadRows, RowSet } from './rows.ts'

/** The day on which the whole effect of a command shows: a post that is handed over is held by both on one day. */
export function effectDay({ type, payload }: Understood, today: Day): Day {
  const later = (day: string): Day => (day > today ? (day as Day) : today)
  if (type === 'post.give') return later(payload.since)
  if (type === 'post.end') return later(plusDays(payload.until as Day, 1))
  if (type === 'grid.redraw') return later(payload.on)
  if (type === 'post.hand_over') return later(plusDays(payload.on as Day, 1))
  return today
}

/** The first moment of a day; days begin on a whole hour before or after Greenwich, or a part of one later. */
export function beginningOf(day: Day, timeZone: string): Instant {
  const [from] = Array.from({ length: 29 }, (_, n) => n - 14)
    .map((hours) => instantOf(Date.parse(day) + hours * 3_600_000))
    .filter((at) => dayOf(at, timeZone) === day)
  return from ?? instantOf(Date.parse(day))
}

/** Rows that lie together before and after: their pack, or the two between which they move. */
interface Lot {
  readonly before: PackId
  readonly after: PackId
}
type World = Pick<Ground, 'rows' | 'packs'>

type Effect = Pick<Preview, 'moved' | 'access'>
export const NO_EFFECT: Effect = { moved: { households: 0, people: 0 }, access: [] }
interface Staging {
  readonly ledger: Ledger
  readonly staged: Staged
  readonly day: Day
}
/**
 * What comes to hang elsewhere, and who begins and who ceases to see households, by the very function that decides it
 * at every read: the community as it is against the community as it would be, on a day.
 */
export async function effectOf(tx: Reading, staging: Staging): Promise<Effect> {
  const { ledger, staged } = staging
  const before: World = ledger.ground
  const after = worldAfter(ledger, staged)
  const lots = lotsOf(ledger, staged)
  const moving = lots.filter((lot) => pathOf(before, lot.before) !== pathOf(after, lot.after))
  const seen = sightsOf(lots, { before, after, day: staging.day })
  const counts = await countLots(tx, ledger, { staged, lots: [...new Set([...moving, ...seen.keys()])] })
  const countOf = (lot: Lot): Count => counts.get(lot) ?? NOTHING
  const all = [...seen].map(([lot, who]) => ({ lot, ...who, count: countOf(lot) }))
  const people = new Set(all.flatMap(({ gains, loses }) => [...gains, ...loses]))
  const access = [...people].map((person): Access => {
    const gains = all.filter((each) => each.gains.includes(person))
    const loses = all.filter((each) => each.loses.includes(person))
    return {
      person,
      gains: sharesOf(gains.map(({ lot, count }) => [gridOf(after, lot.after), count])),
      loses: sharesOf(loses.map(({ lot, count }) => [gridOf(before, lot.before), count])),
    }
  })
  return { moved: sumOf(moving.map(countOf)), access: access.sort(byLoss) }
}
const sumOf = (counts: readonly Count[]): Count =>
  counts.reduce((a, b) => ({ households: a.households + b.households, people: a.people + b.people }), NOTHING)
const byLoss = (a: Access, b: Access): number =>
  sumOf(b.loses).households - sumOf(a.loses).households || sumOf(b.gains).households - sumOf(a.gains).households
/** The grids above a pack, from its own up. */
function pathOf(world: World, pack: PackId): string {
  const path: GridId[] = []
  for (
    let at = gridOf(world, pack);
    at !== null && !path.includes(at);
    at = world.rows.see()('grid', at)?.body.parent ?? null
  )
    path.push(at)
  return path.join(' ')
}

interface Worlds {
  readonly before: World
  readonly after: World
  readonly day: Day
}
type Seen = ReadonlyMap<Lot, { readonly gains: readonly PersonId[]; readonly loses: readonly PersonId[] }>
function sightsOf(lots: readonly Lot[], { before, after, day }: Worlds): Seen {
  const found = new Map<Lot, { gains: PersonId[]; loses: PersonId[] }>()
  for (const person of peopleIn(after)) {
    const sights = [before, after].map((world) => ({
      person,
      grounds: groundsOf(world.rows.see(), person),
      today: day,
    }))
    const [then, now] = sights
    if (then === undefined || now === undefined) continue
    for (const lot of lots) {
      const had = mayReadPack(before, then, lot.before)
      const has = mayReadPack(after, now, lot.after)
      if (had === has) continue
      const entry = found.get(lot) ?? { gains: [], loses: [] }
      entry[has ? 'gains' : 'loses'].push(person)
      found.set(lot, entry)
    }
  }
  return found
}

function worldAfter(ledger: Ledger, staged: Staged): World {
  const rows = new RowSet(ledger.ground.rows)
  for (const row of staged.rows.values()) if (row.pack === COMMUNITY_PACK) rows.put(row)
  const packs = new Map(ledger.packs)
  for (const [pack, grid] of staged.regrids) packs.set(pack, grid)
  return { rows, packs }
}
const peopleIn = ({ rows }: World): ReadonlySet<PersonId> => new Set(rows.all('post').map(({ body }) => body.person))
const isOfDoors = (pack: PackId): boolean => pack.startsWith('b:')

function lotsOf(ledger: Ledger, { rows }: Staged): readonly Lot[] {
  const lots = new Map<string, Lot>()
  for (const pack of ledger.packs.keys()) if (isOfDoors(pack)) lots.set(pack, { before: pack, after: pack })
  for (const row of rows.values()) {
    const before = ledger.rows.find(row.kind, row.id)?.pack
    if (before === undefined || before === row.pack || !isOfDoors(before) || !isOfDoors(row.pack)) continue
    lots.set(`${before} ${row.pack}`, { before, after: row.pack })
  }
  return [...lots.values()]
}

const NOTHING: Count = { households: 0, people: 0 }

async function countLots(
  tx: Reading,
  ledger: Ledger,
  { staged, lots }: { readonly staged: Staged; readonly lots: readonly Lot[] },
): Promise<ReadonlyMap<Lot, Count>> {
  const packs = [...new Set(lots.map((lot) => lot.before))]
  const rows = await loadRows(tx, ledger.community.id, { rows: [], under: [], packs })
  const byPlace = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.pack} ${staged.rows.get(keyOf(row))?.pack ?? row.pack}`
    byPlace.set(key, [...(byPlace.get(key) ?? []), row])
  }
  return new Map(lots.map((lot) => [lot, countRows(byPlace.get(`${lot.before} ${lot.after}`) ?? [])]))
}
function countRows(rows: readonly Row[]): Count {
  const households = rows.filter((row) => row.kind === 'household' && row.body.ended === undefined)
  const people = rows.filter(
    (row) => row.kind === 'resident' && row.body.ended === undefined && row.body.contactOnly !== true,
  )
  return { households: households.length, people: people.length }
}

/** Grid by grid; where nobody lives there is nothing to see. */
function sharesOf(parts: readonly (readonly [GridId | null, Count])[]): readonly Share[] {
  const sums = new Map<GridId, Count>()
  for (const [grid, count] of parts) {
    if (grid === null || count.households + count.people === 0) continue
    const sum = sums.get(grid) ?? NOTHING
    sums.set(grid, { households: sum.households + count.households, people: sum.people + count.people })
  }
  return [...sums].map(([grid, count]) => ({ grid, ...count }))
}
