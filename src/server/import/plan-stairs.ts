import { buildingKey, compareRooms } from '../../domain/house-number.ts'
import type { GridId } from '../../domain/ids.ts'
import type { RowOf, Stair } from '../../domain/nouns.ts'
import type { BookedBuilding } from './building-book.ts'
import { derivedId } from './ids.ts'
import type { BuildingPlanning } from './plan-building.ts'
import type { RosterEntry } from './roster.ts'

/** What register and file call the stairs of a building. */
export interface Said {
  readonly labels: ReadonlySet<string>
  /** What the only stair, which had no name, is called from now on. */
  readonly onlyName?: string
}
export const doorsOf = ({ known }: BuildingPlanning, { id }: BookedBuilding): readonly RowOf<'door'>[] =>
  known.see.under('door', id).filter(({ body }) => body.ended === undefined)
const isCalled = (stair: Pick<Stair, 'label'>, label: string): boolean =>
  buildingKey(stair.label) === buildingKey(label)

/** Where a file hangs a stair: the micro-grid and the group it names, either alone or none. */
type Hanging = Pick<RosterEntry, 'micro' | 'group'>

/** Whether several groups go by the name that a row gives without its micro-grid, and the stair hangs nowhere yet. */
export function isGroupUnsure(
  { grids }: BuildingPlanning,
  booked: BookedBuilding,
  { place, group, micro }: RosterEntry,
) {
  if (group === undefined || micro !== undefined) return false
  if (booked.row?.body.stairs.some((stair) => isCalled(stair, place.stair)) === true) return false
  return grids.groups(group).length > 1
}

/** The stairs that stand, the only one perhaps with a name at last, and those that the files name beside them. */
export function planStairs(
  planning: BuildingPlanning,
  booked: BookedBuilding,
  { labels, onlyName, entries }: Said & { readonly entries: readonly RosterEntry[] },
): readonly Stair[] {
  const inUse = new Set(doorsOf(planning, booked).map(({ body }) => body.stair))
  // Those too whose rows were all rejected: what stands in the wrong stair is put there by hand.
  const named = [...labels]
  // Rows without a stair belong to the only stair there is.
  const wanted = named.length > 0 ? named : ['']
  const hangingOf = (label: string): Hanging => {
    const isSaid = ({ place, group, micro }: RosterEntry): boolean =>
      (label === '' || isCalled({ label: place.stair }, label)) && (group ?? micro) !== undefined
    const { micro = booked.footprint?.micro, group = booked.footprint?.group } = entries.find(isSaid) ?? {}
    return { ...(micro === undefined ? {} : { micro }), ...(group === undefined ? {} : { group }) }
  }
  const kept = (booked.row?.body.stairs ?? [])
    .filter((stair) => inUse.has(stair.id) || stair.label !== '' || named.length === 0)
    .map((stair) => ({ ...stair, label: onlyName ?? stair.label }))
    .map((stair) =>
      hungAnew(planning, booked, { stair, hanging: hangingOf(stair.label), isEmpty: !inUse.has(stair.id) }),
    )
  if (kept.length > 0 && named.length === 0) return kept
  const missing = wanted.filter((label) => !kept.some((stair) => isCalled(stair, label)))
  const made = missing.sort(compareRooms).map(
    (label): Stair => ({
      id: derivedId(planning.community, 'stair', [booked.id, buildingKey(label)]),
      label,
      grid: leafFor(planning, booked, { hanging: hangingOf(label), neighbour: kept[0]?.grid }),
    }),
  )
  return [...kept, ...made]
}
/** The leaf that a stair hangs on: the group of that name, wherever it is the only one, or one of its own. */
function leafFor(
  { grids }: BuildingPlanning,
  booked: BookedBuilding,
  { hanging: { micro, group }, neighbour }: { readonly hanging: Hanging; readonly neighbour?: GridId | undefined },
): GridId {
  if (neighbour !== undefined && group === undefined && micro === undefined) return neighbour
  const [only, ...others] = group === undefined || micro !== undefined ? [] : grids.groups(group)
  if (only !== undefined && others.length === 0) return only
  return grids.leaf(grids.micro(micro), group ?? booked.name)
}
/**
 * A stair on which nobody lives yet, and which hangs where nobody has said, follows the file: the map came before the
 * roster. Any other one stays, since whole rounds would change hands: that is Administration's, and told.
 */
function hungAnew(
  planning: BuildingPlanning,
  booked: BookedBuilding,
  { stair, hanging, isEmpty }: { readonly stair: Stair; readonly hanging: Hanging; readonly isEmpty: boolean },
): Stair {
  const { grids, remarks } = planning
  const { row } = booked
  if (row === undefined || (hanging.group ?? hanging.micro) === undefined) return stair
  if (grids.isAt(stair.grid, hanging)) return stair
  const isByDefault = row.writer['stairs'] === undefined && grids.isOwnLeaf(stair.grid, row.body.name)
  if (isEmpty && isByDefault) {
    grids.leave(stair.grid, { building: booked.id, stair: stair.id })
    return { ...stair, grid: leafFor(planning, booked, { hanging }) }
  }
  const found = [booked.name, stair.label, hanging.group ?? hanging.micro].filter(Boolean).join(' ').slice(0, 60)
  const [entry] = booked.entries
  const line = entry?.line ?? booked.footprint?.line ?? 1
  remarks.add({ file: entry === undefined ? 'buildings' : 'roster', code: 'hangs_elsewhere', found, line })
  return stair
}
