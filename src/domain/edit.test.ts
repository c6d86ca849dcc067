import { describe, expect, it } from 'vitest'
import { aHousehold, anEdit, aResident, commandId, Rows } from '../testing/build.ts'
import { judge } from '../testing/judge.ts'
import type { Command } from './commands.ts'
import { conflictId } from './edit.ts'
import { asId } from './ids.ts'
import type { Context } from './see.ts'

/** What each of these commands had seen. */
const pastOf =
  (saw: Readonly<Record<number, Command['seen']>>): Context['past'] =>
  (id) => {
    const [, seen] = Object.entries(saw).find(([n]) => commandId(Number(n)) === id) ?? []
    return seen && { type: 'household.edit', author: asId('p2'), at: '2026-11-26T06:20:00.000Z' as never, seen }
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
  it('to a value that stands there unsigned signs it: what comes of another record does not take its place unasked', () => {
    const rows = new Rows([aHousehold({ tags: [] })])
    judge(rows, anEdit({ tags: [] }, {}, 1))
    expect(rows.see('household', 'h1')?.writer).toEqual({ tags: commandId(1) })
    expect(judge(rows, anEdit({ tags: ['alone'] }, {}, 2))).toMatchObject({ conflict: true })
    expect(rows.see('household', 'h1')?.body.tags).toEqual([])
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
  it('that builds on one that was turned away knows no more than that one did: a value nobody saw stays', () => {
    const rows = new Rows([aHousehold()])
    judge(rows, anEdit({ note: '甲' }, {}, 1))
    const turnedAway: Context['turnedAway'] = (id) => (id === commandId(9) ? {} : undefined)
    judge(rows, anEdit({ note: '乙' }, { seen: { note: commandId(9) } }, 2), { turnedAway, knows: () => false })
    expect(noteOf(rows)).toBe('甲')
    expect(rows.see('conflict', NOTE)?.body.values.map(({ value }) => value)).toEqual(['甲', '乙'])
    const sawFirst: Context['turnedAway'] = (id) => (id === commandId(8) ? { note: commandId(1) } : undefined)
    const other = new Rows([aHousehold()])
    judge(other, anEdit({ note: '甲' }, {}, 1))
    judge(other, anEdit({ note: '乙' }, { seen: { note: commandId(8) } }, 2), { turnedAway: sawFirst })
    expect(noteOf(other)).toBe('乙')
    expect(other.see('conflict', NOTE)).toBeUndefined()
  })
  it('that comes back after one that had already seen it has been overtaken and changes nothing', () => {
    const rows = new Rows([aHousehold()])
    judge(rows, anEdit({ note: '新' }, { seen: { note: commandId(1) } }, 2), { knows: () => false })
    const past: Context['past'] = (id) =>
      id === commandId(2)
        ? {
            type: 'household.edit',
            author: asId('p2'),
            at: '2026-11-26T06:20:00.000Z' as never,
            seen: { note: commandId(1) },
          }
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
  it('by one who had not seen a value set meanwhile leaves that in force and shows it', () => {
    const rows = twoNotes()
    judge(rows, anEdit({ note: '丙' }, { seen: { note: commandId(1) } }, 3))
    expect(judge(rows, settling(1, ['甲', '乙']))).toEqual({ changes: [], conflict: true })
    expect(noteOf(rows)).toBe('丙')
    expect(rows.see('conflict', NOTE)?.body).toMatchObject({
      state: 'open',
      values: [{ value: '甲' }, { value: '乙' }, { value: '丙' }],
    })
  })
  it('is overtaken by whoever had seen it: that value stays, whatever came back first, and it is settled all the same', () => {
    const knows: Context['knows'] = (id) => id !== commandId(8)
    for (const later of ['丁', '乙', '甲']) {
      for (const through of [undefined, commandId(6)]) {
        const rows = twoNotes()
        judge(rows, anEdit({ note: later }, { seen: { note: through ?? commandId(8) } }, 7), { knows: () => false })
        const past = pastOf({ 7: { note: through ?? commandId(8) }, 6: { note: commandId(8) } })
        expect(judge(rows, settling(later === '乙' ? 0 : 1, ['甲', '乙']), { past, knows })).not.toHaveProperty(
          'conflict',
        )
        expect(noteOf(rows)).toBe(later)
        expect(rows.see('conflict', NOTE)?.body).toMatchObject({ state: 'settled', settled: { command: commandId(8) } })
      }
    }
  })
  it('leaves open what two noted who had both seen it and not each other, and so do their edits', () => {
    const rows = twoNotes()
    const context = { past: pastOf({ 6: { note: commandId(8) } }), knows: (id: string) => id !== commandId(8) }
    const saw = { seen: { note: commandId(8) } }
    judge(rows, anEdit({ note: '丙' }, saw, 6), context)
    expect(judge(rows, anEdit({ note: '丁' }, saw, 7), context)).toMatchObject({ conflict: true })
    expect(noteOf(rows)).toBe('丙')
    const past = pastOf({ 6: { note: commandId(8) }, 7: { note: commandId(8) } })
    expect(judge(rows, settling(0, ['甲', '乙']), { past })).toEqual({ changes: [], conflict: true })
    expect(rows.see('conflict', NOTE)?.body).toMatchObject({ state: 'open', values: { length: 4 } })
  })
  it('takes in a value that it had seen and that comes back after it: the question is not asked again', () => {
    const rows = twoNotes()
    judge(rows, settling(0, ['甲', '乙', '丙']))
    const past = pastOf({ 8: { note: commandId(1), 'note#2': commandId(3) } })
    expect(judge(rows, anEdit({ note: '丙' }, {}, 3), { past })).toEqual({ changes: [] })
    expect(rows.see('conflict', NOTE)?.body.state).toBe('settled')
    const later = twoNotes()
    judge(later, settling('ask_next_time', ['甲', '乙', '丙']))
    judge(later, anEdit({ note: '丙' }, {}, 3), { past })
    expect(later.see('conflict', NOTE)?.body).toMatchObject({
      state: 'ask_next_time',
      settled: { command: commandId(8) },
      values: [{ value: '甲' }, { value: '乙' }, { value: '丙' }],
    })
  })
  it('of a question that is not back yet waits for it, and neither fails nor is spent on an older one', () => {
    const unknown = { kind: 'conflict', id: NOTE }
    const later = { ...settling(0, ['甲', '丁'], 9), seen: { note: commandId(8), 'note#1': commandId(4) } }
    const isBack = (...missing: readonly number[]) => ({
      knows: (id: string) => !missing.some((n) => id === commandId(n)),
    })
    const rows = twoNotes()
    expect(judge(rows, later, isBack(4, 8))).toEqual({ unknown })
    judge(rows, settling(0, ['甲', '乙']))
    expect(judge(rows, later, isBack(4))).toEqual({ unknown })
    expect(judge(rows, later, isBack())).toEqual({ refused: 'conflict_gone' })
    judge(rows, anEdit({ note: '丁' }, {}, 4))
    judge(rows, later, isBack())
    expect(rows.see('conflict', NOTE)?.body).toMatchObject({ state: 'settled', settled: { command: commandId(9) } })
  })
  it('for a value that has not come yet waits for it', () => {
    const rows = twoNotes()
    const unknown = { kind: 'conflict', id: NOTE }
    expect(judge(rows, settling(2, ['甲', '乙', '丙']))).toEqual({ unknown })
    expect(judge(rows, settling(3, ['甲', '乙', '丙']))).toEqual({ refused: 'bad_payload' })
    judge(rows, anEdit({ note: '丙' }, {}, 3))
    judge(rows, settling(2, ['甲', '乙', '丙']))
    expect(noteOf(rows)).toBe('丙')
  })
  it('finds its question with whichever household it hangs under by now', () => {
    const elsewhere = {
      ...settling(1, ['甲', '乙']),
      payload: { ...(settling(1, ['甲', '乙']).payload as object), household: 'h2' },
    }
    const rows = twoNotes()
    judge(rows, elsewhere)
    expect(rows.see('conflict', NOTE)?.body).toMatchObject({ state: 'settled' })
  })
})

it('an edit of a resident finds the person with whichever household he lives by now', () => {
  const rows = new Rows([aHousehold(), aResident({ household: asId('h2') })])
  const edit = (household: string, phone: string, n: number): Command => ({
    ...anEdit({}, {}, n),
    type: 'resident.edit',
    payload: { household, resident: 'r1', set: { phone } },
  })
  judge(rows, edit('h2', '1', 1))
  expect(judge(rows, edit('h1', '2', 2))).toMatchObject({ conflict: true })
  expect(rows.see.under('conflict', 'h2')).toHaveLength(1)
})
