import { describe, expect, it } from 'vitest'
import { aHousehold, aNeed, anEdit, aResident, aRow, aVisit, commandId, Rows } from '../testing/build.ts'
import { judge } from '../testing/judge.ts'
import type { Command } from './commands.ts'
import { asId, type Day, type Instant } from './ids.ts'
import type { VisitBody } from './nouns.ts'
import type { Past } from './see.ts'

const pair = (type: string, [id, into]: readonly [string, string], n: number): Command => ({
  ...aVisit({}, n),
  type,
  payload: { kind: id.startsWith('h') ? 'household' : 'resident', id, into },
})
const merge = (id: string, into: string, n = 1) => pair('register.merge', [id, into], n)
const part = (id: string, into: string, n = 2) => pair('register.part', [id, into], n)

const at = (day: string) => `${day}T02:00:00.000Z` as Instant
const visit: VisitBody = {
  household: asId('h1'),
  by: asId('p1'),
  at: at('2026-11-20'),
  outcome: 'met',
  method: 'door',
  purpose: 'routine',
  persons: [],
  observations: {},
  needs: [],
}
const seen = { lastReached: at('2026-11-20'), lastVisit: at('2026-11-20'), nextDue: '2026-12-20' as Day }
const there = { pack: asId<'pack'>('b:b2:g2') }
/** The same household twice: one visited, one made later and never. */
const twice = () =>
  new Rows([
    aHousehold(seen),
    aResident(),
    aNeed(),
    aRow('visit', 'v1', visit),
    { ...aHousehold({ doors: [asId('d2')], care: 'green', nextDue: '2026-12-01' as Day }, 'h2'), ...there },
    { ...aResident({ household: asId('h2') }, 'r2'), ...there },
  ])
const under = (rows: Rows, household: string) =>
  (['resident', 'visit', 'need'] as const)
    .flatMap((kind) => rows.see.under(kind, household).map((row) => row.id))
    .sort()
const plain = (rows: Rows) =>
  rows.sorted().map(({ kind, id, pack, body }) => JSON.stringify([kind, id, pack, Object.entries(body).sort()]))

describe('two records of one household', () => {
  it('become one: the first ends and says into which, and all that was noted of it goes along', () => {
    const rows = twice()
    judge(rows, merge('h1', 'h2'))
    expect(rows.see('household', 'h1')?.body.ended).toMatchObject({ on: '2026-11-26', why: 'merged', into: 'h2' })
    expect([under(rows, 'h1'), under(rows, 'h2')]).toEqual([[], ['n1', 'r1', 'r2', 'v1']])
    expect(['r1', 'v1', 'n1'].map((id) => rows.sorted().find((row) => row.id === id)?.pack)).toEqual(
      Array.from({ length: 3 }, () => there.pack),
    )
  })
  it('keep the level a person gave to the one that stays, and the visits of both count', () => {
    const rows = twice()
    judge(rows, merge('h1', 'h2'))
    expect(rows.see('household', 'h2')?.body).toMatchObject({
      care: 'green',
      lastReached: seen.lastReached,
      nextDue: '2027-05-19',
    })
  })
  it('are taken apart again as they were, row by row', () => {
    const rows = twice()
    const before = plain(rows)
    judge(rows, merge('h1', 'h2'))
    judge(rows, part('h1', 'h2'))
    expect(plain(rows)).toEqual(before)
  })
  it('are taken apart in turn where three became one', () => {
    const rows = new Rows([aHousehold(), aHousehold({}, 'h2'), aHousehold({}, 'h3'), aResident()])
    judge(rows, merge('h1', 'h2', 1))
    judge(rows, merge('h2', 'h3', 2))
    judge(rows, part('h2', 'h3', 3))
    expect(under(rows, 'h2')).toEqual(['r1'])
    judge(rows, part('h1', 'h2', 4))
    expect(under(rows, 'h1')).toEqual(['r1'])
  })
  it('part without what came to the one that stays meanwhile', () => {
    const rows = twice()
    judge(rows, merge('h1', 'h2'))
    judge(rows, aVisit({ set: { household: 'h2' } }, 5))
    judge(rows, part('h1', 'h2'))
    expect(under(rows, 'h2')).toEqual([commandId(5), 'r2'].sort())
    expect(rows.see('household', 'h2')?.body.lastVisit).toBe('2026-11-26T06:20:00.000Z')
  })
  it('are not parted while the one that stayed has itself become another’s: all went on with it', () => {
    const rows = new Rows([aHousehold({}, 'h1'), aHousehold({}, 'h2'), aHousehold({}, 'h3')])
    judge(rows, merge('h1', 'h2', 1))
    judge(rows, merge('h2', 'h3', 2))
    expect(judge(rows, part('h1', 'h2', 3))).toEqual({ refused: 'ended' })
  })

  it('are not parted twice by one command, and nobody is turned away for what he did himself', () => {
    const rows = twice()
    judge(rows, merge('h1', 'h2'))
    judge(rows, part('h1', 'h2'))
    expect(judge(rows, part('h1', 'h2'))).toEqual({ changes: [] })
  })
})

it('two records of one person become one and two again', () => {
  const rows = new Rows([aHousehold(), aResident(), aResident({}, 'r2')])
  judge(rows, merge('r2', 'r1'))
  expect(rows.see('resident', 'r2')?.body.ended).toEqual({ on: '2026-11-26', why: 'merged', into: 'r1' })
  judge(rows, part('r2', 'r1'))
  expect(rows.see('resident', 'r2')?.body.ended).toBeUndefined()
})

