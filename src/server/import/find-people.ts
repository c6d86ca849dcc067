import type { ResidentBody, RowOf } from '../../domain/nouns.ts'
import { type FoundHome, isLiving } from './find-home.ts'
import type { Home, KnownRows } from './known-rows.ts'
import { type Named, nameId, numberId } from './person-ids.ts'
import type { Planning } from './planning.ts'
import type { RosterEntry } from './roster.ts'

type Resident = RowOf<'resident'>
export interface NamedEntry extends Named {
  readonly entry: RosterEntry
}
interface Found {
  /** Undefined where the register does not have them, wherever they live. */
  readonly row: Resident | undefined
  /** Of another household that the same rows meant before: what the row says of its household is not of this one. */
  readonly isOfOther: boolean
}
export type FoundPerson = NamedEntry & Found
type Telling = Pick<ResidentBody, 'name'> & { readonly birth?: string | undefined }
/** The same number at another door is the same person only where the name says so too: some lists count at every door. */
const isSame = (a: Telling, b: Telling): boolean => a.name === b.name
/** Of those who left, another one of the same name is known by the birth, unless a person has mended it. */
const isAlike = ({ body, writer }: Resident, { birth }: Telling): boolean =>
  birth === undefined || body.birth === undefined || birth === body.birth || writer['birth'] !== undefined

/** The rows of a household with the people whom they name. */
export interface NamedHome extends FoundHome {
  readonly named: readonly NamedEntry[]
}
/**
 * The people whom the rows of one door name, household by household. Whoever is there already keeps the id of the
 * household in which they were first told, so they are found wherever they live by now; else by name, in the household,
 * in one that was split from it (`spare`), or in one that has ended behind the same door.
 */
export function findPeople(
  planning: Planning,
  homes: readonly NamedHome[],
  spare: readonly RowOf<'household'>[],
): readonly (readonly FoundPerson[])[] {
  const byId = homes.map((home) => home.named.map((one) => ({ ...one, ...findById(planning, home, one) })))
  const claimed = new Set(byId.flat().flatMap(({ row }) => row?.id ?? []))
  return homes.map((home, place) => {
    const find = findByName(planning, home, { spare, claimed })
    return (byId[place] ?? []).map((one) => (one.row === undefined ? { ...one, ...find(one) } : one))
  })
}
interface Free {
  readonly spare: readonly RowOf<'household'>[]
  /** Who is somebody else in the file. */
  readonly claimed: Set<string>
}
function findByName({ known }: Planning, { home, others }: FoundHome, { spare, claimed }: Free) {
  const ofHome = home === undefined ? [] : [...known.peopleOf(home), ...known.see.under('resident', idOf(home))]
  const here = [...ofHome, ...spare.flatMap(({ id }) => known.see.under('resident', id))]
  const gone = others.filter(({ standing }) => standing === undefined).flatMap((other) => known.peopleOf(other))
  return ({ person }: NamedEntry): Found => {
    const called = (people: readonly Resident[]) =>
      people.filter(({ id, body }) => body.name === person.name && !claimed.has(id)).sort(byLikeness(person))
    const [there] = called(here)
    const row = there ?? called(gone).find((left) => isAlike(left, person))
    if (row !== undefined) claimed.add(row.id)
    return { row, isOfOther: there === undefined && row !== undefined }
  }
}
/** Who lives before who has gone, the same birth before another; the rest in an order that stays. */
const byLikeness =
  ({ birth }: Telling) =>
  (a: Resident, b: Resident): number => {
    const rank = (row: Resident): number => (isLiving(row) ? 0 : 2) + (row.body.birth === birth ? 0 : 1)
    return rank(a) - rank(b) || (a.id < b.id ? -1 : 1)
  }
const idOf = ({ row, standing }: Home): string => (standing ?? row).id

function findById(planning: Planning, at: FoundHome, one: Named): Found {
  const { community, known } = planning
  const { home, others } = at
  const number = planning.numbers.isShared(one.person) ? undefined : numberId(community, one.person)
  const numbered = number === undefined ? undefined : known.see('resident', number)
  const isOfEnded = others.some(({ row, standing }) => standing === undefined && row.id === numbered?.body.household)
  // A number does not tell where somebody was first told: who may have been split off says nothing of the household.
  const isOfOther = isOfEnded || (home !== undefined && !at.isOwn && others.length > 0)
  if (numbered !== undefined && isSame(numbered.body, one.person)) return { row: numbered, isOfOther }
  const first = findFirstTold(planning, at, one)
  if (first.row !== undefined || numbered === undefined) return first
  // Within the household a number tells who it is, whatever the name is now.
  const isHere = home !== undefined && numbered.body.household === idOf(home)
  return isHere || isRenamed(numbered, one.person) ? { row: numbered, isOfOther } : first
}
/** Called otherwise by a person since, so that the file cannot know the name. */
const isRenamed = (row: Resident, person: Telling): boolean => row.writer['name'] !== undefined && isAlike(row, person)
/** By the household in which they were first told, and the name. */
function findFirstTold({ community, known }: Planning, { home, others }: FoundHome, one: Named): Found {
  for (const { row: of } of home === undefined ? others : [home, ...others]) {
    for (let nth = 1; ; nth++) {
      const row = known.see('resident', nameId(community, of.id, { ...one, nth }))
      if (row === undefined) break
      if (isCredible(known, row, one)) return { row, isOfOther: of !== home?.row }
    }
  }
  return { row: undefined, isOfOther: false }
}
/** In a household that has ended, somebody of the same name who was born otherwise is a newcomer's namesake. */
function isCredible(known: KnownRows, row: Resident, { person }: Named): boolean {
  const household = known.see('household', row.body.household)
  return household === undefined || known.homeOf(household).standing !== undefined || isAlike(row, person)
}
