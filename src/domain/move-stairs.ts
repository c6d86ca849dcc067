import { asId, type BuildingId, type CommandId, type GridId, type PackId } from './ids.ts'
import type { Row, RowOf } from './nouns.ts'
import { buildingPack } from './packs.ts'
import type { Change, See } from './see.ts'

export const moveTo = (row: Row, pack: PackId): Change => ({ op: 'move', kind: row.kind, id: row.id, pack })
/** All that goes along with a household. */
export const belongings = (see: See, household: string): Row[] => [
  ...see.under('resident', household),
  ...see.under('visit', household),
  ...see.under('need', household),
  ...see.under('conflict', household),
]

export interface StairsGoing {
  readonly building: BuildingId
  /** Stairs by their ids, and the grid each goes to. */
  readonly to: ReadonlyMap<string, GridId>
  readonly command: CommandId
}
/**
 * A building (or some of its stairs) goes to another leaf grid. A pack whose stairs all go the same way is not
 * rewritten: it only lies in another grid from then on. Where stairs part, the rows of the leaving stairs move.
 * Undefined where the building or one of the stairs is not there.
 */
export function moveStairs(see: See, going: StairsGoing): readonly Change[] | undefined {
  const building = see('building', going.building)
  if (building === undefined) return undefined
  const before = building.body.stairs
  if ([...going.to.keys()].some((stair) => !before.some((known) => known.id === stair))) return undefined
  const stairs = before.map((stair) => ({ ...stair, grid: going.to.get(stair.id) ?? stair.grid }))
  const gridOf = new Map(stairs.map((stair) => [stair.id, stair.grid]))
  const leaving = new Set(before.filter((stair) => gridOf.get(stair.id) !== stair.grid).map((stair) => stair.id))
  const changes: Change[] = [{ op: 'set', kind: 'building', id: building.id, set: { stairs }, edit: false }]
  const doors = see.under('door', building.id)
  for (const pack of new Set(doors.map((door) => door.pack))) {
    const inPack = doors.filter((door) => door.pack === pack)
    const grids = new Set(inPack.map((door) => gridOf.get(door.body.stair)))
    const [only] = grids
    if (grids.size === 1 && only !== undefined) changes.push({ op: 'regrid', pack, grid: only })
    else changes.push(...partStairs(see, inPack, { going, doors, gridOf, leaving }))
  }
  return changes
}

interface Parting {
  readonly going: StairsGoing
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
function packIn(grid: GridId, { going, doors, gridOf, leaving }: Parting): PackId {
  const there = doors.find(({ body }) => gridOf.get(body.stair) === grid && !leaving.has(body.stair))
  return there?.pack ?? asId(`${buildingPack(going.building, grid)}:${going.command.slice(-8)}`)
}