describe('what the one that stays lacks', () => {
  const two = () =>
    new Rows([
      aHousehold(),
      aResident({ phone: '13812345678', birth: '1944', sex: '2', tags: ['alone'], tagsBasis: 'consent' }, 'r1'),
      aRow('resident', 'r2', { ...aResident({}).body, sex: '9', tags: [] } as never),
    ])
  const bare = (rows: Rows): Rows => {
    const row = rows.see('resident', 'r2')
    if (row === undefined) throw new Error('not there')
    const { phone: _p, birth: _b, ...body } = row.body
    rows.map.set('resident/r2', { ...row, body } as never)
    return rows
  }
  it('is filled in from the other, as written by the merge, and goes out again when they part', () => {
    const rows = bare(two())
    const before = plain(rows)
    judge(rows, merge('r1', 'r2'))
    expect(rows.see('resident', 'r2')).toMatchObject({
      body: { phone: '13812345678', birth: '1944', sex: '2', tags: ['alone'], tagsBasis: 'consent' },
      writer: { phone: commandId(1), sex: commandId(1) },
    })
    judge(rows, part('r1', 'r2'))
    expect(plain(rows)).toEqual(before)
    judge(rows, merge('r1', 'r2', 3))
    expect(rows.see('resident', 'r2')?.body.phone).toBe('13812345678')
  })
  it('stays where somebody has written it since, or had taken it away on purpose', () => {
    const rows = bare(two())
    rows.apply([{ op: 'set', kind: 'resident', id: 'r2', set: { birth: null }, edit: true }], commandId(9))
    judge(rows, merge('r1', 'r2'))
    expect(rows.see('resident', 'r2')?.body.birth).toBeUndefined()
    rows.apply([{ op: 'set', kind: 'resident', id: 'r2', set: { phone: '021-5550000' }, edit: true }], commandId(8))
    judge(rows, part('r1', 'r2'))
    expect(rows.see('resident', 'r2')?.body).toMatchObject({ phone: '021-5550000', sex: '9' })
  })
  it('stays where somebody who did not know of the merging has noted the very same', () => {
    const rows = new Rows([aHousehold({ tags: ['disabled'] }), aHousehold({ tags: [] }, 'h2')])
    judge(rows, merge('h1', 'h2'))
    const merged: Past = { type: 'register.merge', author: asId('p1'), at: at('2026-11-26'), seen: {} }
    const edit = { ...anEdit({}, {}, 5), payload: { household: 'h2', set: { tags: ['disabled'] } } }
    judge(rows, edit, { past: (id) => (id === commandId(1) ? merged : undefined) })
    judge(rows, part('h1', 'h2'))
    expect(rows.see('household', 'h2')?.body.tags).toEqual(['disabled'])
  })
  it('what it has itself is left as it is', () => {
    const rows = new Rows([aHousehold(), aResident({ phone: '1' }), aResident({ phone: '2' }, 'r2')])
    judge(rows, merge('r1', 'r2'))
    expect(rows.see('resident', 'r2')?.body.phone).toBe('2')
  })
  it('does not cost what stood beside it: a reason somebody wrote stays, and is there after they part', () => {
    const rows = new Rows([
      aHousehold({ care: 'yellow', careReason: '高龄' }),
      aHousehold({ care: 'grey', careReason: '没敲开门，说不准' }, 'h2'),
    ])
    judge(rows, merge('h1', 'h2'))
    expect(rows.see('household', 'h2')?.body).toMatchObject({ care: 'yellow', careReason: '没敲开门，说不准' })
    judge(rows, part('h1', 'h2'))
    expect(rows.see('household', 'h2')?.body).toMatchObject({ care: 'grey', careReason: '没敲开门，说不准' })
    expect(rows.see('household', 'h1')?.body).toMatchObject({ care: 'yellow', careReason: '高龄' })
  })
  it('of a household not yet judged the level comes along with its reason, and its day follows', () => {
    const rows = new Rows([
      aHousehold({ ...seen, care: 'red', careReason: '独居', note: '讲沪语' }),
      aRow('visit', 'v1', visit),
      aHousehold({ care: 'grey', nextDue: null }, 'h2'),
    ])
    const before = plain(rows)
    judge(rows, merge('h1', 'h2'))
    expect(rows.see('household', 'h2')?.body).toMatchObject({ care: 'red', careReason: '独居', note: '讲沪语' })
    expect((rows.see('household', 'h2')?.body.nextDue ?? '') < '2026-12-20').toBe(true)
    judge(rows, part('h1', 'h2'))
    expect(plain(rows)).toEqual(before)
  })
})

describe('what has ended', () => {
  const moved = { on: '2026-11-01' as Day, why: 'moved_out' } as const
  it('is merged with nothing, and nothing with itself', () => {
    const rows = new Rows([aHousehold({ ended: moved }), aHousehold({}, 'h2')])
    expect(judge(rows, merge('h1', 'h2'))).toEqual({ refused: 'ended' })
    expect(judge(rows, merge('h2', 'h1'))).toEqual({ refused: 'ended' })
    expect(judge(rows, merge('h2', 'h2'))).toEqual({ refused: 'ended' })
  })
  it('by a merge comes back by parting alone: otherwise its people would stay behind', () => {
    const rows = twice()
    judge(rows, merge('h1', 'h2'))
    expect(judge(rows, anEdit({ ended: null }, { seen: { ended: commandId(1) } }, 3))).toEqual({ refused: 'ended' })
    expect(judge(rows, part('h2', 'h1', 4))).toEqual({ refused: 'conflict_gone' })
  })
  it('of what is not there nothing is said', () => {
    expect(judge(twice(), merge('h1', 'h9'))).toEqual({ unknown: { kind: 'household', id: 'h9' } })
  })
})
