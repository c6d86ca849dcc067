import { buildingKey, compareRooms, readHouseNumber } from '../../domain/house-number.ts'
import { asId, type DoorId, type GridId, type PackId } from '../../domain/ids.ts'
import type { BuildingBody, DoorBody, RowOf, Stair } from '../../domain/nouns.ts'
import { COMMUNITY_PACK, newPackFor } from '../../domain/packs.ts'
import type { BookedBuilding } from './building-book.ts'
import { diffRow } from './diff.ts'
import type { GridTree } from './grid-tree.ts'
import { doorKey } from './group-entries.ts'
import { derivedId } from './ids.ts'
import type { Footprint } from './parsed.ts'
import { planDoor } from './plan-homes.ts'
import { doorsOf, isGroupUnsure, planStairs, type Said } from './plan-stairs.ts'
import type { Planning } from './planning.ts'
import type { RosterEntry } from './roster.ts'

export interface BuildingPlanning extends Planning {
  readonly grids: GridTree
  /** Where each pack lies. */
  readonly packs: ReadonlyMap<PackId, GridId | null>
  /** The places of new buildings among all. */
  readonly orders: ReadonlyMap<string, number>
}
/** From how many storeys a house has pumped water and a lift. */
const HIGH_RISE = 10

/** Plans one building: its row, its stairs and their leaf grids, its doors, and who lives behind them. */
export function planBuilding(planning: BuildingPlanning, booked: BookedBuilding): void {
  const said = saidOf(planning, booked)
  const entries = withoutDoubt(planning, booked, said)
  const stairs = planStairs(planning, booked, { ...said, entries })
  for (const { grid } of stairs) planning.grids.hangOn(grid)
  planRow(planning, booked, stairs)
  const doors = planDoors(planning, booked, { stairs, entries })
  for (const { id, pack, entries: own } of doors) {
    planDoor(planning, { id, pack, households: planning.known.see.under('household', id) }, own)
  }
}

/**
 * The only stair of a building, where it has no name, gets the only one that the file has: its doors and people stay. A
 * file that lacks half of its doors may be of one stair among several, and names nothing.
 */
function saidOf(planning: BuildingPlanning, booked: BookedBuilding): Said {
  const labels = new Set([
    ...knownStairs(booked).map(({ label }) => label),
    ...booked.entries.map(({ place }) => place.stair),
  ])
  labels.delete('')
  const [label, ...others] = labels
  const [stair, ...more] = booked.row?.body.stairs ?? []
  if (stair?.label !== '' || label === undefined || others.length + more.length > 0) return { labels }
  const keys = new Set(booked.entries.map(({ place }) => doorKey('', place.room)))
  const ids = new Set([...keys].map((key) => derivedId(planning.community, 'door', [booked.id, key])))
  const doors = doorsOf(planning, booked)
  const covered = doors.filter(({ id, body }) => keys.has(doorKey('', body.room)) || ids.has(asId(id)))
  return covered.length * 2 > doors.length ? { labels, onlyName: label } : { labels }
}
/**
 * In a building of several stairs a row that names none could be two different doors; and one that names a stair could
 * be a door that stands in a stair without a name.
 */
function withoutDoubt(planning: BuildingPlanning, booked: BookedBuilding, said: Said): readonly RosterEntry[] {
  const isUnplaced = unplacedIn(planning, booked, said)
  return booked.entries.filter((entry) => {
    const { line, group = '', place } = entry
    const { stair, room } = place
    const reason = stair === '' ? said.labels.size > 1 && 'no_stair' : isUnplaced(stair, room) && 'stair_unnamed'
    const door = [stair, room].filter(Boolean).join(' ')
    if (reason !== false) planning.rejected.push({ file: 'roster', line, reason, found: door })
    else if (!isGroupUnsure(planning, booked, entry)) return true
    else planning.rejected.push({ file: 'roster', line, reason: 'ambiguous_grid', found: group })
    return false
  })
}
/** Whether a room may be one that stands in a stair without a name: it stands there, and not where the file has it. */
function unplacedIn(
  planning: BuildingPlanning,
  booked: BookedBuilding,
  { onlyName }: Said,
): (stair: string, room: string) => boolean {
  const before = booked.row?.body.stairs ?? []
  if (onlyName !== undefined || before.every(({ label }) => label !== '')) return () => false
  const names = new Map(before.map(({ id, label }) => [id, label]))
  const doors = doorsOf(planning, booked).map(({ body }) => doorKey(names.get(body.stair) ?? '', body.room))
  const standing = new Set(doors)
  return (stair, room) => standing.has(doorKey('', room)) && !standing.has(doorKey(stair, room))
}
/**
 * The stairs of the register, else those that the building's name tells: 88弄 12–13号 has 12号 and 13号. A new name of a
 * building that is there makes no stairs: its doors hang on those it has.
 */
