import { becomeOf } from '../../domain/goes-along.ts'
import type { HouseholdId, PackId, ResidentId } from '../../domain/ids.ts'
import type { ResidentBody, RowOf } from '../../domain/nouns.ts'
import { pinyinOf } from '../pinyin.ts'
import type { FoundPerson, NamedEntry } from './find-people.ts'
import type { EntryGroup } from './group-entries.ts'
import { nameId, numberId } from './person-ids.ts'
import type { DoorAt, Planning } from './planning.ts'
import { setRow } from './set-row.ts'

/** The rows of a household that count: a person written twice is told, and the second row says nothing. */
export function withoutDoubles({ rejected, remarks, numbers }: Planning, group: EntryGroup): EntryGroup {
  const written = new Set<string>()
  const entries = group.entries.filter(({ person, line }) => {
    if (person === undefined) return true
    const found = person.foreignId ?? ''
    const same = `${person.name}/${person.birth ?? ''}/${person.phone ?? ''}/${found}`
    if (written.has(same)) {
      rejected.push({ file: 'roster', line, reason: 'same_person_twice', found: person.name.slice(0, 1) })
      return false
    }
    written.add(same)
    if (numbers.isShared(person)) remarks.add({ file: 'roster', code: 'number_shared', found, line })
    else if (numbers.isToldBefore(person, line)) {
      remarks.add({ file: 'roster', code: 'number_twice', found, line })
      return false
    }
    return true
  })
  return { ...group, entries }
}
/** The people of a group, each with which of those of the same name it is. */
export function namedIn({ entries }: EntryGroup): readonly NamedEntry[] {
  const seen = new Map<string, number>()
  return entries.flatMap((entry): readonly NamedEntry[] => {
    const { person } = entry
    if (person === undefined) return []
    const ordinal = (seen.get(person.name) ?? 0) + 1
    seen.set(person.name, ordinal)
    return [{ entry, person, ordinal }]
  })
}

/** Where somebody who is new will live, and the household that the ids of its people follow from. */
export interface Place {
  readonly id: HouseholdId
  readonly pack: PackId
  readonly first: string
  /** The households that were merged into this one on the way from the first. */
  readonly way: readonly string[]
}
/** Somebody of whom the register has nothing yet. */
export function planNewcomer(planning: Planning, { entry, person, ordinal }: FoundPerson, place: Place): void {
  const { tally, changes, known } = planning
  const id = freeId(planning, { entry, person, ordinal }, place)
  const { foreignId: _, ...told } = person
  const { tags, basis } = entry
  const pinyin = pinyinOf(person.name)
  const residence = person.residence ?? (person.contactOnly === true ? 'moved' : 'live_registered')
  const body: ResidentBody = {
    household: place.id,
    ...told,
    ...(pinyin === undefined ? {} : { pinyin }),
    tags,
    ...(basis !== undefined && tags.length > 0 ? { tagsBasis: basis } : {}),
    residence,
    ...(place.way.length === 0 ? {} : { from: place.way as HouseholdId[] }),
  }
  tally.count('residents', 'new')
  changes.push(known.put('resident', { id, pack: place.pack }, body))
}
/** By their own number where nobody else bears it. */
function freeId(planning: Planning, one: NamedEntry, { first }: Place): ResidentId {
  const { community, known, numbers, remarks } = planning
  const { entry, person } = one
  const isFree = (id: ResidentId): boolean =>
    known.planned('resident', id) === undefined && known.see('resident', id) === undefined
  const number = numbers.isShared(person) ? undefined : numberId(community, person)
  if (number !== undefined) {
    if (isFree(number)) return number
    remarks.add({ file: 'roster', code: 'number_shared', found: person.foreignId ?? '', line: entry.line })
  }
  for (let nth = 1; ; nth++) {
    const id = nameId(community, first, { ...one, nth })
    if (isFree(id)) return id
  }
}

/** Somebody who is there already, wherever that is now: what the file says is written there, nobody is moved or revived. */
export function planKnownPerson(
  planning: Planning,
  one: FoundPerson & { readonly row: RowOf<'resident'> },
  door: DoorAt,
): void {
  const { entry, person, row } = one
  const into = becomeOf(planning.known.see, 'resident', row.id)?.into
  const isChanged =
    mayBeWritten(planning, one, door) &&
    setRow(planning, row, {
      into: into?.body.ended === undefined ? into : undefined,
      wantedOf: (of) => wantedOf({ entry, person }, of),
      // Whoever is called otherwise is found by the new name and no longer by the old one; null takes a field away.
      alsoOf: (_, set) => ('name' in set ? { pinyin: pinyinOf(person.name) ?? null } : {}),
    })
  planning.tally.count('residents', isChanged ? 'changed' : 'same')
}
/** Whether a row of the file has a say about somebody of the register; tells where it has none, or where it is mistaken. */
function mayBeWritten(
  { known, remarks }: Planning,
  { entry, row }: FoundPerson & { readonly row: RowOf<'resident'> },
  door: DoorAt,
): boolean {
  const { line, place } = entry
  const { ended, household } = row.body
  const home = known.see('household', household)
  const standing = home === undefined ? undefined : known.homeOf(home).standing
  if ((ended !== undefined && ended.why !== 'merged') || standing === undefined) {
    remarks.add({ file: 'roster', code: 'ended_again', found: [place.stair, place.room].join(' ').trim(), line })
    return false
  }
  if (!known.isFirst(row)) return false
  if (!standing.body.doors.includes(door.id))
    remarks.add({ file: 'roster', code: 'lives_elsewhere', found: `${place.room} → ${known.nameOf(standing)}`, line })
  return true
}
function wantedOf(
  { entry, person }: Pick<NamedEntry, 'entry' | 'person'>,
  row: RowOf<'resident'>,
): Readonly<Record<string, unknown>> {
  const { tags, basis } = entry
  const { foreignId: _, sex, ...rest } = person
  const isGrounded = basis !== undefined && tags.length > 0 && row.writer['tags'] === undefined
  // A file that does not know the sex takes nothing away; the same holds for tags.
  return {
    ...rest,
    ...(sex === '0' ? {} : { sex }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(isGrounded ? { tagsBasis: basis } : {}),
  }
}
