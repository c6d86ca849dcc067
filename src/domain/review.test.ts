import { describe, expect, it } from 'vitest'
import { defaultVocabularies } from '../server/vocabulary.ts'
import { viewFrom } from '../store/view.ts'
import { aHousehold } from '../testing/build.ts'
import { doorNamer } from './door-names.ts'
import { asId, type Day, type Instant } from './ids.ts'
import { inChargeOf, opensHouseholds, roleOver } from './in-charge.ts'
import type { Bodies, Kind, PostBody, Row, RowOf, VisitBody } from './nouns.ts'
import { arrivalOf, choicesOf, filterVisits, isUrgent, newestFirst } from './review.ts'

const row = <K extends Kind>(kind: K, id: string, body: Bodies[K]): Row =>
  ({ kind, id, pack: asId('c'), seq: 1, writer: {}, body }) as unknown as Row
const grid = (id: string, level: 'residential' | 'micro' | 'stair', parent: string | null): Row =>
  row('grid', id, { level, parent: parent === null ? null : asId(parent), name: id, order: 1 })
const post = ([person, at, role]: readonly [string, string, string], over: Partial<PostBody> = {}): Row =>
  row('post', `${person}-${at}-${role}`, {
    person: asId(person),
    grid: asId(at),
    role,
    since: '2026-01-01' as Day,
    until: null,
    ...over,
  })
const building = (id: string, name: string, leaf: string): Row =>
  row('building', id, {
    name,
    order: 1,
    stairs: [{ id: '1', label: '12号', grid: asId(leaf) }],
    shape: [],
    attributes: [],
  })
const door = (id: string, of: string): Row =>
  row('door', id, { building: asId(of), stair: '1', floor: 3, room: '302', order: 1, use: 'home' })
const visit = (id: string, over: Partial<VisitBody> = {}): Row =>
  row('visit', id, {
    household: asId('h1'),
    by: asId('leader'),
    at: '2026-11-26T02:00:00.000Z' as Instant,
    outcome: 'met',
    method: 'door',
    purpose: 'routine',
    persons: [],
    observations: {},
    needs: [],
    ...over,
  })
const at = (text: string): Instant => text as Instant
const roles = row('vocabulary', 'roles', defaultVocabularies().get('roles') ?? { terms: [] })

const PLACES: readonly Row[] = [
  roles,
  grid('root', 'residential', null),
  grid('m1', 'micro', 'root'),
  grid('m2', 'micro', 'root'),
  grid('s1', 'stair', 'm1'),
  grid('s2', 'stair', 'm2'),
  building('b1', '88弄 12–13号', 's1'),
  building('b2', '76弄 12号', 's2'),
  door('d1', 'b1'),
  door('d2', 'b2'),
  aHousehold({ doors: [asId('d1')] }, 'h1'),
  aHousehold({ doors: [asId('d2')] }, 'h2'),
]
const TODAY = '2026-11-26' as Day
const idsOf = (rows: readonly RowOf<'visit'>[]): readonly string[] => rows.map((one) => one.id)
const filtered = (visits: readonly Row[], filter: Parameters<typeof filterVisits>[2]['filter']): readonly string[] => {
  const view = viewFrom([...PLACES, ...visits])
  return idsOf(filterVisits(view, newestFirst(view), { filter, timeZone: 'Asia/Shanghai' }))
}

