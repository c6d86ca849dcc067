import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aHousehold, anEdit, commandId, contextOf, Rows } from '../testing/build.ts'
import { type Command, understand } from './commands.ts'
import { decide } from './decide.ts'
import { conflictId } from './edit.ts'
import { asId } from './ids.ts'
import type { Context } from './see.ts'

const judge = (rows: Rows, command: Command, over: Partial<Context> = {}) => {
  const read = understand(command)
  if ('bad' in read) return read
  const decision = decide(rows.see, read, contextOf(command, over))
  if ('changes' in decision) rows.apply(decision.changes, command.id)
  return decision
}
const NOTE = conflictId({ kind: 'household', id: 'h1' }, 'note')
const noteOf = (rows: Rows) => rows.see('household', 'h1')?.body.note

describe('an edit', () => {
  it('sets only the fields named and signs them', () => {
    const rows = new Rows([aHousehold({ note: '旧', dwelling: 'owner' })])
    judge(rows, anEdit({ note: '敲门要响' }))
    expect(rows.see('household', 'h1')).toMatchObject({
      writer: { note: commandId(1) },
      body: { note: '敲门要响', dwelling: 'owner' },
    })
  })
  it('of different fields by two people merges', () => {
    const rows = new Rows([aHousehold()])
    judge(rows, anEdit({ note: '甲' }, {}, 1))
    expect(judge(rows, anEdit({ dwelling: 'rented' }, {}, 2))).not.toHaveProperty('conflict')
    expect(rows.see('household', 'h1')?.body).toMatchObject({ note: '甲', dwelling: 'rented' })
  })
  it('of one field by two who did not see each other keeps both values and the first in force', () => {
    const rows = new Rows([aHousehold()])
    judge(rows, anEdit({ note: '甲' }, {}, 1))
    expect(judge(rows, anEdit({ note: '乙' }, {}, 2))).toMatchObject({ conflict: true })
    expect(noteOf(rows)).toBe('甲')
    expect(rows.see('conflict', NOTE)?.body).toMatchObject({
      state: 'open',
      values: [{ value: '甲' }, { value: '乙' }],
    })
  })
  it('of one field to the same value is no conflict', () => {
    const rows = new Rows([aHousehold()])
    judge(rows, anEdit({ note: '甲' }, {}, 1))
    expect(judge(rows, anEdit({ note: '甲' }, {}, 2))).toEqual({ changes: [] })
  })
  it('by one who saw the value before it follows on', () => {
    const rows = new Rows([aHousehold()])
    judge(rows, anEdit({ note: '甲' }, {}, 1))
    judge(rows, anEdit({ note: '乙' }, { seen: { note: commandId(1) } }, 2))
    expect(noteOf(rows)).toBe('乙')
    expect(rows.see('conflict', NOTE)).toBeUndefined()
  })
  it('that builds on a command not known here is the newer and no conflict', () => {
    const rows = new Rows([aHousehold()])
    judge(rows, anEdit({ note: '甲' }, {}, 1))
    judge(rows, anEdit({ note: '乙' }, { seen: { note: commandId(9) } }, 2), { knows: (id) => id !== commandId(9) })
    expect(noteOf(rows)).toBe('乙')
  })
  it('that comes back after one that had already seen it has been overtaken and changes nothing', () => {
    const rows = new Rows([aHousehold()])
    judge(rows, anEdit({ note: '新' }, { seen: { note: commandId(1) } }, 2), { knows: () => false })
    const past: Context['past'] = (id) =>
      id === commandId(2)
        ? { author: asId('p2'), at: '2026-11-26T06:20:00.000Z' as never, seen: { note: commandId(1) } }
        : undefined
    expect(judge(rows, anEdit({ note: '旧' }, {}, 1), { past })).toEqual({ changes: [] })
    expect(noteOf(rows)).toBe('新')
  })
  it('with a field of no register, or a value too long, is not understood', () => {
    expect(judge(new Rows(), anEdit({ nonsense: 1 }))).toEqual({ bad: 'bad_payload' })
    expect(judge(new Rows(), anEdit({ note: 'x'.repeat(5000) }))).toEqual({ bad: 'bad_payload' })
  })
  it('of the care level moves the next day', () => {
    const rows = new Rows([aHousehold({ care: 'green', nextDue: '2027-03-01' as never })])
    judge(rows, anEdit({ care: 'red' }))
    expect(rows.see('household', 'h1')?.body.nextDue).toBe('2026-12-03')
  })
  it('that empties the interval goes back to the care level', () => {
    const rows = new Rows([aHousehold({ care: 'red', interval: 60, nextDue: '2027-03-01' as never })])
    judge(rows, anEdit({ interval: null }))
    expect(rows.see('household', 'h1')?.body).toMatchObject({ nextDue: '2026-12-03' })
    expect(rows.see('household', 'h1')?.body).not.toHaveProperty('interval')
  })
})

