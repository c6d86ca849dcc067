import { COMMUNITY_ROW, DEFAULT_TIME_ZONE, type DueRules, dueRules } from '../../domain/due.ts'
import { type Day, instantOf, type PackId } from '../../domain/ids.ts'
import type { CommunityBody, HouseholdBody } from '../../domain/nouns.ts'
import { COMMUNITY_PACK, historyPack } from '../../domain/packs.ts'
import { type Change, put, type See } from '../../domain/see.ts'
import { VISITS_IN_PACK } from '../../domain/visit.ts'
import { defaultVocabularies, vocabularyChanges } from '../vocabulary.ts'
import { cardChanges } from './cards.ts'
import { type Chance, chanceOf } from './chance.ts'
import { drawDueDays } from './due-days.ts'
import { buildEstate, type Estate } from './estate.ts'
import { demoFacilities } from './facilities.ts'
import { furnish, type Home } from './households.ts'
import { modelConflict } from './model-story.ts'
import { moveIn } from './moving-in.ts'
import { appoint, DEMO_PEOPLE, type Staff } from './posts.ts'
import { taskChanges } from './tasks.ts'
import { type History, tellHistory } from './visits.ts'

/** What one command of the server writes; the same name always writes the same rows. */
export interface DemoPart {
  readonly name: string
  readonly changes: readonly Change[]
}
const COMMUNITY: CommunityBody = { name: 'A社区', timeZone: DEFAULT_TIME_ZONE, mode: 'peace', demo: true }

/**
 * Demo community A from a seed, as it stands on the morning of `today`: everybody and everything in it is invented.
 * The first part is what every member reads; then one part a building with its doors, people and year of visits; last
 * the volunteers' cards and the tasks of the week.
 * Pure: the same seed and day give the same rows.
 */
export function demoParts(seed: string, today: Day): readonly DemoPart[] {
  const chance = chanceOf(seed)
  const estate = buildEstate(chance.fork('estate'))
  const staff = appoint(estate, today, chance.fork('staff'))
  const homes = furnish(moveIn(estate.places, chance.fork('families')), today, chance.fork('people'))
  const rules = defaultRules()
  const due = drawDueDays(homes, rules.interval, chance.fork('due'))
  const lots = chance.fork('visits')
  const byPack = new Map<PackId, Change[]>()
  for (const { id, pack, body } of estate.doors) addTo(byPack, pack, [put('door', { id, pack }, body)])
  for (const home of homes) {
    const dueIn = due.get(home.household.id) ?? 1
    const history = tellHistory(
      { home, today, dueIn, rules, visitor: visitorOf(home, staff, lots) },
      lots.fork(home.household.id),
    )
    addTo(byPack, home.family.place.pack, homeChanges(home, history))
    addTo(byPack, home.family.place.pack, conflictChanges(home, today))
  }
  const board = { estate, staff, today, rules: defaultSee() }
  return [
    { name: 'community', changes: communityChanges(estate, staff) },
    ...partsByBuilding(estate, byPack),
    { name: 'cards', changes: cardChanges(staff, today, chance.fork('cards')) },
    { name: 'tasks', changes: taskChanges(board, chance.fork('tasks')) },
  ]
}

/** The rules as the default vocabularies have them: the same code that judges visits later. */
const defaultRules = (): DueRules => dueRules(defaultSee())
function defaultSee(): See {
  const lists = defaultVocabularies()
  return ((kind: string, id: string) => {
    const body = kind === 'vocabulary' ? lists.get(id) : undefined
    return body === undefined ? undefined : { kind, id, pack: COMMUNITY_PACK, seq: 0, writer: {}, body }
  }) as See
}

/** Mostly the group's own leader; sometimes the micro-grid's, who also walks the stairs. */
function visitorOf({ family }: Home, staff: Staff, chance: Chance) {
  const micro = staff.posts.find(({ body }) => body.grid === family.place.micro && body.role === 'micro_leader')
  const lots = chance.fork(`visitor/${family.place.household}`)
  return (day: Day) =>
    micro !== undefined && lots.happens(0.06) ? micro.body.person : staff.leaderOf(family.place.leaf, day)
}

function communityChanges(estate: Estate, staff: Staff): readonly Change[] {
  const at = (id: string) => ({ id, pack: COMMUNITY_PACK })
  return [
    put('community', at(COMMUNITY_ROW), COMMUNITY),
    ...vocabularyChanges(),
    ...estate.grids.map(({ id, body }) => put('grid', at(id), body)),
    ...staff.people.map(({ id, body }) => put('person', at(id), body)),
    ...staff.posts.map(({ id, body }) => put('post', at(id), body)),
    ...estate.buildings.map(({ id, body }) => put('building', at(id), body)),
    ...demoFacilities().map(({ id, body }) => put('facility', at(id), body)),
  ]
}

/** Newest visits beside the household, older ones in the history; a need lies where its visit does while it is open. */
function homeChanges({ family, household, residents }: Home, history: History): readonly Change[] {
  const { pack } = family.place
  const newestFirst = [...history.visits].sort((a, b) => (a.body.at < b.body.at ? 1 : -1))
  const recent = new Set(newestFirst.slice(0, VISITS_IN_PACK).map(({ id }) => id))
  const packOf = (visit: string): PackId => (recent.has(visit) ? pack : historyPack(pack))
  const body: HouseholdBody = { ...household.body, ...history.schedule }
  return [
    put('household', { id: household.id, pack }, body),
    ...residents.map((resident) => put('resident', { id: resident.id, pack }, resident.body)),
    ...history.visits.map((visit) => put('visit', { id: visit.id, pack: packOf(visit.id) }, visit.body)),
    ...history.needs.map((need) => {
      const isOpen = need.body.state !== 'closed'
      return put('need', { id: need.id, pack: isOpen ? pack : packOf(need.body.visit) }, need.body)
    }),
  ]
}

function conflictChanges(home: Home, today: Day): readonly Change[] {
  if (home.family.place.model?.story !== 'two_numbers') return []
  const morning = instantOf(Date.parse(`${today}T08:00:00+08:00`))
  const conflict = modelConflict(home, [DEMO_PEOPLE.groupLeader, DEMO_PEOPLE.microLeader], morning)
  return conflict === undefined
    ? []
    : [put('conflict', { id: conflict.id, pack: home.family.place.pack }, conflict.body)]
}

function partsByBuilding(estate: Estate, byPack: ReadonlyMap<PackId, readonly Change[]>): readonly DemoPart[] {
  return estate.buildings.map(({ id }) => {
    const own = [...byPack].filter(([pack]) => pack.startsWith(`b:${id}:`))
    return { name: `building/${id}`, changes: own.flatMap(([, changes]) => changes) }
  })
}
function addTo<K>(groups: Map<K, Change[]>, key: K, changes: readonly Change[]): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [...changes])
  else group.push(...changes)
}
