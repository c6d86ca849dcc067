import { plusDays } from '../../domain/calendar.ts'
import { type DueRules, intervalOf } from '../../domain/due.ts'
import { asId, type CommunityId, type Day, type DoorId, type HouseholdId, type PackId } from '../../domain/ids.ts'
import type { HouseholdBody, ResidentBody, RowOf } from '../../domain/nouns.ts'
import { type Change, put } from '../../domain/see.ts'
import { pinyinOf } from '../pinyin.ts'
import type { Dictionary } from './dictionary.ts'
import { diffRow, type Tally } from './diff.ts'
import { type EntryGroup, groupHouseholds } from './group-entries.ts'
import { derivedId, lotOf } from './ids.ts'
import type { Rejected } from './problems.ts'
import type { RosterEntry, RosterPerson } from './roster.ts'

export interface Planning {
  readonly community: CommunityId
  readonly dictionary: Dictionary
  readonly rules: DueRules
  readonly today: Day
  readonly tally: Tally
  readonly changes: Change[]
  readonly rejected: Rejected[]
}
/** A door with what the register has behind it. */
export interface DoorAt {
  readonly id: DoorId
  readonly pack: PackId
  readonly households: readonly RowOf<'household'>[]
  readonly residentsOf: (household: string) => readonly RowOf<'resident'>[]
}
const LABELS = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸']

/** Plans the households behind one door and the people in them. */
export function planDoor(planning: Planning, door: DoorAt, entries: readonly RosterEntry[]): void {
  const groups = groupHouseholds(entries)
  const living = door.households.filter(({ body }) => body.ended === undefined)
  const taken = new Set(living.flatMap(({ body }) => (body.label === undefined ? [] : [body.label])))
  const matched = new Set<string>()
  for (const group of groups) {
    const id = derivedId(planning.community, 'household', [door.id, group.key])
    const known = findKnown({ id, group, alone: groups.length === 1 }, door, living)
    if (known !== undefined) matched.add(known.id)
    const household = { id: known === undefined ? id : asId<'household'>(known.id), pack: known?.pack ?? door.pack }
    const label = group.label ?? (groups.length > 1 && known === undefined ? nextLabel(taken) : undefined)
    if (label !== undefined) taken.add(label)
    planHousehold(planning, { ...household, door, group, label, known })
    planResidents(planning, household, { group, known: door.residentsOf(household.id) })
  }
  planning.tally.missing.households += living.filter(({ id }) => !matched.has(id)).length
}
function nextLabel(taken: ReadonlySet<string>): string {
  return LABELS.find((label) => !taken.has(label)) ?? String(taken.size + 1)
}

function findKnown(
  wanted: { id: HouseholdId; group: EntryGroup; alone: boolean },
  door: DoorAt,
  living: readonly RowOf<'household'>[],
): RowOf<'household'> | undefined {
  const { id, group, alone } = wanted
  const names = new Set(group.entries.flatMap(({ person }) => (person === undefined ? [] : [person.name])))
  const hasSomebody = ({ id: household }: RowOf<'household'>) =>
    door.residentsOf(household).some(({ body }) => names.has(body.name))
  return (
    door.households.find((household) => household.id === id) ??
    (group.label === undefined ? undefined : living.find(({ body }) => body.label === group.label)) ??
    (alone && living.length === 1 ? living[0] : living.find(hasSomebody))
  )
}

interface HouseholdPlan {
  readonly id: HouseholdId
  readonly pack: PackId
  readonly door: DoorAt
  readonly group: EntryGroup
  readonly label: string | undefined
  readonly known: RowOf<'household'> | undefined
}
function planHousehold(planning: Planning, plan: HouseholdPlan): void {
  const { dictionary, rules, today, tally, changes } = planning
  const { id, pack, door, group, label, known } = plan
  const told = toldOf(group.entries)
  const tags = [...new Set(group.entries.flatMap((entry) => entry.tags))]
  const own = tags.filter(dictionary.concernsHousehold)
  if (known !== undefined) {
    const union = [...known.body.tags, ...own.filter((tag) => !known.body.tags.includes(tag))]
    const bases = basesOf({ ...group, dictionary }, known.writer)
    const wanted = { ...told, ...(label === undefined ? {} : { label }), tags: union, ...bases }
    const set = diffRow(tally, known, wanted)
    const due = 'care' in set || 'interval' in set ? dueAfter(planning, { ...known.body, ...set }, id) : undefined
    if (due !== undefined && (known.body.nextDue === null || due < known.body.nextDue)) set['nextDue'] = due
    tally.count('households', Object.keys(set).length === 0 ? 'same' : 'changed')
    if (Object.keys(set).length > 0) changes.push({ op: 'set', kind: 'household', id, set, edit: false })
    return
  }
  const dwelling = told.dwelling ?? (door.households.length > 1 || label !== undefined ? 'shared' : 'unknown')
  // The level is always a person's decision: tags only suggest one, to whoever sets it.
  const care = told.care ?? 'grey'
  const body: HouseholdBody = {
    doors: [door.id],
    ...told,
    dwelling,
    care,
    ...(label === undefined ? {} : { label }),
    tags: own,
    ...basesOf({ ...group, dictionary }),
    lastReached: null,
    lastVisit: null,
    nextDue: plusDays(today, 1 + lotOf(id, intervalOf(rules, { care, ...intervalIn(told) }))),
    misses: 0,
  }
  tally.count('households', 'new')
  changes.push(put('household', { id, pack }, body))
}
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

