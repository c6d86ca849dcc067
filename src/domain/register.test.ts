import { describe, expect, it } from 'vitest'
import { aDoor, aHousehold, anEdit, aResident, aVisit, commandId, PACK, Rows } from '../testing/build.ts'
import { act, judge } from '../testing/judge.ts'
import type { Command } from './commands.ts'
import { conflictId } from './edit.ts'
import { asId } from './ids.ts'

const namesIn = (rows: Rows, household: string) => rows.see.under('resident', household).map((row) => row.body.name)

describe('a household that moves in', () => {
  const family = act('household.add', {
    door: 'd1',
    set: { dwelling: 'rented', note: null },
    people: [{ name: '王小明', birth: '1990', kinship: '0' }, { name: '李芳' }],
  })
  it('stands behind its door with its people, unknown as yet, and is called on within a fortnight', () => {
    const rows = new Rows([aDoor()])
    judge(rows, family)
    const [household] = rows.see.under('household', 'd1')
    expect(household).toMatchObject({ id: commandId(1), pack: PACK })
    expect(household?.body).toEqual({
      doors: ['d1'],
      dwelling: 'rented',
      care: 'grey',
      tags: [],
      lastReached: null,
      lastVisit: null,
      nextDue: '2026-12-10',
      misses: 0,
    })
    expect(rows.see.under('resident', commandId(1)).map((row) => row.body)).toEqual([
      {
        household: commandId(1),
        name: '王小明',
        birth: '1990',
        kinship: '0',
        sex: '9',
        tags: [],
        residence: 'live_unregistered',
      },
      { household: commandId(1), name: '李芳', sex: '9', tags: [], residence: 'live_unregistered' },
    ])
  })
  it('shares a door with those who live there already', () => {
    const rows = new Rows([aDoor(), aHousehold()])
    judge(rows, family)
    expect(rows.see.under('household', 'd1')).toHaveLength(2)
  })
  it('is not made again over what others have changed since', () => {
    const rows = new Rows([aDoor()])
    judge(rows, family)
    judge(rows, { ...anEdit({}, {}, 2), payload: { household: commandId(1), set: { note: '敲门要响' } } })
    judge(rows, family)
    expect(rows.see('household', commandId(1))?.body.note).toBe('敲门要响')
    expect(namesIn(rows, commandId(1))).toHaveLength(2)
  })
  it('at a door that is not known here is unknown, and a person without a name is not taken', () => {
    expect(judge(new Rows(), family)).toEqual({ unknown: { kind: 'door', id: 'd1' } })
    expect(judge(new Rows([aDoor()]), act('household.add', { door: 'd1', set: {}, people: [{ phone: '1' }] }))).toEqual(
      {
        refused: 'bad_payload',
      },
    )
  })
})

describe('a household that splits', () => {
  const split = act('household.add', { door: 'd1', set: { label: '乙' }, people: [], from: 'h1', take: ['r2'] })
  it('lets go of those who keep house for themselves, and nobody else', () => {
    const rows = new Rows([aDoor(), aHousehold(), aResident(), aResident({ name: '张慧' }, 'r2')])
    judge(rows, split)
    expect([namesIn(rows, 'h1'), namesIn(rows, commandId(1))]).toEqual([['张建明'], ['张慧']])
  })
  it('is looked at by a person where one of them has gone elsewhere meanwhile', () => {
    const rows = new Rows([aDoor(), aHousehold(), aResident({ household: asId('h9') }, 'r2')])
    expect(judge(rows, split)).toEqual({ unknown: { kind: 'resident', id: 'r2' } })
  })
})

describe('a person', () => {
  it('is added to a household once', () => {
    const rows = new Rows([aHousehold()])
    judge(rows, act('resident.add', { household: 'h1', set: { name: '宝宝', kinship: '4' } }))
    judge(rows, act('resident.add', { household: 'h1', set: { name: '宝宝', kinship: '4' } }))
    expect(namesIn(rows, 'h1')).toEqual(['宝宝'])
  })
  it('goes to live with others, and what is in dispute about that person goes along into their pack', () => {
    const there = { ...aHousehold({ doors: [asId('d2')] }, 'h2'), pack: asId<'pack'>('b:b2:g2') }
    const rows = new Rows([aHousehold(), aResident(), there])
    const phone = (value: string, n: number): Command =>
      act('resident.edit', { resident: 'r1', household: 'h1', set: { phone: value } }, n)
    judge(rows, phone('111', 1))
    judge(rows, phone('222', 2))
    judge(rows, act('resident.move', { resident: 'r1', household: 'h1', to: 'h2' }, 3))
    const conflict = conflictId({ kind: 'resident', id: 'r1' }, 'phone')
    expect(rows.see('resident', 'r1')).toMatchObject({ pack: 'b:b2:g2', body: { household: 'h2' } })
    expect(rows.see('conflict', conflict)).toMatchObject({ pack: 'b:b2:g2', body: { household: 'h2' } })
    // An edit by somebody who had not heard of the move still meets the values of others.
    judge(rows, phone('333', 4))
    expect(rows.see('conflict', conflict)?.body.values.map(({ value }) => value)).toEqual(['111', '222', '333'])
  })
  it('who has gone elsewhere meanwhile is not taken from there', () => {
    const rows = new Rows([aHousehold(), aHousehold({}, 'h2'), aResident({ household: asId('h9') })])
    expect(judge(rows, act('resident.move', { resident: 'r1', household: 'h1', to: 'h2' }))).toEqual({
      unknown: { kind: 'resident', id: 'r1' },
    })
  })
})

describe('what ends', () => {
  const out = (on: string) => ({ ended: { on, why: 'moved_out' } })
  it('is not deleted, still takes visits, and comes back by the same field', () => {
    const rows = new Rows([aHousehold(), aResident()])
    judge(rows, anEdit(out('2026-11-20'), {}, 1))
    expect(judge(rows, aVisit({}, 2))).toHaveProperty('changes')
    expect(rows.see.under('visit', 'h1')).toHaveLength(1)
    judge(rows, anEdit({ ended: null }, { seen: { ended: commandId(1) } }, 3))
    expect(rows.see('household', 'h1')?.body.ended).toBeUndefined()
  })
  it('on two days by two people is asked about, like every other field', () => {
    const rows = new Rows([aHousehold()])
    judge(rows, anEdit(out('2026-11-20'), {}, 1))
    expect(judge(rows, anEdit(out('2026-11-22'), {}, 2))).toMatchObject({ conflict: true })
    expect(rows.see('household', 'h1')?.body.ended?.on).toBe('2026-11-20')
  })
})
