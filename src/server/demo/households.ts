import { asId, type Day } from '../../domain/ids.ts'
import type { HouseholdBody, ResidentBody } from '../../domain/nouns.ts'
import { pinyinOf } from '../pinyin.ts'
import type { Chance } from './chance.ts'
import type { Placed } from './estate.ts'
import type { FamilyKind, Member } from './families.ts'
import type { Family } from './moving-in.ts'
import { nameFor, phoneOf, surnameOf } from './names.ts'
import { CARE_REASONS, HOUSEHOLD_NOTES } from './words.ts'

/** A household with its people, before any visit. */
export interface Home {
  readonly family: Family
  readonly household: Placed<HouseholdBody>
  readonly residents: readonly Placed<ResidentBody>[]
}

/** Bodies of all households and residents; phones are given out in this order, so none comes twice. */
export function furnish(families: readonly Family[], today: Day, chance: Chance): readonly Home[] {
  let phones = 0
  const nextPhone = (): string => {
    phones += 1
    return phoneOf(phones)
  }
  return families.map((family) => {
    const lots = chance.fork(family.place.household)
    const basis = groundOf(lots.fork('grounds'))
    const household = { id: family.place.household, body: grounded(householdBody(family, lots), basis) }
    const surnames = { line: surnameOf(lots), head: surnameOf(lots) }
    const residents = family.members.map((member, place): Placed<ResidentBody> => {
      const surname =
        member.ownSurname === true ? surnameOf(lots) : place === 0 ? surnames.head : lineOf(family, surnames)
      const body = residentBody({ family, member, dwelling: household.body.dwelling, surname, today, nextPhone }, lots)
      return { id: `${household.id}.${place + 1}`, body: withGround(body, basis) }
    })
    return { family, household, residents }
  })
}
/** On what ground a home's sensitive words are kept; of a few nobody has written it down yet. */
const groundOf = (lots: Chance): string | undefined =>
  lots.happens(0.015) ? undefined : lots.weigh({ consent: 8, duty: 2 })
const withGround = <B extends { readonly tags: readonly string[] }>(body: B, basis: string | undefined): B =>
  basis === undefined || body.tags.length === 0 ? body : { ...body, tagsBasis: basis }
const grounded = (body: HouseholdBody, basis: string | undefined): HouseholdBody => ({
  ...withGround(body, basis),
  ...(basis !== undefined && body.careReason !== undefined ? { careBasis: basis } : {}),
  ...(basis !== undefined && body.note !== undefined ? { noteBasis: basis } : {}),
})
/** Children carry their father's name: the head's, unless she lives without him. */
const lineOf = ({ members }: Family, surnames: { line: string; head: string }): string =>
  members[0]?.sex === '2' ? surnames.line : surnames.head

const RENTED: Readonly<Partial<Record<FamilyKind, number>>> = {
  flatmates: 1,
  new_mover: 0.6,
  young_couple: 0.4,
  single: 0.55,
  infant: 0.2,
  family: 0.08,
  pregnant: 0.3,
}
function dwellingOf({ kind, place }: Family, chance: Chance): string {
  if (kind === 'vacant' || kind === 'under_repair' || kind === 'unknown') return kind
  if (place.shared) return 'shared'
  if (kind === 'flatmates' && chance.happens(0.1)) return 'dorm'
  if (kind === 'single' && chance.happens(0.07)) return 'commercial'
  return chance.happens(RENTED[kind] ?? 0.02) ? 'rented' : 'owner'
}

