import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aHousehold, anEdit, commandId, contextOf, Rows } from '../testing/build.ts'
import { act, judge } from '../testing/judge.ts'
import { understand } from './all-commands.ts'
import { decide } from './decide.ts'
import { conflictId } from './edit.ts'
import { goAlong } from './goes-along.ts'
import type { CommandId } from './ids.ts'
import type { HouseholdBody } from './nouns.ts'

interface Noted {
  readonly note?: string
  readonly careReason?: string
  readonly writer: Readonly<Record<string, CommandId>>
}
const words = fc.constantFrom(undefined, '门铃坏了', '家里有狗')
/** What stands in a record, by an import or by somebody. */
const noted = (n: number): fc.Arbitrary<Noted> =>
  fc.record({ note: words, careReason: words, isWritten: fc.boolean() }).map(({ isWritten, ...body }) => ({
    ...(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<HouseholdBody>),
    writer: isWritten ? { note: commandId(n), careReason: commandId(n) } : {},
  }))
const asRow = (id: string, { writer, ...body }: Noted) => ({ ...aHousehold(body, id), writer })
const FIELDS = ['note', 'careReason'] as const
/** Both records become one; then an edit comes of whoever had seen the first of them before. */
function editedAfterMerging(one: Noted, other: Noted, set: Readonly<Record<string, string>>): Rows {
  const rows = new Rows([asRow('h1', one), asRow('h2', other)])
  judge(rows, act('register.merge', { kind: 'household', id: 'h1', into: 'h2' }, 1))
  const command = understand(anEdit(set, { seen: one.writer }, 2))
  if ('bad' in command) throw new Error(command.bad)
  // Everybody's commands arrived: nobody is ahead of anybody.
  const context = contextOf(command, { knows: () => true, past: () => undefined })
  const decision = decide(rows.see, command, context)
  if (!('changes' in decision)) throw new Error('the edit was not carried out')
  rows.apply(goAlong(rows.see, { command, changes: decision.changes, context }).changes, command.id)
  return rows
}
const standsIn = (rows: Rows, id: string, field: (typeof FIELDS)[number]): readonly unknown[] => {
  const asked = rows.see('conflict', conflictId({ kind: 'household', id }, field))
  return [rows.see('household', id)?.body[field], ...(asked?.body.values ?? []).map(({ value }) => value)]
}

test('I11 an edit that goes along loses neither its own value nor one that its author had not seen', () => {
  let asked = 0
  const drawn = fc.record({ one: noted(10), other: noted(11), note: fc.constantFrom('敲门要响', '家里有狗') })
  fc.assert(
    fc.property(drawn, ({ one, other, note }) => {
      const rows = editedAfterMerging(one, other, { note, careReason: note })
      for (const field of FIELDS) {
        const there = standsIn(rows, 'h2', field)
        asked += there.length > 1 ? 1 : 0
        expect(there).toContain(note)
        if (other[field] !== undefined && other[field] !== one[field]) expect(there).toContain(other[field])
      }
    }),
    { numRuns: 500 },
  )
  expect(asked).toBeGreaterThan(50)
})

test('nobody is asked about what an edit’s author had before his eyes', () => {
  const drawn = fc.record({ one: noted(10), note: fc.constantFrom('敲门要响', '家里有狗'), isAlike: fc.boolean() })
  fc.assert(
    fc.property(drawn, ({ one, note, isAlike }) => {
      const other = isAlike ? { ...one, writer: {} } : { writer: {} }
      const rows = editedAfterMerging(one, other, { note, careReason: note })
      for (const field of FIELDS) expect(new Set(standsIn(rows, 'h2', field))).toEqual(new Set([note]))
    }),
    { numRuns: 200 },
  )
})
