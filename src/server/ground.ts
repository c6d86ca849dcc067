import { dayOf } from '../domain/calendar.ts'
import { scopeOf } from '../domain/check.ts'
import { timeZoneOf } from '../domain/due.ts'
import {
  asId,
  type CommunityId,
  type Day,
  type GridId,
  type Instant,
  type PackId,
  type PersonId,
} from '../domain/ids.ts'
import { COMMUNITY_PACK, personPack, readPack } from '../domain/packs.ts'
import { type Grounds, mayRead } from '../domain/permission.ts'
import { groundsOf } from '../domain/rights.ts'
import { maybeText, type Reading, textOf } from './database.ts'
import { loadRows, RowSet } from './rows.ts'

/** What rights in a community follow from: its pack c, and where each pack lies. Never changes; a new seq makes a new one. */
export interface Ground {
  readonly version: number
  readonly rows: RowSet
  readonly packs: ReadonlyMap<PackId, GridId | null>
  readonly timeZone: string
  /** Under which everything hangs: whose coordinators keep the lists of words, and judge held commands that name nothing we know. */
  readonly root: GridId | undefined
  /** Kept by day and person: they follow from the ground alone. */
  readonly sights: Map<string, ScopedSight>
}

async function loadGround(tx: Reading, community: CommunityId, version: number): Promise<Ground> {
  const rows = new RowSet()
  for (const row of await loadRows(tx, community, { rows: [], under: [], packs: [COMMUNITY_PACK] })) rows.put(row)
  const packs = await tx.all('SELECT id, grid FROM pack WHERE community = ?', community)
  return {
    version,
    rows,
    packs: new Map(packs.map((pack) => [textOf(pack, 'id') as PackId, maybeText(pack, 'grid') as GridId | null])),
    timeZone: timeZoneOf(rows.see()),
    root: rootOf(rows),
    sights: new Map(),
  }
}

/**
 * From the top of the tree down to the first grid with a choice below: a street and a block above the only committee
 * are there for its address, and nobody need hold a post in them.
 */
function rootOf(rows: RowSet): GridId | undefined {
  const under = Map.groupBy(
    rows.all('grid').filter(({ body }) => body.ended === undefined),
    ({ body }) => body.parent,
  )
  const hung = new Set(rows.all('building').flatMap(({ body }) => body.stairs.map(({ grid }) => grid)))
  let at = under.get(null)?.[0]?.id as GridId | undefined
  for (const passed = new Set<string>(); at !== undefined && !passed.has(at) && !hung.has(at); ) {
    passed.add(at)
    const [only, other] = under.get(at) ?? []
    if (only === undefined || other !== undefined || WORKED.has(only.body.level)) break
    at = only.id as GridId
  }
  return at
}
/** In these a leader has a post: what is everybody's is not given to one of them, were it the only one so far. */
const WORKED: ReadonlySet<string> = new Set(['micro', 'stair'])

/** The last ground of each community: read again when a command has changed it (column community.ground). */
export class GroundCache {
  readonly #kept = new Map<CommunityId, Ground>()
  async get(tx: Reading, community: CommunityId, version: number): Promise<Ground> {
    const ground = await this.within(tx, community, version)
    this.#kept.set(community, ground)
    return ground
  }
  /**
   * For a transaction that writes. What it finds may have been written by a work before it in the same transaction and
   * never be committed: it is not kept.
   */
  async within(tx: Reading, community: CommunityId, version: number): Promise<Ground> {
    const kept = this.#kept.get(community)
    return kept !== undefined && kept.version === version ? kept : loadGround(tx, community, version)
  }
  /** After an older copy of the database was put back, versions mean something else. */
  forget(): void {
    this.#kept.clear()
  }
}

export const gridOf = (ground: Pick<Ground, 'packs'>, pack: PackId): GridId | null => {
  const known = ground.packs.get(pack)
  if (known !== undefined) return known
  const name = readPack(pack)
  // History begins where its pack lies now, which may have gone to another grid before there was any.
  if (name?.sort === 'h') return ground.packs.get(asId(`b:${pack.slice(2)}`)) ?? name.grid
  return name !== undefined && 'grid' in name ? name.grid : null
}

/** What one person may see on one day. */
export interface Sight {
  readonly person: PersonId
  readonly grounds: Grounds
  readonly today: Day
}
export function mayReadPack(ground: Pick<Ground, 'packs'>, sight: Sight, pack: PackId): boolean {
  const name = readPack(pack)
  if (name === undefined) return false
  return mayRead(sight.grounds, sight.person, { name, grid: gridOf(ground, pack), today: sight.today })
}

/** A sight with the packs a phone of the person holds, sorted. */
export interface ScopedSight extends Sight {
  readonly scope: readonly PackId[]
  /** domain/check scopeOf the packs. */
  readonly scopeName: string
}
/** More sights than people of a day: days have passed, and the old ones are of no use. */
const SIGHTS = 5_000

export function sightOf(ground: Ground, person: PersonId, now: Instant): ScopedSight {
  const today = dayOf(now, ground.timeZone)
  const key = `${today} ${person}`
  const kept = ground.sights.get(key)
  if (kept !== undefined) return kept
  const sight = { person, grounds: groundsOf(ground.rows.see(), person), today }
  const scope = packsFor(ground, sight)
  const made = { ...sight, scope, scopeName: scopeOf(scope) }
  if (ground.sights.size >= SIGHTS) ground.sights.clear()
  ground.sights.set(key, made)
  return made
}
function packsFor(ground: Ground, sight: Sight): readonly PackId[] {
  // Everybody's own pack belongs to the scope before anything lies in it: the first receipt changes no scope.
  const all = new Set<PackId>([...ground.packs.keys(), personPack(sight.person)])
  // History is asked for one by one and lies on no phone.
  return [...all].filter((pack) => !pack.startsWith('h:') && mayReadPack(ground, sight, pack)).sort()
}
