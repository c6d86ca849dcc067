import fc from 'fast-check'
import type { Act } from './histories.ts'

const fields = {
  floor: fc.constantFrom(1, 3, -1),
  room: fc.constantFrom('302', '302A'),
  use: fc.constantFrom('home', 'shop'),
  name: fc.constantFrom(null, '小店'),
}
const added = fc.record({
  building: fc.constantFrom('b1', 'b2'),
  stair: fc.constantFrom('1', '2', '3'),
  ...fields,
})
const edited = fc.record({
  door: fc.constantFrom('d1', 'd2', 'd3'),
  set: fc.record(
    { ...fields, ended: fc.constantFrom(null, { on: '2026-11-02', why: 'mistake' }) },
    { requiredKeys: [] },
  ),
})
/** A door is written down, put right, or there no more: whoever writes has the last word, as on a card. */
export const doorways: fc.Arbitrary<Act> = fc.oneof(
  added.map((payload): Act => ({ type: 'door.add', payload })),
  edited.map((payload): Act => ({ type: 'door.edit', payload })),
)