describe('the list of visits', () => {
  it('a visit of last week that arrives today is news of today', () => {
    const view = viewFrom([
      visit('yesterday', { at: at('2026-11-25T02:00:00.000Z'), received: at('2026-11-25T02:01:00.000Z') }),
      visit('offline', { at: at('2026-11-19T02:00:00.000Z'), received: at('2026-11-26T05:00:00.000Z') }),
      visit('mine', { at: at('2026-11-25T09:00:00.000Z') }),
    ])
    expect(idsOf(newestFirst(view))).toEqual(['offline', 'mine', 'yesterday'])
    expect(newestFirst(view).map(arrivalOf)[1]).toBe('2026-11-25T09:00:00.000Z')
  })
  it('nobody answered at a red door is urgent until somebody is reached', () => {
    const knock = visit('knock', { outcome: 'not_home', escalated: 'red' })
    const urgent = (reached: string | null): boolean => {
      const view = viewFrom([knock, aHousehold({ lastReached: reached === null ? null : at(reached) })])
      return newestFirst(view).some((one) => isUrgent(view, one))
    }
    expect(urgent(null)).toBe(true)
    expect(urgent('2026-11-20T02:00:00.000Z')).toBe(true)
    expect(urgent('2026-11-26T03:00:00.000Z')).toBe(false)
  })
  it('is narrowed by a grid and everything below it', () => {
    const visits = [visit('v1'), visit('v2', { household: asId('h2') })]
    expect(filtered(visits, { grid: asId('m1') })).toEqual(['v1'])
    expect(filtered(visits, { grid: asId('s2') })).toEqual(['v2'])
    expect(filtered(visits, { grid: asId('root') })).toHaveLength(2)
  })
  it('is narrowed by person, outcome and urgency together', () => {
    const visits = [
      visit('v1', { outcome: 'not_home', escalated: 'attempts' }),
      visit('v2', { by: asId('other'), outcome: 'not_home', escalated: 'attempts' }),
      visit('v3', { outcome: 'not_home' }),
    ]
    expect(filtered(visits, { by: asId('leader'), outcome: 'not_home', urgent: true })).toEqual(['v1'])
  })
  it('days are the community’s, both inclusive', () => {
    const visits = [
      visit('late', { at: at('2026-11-25T16:30:00.000Z') }),
      visit('early', { at: at('2026-11-25T15:30:00.000Z') }),
    ]
    expect(filtered(visits, { from: TODAY })).toEqual(['late'])
    expect(filtered(visits, { until: '2026-11-25' as Day })).toEqual(['early'])
    expect(filtered(visits, { from: '2026-11-25' as Day, until: TODAY })).toHaveLength(2)
  })
  it('offers the persons and outcomes that occur, the most frequent first', () => {
    const view = viewFrom([visit('v1', { by: asId('b') }), visit('v2', { outcome: 'refused' }), visit('v3')])
    expect(choicesOf(view)).toEqual({ persons: ['leader', 'b'], outcomes: ['met', 'refused'] })
  })
})

describe('who is in charge', () => {
  const person = (id: string): Row => row('person', id, { name: id })
  const people = ['leader', 'micro', 'staff'].map(person)
  it('the nearest grid that has visitors answers', () => {
    const view = viewFrom([
      ...PLACES,
      ...people,
      post(['micro', 'm1', 'micro_leader']),
      post(['leader', 's1', 'stair_leader']),
      post(['staff', 's1', 'volunteer']),
    ])
    const charge = inChargeOf(view, 'h1', TODAY)
    expect(charge?.grid.id).toBe('s1')
    expect(charge?.people.map((one) => one.id)).toEqual(['leader'])
  })
  it('a post that has ended passes it on to the grid above', () => {
    const over = post(['leader', 's1', 'stair_leader'], { until: '2026-11-01' as Day })
    const view = viewFrom([...PLACES, ...people, over, post(['micro', 'm1', 'micro_leader'])])
    expect(inChargeOf(view, 'h1', TODAY)?.people.map((one) => one.id)).toEqual(['micro'])
    expect(inChargeOf(view, 'h2', TODAY)).toBeUndefined()
    expect(inChargeOf(view, 'gone', TODAY)).toBeUndefined()
  })
  it('a person is called by the post nearest to the household', () => {
    const view = viewFrom([...PLACES, post(['leader', 'root', 'volunteer']), post(['leader', 's1', 'stair_leader'])])
    expect(roleOver(view, asId('leader'), { household: 'h1', today: TODAY })).toBe('stair_leader')
    expect(roleOver(view, asId('leader'), { household: 'h2', today: TODAY })).toBe('volunteer')
    expect(roleOver(view, asId('nobody'), { household: 'h1', today: TODAY })).toBeUndefined()
  })
  it('a volunteer’s post has no households in its care', () => {
    const view = viewFrom([roles])
    const of = (role: string): boolean =>
      opensHouseholds(view, { person: asId('p'), grid: asId('m1'), role, since: TODAY, until: null }, TODAY)
    expect(['stair_leader', 'committee_staff', 'volunteer'].map(of)).toEqual([true, true, false])
  })
})

describe('names of doors', () => {
  it('the lane is said only where two doors would sound alike', () => {
    const name = (rows: readonly Row[]): string | undefined => {
      const view = viewFrom(rows)
      const household = view('household', 'h1')
      return household && doorNamer(view)(household)
    }
    expect(name(PLACES)).toBe('88弄 12号 302')
    expect(name(PLACES.filter((one) => one.id !== 'd2'))).toBe('12号 302')
  })
})