const settling = (choice: number | 'ask_next_time', saw: readonly unknown[], n = 8): Command => ({
  ...anEdit({}, {}, n),
  type: 'conflict.settle',
  payload: { conflict: NOTE, household: 'h1', choice, saw: saw.map((value) => JSON.stringify(value)) },
})
const twoNotes = () => {
  const rows = new Rows([aHousehold()])
  judge(rows, anEdit({ note: '甲' }, {}, 1))
  judge(rows, anEdit({ note: '乙' }, {}, 2))
  return rows
}
describe('settling a conflict', () => {
  it('puts the chosen value in force and closes it', () => {
    const rows = twoNotes()
    judge(rows, settling(1, ['甲', '乙']))
    expect(noteOf(rows)).toBe('乙')
    expect(rows.see('conflict', NOTE)?.body).toMatchObject({ state: 'settled', settled: { command: commandId(8) } })
  })
  it('may keep both until somebody asks at the door', () => {
    const rows = twoNotes()
    judge(rows, settling('ask_next_time', ['甲', '乙']))
    expect(rows.see('conflict', NOTE)?.body).toMatchObject({
      state: 'ask_next_time',
      values: [{ value: '甲' }, { value: '乙' }],
    })
  })
  it('by one who had not seen every value leaves it open', () => {
    const rows = twoNotes()
    judge(rows, anEdit({ note: '丙' }, {}, 3))
    expect(judge(rows, settling(0, ['甲', '乙']))).toEqual({ changes: [], conflict: true })
    expect(rows.see('conflict', NOTE)?.body.state).toBe('open')
  })
  it('a second time by another is told that it is settled', () => {
    const rows = twoNotes()
    judge(rows, settling(0, ['甲', '乙']))
    expect(judge(rows, settling(1, ['甲', '乙'], 9))).toEqual({ refused: 'conflict_gone' })
  })
  it('is opened again by a value that had not seen the outcome', () => {
    const rows = twoNotes()
    judge(rows, settling(0, ['甲', '乙']))
    judge(rows, anEdit({ note: '丙' }, {}, 3))
    expect(rows.see('conflict', NOTE)?.body).toMatchObject({
      state: 'open',
      values: [{ value: '甲' }, { value: '丙' }],
    })
  })
})

describe('edits of one household', () => {
  const edit = fc.record({
    field: fc.constantFrom('note', 'dwelling', 'careReason'),
    value: fc.constantFrom('a', 'b', 'c'),
    saw: fc.option(fc.nat(5)),
    n: fc.integer({ min: 1, max: 200 }),
  })
  const edits = fc.uniqueArray(edit, { maxLength: 8, selector: (each) => each.n })
  const commandOf = (
    each: { field: string; value: string; saw: number | null; n: number },
    all: readonly { n: number }[],
  ) => {
    const seen = each.saw === null ? undefined : all[each.saw]
    return anEdit(
      { [each.field]: each.value },
      { seen: seen === undefined ? {} : { [each.field]: commandId(seen.n) } },
      each.n,
    )
  }
  it('never lose a value: each is in force, was in force, or stands in a conflict', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const rows = new Rows([aHousehold()])
        const kept = new Set<string>()
        const note = () => {
          const body = rows.see('household', 'h1')?.body as unknown as Record<string, unknown>
          for (const field of ['note', 'dwelling', 'careReason']) kept.add(`${field}=${String(body[field])}`)
          for (const row of rows.see.under('conflict', 'h1'))
            for (const known of row.body.values) kept.add(`${row.body.field}=${String(known.value)}`)
        }
        for (const each of list) {
          judge(rows, commandOf(each, list))
          note()
          expect(kept.has(`${each.field}=${each.value}`)).toBe(true)
        }
      }),
    )
  })
  it('replayed at once give the same rows', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const rows = new Rows([aHousehold()])
        for (const each of list) {
          const command = commandOf(each, list)
          judge(rows, command)
          const before = JSON.stringify(rows.sorted())
          judge(rows, command)
          expect(JSON.stringify(rows.sorted())).toBe(before)
        }
      }),
    )
  })
  it('on different fields end the same in either order', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', 'b'), fc.constantFrom('a', 'b'), (note, dwelling) => {
        const one = anEdit({ note }, {}, 1)
        const two = anEdit({ dwelling }, {}, 2)
        const forth = new Rows([aHousehold()])
        const back = new Rows([aHousehold()])
        for (const command of [one, two]) judge(forth, command)
        for (const command of [two, one]) judge(back, command)
        expect(back.sorted()).toEqual(forth.sorted())
      }),
    )
  })
})
