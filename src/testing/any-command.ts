import fc from 'fast-check'
import { PAYLOADS, understand } from '../domain/all-commands.ts'
import type { Understood } from '../domain/commands.ts'
import type { Instant } from '../domain/ids.ts'
import { commandId } from './build.ts'

const anId = fc.constantFrom('h1', 'h4', 'r-h1', 'x-household-h1-note', 'd1', 'b1', 'g1', 'nobody', '1', commandId(250))
const IDS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  household: fc.constantFrom('h1', 'h4', 'nobody'),
  resident: fc.constantFrom('r-h1', 'r-h4', 'nobody'),
  conflict: fc.constantFrom('x-household-h1-note', 'x-household-h4-note', 'x-resident-r-h1-phone'),
  door: fc.constantFrom('d1', 'd3', 'nobody'),
  building: fc.constantFrom('b1', 'b2', 'nobody'),
  grid: fc.constantFrom('g1', 'g3', 'nobody'),
  post: fc.constantFrom('post1', 'nobody'),
  person: fc.constantFrom('p1', 'p3', 'p3', 'nobody'),
  task: fc.constantFrom('t1', 't1', 't1', 't2', 'nobody'),
  claim: fc.constantFrom('k1', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6'),
  redraw: fc.constantFrom('w1', 'w2', 'nobody'),
  facility: fc.constantFrom('f1', 'f2'),
  command: fc.constantFrom<string>(commandId(250), 'nobody'),
}
const aText = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('__proto__', '\ud800', '\0', 'roles'))
const aDay = fc.constantFrom('2026-11-29', '0000-01-01', '9999-12-31', '2026-02-30')
const householdSet = fc.record(
  {
    note: fc.option(aText),
    care: fc.constantFrom('red', 'grey'),
    interval: fc.constantFrom(null, 1, 366),
    tags: fc.array(aText, { maxLength: 2 }),
  },
  { requiredKeys: [] },
)
const residentSet = fc.record(
  { name: fc.constant('新'), phone: fc.option(aText), tags: fc.array(aText, { maxLength: 2 }) },
  { requiredKeys: [] },
)
const buildingSet = fc.record(
  { floors: fc.constantFrom(null, 6), note: fc.option(aText), attributes: fc.array(aText, { maxLength: 2 }) },
  { requiredKeys: [] },
)
const doorSet = fc.record(
  {
    room: fc.constantFrom('302', '302A'),
    use: fc.constantFrom('home', 'shop'),
    ended: fc.constantFrom(null, { on: '2026-11-20', why: 'mistake' }),
  },
  { requiredKeys: [] },
)
const anInstant = fc.constantFrom('2026-12-01T01:00:00.000Z', '2026-12-01T03:00:00Z', '2027-01-05T08:00:00+08:00')
const taskSet = fc.record(
  { title: fc.constant('改'), until: anInstant, youngest: fc.constantFrom(null, 16), waits: fc.boolean() },
  { requiredKeys: [] },
)
const cardSet = fc.record(
  { slots: fc.array(aText, { maxLength: 2 }), will: fc.option(aText), birth: fc.constantFrom('1950', null) },
  { requiredKeys: [] },
)
const TRIANGLE = [
  [121.4, 31.2],
  [121.5, 31.2],
  [121.5, 31.3],
  [121.4, 31.2],
]
const FIELDS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  outcome: aText,
  method: aText,
  purpose: aText,
  persons: fc.array(anId, { maxLength: 3 }),
  observations: fc.dictionary(aText, fc.constantFrom('fine', 'mind')),
  needs: fc.array(fc.record({ category: aText, text: aText }), { maxLength: 3 }),
  nextOn: aDay,
  set: fc.oneof(householdSet, residentSet, buildingSet, doorSet, taskSet, cardSet),
  choice: fc.oneof(fc.nat(3), fc.constant('ask_next_time')),
  saw: fc.array(fc.oneof(aText, fc.constantFrom('"a"', '"b"', 'null')), { maxLength: 3 }),
  name: aText,
  standIn: fc.boolean(),
  role: fc.constantFrom('stair_leader', 'stair_leader', '__proto__'),
  since: aDay,
  until: aDay,
  end: fc.constantFrom('merged', 'mistake', undefined),
  verdict: fc.constantFrom('accept', 'dismiss', 'verified', 'sent_back'),
  thanksFrom: fc.constantFrom('helped', 'community'),
  title: fc.constantFrom('代取药', '理发'),
  kind: fc.constantFrom('household', 'resident', 'errand'),
  text: aText,
  why: fc.constantFrom('病了', 'merged', 'mistake'),
  // Of a task, and of a kind of tasks.
  steps: fc.array(fc.record({ id: fc.constantFrom('a', 'b'), text: aText, zh: fc.constant('看') }), { maxLength: 2 }),
  slots: fc.constantFrom([], ['night']),
  place: fc.record({ sort: fc.constantFrom('grid', 'remote') }),
  shifts: fc.array(fc.record({ from: anInstant, until: anInstant, places: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 1,
    maxLength: 2,
  }),
  contact: fc.oneof(fc.record({ name: aText, from: anInstant }), fc.constant(null)),
  skills: fc.constantFrom([], ['haircut']),
  papers: fc.boolean(),
  youngest: fc.constantFrom(null, 18),
  oldest: fc.constantFrom(null, 70),
  group: fc.constantFrom(null, 'care'),
  urgency: aText,
  waits: fc.boolean(),
  wait: fc.boolean(),
  places: fc.integer({ min: 1, max: 4 }),
  yes: fc.boolean(),
  done: fc.boolean(),
  partial: fc.boolean(),
  step: fc.constantFrom('a', 'b', '__proto__'),
  minutes: fc.integer({ min: 0, max: 600 }),
  thanks: aText,
  how: fc.constantFrom('confirm', 'release', 'no_show'),
  on: aDay,
  level: fc.constantFrom('micro', 'stair'),
  parent: fc.constantFrom('g1', 'g3', 'root', 'nobody'),
  code: aText,
  list: fc.constantFrom('roles', 'visitMethods', 'nobody'),
  zh: aText,
  en: aText,
  ended: fc.oneof(fc.boolean(), aDay),
  id: fc.constantFrom('h1', 'h5', 'r-h1'),
  into: fc.constantFrom('h1', 'h4', 'r-h4', 'nobody'),
  people: fc.array(residentSet, { maxLength: 2 }),
  take: fc.array(fc.constantFrom('r-h1', 'r-h4', 'nobody'), { maxLength: 2 }),
  from: fc.constantFrom('h1', 'h4', 'nobody'),
  to: fc.constantFrom('h1', 'h4', 'nobody'),
  grids: fc.array(fc.record({ grid: fc.constantFrom('g1', 'g3', 'nobody'), to: fc.constantFrom('m1', 'g1', 'root') }), {
    maxLength: 2,
  }),
  buildings: fc.array(
    fc.record({
      building: fc.constantFrom('b1', 'b1', 'nobody'),
      stairs: fc.subarray(['1', '2'], { minLength: 1 }),
      to: fc.constantFrom('g1', 'g2', 'm1'),
    }),
    { maxLength: 2 },
  ),
  stair: fc.constantFrom('1', '2', '3', 'nobody'),
  floor: fc.integer({ min: 1, max: 4 }),
  room: fc.constantFrom('302', '302A'),
  use: fc.constantFrom('home', 'shop'),
  boundary: fc.constantFrom(null, [[TRIANGLE]]),
  sort: fc.constantFrom('canteen', 'canteen', '__proto__'),
  point: fc.constant([121.4, 31.2]),
  phone: aText,
  note: aText,
}
export type Type = keyof typeof PAYLOADS
export const TYPES = Object.keys(PAYLOADS) as Type[]
/** Any command of these types that is understood, whatever sense it makes. */
export const anyOf = (types: readonly Type[]): fc.Arbitrary<Understood> =>
  fc
    .constantFrom(...types)
    .chain((type) =>
      fc.record({
        type: fc.constant(type),
        payload: fc.record(
          Object.fromEntries(
            Object.keys(PAYLOADS[type].entries).map((field) => [field, FIELDS[field] ?? IDS[field] ?? anId]),
          ),
        ),
        seen: fc.dictionary(fc.constantFrom('note', 'care', '__proto__'), fc.constantFrom(commandId(1), commandId(99))),
        at: fc.constantFrom('2026-11-26T06:20:00.000Z', '0000-01-01T00:00:00.000Z', '+275760-09-13T00:00:00.000Z'),
        // An id that is known with other content never comes to be decided.
        n: fc.integer({ min: 201, max: 249 }),
      }),
    )
    .map(({ type, payload, seen, at: happenedAt, n }) =>
      understand({
        ...{ id: commandId(n), n, type, v: 1, needs: [], payload },
        happenedAt: happenedAt as Instant,
        seen: seen as never,
      }),
    )
    .filter((read): read is Understood => !('bad' in read))
export const anything = anyOf(TYPES)