/** Tags of a member that describe the household's situation, as a list shows them. */
const HOUSEHOLD_TAGS = new Set([
  'elder_alone',
  'elder_alone_80',
  'elder_couple',
  'elder_childless',
  'elder_empty_nest',
  'elder_disabled_child',
  'lost_only_child',
  'low_income',
  'new_mover',
  'infant',
  'dialysis',
  'limited_mobility',
  'elder_80',
])
function householdBody(family: Family, chance: Chance): HouseholdBody {
  const { place, kind, care, members } = family
  const dwelling = dwellingOf(family, chance)
  const tags = new Set(members.flatMap((member) => member.tags.filter((tag) => HOUSEHOLD_TAGS.has(tag))))
  if (dwelling === 'rented' || dwelling === 'dorm') tags.add('tenant')
  const lived = members.length > 0 && care !== 'grey'
  if (lived && chance.happens(0.04)) tags.add('pet_dog')
  if (lived && chance.happens(0.006)) tags.add('conflict')
  if (lived && care === 'green' && chance.happens(0.008)) tags.add('do_not_disturb')
  const reasons = CARE_REASONS[kind]
  const isStory = place.model?.story === 'old_man_alone'
  return {
    doors: place.doors,
    ...(place.label === undefined ? {} : { label: place.label }),
    dwelling,
    care,
    ...(reasons === undefined ? {} : { careReason: chance.pick(reasons) }),
    ...(care === 'yellow' && chance.happens(0.02) ? { interval: 14 } : {}),
    tags: [...tags],
    ...(isStory || (lived && chance.happens(0.05))
      ? { note: isStory ? HOUSEHOLD_NOTES[0] : chance.pick(HOUSEHOLD_NOTES) }
      : {}),
    lastReached: null,
    lastVisit: null,
    nextDue: null,
    misses: 0,
  }
}

interface Person {
  readonly family: Family
  readonly member: Member
  readonly dwelling: string
  readonly surname: string
  readonly today: Day
  readonly nextPhone: () => string
}
function residentBody(person: Person, chance: Chance): ResidentBody {
  const { family, member } = person
  const name = nameFor(person.surname, member, chance)
  const pinyin = pinyinOf(name)
  const isNeeded = member.contactOnly === true || family.place.model?.story === 'two_numbers'
  const hasPhone = isNeeded || (member.age >= 14 && chance.happens(0.74))
  return {
    household: asId(family.place.household),
    name,
    ...(pinyin === undefined ? {} : { pinyin }),
    sex: member.sex,
    ...(member.contactOnly === true ? {} : { birth: birthOf(member.age, person.today, chance) }),
    ...(hasPhone ? { phone: person.nextPhone() } : {}),
    tags: tagsOf(member, person.dwelling, chance),
    kinship: member.kinship,
    residence: residenceOf(person, chance),
    ...(member.contactOnly === true ? { contactOnly: true } : {}),
  }
}

function residenceOf({ family, member, dwelling }: Person, chance: Chance): string {
  if (member.contactOnly === true) return chance.happens(0.5) ? 'registered_away' : 'moved'
  if (family.kind === 'vacant') return 'registered_away'
  if (dwelling === 'rented' || dwelling === 'dorm') return chance.happens(0.05) ? 'visitor' : 'live_unregistered'
  if (family.kind === 'couple_child' && member.kinship !== '02' && member.kinship !== '10' && chance.happens(0.1))
    return 'registered_away'
  return chance.happens(0.1) ? 'live_unregistered' : 'live_registered'
}

function tagsOf(member: Member, dwelling: string, chance: Chance): readonly string[] {
  const tags = new Set(member.tags)
  if (member.contactOnly === true) return []
  if (member.age >= 75 && chance.happens(0.13)) tags.add('hard_of_hearing')
  if (member.age >= 25 && chance.happens(0.07)) tags.add('party_member')
  if (member.age >= 45 && member.age < 76 && chance.happens(0.035)) tags.add('volunteer')
  if (member.age >= 30 && chance.happens(0.008)) tags.add('talent')
  if (dwelling === 'rented' || dwelling === 'dorm') {
    tags.add('migrant')
    if (chance.happens(0.03)) tags.add('language_support')
    if (chance.happens(0.012)) tags.add('foreigner')
  }
  return [...tags]
}

/**
 * A day for most, only a year for some, as old papers have it. Everybody has had this year's birthday, so that an age
 * is the difference of the years whichever of the two is known.
 */
function birthOf(age: number, today: Day, chance: Chance): string {
  const year = Number(today.slice(0, 4)) - age
  if (chance.happens(0.22)) return String(year)
  const passed = Math.max(1, dayOfYear(today))
  const born = new Date(Date.UTC(2001, 0, chance.between(1, Math.min(passed, 365))))
  return `${year}-${born.toISOString().slice(5, 10)}`
}
const dayOfYear = (day: Day): number =>
  Math.floor((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${day.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000) + 1
