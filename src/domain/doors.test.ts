import { describe, expect, it } from 'vitest'
import { aBuilding, aDoor, aHousehold, commandId, PACK, Rows } from '../testing/build.ts'
import { act, judge } from '../testing/judge.ts'
import { asId, type Day } from './ids.ts'
import type { Row } from './nouns.ts'

const add = (over: object = {}, n = 1) =>
  act('door.add', { building: 'b1', stair: '12', floor: 3, room: '302A', use: 'home', ...over }, n)
const edit = (set: object, n = 9) => act('door.edit', { door: 'd1', set }, n)
const house = aBuilding({
  stairs: [
    { id: '12', label: '12号', grid: asId('g1') },
    { id: '13', label: '13号', grid: asId('g2') },
  ],
})
const rowsWith = (...rows: readonly Row[]) => new Rows([house, ...rows])
const ended = { on: '2026-11-20' as Day, why: 'mistake' as const }

describe('a door that the register lacked', () => {
  it('lies with the other doors of its stair, after the last of its floor', () => {
    const rows = rowsWith(
      aDoor({ order: 4 }),
      aDoor({ floor: 5, order: 7 }, 'd2'),
      aDoor({ stair: '13', order: 9 }, 'd3'),
    )
    judge(rows, add())
    expect(rows.see('door', commandId(1))).toMatchObject({
      pack: PACK,
      body: { building: 'b1', stair: '12', floor: 3, room: '302A', use: 'home', order: 5 },
    })
  })
  it('is the first of its stair in a pack that no other stair has, in the grid of the stair', () => {
    const rows = rowsWith(aDoor())
    judge(rows, add({ stair: '13', use: 'shop', name: '裁缝铺' }))
    expect(rows.see('door', commandId(1))).toMatchObject({ pack: 'b:b1:g2:13', body: { order: 1, name: '裁缝铺' } })
  })
  it('is there for a household at once', () => {
    const rows = rowsWith(aDoor())
    judge(rows, add())
    judge(rows, act('household.add', { door: commandId(1), set: {}, people: [{ name: '王小明' }] }, 2))
    expect(rows.see.under('household', commandId(1))).toMatchObject([{ id: commandId(2), pack: PACK }])
  })
  it('is not made again over what others have put right since', () => {
    const rows = rowsWith()
    judge(rows, add())
    judge(rows, act('door.edit', { door: commandId(1), set: { room: '302甲' } }, 2))
    expect(judge(rows, add())).toEqual({ changes: [] })
    expect(rows.see('door', commandId(1))?.body.room).toBe('302甲')
  })
  it('stands beside one of the same number that another phone has written down: neither household is lost', () => {
    const rows = rowsWith()
    judge(rows, add({}, 1))
    judge(rows, add({}, 2))
    expect(rows.see.under('door', 'b1').map(({ body }) => [body.room, body.order])).toEqual([
      ['302A', 1],
      ['302A', 2],
    ])
  })
  it('is nowhere without its building or its stair', () => {
    expect(judge(rowsWith(), add({ building: 'b9' }))).toEqual({ unknown: { kind: 'building', id: 'b9' } })
    expect(judge(rowsWith(), add({ stair: '14' }))).toEqual({ unknown: { kind: 'building', id: 'b1' } })
  })
  it('has a number, a storey and a use there are', () => {
    for (const wrong of [{ room: ' ' }, { floor: 2.5 }, { floor: 300 }, { use: 'castle' }])
      expect(judge(rowsWith(), add(wrong))).toEqual({ bad: 'bad_payload' })
  })
})

describe('a door that was wrong', () => {
  it('takes the last word on each field named, and asks nobody', () => {
    const rows = rowsWith(aDoor())
    judge(rows, edit({ room: '303', floor: 1 }, 2))
    expect(judge(rows, edit({ room: '304', use: 'shop', name: '裁缝铺' }, 3))).not.toHaveProperty('conflict')
    expect(rows.see('door', 'd1')?.body).toMatchObject({ room: '304', floor: 1, use: 'shop', name: '裁缝铺' })
    judge(rows, edit({ name: null }, 4))
    expect(rows.see('door', 'd1')?.body).not.toHaveProperty('name')
  })
  it('does not end while somebody lives behind it, and does once nobody does', () => {
    const rows = rowsWith(aDoor(), aHousehold())
    expect(judge(rows, edit({ ended }))).toEqual({ refused: 'in_use' })
    judge(rows, act('household.edit', { household: 'h1', set: { ended: { on: '2026-11-20', why: 'moved_out' } } }, 2))
    judge(rows, edit({ ended }))
    expect(rows.see('door', 'd1')?.body.ended).toEqual(ended)
  })
  it('comes back when it is there after all', () => {
    const rows = rowsWith(aDoor({ ended }))
    judge(rows, edit({ ended: null }))
    expect(rows.see('door', 'd1')?.body).not.toHaveProperty('ended')
  })
  it('goes to no other stair or house', () => {
    expect(judge(rowsWith(aDoor()), edit({ stair: '13' }))).toEqual({ bad: 'bad_payload' })
    expect(judge(rowsWith(), edit({ room: '1' }))).toEqual({ unknown: { kind: 'door', id: 'd1' } })
  })
})
