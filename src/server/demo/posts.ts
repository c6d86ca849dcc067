import { plusDays } from '../../domain/calendar.ts'
import { asId, type Day, type GridId, type PersonId } from '../../domain/ids.ts'
import type { PersonBody, PostBody } from '../../domain/nouns.ts'
import type { Chance } from './chance.ts'
import { BLOCK, type Estate, type Placed, RESIDENTIAL, STREET } from './estate.ts'
import { nameFor, surnameOf } from './names.ts'

/** Whom the demo's sign-in codes are for. */
export interface DemoPeople {
  readonly coordinator: PersonId
  readonly microLeader: PersonId
  readonly groupLeader: PersonId
  readonly volunteer: PersonId
}
export const DEMO_PEOPLE: DemoPeople = {
  coordinator: asId('p-coordinator'),
  microLeader: asId('p-micro-leader'),
  groupLeader: asId('p-group-leader'),
  volunteer: asId('p-volunteer'),
}

/** Whoever tries the app with a printed code. */
export const KNOWN_PEOPLE: ReadonlySet<PersonId> = new Set(Object.values({ ...DEMO_PEOPLE }))

export interface Staff {
  readonly people: readonly Placed<PersonBody>[]
  readonly posts: readonly Placed<PostBody>[]
  /** Who led a building group on a day. */
  readonly leaderOf: (leaf: GridId, day: Day) => PersonId
}

const VOLUNTEERS = 24
const NAMED: Readonly<Record<string, string>> = {
  'p-coordinator': '陆敏华',
  'p-micro-leader': '徐国平',
  'p-group-leader': '沈桂芳',
  'p-volunteer': '吴晓燕',
}

export function appoint(estate: Estate, today: Day, chance: Chance): Staff {
  const office = new Office(today, chance)
  const { coordinator, microLeader, groupLeader, volunteer } = DEMO_PEOPLE
  appointAbove(office)
  office.give(office.hire(coordinator), 'committee_staff', { grid: RESIDENTIAL, years: 3 })
  for (let place = 0; place < 4; place++) office.give(office.hire(), 'committee_staff', { grid: RESIDENTIAL, years: 2 })
  const modelMicro = estate.leaves.find(({ id }) => id === estate.modelLeaf)?.micro
  const microLeaders = new Map<GridId, PersonId>()
  for (const { id, body } of estate.grids) {
    if (body.level !== 'micro') continue
    const micro = asId<'grid'>(id)
    office.give(office.hire(), 'branch_secretary', { grid: micro, years: 4 })
    office.give(office.hire(), 'block_chief', { grid: micro, years: 2 })
    const leader = office.hire(micro === modelMicro ? microLeader : undefined)
    microLeaders.set(micro, leader)
    office.give(leader, 'micro_leader', { grid: micro, years: 2 })
  }
  appointLeaders(office, estate, microLeaders)
  for (let place = 0; place < VOLUNTEERS; place++) {
    const person = office.hire(place === 0 ? volunteer : undefined)
    office.give(person, 'volunteer', { grid: RESIDENTIAL, years: 1 })
  }
  // A building-group leader who is also a volunteer: two posts, two sets of rights.
  office.give(groupLeader, 'volunteer', { grid: RESIDENTIAL, years: 1 })
  return office
}

function appointAbove(office: Office): void {
  office.give(office.hire(), 'street_coordinator', { grid: STREET, years: 2 })
  office.give(office.hire(), 'block_coordinator', { grid: BLOCK, years: 1 })
  office.give(office.hire(), 'partner_org', { grid: BLOCK, years: 1 })
  office.give(office.hire(), 'party_general_secretary', { grid: RESIDENTIAL, years: 5 })
  office.give(office.hire(), 'auditor', { grid: RESIDENTIAL, years: 1 })
  office.give(office.hire(), 'grid_worker', { grid: RESIDENTIAL, years: 1 })
  office.give(office.hire(), 'grid_worker', { grid: RESIDENTIAL, years: 1 })
}

/** Every group has its leader; a few changed during the year, one is away and has a stand-in, one is the micro-grid's too. */
function appointLeaders(office: Office, estate: Estate, microLeaders: ReadonlyMap<GridId, PersonId>): void {
  estate.leaves.forEach((leaf, place) => {
    const role = 'stair_leader'
    if (leaf.id === estate.modelLeaf) {
      office.give(office.hire(DEMO_PEOPLE.groupLeader), role, { grid: leaf.id, years: 3 })
      return
    }
    const alsoMicro = place % 38 === 5 ? microLeaders.get(leaf.micro) : undefined
    if (alsoMicro !== undefined) {
      office.give(alsoMicro, role, { grid: leaf.id, years: 2 })
    } else if (place % 31 === 11) {
      const handOver = 40 + place
      office.give(office.hire(), role, { grid: leaf.id, years: 3, until: -handOver - 1 })
      office.give(office.hire(), role, { grid: leaf.id, since: -handOver })
    } else if (place % 57 === 20) {
      office.give(office.hire(), role, { grid: leaf.id, years: 3 })
      office.give(office.hire(), role, { grid: leaf.id, since: -12, until: 30, standIn: true })
    } else {
      office.give(office.hire(), role, { grid: leaf.id, years: 1 + (place % 5) })
    }
  })
}

interface Term {
  readonly grid: GridId
  /** Since so many years, or so many days from today (negative: ago). */
  readonly years?: number
  readonly since?: number
  readonly until?: number
  readonly standIn?: true
}
class Office implements Staff {
  readonly people: Placed<PersonBody>[] = []
  readonly posts: Placed<PostBody>[] = []
  private readonly today: Day
  private readonly chance: Chance

  constructor(today: Day, chance: Chance) {
    this.today = today
    this.chance = chance
  }

  hire(known?: PersonId): PersonId {
    const id = known ?? asId<'person'>(`p${String(this.people.length + 1).padStart(3, '0')}`)
    const sex = this.chance.happens(0.4) ? '1' : '2'
    const drawn = nameFor(surnameOf(this.chance), { sex, age: this.chance.between(35, 72) }, this.chance)
    this.people.push({ id, body: { name: NAMED[id] ?? drawn } })
    return id
  }

  give(person: PersonId, role: string, term: Term): void {
    const days = term.since ?? -365 * (term.years ?? 1) - 40
    this.posts.push({
      id: `post${String(this.posts.length + 1).padStart(3, '0')}`,
      body: {
        person,
        grid: term.grid,
        role,
        since: plusDays(this.today, days),
        until: term.until === undefined ? null : plusDays(this.today, term.until),
        ...(term.standIn === undefined ? {} : { standIn: term.standIn }),
      },
    })
  }

  readonly leaderOf = (leaf: GridId, day: Day): PersonId => {
    const valid = this.posts.filter(
      ({ body }) =>
        body.grid === leaf &&
        body.role === 'stair_leader' &&
        body.since <= day &&
        (body.until === null || day <= body.until),
    )
    return (valid.find(({ body }) => body.standIn) ?? valid[0])?.body.person ?? DEMO_PEOPLE.coordinator
  }
}
