import { plusDays } from '../../domain/calendar.ts'
import { intervalOf } from '../../domain/due.ts'
import { asId, type Day } from '../../domain/ids.ts'
import type { HouseholdBody, RowOf } from '../../domain/nouns.ts'
import type { Dictionary } from './dictionary.ts'
import { type FoundHome, findHomes, isLiving } from './find-home.ts'
import { type FoundPerson, findPeople } from './find-people.ts'
import { type EntryGroup, groupHouseholds } from './group-entries.ts'
import { lotOf } from './ids.ts'
import { namedIn, type Place, planKnownPerson, planNewcomer, withoutDoubles } from './plan-people.ts'
import type { DoorAt, Planning } from './planning.ts'
import type { RosterEntry } from './roster.ts'
import { type Saying, setRow } from './set-row.ts'

const LABELS = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸']

/** Plans the households behind one door and the people in them. */
export function planDoor(planning: Planning, door: DoorAt, entries: readonly RosterEntry[]): void {
  const groups = groupHouseholds(entries).map((group) => withoutDoubles(planning, group))
  const living = door.households.filter(isLiving)
  const taken = new Set(living.flatMap(({ body }) => (body.label === undefined ? [] : [body.label])))
  const found = findHomes(planning, door, groups)
  const matched = new Set(found.flatMap(({ home }) => [home?.row.id, home?.standing?.id]))
  // Split off since, or written down by a person: the file does not tell them apart.
  const spare = living.filter(({ id }) => !matched.has(id))
  const homes = found.map((one) => ({ ...one, named: namedIn(one.group) }))
  const people = findPeople(planning, homes, spare)
  found.forEach((one, place) => {
    const needsLabel = groups.length > 1 && one.home === undefined
    const label = one.group.label ?? (needsLabel ? nextLabel(taken) : undefined)
    if (label !== undefined) taken.add(label)
    const own = people[place] ?? []
    for (const { row } of own) planning.known.meet(row?.id, row?.body.household)
    planGroup(planning, door, { ...one, label, people: own })
  })
  planning.known.meet(...matched)
  planning.known.atEnd(() => countMissing(planning, living))
}
function nextLabel(taken: ReadonlySet<string>): string {
  return LABELS.find((label) => !taken.has(label)) ?? String(taken.size + 1)
}
/** Who is in the register behind a door of the file and not in the file. */
function countMissing({ tally, known }: Planning, living: readonly RowOf<'household'>[]): void {
  for (const { id } of living) {
    if (!known.isMet(id)) {
      tally.missing.households += 1
      continue
    }
    const people = known.see.under('resident', id).filter((row) => isLiving(row) && row.body.contactOnly !== true)
    tally.missing.residents += people.filter((row) => !known.isMet(row.id)).length
  }
}

interface GroupPlan extends FoundHome {
  readonly label: string | undefined
  readonly people: readonly FoundPerson[]
}
/** The household where the rows say something of it, or bring somebody new to it; then each of its people. */
function planGroup(planning: Planning, door: DoorAt, plan: GroupPlan): void {
  const { group, home, free, people } = plan
  const others = new Set(people.flatMap(({ entry, isOfOther }) => (isOfOther ? [entry] : [])))
  const own = { ...group, entries: group.entries.filter((entry) => !others.has(entry)) }
  const isEmptied = people.length > 0 && people.every(({ isOfOther }) => isOfOther)
  const isNew = people.some(({ row }) => row === undefined) || (people.length === 0 && group.entries.length > 0)
  const standing = home?.standing
  const place: Place =
    home === undefined || standing === undefined
      ? { id: free, pack: door.pack, first: free, way: [] }
      : { id: asId(standing.id), pack: standing.pack, first: home.row.id, way: home.way }
  if (home !== undefined && standing !== undefined && !isEmptied)
    planKnownHousehold(planning, { ...home, standing }, { ...plan, group: own })
  else if (home === undefined && isNew) planNewHousehold(planning, door, { ...plan, group: own })
  else planning.tally.count('households', 'same')
  for (const one of people) {
    const { row } = one
    if (row === undefined) planNewcomer(planning, one, place)
    else planKnownPerson(planning, { ...one, row }, door)
  }
}

