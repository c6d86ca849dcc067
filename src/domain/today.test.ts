import { describe, expect, it } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aDoor, aHousehold, aNeed, aResident } from '../testing/build.ts'
import { asId, type Day, type Instant } from './ids.ts'
import type { Bodies, Kind, RowOf } from './nouns.ts'
import type { See } from './see.ts'
import { doorAfter, openPromises, peopleOf, planToday, tagsOf } from './today.ts'

const row = <K extends Kind>(kind: K, id: string, body: Bodies[K]): RowOf<K> => ({
  kind,
  id,
  pack: asId('b:b1:g1'),
  seq: 1,
  writer: {},
  body,
})
const TERMS: Bodies['vocabulary']['terms'] = [
  { id: 'elder_80', zh: '高龄', en: '80+', sweepWeight: 5 },
  {
    id: 'elder_alone_80',
    zh: '高龄独居',
    en: 'Alone, 80+',
    sweepWeight: 10,
    implies: ['elder_alone', 'elder_80'],
  },
  { id: 'hard_of_hearing', zh: '听力不便', en: 'Hard of hearing', sweepWeight: 3 },
]
const household = (tags: readonly string[]): RowOf<'household'> =>
  row('household', 'h1', {
    doors: [asId('d1')],
    dwelling: 'owner',
    care: 'red',
    tags,
    lastReached: null,
    lastVisit: null,
    nextDue: null,
    misses: 0,
  })
const resident = (tags: readonly string[]): RowOf<'resident'> =>
  row('resident', 'r1', { household: asId('h1'), name: '阎礼', sex: '1', tags, residence: 'lives_here' })

/** A view of one household with one person. */
function seeing(resident: RowOf<'resident'>): See {
  const rows: readonly RowOf<Kind>[] = [row('vocabulary', 'residentTags', { terms: TERMS }), resident]
  const find = (kind: Kind, id: string) => rows.find((one) => one.kind === kind && one.id === id)
  return Object.assign(find, { under: (kind: Kind) => rows.filter((one) => one.kind === kind) }) as See
}
const said = (see: See, tags: readonly string[], isSaid?: (tag: string) => boolean): readonly string[] =>
  tagsOf(see, household(tags), isSaid).map((term) => term.id)

describe('tags of a household', () => {
  it('one fact is said once: a tag that another implies is left out', () => {
    expect(said(seeing(resident(['elder_80', 'hard_of_hearing'])), ['elder_alone_80'])).toEqual([
      'elder_alone_80',
      'hard_of_hearing',
    ])
  })
  it('what is said in other words leaves the rest of its facts standing', () => {
    const see = seeing(resident(['elder_80', 'elder_alone_80']))
    expect(said(see, [], (tag) => tag.startsWith('elder_alone'))).toEqual(['elder_80'])
  })
  it('a tag the list has lost is still shown', () => {
    expect(said(seeing(resident([])), ['old_list'])).toEqual(['old_list'])
  })
})

const TODAY = '2026-11-26' as Day
const day = (text: string): Day => text as Day
interface Lived {
  readonly stair?: string
  readonly floor?: number
  readonly order?: number
  readonly building?: string
  readonly due?: string | null
  readonly care?: Bodies['household']['care']
  readonly label?: string
  readonly lastVisit?: string
}
/** A door with a household behind it, both named by the room. */
function lived(room: string, over: Lived = {}): readonly RowOf<'door' | 'household'>[] {
  const { stair = '12', floor = 1, order = 1, building = 'b1', due = TODAY, care = 'blue', label, lastVisit } = over
  const id = `${stair}-${room}${label ?? ''}`
  return [
    aDoor({ building: asId(building), stair, floor, room, order }, `d${stair}-${room}`),
    aHousehold(
      {
        doors: [asId(`d${stair}-${room}`)],
        care,
        nextDue: due === null ? null : day(due),
        lastVisit: (lastVisit ?? null) as Instant | null,
        ...(label === undefined ? {} : { label }),
      },
      id,
    ),
  ] as RowOf<'door' | 'household'>[]
}
const planOf = (...rows: readonly (readonly RowOf<Kind>[])[]) =>
  planToday(viewFrom([aBuilding(), ...rows.flat()] as Parameters<typeof viewFrom>[0]), TODAY)
const idsOf = (plan: ReturnType<typeof planToday>): readonly string[] =>
  plan.stairs.flatMap((stair) => stair.doors.map((door) => door.household.id))