function knownStairs({ row, name }: BookedBuilding): readonly Pick<Stair, 'label'>[] {
  const kept = row?.body.stairs.filter(({ label }) => label !== '')
  if (kept !== undefined && kept.length > 0) return kept
  const { lane, road, numbers = [] } = readHouseNumber(row?.body.name ?? name)
  return (lane ?? road) === undefined ? [] : numbers.map((number) => ({ label: `${number}号` }))
}

function planRow(
  { changes, tally, known, orders }: BuildingPlanning,
  booked: BookedBuilding,
  stairs: readonly Stair[],
): void {
  const { id, name, row, footprint } = booked
  const said = {
    ...(footprint === undefined || footprint.shape.length === 0 ? {} : { shape: footprint.shape }),
    ...detailsOf(footprint),
    ...(footprint?.foreignId === undefined ? {} : { foreignId: footprint.foreignId }),
  }
  if (row !== undefined) {
    const set = diffRow(tally, row, { name, ...said, stairs })
    tally.count('buildings', Object.keys(set).length === 0 ? 'same' : 'changed')
    if (Object.keys(set).length > 0) changes.push({ op: 'set', kind: 'building', id, set, edit: false })
    return
  }
  const attributes = (footprint?.levels ?? 0) >= HIGH_RISE ? ['high_rise'] : []
  const body: BuildingBody = { name, order: orders.get(id) ?? 0, stairs, shape: [], ...said, attributes }
  tally.count('buildings', 'new')
  changes.push(known.put('building', { id, pack: COMMUNITY_PACK }, body))
}

function detailsOf({ homes, built, point, address, levels }: Partial<Footprint> = {}): Partial<BuildingBody> {
  return {
    ...(address === undefined ? {} : { address }),
    // Papers write 0 where nobody counted.
    ...(levels === undefined || levels < 1 ? {} : { floors: levels }),
    ...(homes === undefined ? {} : { homes }),
    ...(built === undefined ? {} : { built }),
    ...(point === undefined ? {} : { point }),
  }
}