type HouseholdPlan = Pick<GroupPlan, 'group' | 'label' | 'free'>
function planKnownHousehold(
  planning: Planning,
  { row, standing }: { readonly row: RowOf<'household'>; readonly standing: RowOf<'household'> },
  { group, label }: HouseholdPlan,
): void {
  const { dictionary, tally, known } = planning
  const told = toldOf(group.entries)
  const own = tagsOf(group, dictionary)
  const saying: Saying<'household'> = {
    into: standing,
    wantedOf: ({ body, writer }) => {
      const union = [...body.tags, ...own.filter((tag) => !body.tags.includes(tag))]
      const bases = basesOf({ ...group, dictionary }, writer)
      return { ...told, ...(label === undefined ? {} : { label }), tags: union, ...bases }
    },
    alsoOf: ({ id, body }, set) => {
      if (body.ended !== undefined || !('care' in set || 'interval' in set)) return {}
      const due = dueAfter(planning, { ...body, ...set }, id)
      return body.nextDue === null || due < body.nextDue ? { nextDue: due } : {}
    },
  }
  const isChanged = known.isFirst(row) && setRow(planning, row, saying)
  tally.count('households', isChanged ? 'changed' : 'same')
}
function planNewHousehold(planning: Planning, door: DoorAt, { group, label, free: id }: HouseholdPlan): void {
  const { dictionary, rules, today, tally, changes, known } = planning
  const told = toldOf(group.entries)
  const isShared = label !== undefined || door.households.filter(isLiving).length > 0
  // The level is always a person's decision: tags only suggest one, to whoever sets it.
  const care = told.care ?? 'grey'
  const body: HouseholdBody = {
    doors: [door.id],
    ...told,
    dwelling: told.dwelling ?? (isShared ? 'shared' : 'unknown'),
    care,
    ...(label === undefined ? {} : { label }),
    tags: tagsOf(group, dictionary),
    ...basesOf({ ...group, dictionary }),
    lastReached: null,
    lastVisit: null,
    nextDue: plusDays(today, 1 + lotOf(id, intervalOf(rules, { care, ...intervalIn(told) }))),
    misses: 0,
  }
  tally.count('households', 'new')
  changes.push(known.put('household', { id, pack: door.pack }, body))
}
const tagsOf = ({ entries }: EntryGroup, dictionary: Dictionary): readonly string[] => [
  ...new Set(entries.flatMap((entry) => entry.tags).filter(dictionary.concernsHousehold)),
]
/** On what ground the file keeps what it says; of what a person wrote it knows no ground. */
function basesOf(
  { entries, dictionary }: { readonly entries: readonly RosterEntry[]; readonly dictionary: Dictionary },
  written: RowOf<'household'>['writer'] = {},
): Partial<Pick<HouseholdBody, 'careBasis' | 'tagsBasis' | 'noteBasis'>> {
  const basis = (field: 'care' | 'tags' | 'note', fills: (entry: RosterEntry) => boolean) => {
    const found = written[field] === undefined ? entries.find(fills)?.basis : undefined
    return found === undefined ? {} : { [`${field}Basis`]: found }
  }
  return {
    ...basis('care', ({ care, careReason }) => care !== undefined || careReason !== undefined),
    ...basis('tags', ({ tags }) => tags.some(dictionary.concernsHousehold)),
    ...basis('note', ({ note }) => note !== undefined),
  }
}
type Told = Partial<Pick<HouseholdBody, 'dwelling' | 'care' | 'careReason' | 'interval' | 'note'>>
const intervalIn = ({ interval }: Told): { interval?: number } => (interval === undefined ? {} : { interval })

/**
 * The first day after an import is spread over the level's interval by the household's id: were all due at once,
 * nobody could walk it, and were they due after a whole interval, nobody would be seen for half a year.
 */
const dueAfter = ({ rules, today }: Planning, household: HouseholdBody, id: string): Day =>
  plusDays(today, 1 + lotOf(id, intervalOf(rules, household)))

/** Of several rows about one household the first that says something counts. */
function toldOf(entries: readonly RosterEntry[]): Told {
  const first = <K extends keyof Told & keyof RosterEntry>(field: K) =>
    entries.find((entry) => entry[field] !== undefined)?.[field]
  const all = {
    dwelling: first('dwelling'),
    care: first('care'),
    careReason: first('careReason'),
    interval: first('interval'),
    note: first('note'),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Told
}
