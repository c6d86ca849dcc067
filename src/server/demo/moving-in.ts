import type { CareLevel } from '../../domain/nouns.ts'
import type { Chance } from './chance.ts'
import type { Place } from './estate.ts'
import { type FamilyKind, type Member, membersOf, QUOTAS } from './families.ts'
import type { Story } from './model-building.ts'

const RESIDENTS = 6300
/** Two in five are sixty or older. */
const ELDERS = (RESIDENTS * 2) / 5
const ELDER_AGE = 60

export interface Family {
  readonly place: Place
  readonly care: CareLevel
  readonly kind: FamilyKind
  members: Member[]
}

const STORIES: Readonly<Record<Story, readonly FamilyKind[]>> = {
  old_man_alone: ['alone_80'],
  old_woman_alone: ['alone_80', 'alone'],
  old_couple: ['couple_75'],
  young_family: ['infant'],
  new_mover: ['new_mover'],
  unknown: ['unknown'],
  vacant: ['vacant'],
  two_numbers: ['limited_mobility', 'couple_75'],
}

/** A family for every place: the model building's by its stories, the others by lot, until every quota is used up. */
export function moveIn(places: readonly Place[], chance: Chance): readonly Family[] {
  const left = new Map<CareLevel, FamilyKind[]>()
  for (const [care, kinds] of Object.entries(QUOTAS) as [CareLevel, Partial<Record<FamilyKind, number>>][]) {
    const all = Object.entries(kinds).flatMap(([kind, count]) =>
      Array.from({ length: count }, () => kind as FamilyKind),
    )
    left.set(care, chance.fork(care).shuffle(all))
  }
  const drawn = new Map<Place, { care: CareLevel; kind: FamilyKind }>()
  for (const place of places) if (place.model !== undefined) drawn.set(place, drawFor(place.model, left))
  const rest = [...left].flatMap(([care, kinds]) => kinds.map((kind) => ({ care, kind })))
  const mixed = chance.fork('rest').shuffle(rest)
  const families = places.flatMap((place): Family[] => {
    const lot = drawn.get(place) ?? mixed.pop()
    return lot === undefined ? [] : [{ place, ...lot, members: membersFor(place, lot.kind, chance) }]
  })
  fitResidents(families, chance.fork('residents'))
  fitElders(families, chance.fork('elders'))
  return families
}

function drawFor(model: NonNullable<Place['model']>, left: ReadonlyMap<CareLevel, FamilyKind[]>) {
  const kinds = left.get(model.care) ?? []
  const wanted = model.story === undefined ? [] : STORIES[model.story]
  const at = kinds.findIndex((kind) => (wanted.length === 0 ? !RARE.has(kind) : wanted.includes(kind)))
  const [kind = 'family'] = kinds.splice(Math.max(at, 0), 1)
  return { care: model.care, kind }
}
/** Hardships that come once in a few hundred doors do not gather in the building that everybody sees first. */
const RARE: ReadonlySet<FamilyKind> = new Set(['disabled_child', 'dialysis', 'lost_child', 'dementia', 'childless'])

function membersFor(place: Place, kind: FamilyKind, chance: Chance): Member[] {
  const members = membersOf(kind, chance.fork(place.household))
  const [head, ...others] = members
  if (head === undefined || place.model?.story === undefined) return members
  if (place.model.story === 'old_man_alone')
    return [{ ...head, sex: '1', age: 84, tags: [...head.tags, 'hard_of_hearing'] }, daughterElsewhere]
  return place.model.story === 'old_woman_alone' ? [{ ...head, sex: '2' }, ...others] : members
}
const daughterElsewhere: Member = { sex: '2', age: 55, kinship: '30', tags: [], contactOnly: true }

const livesHere = (member: Member): boolean => member.contactOnly !== true
const count = (families: readonly Family[], holds: (member: Member) => boolean): number =>
  families.reduce((sum, { members }) => sum + members.filter(holds).length, 0)

/** One child or flatmate more or less, here and there, until the community has exactly its number of people. */
function fitResidents(families: readonly Family[], chance: Chance): void {
  let missing = RESIDENTS - count(families, livesHere)
  const free = families.filter(({ place }) => place.model?.story === undefined)
  while (missing !== 0) {
    const family = chance.pick(free)
    const spare = family.members.findIndex((member) => member.spare)
    if (missing < 0 && spare >= 0) family.members.splice(spare, 1)
    else if (missing > 0 && family.kind === 'family' && family.members.length < 5) {
      const young: Member = {
        sex: chance.happens(0.5) ? '1' : '2',
        age: chance.between(4, 10),
        kinship: '20',
        tags: [],
        spare: true,
      }
      family.members.push({ ...young, kinship: young.sex === '1' ? '20' : '30' })
    } else continue
    missing += missing < 0 ? 1 : -1
  }
}

/** Households where a few years more or less change nothing about their kind. */
const AGELESS: ReadonlySet<FamilyKind> = new Set([
  'couple_child',
  'low_income',
  'disabled',
  'chronic',
  'disabled_severe',
])
function fitElders(families: readonly Family[], chance: Chance): void {
  let missing = ELDERS - count(families, (member) => livesHere(member) && member.age >= ELDER_AGE)
  const free = families.filter(({ kind }) => AGELESS.has(kind))
  while (missing !== 0) {
    const family = chance.pick(free)
    const at = family.members.findIndex(({ age }) =>
      missing > 0 ? age >= 50 && age < ELDER_AGE : age >= 60 && age < 70,
    )
    const member = family.members[at]
    if (member === undefined) continue
    family.members[at] = { ...member, age: missing > 0 ? chance.between(60, 64) : chance.between(54, 59) }
    missing += missing > 0 ? -1 : 1
  }
}