function planResidents(
  planning: Planning,
  household: { readonly id: HouseholdId; readonly pack: PackId },
  { group, known }: { readonly group: EntryGroup; readonly known: readonly RowOf<'resident'>[] },
): void {
  const seen = new Map<string, number>()
  const written = new Set<string>()
  const matched = new Set<string>()
  for (const entry of group.entries) {
    const { person } = entry
    if (person === undefined) continue
    const same = `${person.name}/${person.birth ?? ''}/${person.phone ?? ''}/${person.foreignId ?? ''}`
    if (written.has(same)) {
      planning.rejected.push({
        file: 'roster',
        line: entry.line,
        reason: 'same_person_twice',
        found: person.name.slice(0, 1),
      })
      continue
    }
    written.add(same)
    const ordinal = (seen.get(person.name) ?? 0) + 1
    seen.set(person.name, ordinal)
    const names = person.foreignId === undefined ? [person.name, String(ordinal)] : ['#', person.foreignId]
    const id = derivedId(planning.community, 'resident', [household.id, ...names])
    const row =
      known.find((resident) => resident.id === id) ??
      known.find(({ id: other, body }) => body.name === person.name && !matched.has(other))
    if (row !== undefined) matched.add(row.id)
    planResident(planning, { id: row?.id ?? id, ...place(household), person, entry, known: row })
  }
  const living = known.filter(({ body }) => body.ended === undefined && body.contactOnly !== true)
  planning.tally.missing.residents += living.filter(({ id }) => !matched.has(id)).length
}
const place = ({ id, pack }: { id: HouseholdId; pack: PackId }) => ({ household: id, pack })

interface ResidentPlan {
  readonly id: string
  readonly household: HouseholdId
  readonly pack: PackId
  readonly person: RosterPerson
  readonly entry: Pick<RosterEntry, 'tags' | 'basis'>
  readonly known: RowOf<'resident'> | undefined
}
function planResident({ tally, changes }: Planning, plan: ResidentPlan): void {
  const { id, household, pack, person, known } = plan
  const { tags, basis } = plan.entry
  const { foreignId: _, ...told } = person
  const isGrounded = basis !== undefined && tags.length > 0 && known?.writer['tags'] === undefined
  const grounded = isGrounded ? { tagsBasis: basis } : {}
  if (known !== undefined) {
    const { sex, ...rest } = told
    // A file that does not know the sex takes nothing away; the same holds for tags.
    const wanted = { ...rest, ...(sex === '0' ? {} : { sex }), ...(tags.length === 0 ? {} : { tags }), ...grounded }
    const set = diffRow(tally, known, wanted)
    // Whoever is called otherwise is found by the new name and no longer by the old one; null takes a field away.
    if ('name' in set) set['pinyin'] = pinyinOf(person.name) ?? null
    tally.count('residents', Object.keys(set).length === 0 ? 'same' : 'changed')
    if (Object.keys(set).length > 0) changes.push({ op: 'set', kind: 'resident', id, set, edit: false })
    return
  }
  const pinyin = pinyinOf(person.name)
  const residence = person.residence ?? (person.contactOnly === true ? 'moved' : 'live_registered')
  const body: ResidentBody = {
    household,
    ...told,
    ...(pinyin === undefined ? {} : { pinyin }),
    tags,
    ...grounded,
    residence,
  }
  tally.count('residents', 'new')
  changes.push(put('resident', { id, pack }, body))
}
