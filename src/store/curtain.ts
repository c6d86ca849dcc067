import { dayOf } from '../domain/calendar.ts'
import { type Day, type GridId, type Instant, instantOf, millisOf, type PackId, type PersonId } from '../domain/ids.ts'
import type { HouseholdBody, Row } from '../domain/nouns.ts'
import { readPack } from '../domain/packs.ts'
import { isValidOn } from '../domain/permission.ts'
import { isAtOrBelow } from '../domain/rights.ts'
import type { See } from '../domain/see.ts'
import { childrenOf, findRow, listOf, type Mirror, type Shelf } from './mirror.ts'

/** Without contact for this long packs close: only doors stay, so that what is done can still be logged. */
const CONTACT_DAYS = 14
const DAY = 86_400_000

export interface Moment {
  readonly person: PersonId
  /** The phone's time, corrected by the server's offset. */
  readonly at: Instant
  /** The last contact; null before the first sync has ended. */
  readonly freshAt: Instant | null
}

/**
 * What an offline phone must hide without being told: packs of posts that have ended by now, and after two weeks
 * without contact everything about people. Nothing is deleted; the next contact decides.
 */
export class Curtain {
  #from: Mirror | undefined
  #key = ''
  #shown: Mirror | undefined

  /** The same mirror again where nothing is to be hidden, or nothing has changed. */
  draw(mirror: Mirror, moment: Moment): Mirror {
    const isClosed = moment.freshAt !== null && millisOf(moment.at) - millisOf(moment.freshAt) > CONTACT_DAYS * DAY
    const today = todayOf(mirror, moment)
    const hidden = today === undefined ? new Set<PackId>() : packsOfEndedPosts(mirror, moment.person, today)
    const key = `${isClosed} ${[...hidden].sort().join(' ')}`
    if (this.#from !== mirror || this.#key !== key || this.#shown === undefined) {
      this.#from = mirror
      this.#key = key
      this.#shown = hidden.size === 0 && !isClosed ? mirror : without(mirror, { hidden, isClosed })
    }
    return this.#shown
  }
}

/** A clock that was put back does not open a post again, nor hide one that was valid at the last contact. */
function todayOf(mirror: Mirror, { at, freshAt }: Moment): Day | undefined {
  const [community] = listOf(mirror.shelves.get('community'))
  if (community?.kind !== 'community') return undefined
  const latest = freshAt !== null && freshAt > at ? freshAt : at
  return dayOf(instantOf(millisOf(latest)), community.body.timeZone)
}

function packsOfEndedPosts(mirror: Mirror, person: PersonId, today: Day): ReadonlySet<PackId> {
  const see = seeIn(mirror)
  const posts = see.under('post', person).map((row) => row.body)
  const hidden = new Set<PackId>()
  for (const pack of mirror.seqs.keys()) {
    const grids = gridsOf(see, pack)
    const reaching = posts.filter((post) => grids.some((grid) => isAtOrBelow(see, grid, post.grid)))
    if (reaching.length > 0 && !reaching.some((post) => isValidOn(post, today))) hidden.add(pack)
  }
  return hidden
}
/** Where a pack lies: its name says where it was made, the building's stairs where they are now. */
function gridsOf(see: See, pack: PackId): readonly GridId[] {
  const name = readPack(pack)
  if (name?.sort === 'w') return [name.grid]
  if (name?.sort !== 'b') return []
  return [name.grid, ...(see('building', name.building)?.body.stairs ?? []).map((stair) => stair.grid)]
}
const seeIn = (mirror: Mirror): See => {
  const under = (kind: Row['kind'], parent: string) => childrenOf(mirror.shelves.get(kind), parent)
  const find = (kind: Row['kind'], id: string) => findRow(mirror, kind, id)
  return Object.assign(find, { under }) as unknown as See
}

/** Of closed packs doors and the bare households behind them stay. */
function without(mirror: Mirror, { hidden, isClosed }: { hidden: ReadonlySet<PackId>; isClosed: boolean }): Mirror {
  const shelves = new Map<Row['kind'], Shelf>()
  for (const [kind, shelf] of mirror.shelves) {
    const byId = new Map<string, Row>()
    for (const row of shelf.byId.values()) {
      const shown = hidden.has(row.pack) ? undefined : isClosed ? bare(row) : row
      if (shown !== undefined) byId.set(row.id, shown)
    }
    shelves.set(kind, { byId })
  }
  return { shelves, seqs: mirror.seqs }
}
function bare(row: Row): Row | undefined {
  const sort = readPack(row.pack)?.sort
  if (row.kind === 'disclosure' || row.kind === 'sheet') return undefined
  if (row.kind === 'door' || (sort !== 'b' && sort !== 'w')) return row
  if (row.kind !== 'household') return undefined
  const body: HouseholdBody = {
    doors: row.body.doors,
    dwelling: row.body.dwelling,
    care: 'grey',
    tags: [],
    lastReached: null,
    lastVisit: null,
    nextDue: null,
    misses: 0,
    ...(row.body.ended === undefined ? {} : { ended: row.body.ended }),
  }
  return { ...row, body }
}