interface PlannedDoor {
  readonly id: DoorId
  readonly pack: PackId
  readonly entries: readonly RosterEntry[]
}
function planDoors(
  planning: BuildingPlanning,
  booked: BookedBuilding,
  { stairs, entries }: { readonly stairs: readonly Stair[]; readonly entries: readonly RosterEntry[] },
): readonly PlannedDoor[] {
  const labels = new Map(stairs.map(({ id, label }) => [id, label]))
  const standing = doorsOf(planning, booked)
  const known = new Map(standing.map((door) => [doorKey(labels.get(door.body.stair) ?? '', door.body.room), door]))
  const stairAt = (label: string): Stair | undefined =>
    stairs.find((stair) => buildingKey(stair.label) === buildingKey(label)) ?? (label === '' ? stairs[0] : undefined)
  const sorted = [...entries].sort((a, b) => a.place.floor - b.place.floor || compareRooms(a.place.room, b.place.room))
  const planned = new Map<string, RosterEntry[]>()
  for (const entry of sorted) {
    const key = doorKey(stairAt(entry.place.stair)?.label ?? '', entry.place.room)
    planned.set(key, [...(planned.get(key) ?? []), entry])
  }
  const orders = new Map<string, number>()
  for (const { body } of standing) raise(orders, `${body.stair}/${body.floor}`, body.order)
  return [...planned].flatMap(([key, own]): PlannedDoor[] => {
    const [first] = own
    const stair = stairAt(first?.place.stair ?? '')
    if (first === undefined || stair === undefined) return []
    // Rows of one door come in the file's order: it decides who is named first.
    const rows = [...own].sort((a, b) => a.line - b.line)
    const id = derivedId(planning.community, 'door', [booked.id, key])
    // One that has ended, or is called otherwise by now, keeps the id it came with.
    const unnamed = stairs.length === 1 ? derivedId(planning.community, 'door', [booked.id, unnamedKey(own)]) : id
    const door = known.get(key) ?? planning.known.see('door', id) ?? planning.known.see('door', unnamed)
    if (door !== undefined)
      return [{ id: asId(door.id), pack: door.pack, entries: planKnownDoor(planning, door, { rows, orders }) }]
    const pack = packOf(planning, booked, { stair, standing })
    const order = raise(orders, `${stair.id}/${first.place.floor}`)
    planning.tally.count('doors', 'new')
    planning.changes.push(planning.known.put('door', { id, pack }, doorBody(booked, stair, { rows, order })))
    return [{ id, pack, entries: rows }]
  })
}
/** As a door was called while its stair, the only one, had no name. */
const unnamedKey = ([first]: readonly RosterEntry[]): string => doorKey('', first?.place.room ?? '')
/** The next place on a floor; with a place given, the floor is at least so long. */
function raise(orders: Map<string, number>, floor: string, to?: number): number {
  const order = Math.max((orders.get(floor) ?? 0) + (to === undefined ? 1 : 0), to ?? 0)
  orders.set(floor, order)
  return order
}
/** Where the stair's other doors lie; a stair without any begins in a pack that does not lie in another grid. */
function packOf(
  { packs }: BuildingPlanning,
  booked: BookedBuilding,
  { stair, standing }: { readonly stair: Stair; readonly standing: readonly RowOf<'door'>[] },
): PackId {
  const beside = standing.find(({ body }) => body.stair === stair.id)
  if (beside !== undefined) return beside.pack
  const { id, grid } = stair
  return newPackFor({ building: booked.id, grid, stair: id }, (pack) => packs.has(pack) && packs.get(pack) !== grid)
}
function doorBody(
  booked: BookedBuilding,
  stair: Stair,
  { rows, order }: { readonly rows: readonly RosterEntry[]; readonly order: number },
): DoorBody {
  const [first] = rows
  const { floor, room } = first?.place ?? { floor: 1, room: '' }
  const use = rows.find((row) => row.use !== 'home')?.use ?? 'home'
  const shop = rows.find((row) => row.shop !== undefined)?.shop
  return {
    building: booked.id,
    stair: stair.id,
    floor,
    room,
    order,
    use,
    ...(shop === undefined ? {} : { name: shop }),
  }
}
function planKnownDoor(
  { tally, changes }: BuildingPlanning,
  door: RowOf<'door'>,
  { rows, orders }: { readonly rows: readonly RosterEntry[]; readonly orders: Map<string, number> },
): readonly RosterEntry[] {
  const shop = rows.find((row) => row.shop !== undefined)?.shop
  const use = shop === undefined ? rows.find((row) => row.isUseSaid)?.use : 'shop'
  const floor = rows.find(({ place }) => place.isFloorSaid)?.place.floor
  const said = diffRow(tally, door, { name: shop, use, floor })
  // On another floor it comes after those that stand there.
  const set = 'floor' in said ? { ...said, order: raise(orders, `${door.body.stair}/${floor}`) } : said
  tally.count('doors', Object.keys(set).length === 0 ? 'same' : 'changed')
  if (Object.keys(set).length > 0) changes.push({ op: 'set', kind: 'door', id: door.id, set, edit: false })
  return rows
}
