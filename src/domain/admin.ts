import type { Decision, Of } from './decide.ts'
import { asId, type Day, type GridId, type PackId } from './ids.ts'
import type { PostBody, Row, RowOf } from './nouns.ts'
import { buildingPack, COMMUNITY_PACK } from './packs.ts'
import { type Change, type Context, put, type See } from './see.ts'

export type Admin = Of<
  'post.give' | 'post.end' | 'post.hand_over' | 'person.rename' | 'household.move' | 'building.move' | 'held.judge'
>

/** Administration is online only: it is judged on the server, with the sight of the coordinator who asks. */
export function decideAdmin(see: See, command: Admin, context: Context): Decision {
  switch (command.type) {
    case 'post.give':
      return givePost(see, command)
    case 'post.end':
      return endPost(see, command)
    case 'post.hand_over':
      return handOver(see, command)
    case 'person.rename':
      return renamePerson(see, command)
    case 'household.move':
      return moveHousehold(see, command)
    case 'building.move':
      return moveBuilding(see, command)
    case 'held.judge':
      return judgeHeld(see, command, context)
    default: {
      const never: never = command
      return never
    }
  }
}

function givePost(see: See, command: Of<'post.give'>): Decision {
  const { post, person, name, grid, role, since, until, standIn } = command.payload
  if (until !== null && until < since) return { refused: 'bad_period' }
  if (see('grid', grid) === undefined) return { refused: 'not_found' }
  if (!(see('vocabulary', 'roles')?.body.terms ?? []).some((term) => term.id === role))
    return { refused: 'bad_payload' }
  const newcomer = nameNewcomer(see, person, name)
  if (newcomer === undefined) return { refused: 'not_found' }
  const body: PostBody = {
    person: asId(person),
    grid: asId(grid),
    role,
    since: since as Day,
    until: until as Day | null,
    ...(standIn === true ? { standIn } : {}),
  }
  return { changes: [...newcomer, put('post', { id: post, pack: COMMUNITY_PACK }, body)] }
}
/** Somebody who is not known yet comes with the first post, by name. */
function nameNewcomer(see: See, person: string, name: string | undefined): readonly Change[] | undefined {
  if (see('person', person) !== undefined) return []
  return name === undefined ? undefined : [put('person', { id: person, pack: COMMUNITY_PACK }, { name })]
}

function handOver(see: See, { payload }: Of<'post.hand_over'>): Decision {
  const { post: id, next, person, name, on } = payload
  const post = see('post', id)
  const newcomer = nameNewcomer(see, person, name)
  if (post === undefined || newcomer === undefined) return { refused: 'not_found' }
  const { since, until } = post.body
  if (on < since || (until !== null && on > until)) return { refused: 'bad_period' }
  if (person === post.body.person || see('post', next) !== undefined) return { refused: 'bad_payload' }
  const body: PostBody = { ...post.body, person: asId(person), since: on as Day }
  const ended: Change = { op: 'set', kind: 'post', id, set: { until: on }, edit: false }
  return { changes: [...newcomer, ended, put('post', { id: next, pack: COMMUNITY_PACK }, body)] }
}

function renamePerson(see: See, { payload: { person, name } }: Of<'person.rename'>): Decision {
  if (see('person', person) === undefined) return { refused: 'not_found' }
  return { changes: [{ op: 'set', kind: 'person', id: person, set: { name }, edit: false }] }
}

function endPost(see: See, command: Of<'post.end'>): Decision {
  const post = see('post', command.payload.post)
  if (post === undefined) return { refused: 'not_found' }
  if (command.payload.until < post.body.since) return { refused: 'bad_period' }
  return { changes: [{ op: 'set', kind: 'post', id: post.id, set: { until: command.payload.until }, edit: false }] }
}

