import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dayOf, daysFrom } from '../../domain/calendar.ts'
import { dueRules, scheduleOf } from '../../domain/due.ts'
import { type Day, type GridId, instantOf } from '../../domain/ids.ts'
import type { Kind, RowOf } from '../../domain/nouns.ts'
import { buildingPack, COMMUNITY_PACK, readPack } from '../../domain/packs.ts'
import type { See } from '../../domain/see.ts'
import { VISITS_IN_PACK } from '../../domain/visit.ts'
import { makeServer } from '../server.ts'
import { openDatabase } from '../sqlite.ts'
import { DEMO_COMMUNITY, demoPeople, fillDemo } from './demo.ts'
import { IMPOSSIBLE_PHONE } from './names.ts'
import { demoParts } from './parts.ts'
import { DEMO_PEOPLE } from './posts.ts'

const TODAY = '2026-11-26' as Day
const ZONE = 'Asia/Shanghai'
const parts = demoParts('a seed', TODAY)
const rows = parts
  .flatMap(({ changes }) => changes)
  .flatMap((change) => (change.op === 'put' ? [{ ...change, seq: 1, writer: {} }] : []))
const all = <K extends Kind>(kind: K): readonly RowOf<K>[] =>
  rows.filter((row) => row.kind === kind) as unknown as readonly RowOf<K>[]
const byId = new Map(rows.map((row) => [`${row.kind}/${row.id}`, row]))
const see = ((kind: Kind, id: string) => byId.get(`${kind}/${id}`)) as unknown as See
const households = all('household')
const people = all('resident').filter(({ body }) => body.contactOnly !== true)
const ageOf = (birth: string | undefined): number => Number(TODAY.slice(0, 4)) - Number(birth?.slice(0, 4))
const leafOf = ({ pack }: { pack: string }) => pack.split(':')[2] as GridId
const modelLeaf = all('building').find(({ body }) => body.name === '88弄 12–13号')?.body.stairs[0]?.grid

describe('the community', () => {
  test('has exactly community A’s numbers of buildings, households, residents and micro-grids', () => {
    const micro = all('grid').filter(({ body }) => body.level === 'micro')
    expect([all('building').length, households.length, people.length, micro.length]).toEqual([118, 2716, 6300, 7])
    for (const grid of micro) {
      const leaves = new Set(
        all('grid')
          .filter(({ body }) => body.parent === grid.id)
          .map(({ id }) => id),
      )
      const buildings = all('building').filter(({ body }) => body.stairs.some((stair) => leaves.has(stair.grid)))
      expect(Math.abs(buildings.length - 17), grid.id).toBeLessThanOrEqual(1)
      const own = households.filter((household) => leaves.has(leafOf(household)))
      expect(Math.abs(own.length - 388), grid.id).toBeLessThan(39)
    }
  })
  test('has two in five residents of sixty or older', () => {
    expect(people.filter(({ body }) => ageOf(body.birth) >= 60).length).toBe(2520)
  })
  test('is the same from the same seed and another from another', () => {
    expect(JSON.stringify(demoParts('a seed', TODAY))).toBe(JSON.stringify(parts))
    expect(JSON.stringify(demoParts('other', TODAY))).not.toBe(JSON.stringify(parts))
  })
  test('counts the same on a leap day and on the first of January', () => {
    for (const day of ['2028-02-29', '2027-01-01'] as Day[]) {
      const changes = demoParts('a seed', day).flatMap((part) => part.changes)
      const kinds = changes.flatMap((change) => (change.op === 'put' ? [change.kind] : []))
      expect(kinds.filter((kind) => kind === 'household').length, day).toBe(2716)
    }
  })
  test('gives no id twice', () => {
    expect(byId.size).toBe(rows.length)
  })
})

describe('grids and packs', () => {
  test('every grid but the street hangs under a grid of the level above', () => {
    const levels = ['street', 'block', 'residential', 'micro', 'stair']
    for (const { id, body } of all('grid')) {
      const above = body.parent === null ? undefined : see('grid', body.parent)
      expect(above?.body.level, id).toBe(levels[levels.indexOf(body.level) - 1])
    }
  })
  test('every household and its belongings lie in the pack of their door’s stair', () => {
    for (const household of households) {
      const door = see('door', household.body.doors[0] ?? '')
      const building = see('building', door?.body.building ?? '')
      const stair = building?.body.stairs.find(({ id }) => id === door?.body.stair)
      expect(building && stair && buildingPack(building.id as never, stair.grid)).toBe(household.pack)
      expect(door?.pack).toBe(household.pack)
    }
    for (const kind of ['resident', 'visit', 'need'] as const) {
      for (const row of all(kind)) {
        const home = see('household', row.body.household)?.pack.slice(2)
        expect(row.pack.slice(2), row.id).toBe(home)
      }
    }
  })
  test('every pack stays below 256 kB of JSON', () => {
    const sizes = new Map<string, number>()
    for (const row of rows) sizes.set(row.pack, (sizes.get(row.pack) ?? 0) + Buffer.byteLength(JSON.stringify(row)))
    expect(Math.max(...sizes.values())).toBeLessThan(256 * 1024)
    for (const pack of sizes.keys()) expect(readPack(pack as never), pack).toBeDefined()
  })
  test('a building has a shape, and one of them a courtyard', () => {
    const shapes = all('building').map(({ body }) => body.shape)
    expect(shapes.every((shape) => shape.length === 1)).toBe(true)
    expect(shapes.some((shape) => (shape[0]?.length ?? 0) > 1)).toBe(true)
    for (const ring of shapes.flat(2)) expect(ring[0]).toEqual(ring.at(-1))
  })
})

