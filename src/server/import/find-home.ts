import type { HouseholdId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import type { EntryGroup } from './group-entries.ts'
import { derivedId } from './ids.ts'
import type { Home } from './known-rows.ts'
import { nameId, numberId } from './person-ids.ts'
import type { DoorAt, Planning } from './planning.ts'
import type { RosterEntry } from './roster.ts'

type Household = RowOf<'household'>
/** What the rows of one household mean. */
export interface FoundHome {
  readonly group: EntryGroup
  /** Undefined where it would be a new one. */
  readonly home: Home | undefined
  /** Households that the same rows meant before, and those that ended behind this door: their people are known. */
  readonly others: readonly Home[]
  /** It was found by an id that it, or the one it has become, came with; not by its label, its people or its door. */
  readonly isOwn: boolean
  /** For a new household: the same file finds it by this again. */
  readonly free: HouseholdId
}
export const isLiving = ({ body }: { readonly body: { readonly ended?: unknown } }): boolean => body.ended === undefined

/** The households that the groups of rows of one door mean; no two the same one where their people tell them apart. */
export function findHomes(planning: Planning, door: DoorAt, groups: readonly EntryGroup[]): readonly FoundHome[] {
  const alone = groups.length === 1
  const found = groups.map((group) => findHome(planning, door, { group, alone, claimed: new Set() }))
  const claimed = new Set(found.flatMap(({ home, isOwn }) => (isOwn ? (home?.standing?.id ?? []) : [])))
  if (alone) return found
  return found.map((one) => {
    if (one.isOwn || one.home === undefined) return one
    const again = findHome(planning, door, { group: one.group, alone, claimed })
    if (again.home?.standing !== undefined) claimed.add(again.home.standing.id)
    return again
  })
}

/**
 * The household that a group of rows means. Its own id tells it, wherever it stands by now; one that has ended or gone
 * elsewhere only where the rows name somebody of it, for behind the same door others may live since. Then its label,
 * somebody who lives in it, or that it is alone there.
 */
function findHome(planning: Planning, door: DoorAt, { group, alone, claimed }: Wanted): FoundHome {
  const { known } = planning
  const rank = ({ id }: Household): number => (claimed.has(id) ? 1 : 0)
  const living = door.households.filter(isLiving).sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
  const isHere = ({ row }: Home): boolean => isLiving(row) && row.body.doors.includes(door.id)
  const own = homesNamed(planning, door, group.key)
  const isMeant = (home: Home): boolean => isOf(planning, home, group)
  const byId =
    own.homes.find((home) => home.standing !== undefined && isMeant(home)) ?? own.homes.find((home) => isHere(home))
  const labelled = group.label === undefined ? undefined : living.find(({ body }) => body.label === group.label)
  const formerly =
    byId !== undefined ? [] : group.otherKeys.flatMap((key) => [...homesNamed(planning, door, key).homes])
  const ended = door.households.filter((row) => !isLiving(row)).map((row) => known.homeOf(row))
  const all = [...own.homes, ...formerly, ...ended]
  const told = [...own.homes, ...formerly].find(isMeant)
  const named = living.find(
    ({ id }) => !(told !== undefined && claimed.has(id)) && namesOne(known.see.under('resident', id), group),
  )
  // Where all whom it had live in one that people wrote down since, a file that says the same is nothing new to that one.
  const isLeft = told !== undefined && told.standing === undefined && !hasOne(planning, told, group)
  const standsIn = (row: Household): Home => (isLeft ? { row: told.row, standing: row, way: [] } : known.homeOf(row))
  // A flat of which the file says no more than that it is empty: behind its door a household has ended, or gone.
  const last = group.entries.some(({ person }) => person !== undefined) ? undefined : own.homes.at(-1)
  const emptied = last === undefined ? undefined : { ...last, standing: undefined }
  const home =
    byId ??
    (labelled && standsIn(labelled)) ??
    (told?.standing === undefined ? undefined : told) ??
    (named && standsIn(named)) ??
    emptied ??
    (alone && living.length === 1 ? known.homeOf(living[0] as Household) : undefined)
  const others = new Map(all.map((one) => [one.row.id, one]))
  if (home !== undefined) others.delete(home.row.id)
  const isOwn = [...own.homes, ...formerly].some(({ row }) => row === home?.row)
  return { group, home, others: [...others.values()], isOwn, free: own.free }
}

interface Wanted {
  readonly group: EntryGroup
  readonly alone: boolean
  /** What other groups mean goes last. */
  readonly claimed: ReadonlySet<string>
}
/** The households that were ever made for a door and a key, in their order, and the id of the next one. */
function homesNamed(
  { community, known }: Planning,
  door: DoorAt,
  key: string,
): { readonly homes: readonly Home[]; readonly free: HouseholdId } {
  const homes: Home[] = []
  for (let n = 1; ; n++) {
    const id = derivedId(community, 'household', [door.id, key, ...(n === 1 ? [] : [String(n)])])
    const row = known.see('household', id)
    if (row === undefined) return { homes, free: id }
    homes.push(known.homeOf(row))
  }
}

const namesOne = (people: readonly RowOf<'resident'>[], { entries }: EntryGroup): boolean =>
  people.some(({ body }) => entries.some(({ person }) => person?.name === body.name))
/** Whether somebody of a household is named, by number or by name. */
function hasOne({ community, known }: Planning, home: Home, group: EntryGroup): boolean {
  const people = known.peopleOf(home)
  const isNumbered = ({ person }: RosterEntry): boolean =>
    person?.foreignId !== undefined && people.some(({ id }) => id === numberId(community, person))
  return namesOne(people, group) || group.entries.some(isNumbered)
}
/** Whether rows name somebody of a household, who may live elsewhere since. */
const isOf = (planning: Planning, home: Home, group: EntryGroup): boolean =>
  hasOne(planning, home, group) ||
  group.entries.some(({ person }) => {
    const id = person && nameId(planning.community, home.row.id, { person, ordinal: 1 })
    return id !== undefined && planning.known.see('resident', id) !== undefined
  })
