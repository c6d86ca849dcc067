import fc from 'fast-check'
import { freshId } from './community.ts'
import { registerFields } from './hostile-register.ts'

/** Stands in every part of a request where words can stand: none of it may come out in a log. */
export const CANARY = 'canary7f3a'
export const anyJson = fc.jsonValue({ maxDepth: 4 })
export const aString = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.constantFrom('h-s1-1', 'h-s3-1', 'r-s3-1', '__proto__', '\0', '💥', '家', '\ud800', CANARY),
)
export const instants = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constant('2026-11-26T06:20:00.000Z'),
  fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-02-30T10:00:00Z'),
)
const TASK_WORDS = {
  task: fc.oneof(aString, fc.constantFrom(freshId(), 'x')),
  claim: aString,
  title: aString,
  kind: aString,
  why: aString,
  step: aString,
  done: fc.boolean(),
  yes: fc.boolean(),
  minutes: fc.oneof(fc.integer(), fc.double()),
  places: fc.integer(),
  shifts: fc.array(fc.record({ from: instants, until: instants, places: fc.constantFrom(1, 0, 3, 1e9) }), {
    maxLength: 3,
  }),
  contact: fc.oneof(anyJson, fc.record({ name: aString, phone: aString })),
}
/** Payloads of every sort of command, with what belongs in them and what does not. */
export const payloads = fc.oneof(
  anyJson,
  fc.record(
    {
      household: fc.oneof(aString, fc.constantFrom('h-s1-1', 'h-s1-2', 'h-s2-1')),
      resident: aString,
      conflict: fc.oneof(aString, fc.constant('x-household-h-s1-1-note')),
      choice: fc.oneof(fc.nat(3), anyJson),
      saw: fc.array(aString, { maxLength: 3 }),
      outcome: aString,
      method: aString,
      purpose: aString,
      set: fc.oneof(
        fc.dictionary(fc.constantFrom('note', 'care', 'interval', 'tags', 'name', '__proto__'), anyJson),
        fc.record({ note: aString }),
        anyJson,
      ),
      nextOn: fc.constantFrom('2026-12-01', '2026-02-30', 'x'),
      observations: fc.dictionary(aString, fc.constantFrom('fine', 'mind', 'x')),
      needs: fc.array(fc.record({ category: aString, text: aString }), { maxLength: 3 }),
      post: aString,
      person: fc.constantFrom('leader2', 'nobody', '__proto__', CANARY),
      grid: fc.constantFrom('s1', 's3', 'root', 'x'),
      role: fc.constantFrom('stair_leader', 'x'),
      since: fc.constantFrom('2026-01-01', '9999-12-31'),
      until: fc.constantFrom(null, '2026-02-01', '0000-01-01'),
      door: fc.constantFrom('d-s1-1', 'd-s3-1', 'x'),
      building: fc.constantFrom('b-s1', 'b-s2', 'x'),
      stairs: fc.array(fc.record({ stair: fc.constantFrom('1', 'x'), grid: fc.constantFrom('s1', 's3', 'x') })),
      ...registerFields(aString),
      command: aString,
      verdict: fc.constantFrom('accept', 'dismiss', 'verified'),
      ...TASK_WORDS,
    },
    { requiredKeys: [] },
  ),
)