describe('the plan of today', () => {
  it('walking order wins inside a stair: upwards floor by floor, red or not', () => {
    const plan = planOf(
      lived('602', { floor: 6 }),
      lived('302', { floor: 3, care: 'red' }),
      lived('102', { floor: 1, order: 2 }),
      lived('101', { floor: 1, order: 1 }),
      lived('cellar', { floor: -1 }),
    )
    expect(idsOf(plan)).toEqual(['12-cellar', '12-101', '12-102', '12-302', '12-602'])
  })
  it('red decides which stair comes first, then the order of buildings and stairs', () => {
    const later = aBuilding({ order: 2, stairs: [{ id: '20', label: '20号', grid: asId('g') }] }, 'b2')
    const plan = planOf(
      lived('101'),
      lived('201', { stair: '13' }),
      [later],
      lived('401', { stair: '20', building: 'b2', care: 'red' }),
    )
    expect(plan.stairs.map((stair) => stair.stair.label)).toEqual(['20号', '12号', '13号'])
  })
  it('leaves out the doors of others’ rounds, and does not count what was done there', () => {
    const others = aBuilding({ order: 2, stairs: [{ id: '20', label: '20号', grid: asId('other') }] }, 'b2')
    const doors = [
      ...lived('101'),
      ...lived('401', { stair: '20', building: 'b2' }),
      ...lived('402', { stair: '20', building: 'b2', due: '2026-12-24', lastVisit: `${TODAY}T02:00:00.000Z` }),
    ]
    const view = viewFrom([aBuilding(), others, ...doors] as Parameters<typeof viewFrom>[0])
    expect(planToday(view, TODAY)).toMatchObject({ left: 2, done: 1 })
    expect(planToday(view, TODAY, (grid) => grid !== 'other')).toMatchObject({ left: 1, done: 0 })
  })
  it('the head of a stair says how high one must climb', () => {
    const plan = planOf(lived('201', { floor: 2 }), lived('602', { floor: 6 }), lived('101', { stair: '13' }))
    expect(plan.stairs.map((stair) => stair.top)).toEqual([6, 1])
  })
  it('a day not reached, a household without a day and one that ended are not due', () => {
    const ended = lived('104').map((one) =>
      one.kind === 'household'
        ? { ...one, body: { ...one.body, ended: { on: TODAY, why: 'moved_out' as const } } }
        : one,
    )
    const plan = planOf(lived('101', { due: '2026-11-27' }), lived('102', { due: null }), lived('103'), ended)
    expect(idsOf(plan)).toEqual(['12-103'])
    expect(plan.left).toBe(1)
  })
  it('households behind one door stand in the order people name them', () => {
    const plan = planOf(lived('301', { label: '乙' }), lived('301', { label: '甲' }))
    expect(idsOf(plan)).toEqual(['12-301甲', '12-301乙'])
  })
  it('visited today and not due any more counts as done, in the community’s day', () => {
    const plan = planOf(
      lived('101', { due: '2027-02-01', lastVisit: '2026-11-25T16:30:00.000Z' }),
      lived('102', { due: '2027-02-01', lastVisit: '2026-11-25T15:30:00.000Z' }),
      lived('103', { lastVisit: '2026-11-26T01:00:00.000Z' }),
    )
    expect(plan.done).toBe(1)
  })
  it('where nothing is left the next day with something due is told', () => {
    const plan = planOf(
      lived('101', { due: '2026-12-03' }),
      lived('102', { due: '2026-12-01' }),
      lived('103', { due: '2026-12-01' }),
    )
    expect(plan.left).toBe(0)
    expect(plan.later).toEqual({ day: '2026-12-01', count: 2 })
  })
  it('a door that has not arrived is left out rather than shown without a place', () => {
    const plan = planOf([aHousehold({ doors: [asId('elsewhere')], nextDue: TODAY }, 'h9')])
    expect(plan.left).toBe(0)
  })
})

describe('the next door', () => {
  const plan = planOf(lived('101', { care: 'red' }), lived('201', { floor: 2 }), lived('101', { stair: '13' }))
  it('is the one after this in walking order, into the next stair', () => {
    expect(doorAfter(plan, '12-101')?.household.id).toBe('12-201')
    expect(doorAfter(plan, '12-201')?.household.id).toBe('13-101')
  })
  it('after the last it begins again with what was passed over', () => {
    expect(doorAfter(plan, '13-101')?.household.id).toBe('12-101')
  })
  it('for a household that was not due it is the first of the plan', () => {
    expect(doorAfter(plan, 'somewhere')?.household.id).toBe('12-101')
  })
  it('there is none when only this one was left', () => {
    expect(doorAfter(planOf(lived('101')), '12-101')).toBeUndefined()
  })
})

describe('what is known of a household', () => {
  it('promises nobody has answered come first to last by their day', () => {
    const view = viewFrom([
      aNeed({ answerBy: day('2026-11-28') }, 'late'),
      aNeed({ answerBy: day('2026-11-24') }, 'soon'),
      aNeed({ state: 'answered' }, 'answered'),
      aNeed({ state: 'closed' }, 'closed'),
    ])
    expect(openPromises(view, 'h1').map((need) => need.id)).toEqual(['soon', 'late'])
  })
  it('the head comes first; who lives elsewhere or is only to be called stands apart', () => {
    const view = viewFrom([
      aResident({ kinship: '30' }, 'daughter'),
      aResident({ kinship: '10' }, 'spouse'),
      aResident({ kinship: '02' }, 'head'),
      aResident({ residence: 'registered_away' }, 'away'),
      aResident({ contactOnly: true }, 'contact'),
      aResident({ ended: { on: TODAY, why: 'deceased' } }, 'gone'),
    ])
    const { here, contacts } = peopleOf(view, 'h1')
    expect(here.map((row) => row.id)).toEqual(['head', 'spouse', 'daughter'])
    expect(contacts.map((row) => row.id)).toEqual(['away', 'contact'])
  })
})