describe('doors', () => {
  test('are not a rectangle: floors of one stair differ', () => {
    const perFloor = Map.groupBy(all('door'), ({ body }) => `${body.stair}/${body.floor}`)
    const widths = Map.groupBy(perFloor, ([key]) => key.split('/')[0])
    const uneven = [...widths.values()].filter((floors) => new Set(floors.map(([, doors]) => doors.length)).size > 1)
    expect(uneven.length).toBeGreaterThan(40)
  })
  test('come in every odd kind', () => {
    const doors = all('door').map(({ body }) => body)
    expect(households.some(({ body }) => body.doors.length === 2)).toBe(true)
    expect(households.filter(({ body }) => body.label === '丙').length).toBeGreaterThan(0)
    for (const use of ['shop', 'shared', 'store'] as const) expect(doors.some((door) => door.use === use)).toBe(true)
    for (const room of ['3-甲', '1201 复式', '亭子间'])
      expect(
        doors.some((door) => door.room === room),
        room,
      ).toBe(true)
    expect(doors.some(({ floor }) => floor < 0)).toBe(true)
  })
  test('several households behind one door are told apart by their labels', () => {
    for (const [door, behind] of Map.groupBy(households, ({ body }) => body.doors[0])) {
      expect(new Set(behind.map(({ body }) => body.label)).size, door).toBe(behind.length)
    }
  })
})

describe('people', () => {
  test('have telephone numbers that can ring at nobody’s, each only once', () => {
    const phones = all('resident').flatMap(({ body }) => (body.phone === undefined ? [] : [body.phone]))
    for (const phone of phones) expect(phone).toMatch(IMPOSSIBLE_PHONE)
    expect(new Set(phones).size).toBe(phones.length)
  })
  test('bear tags that fit their age and household', () => {
    for (const { body, id } of people) {
      const age = ageOf(body.birth)
      if (body.tags.includes('elder_80')) expect(age, id).toBeGreaterThanOrEqual(80)
      if (body.tags.includes('infant')) expect(age, id).toBeLessThanOrEqual(3)
      if (age < 18) expect(body.tags, id).not.toContain('party_member')
    }
    for (const { body, id } of households.filter((household) => household.body.tags.includes('elder_alone_80'))) {
      const living = people.filter((resident) => resident.body.household === id)
      expect([living.length, body.care], id).toEqual([1, 'red'])
    }
  })
  test('are sorted by care as in a real estate: few red, the unknown never green', () => {
    const count = (care: string) => households.filter(({ body }) => body.care === care).length
    expect(['red', 'yellow', 'blue', 'green', 'grey'].map(count)).toEqual([64, 388, 702, 1298, 264])
    for (const { body } of households)
      if (body.dwelling === 'vacant' || body.dwelling === 'unknown') expect(body.care).toBe('grey')
  })
  test('may be registered here and live elsewhere, live here and be registered elsewhere, or be contacts only', () => {
    for (const residence of ['registered_away', 'live_unregistered', 'live_registered'])
      expect(
        people.some(({ body }) => body.residence === residence),
        residence,
      ).toBe(true)
    expect(all('resident').length).toBeGreaterThan(people.length)
  })
})

