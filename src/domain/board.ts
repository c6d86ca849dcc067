import { compareLabels } from './address.ts'
import type { Day, GridId } from './ids.ts'
import type { BuildingBody, CareLevel, GridLevel, RowOf, Stair } from './nouns.ts'
import type { See } from './see.ts'
import { isDue } from './today.ts'

/** A door on the board. */
export interface BoardDoor {
  readonly door: RowOf<'door'>
  /** Several behind one door; none where nobody is registered or nobody lives. */
  readonly households: readonly RowOf<'household'>[]
  /** Set where this is the second door of a household that one knocks at elsewhere. */
  readonly partOf?: { readonly household: RowOf<'household'>; readonly door: RowOf<'door'> }
}
export interface BoardFloor {
  readonly floor: number
  /** One list a stair, in the board's order of stairs; empty where the stair has no door on this floor. */
  readonly stairs: readonly (readonly BoardDoor[])[]
}
export interface Board {
  readonly stairs: readonly { readonly stair: Stair; readonly households: number }[]
  /** From the top down, as one looks at a house. */
  readonly floors: readonly BoardFloor[]
  readonly counts: Counts
}
/** What a legend says: it explains and proves at once. */
export interface Counts {
  readonly households: number
  readonly care: Readonly<Record<CareLevel, number>>
  readonly due: number
  readonly needs: number
  readonly shops: number
  /** Doors with more than one household. */
  readonly shared: number
}

/** Never a rectangle: each floor of each stair has the doors it has, in their own order. */
export function boardOf(see: See, building: RowOf<'building'>, today: Day): Board {
  const known = see.under('door', building.id)
  const households = new Map(known.map((door) => [door.id, householdsAt(see, door.id)]))
  // Somebody may have moved in behind a door that was ended elsewhere meanwhile: nobody is left off the board.
  const doors = known.filter(({ id, body }) => body.ended === undefined || households.get(id)?.length !== 0)
  const seconds = secondDoors(households)
  const byId = new Map(doors.map((door) => [door.id, door]))
  const cells = doors.map((door): BoardDoor => {
    const own = households.get(door.id) ?? []
    const household = seconds.get(door.id)
    const first = household && byId.get(household.body.doors[0] ?? '')
    return household !== undefined && first !== undefined && own.length === 0
      ? { door, households: own, partOf: { household, door: first } }
      : { door, households: own }
  })
  const stairs = stairsOf(building, doors)
  const levels = [...new Set(doors.map((door) => door.body.floor))].sort((a, b) => b - a)
  return {
    stairs: stairs.map((stair) => ({
      stair,
      households: cells
        .filter((cell) => cell.door.body.stair === stair.id)
        .reduce((sum, cell) => sum + cell.households.length, 0),
    })),
    floors: levels.map((floor) => ({
      floor,
      stairs: stairs.map((stair) =>
        cells
          .filter(({ door }) => door.body.floor === floor && door.body.stair === stair.id)
          .sort((a, b) => a.door.body.order - b.door.body.order),
      ),
    })),
    counts: countCells(see, cells, today),
  }
}
const householdsAt = (see: See, door: string): readonly RowOf<'household'>[] =>
  see
    .under('household', door)
    .filter((row) => row.body.ended === undefined)
    .sort((a, b) => compareLabels(a.body.label, b.body.label))

function secondDoors(households: ReadonlyMap<string, readonly RowOf<'household'>[]>) {
  const seconds = new Map<string, RowOf<'household'>>()
  for (const rows of households.values()) {
    for (const row of rows) for (const door of row.body.doors.slice(1)) seconds.set(door, row)
  }
  return seconds
}
/** The building's own stairs, then any that only doors know of: a door is never left off the board. */
function stairsOf(building: RowOf<'building'>, doors: readonly RowOf<'door'>[]): readonly Stair[] {
  const known = building.body.stairs
  const named = new Set(known.map((stair) => stair.id))
  const grid = known[0]?.grid
  const extra = [...new Set(doors.map((door) => door.body.stair))].filter((id) => !named.has(id))
  const used = new Set(doors.map((door) => door.body.stair))
  const shown = known.filter((stair) => used.has(stair.id))
  return grid === undefined ? shown : [...shown, ...extra.map((id) => ({ id, label: id, grid }))]
}

const NO_CARE: Readonly<Record<CareLevel, number>> = { red: 0, yellow: 0, blue: 0, green: 0, grey: 0 }
const openNeeds = (see: See, household: string): number =>
  see.under('need', household).filter((need) => need.body.state !== 'closed').length

function countCells(see: See, cells: readonly BoardDoor[], today: Day): Counts {
  const all = cells.flatMap((cell) => cell.households)
  return {
    ...countHouseholds(see, all, today),
    shops: cells.filter((cell) => cell.door.body.use === 'shop').length,
    shared: cells.filter((cell) => cell.households.length > 1).length,
  }
}
function countHouseholds(see: See, all: readonly RowOf<'household'>[], today: Day): Omit<Counts, 'shops' | 'shared'> {
  const care = { ...NO_CARE }
  let due = 0
  let needs = 0
  for (const row of all) {
    care[row.body.care]++
    if (isDue(row.body, today)) due++
    needs += openNeeds(see, row.id)
  }
  return { households: all.length, care, due, needs }
}

/** The micro-grid a building's first stair lies in; its leaf where the tree has no such level. */
export function microGridOf(see: See, building: RowOf<'building'>): string | undefined {
  const leaf = building.body.stairs[0]?.grid
  return leaf && (gridAtLevel(see, leaf, 'micro')?.id ?? leaf)
}
/** The grid of a level that a grid is or lies under; undefined where the tree has none there. */
function gridAtLevel(see: See, grid: GridId, level: GridLevel): RowOf<'grid'> | undefined {
  let at: GridId | null = grid
  for (let depth = 0; at !== null && depth < 20; depth++) {
    const row: RowOf<'grid'> | undefined = see('grid', at)
    if (row?.body.level === level) return row
    at = row?.body.parent ?? null
  }
  return undefined
}
/** Where a building's stairs hang, seen from one level; several where they part. */
export const gridsOf = (see: See, { stairs }: BuildingBody, level: GridLevel): readonly RowOf<'grid'>[] => [
  ...new Map(
    stairs.flatMap(({ grid }) => {
      const row = gridAtLevel(see, grid, level)
      return row === undefined ? [] : [[row.id, row] as const]
    }),
  ).values(),
]
