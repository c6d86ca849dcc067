import { dayOf } from '../domain/calendar.ts'
import { COMMAND_CLASS, type CommandType, type Understood } from '../domain/commands.ts'
import { type Formerly, formerly } from '../domain/formerly.ts'
import type { Day, DoorId, GridId, Instant, PackId, PersonId } from '../domain/ids.ts'
import type { FacilityBody, RedrawBody } from '../domain/map-nouns.ts'
import type { BuildingBody, ConflictBody, GridBody, PostBody, Row, RowOf, Stair } from '../domain/nouns.ts'
import { COMMUNITY_PACK, personPack } from '../domain/packs.ts'
import { type Grounds, mayWrite, type Verdict } from '../domain/permission.ts'
import type { Change } from '../domain/see.ts'
import { gridOf, mayReadPack } from './ground.ts'
import type { Ledger } from './ledger.ts'

/** The grid of the stair in which something happened, and where that stair hung before. */
interface Place {
  readonly grid: GridId
  readonly formerly: readonly Formerly[]
}
/** One person's command and the day it happened: asked for every row it would look at or change. */
export class Rights {
  readonly #ledger: Ledger
  readonly #ask: { person: PersonId; grounds: Grounds; type: CommandType; happened: Day; arrived: Day }
  readonly #place: Place | undefined
  readonly #sight = new Map<PackId, boolean>()
  constructor(
    ledger: Ledger,
    ask: {
      person: PersonId
      grounds: Grounds
      type: CommandType
      at: Instant
      now: Instant
      /** The door at which a fact happened. */
      door?: RowOf<'door'> | undefined
    },
  ) {
    const { timeZone } = ledger.ground
    this.#ledger = ledger
    this.#ask = { ...ask, happened: dayOf(ask.at, timeZone), arrived: dayOf(ask.now, timeZone) }
    this.#place = ask.door === undefined ? undefined : placeOf(ledger, ask.door, this.#ask.happened)
  }
  on(grid: GridId): Verdict {
    const { grounds, type, happened, arrived } = this.#ask
    const before = this.#place?.grid === grid ? { formerly: this.#place.formerly } : {}
    return mayWrite(grounds, { type, class: COMMAND_CLASS[type], grid, happened, arrived, ...before })
  }
  /**
   * A row may be looked at if its pack may be read today, or if this command may change it: a visit made inside a
   * post that has ended since is still judged by what stood there.
   */
  maySee(row: Row): boolean {
    const kept = this.#sight.get(row.pack)
    if (kept !== undefined) return kept
    const may = this.#looksInto(row.pack)
    this.#sight.set(row.pack, may)
    return may
  }
  #looksInto(pack: PackId): boolean {
    if (pack === COMMUNITY_PACK) return true
    const { person, grounds, arrived } = this.#ask
    if (mayReadPack(this.#ledger, { person, grounds, today: arrived }, pack)) return true
    const grid = gridOf(this.#ledger, pack)
    return grid !== null && isGiven(this.on(grid))
  }
  /** The worst verdict over the grids that a command's changes lie in, as the packs lie now. */
  onChanges(changes: readonly Change[]): Verdict {
    const own = personPack(this.#ask.person)
    const theirs = changes.filter((change) => !('pack' in change) || change.pack !== own)
    const shared = theirs.flatMap((change) => buildingOf(this.#ledger, change) ?? [])
    const alone = theirs.filter((change) => buildingOf(this.#ledger, change) === undefined)
    const grids = gridsOf(this.#ledger, alone).map((grid) => (grid === undefined ? NOBODY : this.on(grid)))
    const houses = [...new Set(shared)].map((row) => best(row.body.stairs.map(({ grid }) => this.on(grid))))
    return worst([...grids, ...houses, ...(theirs.length === changes.length ? [] : [this.#onOwn()])])
  }
  /** In the own pack a person changes what any of the posts allows. */
  #onOwn(): Verdict {
    const { posts } = this.#ask.grounds
    return best(posts.map((post) => this.on(post.grid)))
  }
}
function placeOf(ledger: Ledger, door: RowOf<'door'>, happened: Day): Place | undefined {
  const grid = gridOf(ledger, door.pack)
  return grid === null ? undefined : { grid, formerly: formerly(ledger.rows, door.body, happened) }
}
export function doorOf(ledger: Ledger, command: Understood): RowOf<'door'> | undefined {
  const door = ledger.rows.find('door', doorIdOf(ledger, command) ?? '')
  return door?.kind === 'door' ? door : undefined
}
/** The door at which a fact happened; undefined where the command is none, or its household is not loaded. */
export function doorIdOf(ledger: Ledger, command: Understood): DoorId | undefined {
  if (COMMAND_CLASS[command.type] !== 'fact' || !('household' in command.payload)) return undefined
  const household = ledger.rows.find('household', command.payload.household ?? '')
  return household?.kind === 'household' ? household.body.doors[0] : undefined
}
const NOBODY: Verdict = { refused: 'role_may_not' }
export const isGiven = (verdict: Verdict): verdict is 'ok' | 'late' => typeof verdict === 'string'

const weightOf = (verdict: Verdict): number =>
  verdict === 'ok' ? 0 : verdict === 'late' ? 1 : 'held' in verdict ? 2 : 3
export const worst = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce<Verdict>((a, b) => (weightOf(b) > weightOf(a) ? b : a), 'ok')

const best = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce((a, b) => (weightOf(b) < weightOf(a) ? b : a), NOBODY)

/** What is known of a building is noted by whoever looks after one of its stairs; undefined for any other change. */
function buildingOf(ledger: Ledger, change: Change): RowOf<'building'> | undefined {
  if (change.op === 'put' && change.kind === 'conflict') {
    const { of } = change.body as ConflictBody
    return of.kind === 'building' ? ledger.rows.see()('building', of.id) : undefined
  }
  if (change.op !== 'set' || change.kind !== 'building' || 'stairs' in change.set) return undefined
  return ledger.rows.see()('building', change.id)
}
/**
 * Where the changed rows lie, before and after: never a grid that the command's payload merely names. Undefined
 * stands for a place nobody writes by command.
 */
function gridsOf(ledger: Ledger, changes: readonly Change[]): readonly (GridId | undefined)[] {
  const grids = changes.flatMap((change) => gridsOfChange(ledger, change))
  return [...new Set(grids)]
}
function gridsOfChange(ledger: Ledger, change: Change): readonly (GridId | undefined)[] {
  if (change.op === 'regrid') return [gridOf(ledger, change.pack) ?? undefined, change.grid]
  const row = ledger.rows.find(change.kind, change.id)
  const packs = [...(row === undefined ? [] : [row.pack]), ...('pack' in change ? [change.pack] : [])]
  return packs.flatMap((pack) =>
    pack === COMMUNITY_PACK ? gridsInCommunity(ledger, change, row) : [gridOf(ledger, pack) ?? undefined],
  )
}

type RowChange = Exclude<Change, { op: 'regrid' }>
/** Pack c is everybody's; a post counts where it reaches, a stair where its doors lie, all else at the top. */
function gridsInCommunity(ledger: Ledger, change: RowChange, row: Row | undefined): readonly (GridId | undefined)[] {
  const fields = change.op === 'put' ? (change.body as unknown) : change.op === 'set' ? change.set : {}
  if (change.kind === 'post') {
    const { grid } = fields as Partial<PostBody>
    return [...(row?.kind === 'post' ? [row.body.grid] : []), ...(grid === undefined ? [] : [grid])]
  }
  if (change.kind === 'building' && row?.kind === 'building') {
    const { stairs } = fields as Partial<BuildingBody>
    if (stairs !== undefined && change.op === 'set' && Object.keys(change.set).length === 1) {
      return movedStairs(row.body.stairs, stairs)
    }
  }
  if (change.kind === 'redraw' || change.kind === 'facility') return gridsOnMap(change, row)
  // A newcomer's name comes with the first post, which is judged by itself; a known one's is where the posts are.
  if (change.kind === 'person') return row === undefined ? [] : postGrids(ledger, row.id)
  if (change.kind === 'grid') return gridAndAbove(row, fields as Partial<GridBody>)
  return [ledger.ground.root]
}
function postGrids(ledger: Ledger, person: string): readonly (GridId | undefined)[] {
  const posts = ledger.rows.see().under('post', person)
  return posts.length === 0 ? [ledger.ground.root] : posts.map(({ body }) => body.grid)
}
/** A grid counts by itself, and where it goes to another, where it hung and where it will. */
function gridAndAbove(row: Row | undefined, { parent }: Partial<GridBody>): readonly GridId[] {
  const own = row?.kind === 'grid' ? [row.id as GridId] : []
  const above = row?.kind === 'grid' && parent !== undefined ? [row.body.parent] : []
  return [...own, ...[...above, parent].flatMap((grid) => grid ?? [])]
}
/** A redrawing counts in its grid and wherever anything goes or comes from; a facility in the grid that looks after it. */
function gridsOnMap(change: RowChange, row: Row | undefined): readonly (GridId | undefined)[] {
  const made = change.op === 'put' ? [change.body as RedrawBody | FacilityBody] : []
  const known = row?.kind === 'redraw' || row?.kind === 'facility' ? [row.body] : []
  return [...known, ...made].flatMap((body) => [body.grid, ...('grids' in body ? placesOf(body) : [])])
}
const placesOf = ({ grids, buildings }: RedrawBody): readonly (GridId | undefined)[] => [
  ...grids.flatMap(({ from, to }) => [from ?? undefined, to]),
  ...buildings.flatMap(({ stairs, to }) => [...stairs.map(({ from }) => from), to]),
]
function movedStairs(before: readonly Stair[], after: readonly Stair[]): readonly GridId[] {
  return after.flatMap((stair) => {
    const old = before.find((known) => known.id === stair.id)
    return old?.grid === stair.grid ? [] : [...(old === undefined ? [] : [old.grid]), stair.grid]
  })
}