describe('visits', () => {
  const visits = all('visit')
  test('fill a year before today and never the future', () => {
    expect(Math.abs(visits.length - 8000)).toBeLessThan(800)
    for (const { body, id } of visits) {
      const ago = daysFrom(dayOf(body.at, ZONE), TODAY)
      expect(ago, id).toBeGreaterThan(0)
      expect(ago, id).toBeLessThanOrEqual(366)
      expect(body.received !== undefined && dayOf(body.received, ZONE) < TODAY, id).toBe(true)
    }
  })
  test('the newest six lie with the household, older ones in the history', () => {
    for (const [household, own] of Map.groupBy(visits, ({ body }) => body.household)) {
      const kept = own.filter(({ pack }) => pack.startsWith('b:'))
      expect(kept.length, household).toBe(Math.min(own.length, VISITS_IN_PACK))
      const oldest = kept.map(({ body }) => body.at).sort()[0] ?? ''
      for (const { pack, body } of own) if (pack.startsWith('h:')) expect(body.at <= oldest).toBe(true)
    }
  })
  test('decide the day each household is next due, by the rule that judges visits', () => {
    const rules = dueRules(see)
    const byHousehold = Map.groupBy(visits, ({ body }) => body.household as string)
    for (const { id, body } of households) {
      const { lastReached, lastVisit, nextDue, misses } = body
      const own = byHousehold.get(id) ?? []
      expect(nextDue, id).not.toBeNull()
      if (own.length > 0) expect(scheduleOf(rules, body, own), id).toEqual({ lastReached, lastVisit, nextDue, misses })
    }
  })
  test('were made by somebody who held a post there on that day', () => {
    const posts = Map.groupBy(all('post'), ({ body }) => body.person as string)
    for (const { body, id, pack } of visits) {
      const day = dayOf(body.at, ZONE)
      const leaf = pack.split(':')[2] as GridId
      const micro = see('grid', leaf)?.body.parent
      const held = (posts.get(body.by) ?? []).some(
        ({ body: post }) =>
          (post.grid === leaf || post.grid === micro) &&
          post.since <= day &&
          (post.until === null || day <= post.until),
      )
      expect(held, id).toBe(true)
    }
  })
  test('raised about fifteen hundred needs, most of them answered or closed', () => {
    const needs = all('need')
    expect(Math.abs(needs.length - 1500)).toBeLessThan(150)
    const open = needs.filter(({ body }) => body.state === 'raised')
    expect(open.length).toBeGreaterThan(20)
    expect(open.length).toBeLessThan(needs.length / 5)
    for (const { body, id } of needs) expect(see('visit', body.visit)?.body.needs, id).toContain(id)
    for (const need of open) expect(need.pack.startsWith('b:')).toBe(true)
  })
})

describe('the first day', () => {
  const due = households.filter(({ body }) => body.nextDue !== null && body.nextDue <= TODAY)
  test('shows the building-group leader seven doors of 28, red overdue among them', () => {
    const own = households.filter((household) => leafOf(household) === modelLeaf)
    const mine = due.filter((household) => leafOf(household) === modelLeaf)
    expect([own.length, mine.length]).toEqual([28, 7])
    expect(mine.some(({ body }) => body.care === 'red' && body.nextDue !== null && body.nextDue < TODAY)).toBe(true)
  })
  test('gives every group a morning’s walk and the community a number to believe', () => {
    for (const [leaf, doors] of Map.groupBy(due, leafOf)) expect(doors.length, leaf).toBeLessThanOrEqual(9)
    expect(due.length).toBeGreaterThan(250)
    expect(due.length).toBeLessThan(550)
  })
  test('has two heads for every micro-grid, a leader for every building group, a stand-in and people with two posts', () => {
    const valid = all('post').filter(({ body }) => body.since <= TODAY && (body.until === null || TODAY <= body.until))
    const at = (grid: string, role: string) => valid.filter(({ body }) => body.grid === grid && body.role === role)
    for (const { id, body } of all('grid')) {
      if (body.level === 'micro')
        for (const role of ['branch_secretary', 'block_chief', 'micro_leader']) expect(at(id, role).length, id).toBe(1)
      if (body.level === 'stair') expect(at(id, 'stair_leader').length, id).toBeGreaterThan(0)
    }
    expect(valid.some(({ body }) => body.standIn === true && body.until !== null)).toBe(true)
    const perPerson = Map.groupBy(valid, ({ body }) => body.person as string)
    expect([...perPerson.values()].some((posts) => posts.length > 1)).toBe(true)
  })
  test('names four people to sign in as, each with the post', () => {
    const roles = {
      coordinator: 'committee_staff',
      microLeader: 'micro_leader',
      groupLeader: 'stair_leader',
      volunteer: 'volunteer',
    }
    for (const [who, role] of Object.entries(roles)) {
      const person = DEMO_PEOPLE[who as keyof typeof DEMO_PEOPLE]
      expect(see('person', person)?.pack).toBe(COMMUNITY_PACK)
      expect(
        all('post').some(({ body }) => body.person === person && body.role === role),
        who,
      ).toBe(true)
    }
    expect(all('post').find(({ body }) => body.person === DEMO_PEOPLE.groupLeader)?.body.grid).toBe(modelLeaf)
  })
})

test('filling a database twice writes once', async () => {
  const db = openDatabase(join(mkdtempSync(join(tmpdir(), 'demo-')), 'demo.db'))
  const server = makeServer({ db, clock: () => Date.parse('2026-11-26T00:00:00Z') })
  const count = () => server.db.read((tx) => tx.all('SELECT count(*) AS n, max(seq) AS head FROM entity'))
  await fillDemo(server)
  const before = await count()
  await fillDemo(server)
  expect(await count()).toEqual(before)
  expect(before[0]?.['n']).toBeGreaterThan(20_000)
  expect(await demoPeople(server)).toBe(DEMO_PEOPLE)
  expect(DEMO_COMMUNITY).toMatch(/^[a-z-]+$/)
  expect(dayOf(instantOf(server.clock()), ZONE)).toBe(TODAY)
  await db.close()
})
