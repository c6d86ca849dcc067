import type { Decision, Of } from './decide.ts'
import { asId, type BuildingId, type Day, type GridId, type PackId } from './ids.ts'
import type { BuildingBody, PostBody, Row } from './nouns.ts'
import { buildingPack, COMMUNITY_PACK } from './packs.ts'
import { type Change, type Context, put, type See } from './see.ts'

type Admin = Of<'post.give'> | Of<'post.end'> | Of<'household.move'> | Of<'building.move'> | Of<'held.judge'>

/** Administration is online only: it is judged on the server, with the sight of the coordinator who asks. */
export function decideAdmin(see: See, command: Admin, context: Context): Decision {
  switch (command.type) {
    case 'post.give':
      return givePost(see, command)
    case 'post.end':
      return endPost(see, command)
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
  const changes: Change[] = []
  if (see('person', person) === undefined) {
    if (name === undefined) return { refused: 'not_found' }
    changes.push(put('person', { id: person, pack: COMMUNITY_PACK }, { name }))
  }
  const body: PostBody = {
    person: asId(person),
    grid: asId(grid),
    role,
    since: since as Day,
    until: until as Day | null,
    ...(standIn === true ? { standIn } : {}),
  }
  changes.push(put('post', { id: post, pack: COMMUNITY_PACK }, body))
  return { changes }
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
  const goes = new Map(command.payload.stairs.map(({ stair, grid }) => [stair, asId<'grid'>(grid)]))
  for (const grid of goes.values()) if (see('grid', grid) === undefined) return { refused: 'not_found' }
  const stairs: BuildingBody['stairs'] = building.body.stairs.map((stair) => ({
    ...stair,
    grid: goes.get(stair.id) ?? stair.grid,
  }))
  if ([...goes.keys()].some((stair) => !stairs.some((known) => known.id === stair))) return { refused: 'not_found' }
  const gridOf = new Map(stairs.map((stair) => [stair.id, stair.grid]))
  const changes: Change[] = [{ op: 'set', kind: 'building', id: building.id, set: { stairs }, edit: false }]
  const doors = see.under('door', building.id)
  for (const pack of new Set(doors.map((door) => door.pack))) {
    const inPack = doors.filter((door) => door.pack === pack)
    const grids = new Set(inPack.map((door) => gridOf.get(door.body.stair)))
    const [only] = grids
    if (grids.size === 1 && only !== undefined) changes.push({ op: 'regrid', pack, grid: only })
    else changes.push(...partStairs(see, { building: asId(building.id), inPack, goes }))
  }
  return { changes }
}

function partStairs(
  see: See,
  part: { building: BuildingId; inPack: readonly Row[]; goes: ReadonlyMap<string, GridId> },
): Change[] {
  const changes: Change[] = []
  for (const door of part.inPack) {
    const grid = door.kind === 'door' ? part.goes.get(door.body.stair) : undefined
    if (grid === undefined) continue
    const pack = buildingPack(part.building, grid)
    const rows: Row[] = [door]
    for (const household of see.under('household', door.id)) rows.push(household, ...belongings(see, household.id))
    changes.push(...rows.filter((row) => row.pack !== pack).map((row) => moveTo(row, pack)))
  }
  return changes
}

/** The coordinator's word on a held command; carrying it out is the server's (push.ts judges it again). */
function judgeHeld(see: See, command: Of<'held.judge'>, _context: Context): Decision {
  const held = see('held', command.payload.command)
  if (held === undefined) return { refused: 'not_found' }
  const state = command.payload.verdict === 'accept' ? 'accepted' : 'dismissed'
  return { changes: [{ op: 'set', kind: 'held', id: held.id, set: { state }, edit: false }] }
}