/** A household that moves inside the community takes everything about it along: people, visits, needs, conflicts. */
function moveHousehold(see: See, command: Of<'household.move'>): Decision {
  const household = see('household', command.payload.household)
  const door = see('door', command.payload.door)
  if (household === undefined || door === undefined) return { refused: 'not_found' }
  const changes: Change[] = [{ op: 'set', kind: 'household', id: household.id, set: { doors: [door.id] }, edit: false }]
  if (household.pack === door.pack) return { changes }
  const rows: Row[] = [household, ...belongings(see, household.id)]
  return { changes: [...changes, ...rows.map((row) => moveTo(row, door.pack))] }
}
const moveTo = (row: Row, pack: PackId): Change => ({ op: 'move', kind: row.kind, id: row.id, pack })
const belongings = (see: See, household: string): Row[] => [
  ...see.under('resident', household),
  ...see.under('visit', household),
  ...see.under('need', household),
  ...see.under('conflict', household),
]

/**
 * A building (or some of its stairs) goes to another leaf grid. A pack whose stairs all go the same way is not
 * rewritten: it only lies in another grid from then on. Where stairs part, the rows of the leaving stairs move.
 */
function moveBuilding(see: See, command: Of<'building.move'>): Decision {
  const building = see('building', command.payload.building)
  if (building === undefined) return { refused: 'not_found' }
  const wanted = new Map(command.payload.stairs.map(({ stair, grid }) => [stair, asId<'grid'>(grid)]))
  for (const grid of wanted.values()) if (see('grid', grid) === undefined) return { refused: 'not_found' }
  const before = building.body.stairs
  if ([...wanted.keys()].some((stair) => !before.some((known) => known.id === stair))) return { refused: 'not_found' }
  const stairs = before.map((stair) => ({ ...stair, grid: wanted.get(stair.id) ?? stair.grid }))
  const gridOf = new Map(stairs.map((stair) => [stair.id, stair.grid]))
  const leaving = new Set(before.filter((stair) => gridOf.get(stair.id) !== stair.grid).map((stair) => stair.id))
  const changes: Change[] = [{ op: 'set', kind: 'building', id: building.id, set: { stairs }, edit: false }]
  const doors = see.under('door', building.id)
  for (const pack of new Set(doors.map((door) => door.pack))) {
    const inPack = doors.filter((door) => door.pack === pack)
    const grids = new Set(inPack.map((door) => gridOf.get(door.body.stair)))
    const [only] = grids
    if (grids.size === 1 && only !== undefined) changes.push({ op: 'regrid', pack, grid: only })
    else changes.push(...partStairs(see, inPack, { command, doors, gridOf, leaving }))
  }
  return { changes }
}

interface Parting {
  readonly command: Of<'building.move'>
  /** All doors of the building. */
  readonly doors: readonly RowOf<'door'>[]
  /** Where each stair lies afterwards, and which of them go. */
  readonly gridOf: ReadonlyMap<string, GridId>
  readonly leaving: ReadonlySet<string>
}
function partStairs(see: See, inPack: readonly RowOf<'door'>[], parting: Parting): Change[] {
  const changes: Change[] = []
  for (const door of inPack) {
    const grid = parting.gridOf.get(door.body.stair)
    if (grid === undefined || !parting.leaving.has(door.body.stair)) continue
    const pack = packIn(grid, parting)
    const rows: Row[] = [door]
    for (const household of see.under('household', door.id)) rows.push(household, ...belongings(see, household.id))
    changes.push(...rows.map((row) => moveTo(row, pack)))
  }
  return changes
}
/**
 * The pack of a stair that was in that grid before, else a new one named by this command: a pack of the plain name
 * may have been moved to another grid whole, and rows put there would lie with the wrong leader.
 */
function packIn(grid: GridId, { command, doors, gridOf, leaving }: Parting): PackId {
  const there = doors.find(({ body }) => gridOf.get(body.stair) === grid && !leaving.has(body.stair))
  return there?.pack ?? asId(`${buildingPack(asId(command.payload.building), grid)}:${command.id.slice(-8)}`)
}

/** The coordinator's word on a held command; carrying it out is the server's (push.ts judges it again). */
function judgeHeld(see: See, command: Of<'held.judge'>, _context: Context): Decision {
  const held = see('held', command.payload.command)
  if (held === undefined) return { refused: 'not_found' }
  const state = command.payload.verdict === 'accept' ? 'accepted' : 'dismissed'
  return { changes: [{ op: 'set', kind: 'held', id: held.id, set: { state }, edit: false }] }
}
