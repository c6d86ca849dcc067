import { describe, expect, it } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aDoor, commandId } from '../testing/build.ts'
import { doorAdd, doorEdit, doorFault, doorFields, doorWith, NEW_DOOR, storeyOf } from './door-form.ts'
import type { Day, Instant } from './ids.ts'

const stamp = { id: commandId(1), now: '2026-11-26T06:20:00.000Z' as Instant }
const fields = doorFields(aDoor().body)
const TODAY = '2026-11-20' as Day

describe('the form of a door', () => {
  it('says what is still missing: a storey that is a number, then what is written on the door', () => {
    expect(doorFault({ ...fields, floor: '' })).toBe('floor')
    expect(doorFault({ ...fields, floor: '阁楼' })).toBe('floor')
    expect(doorFault({ ...fields, floor: '201' })).toBe('floor')
    expect(doorFault({ ...fields, floor: '-1', room: ' ' })).toBe('room')
    expect(doorFault({ ...fields, floor: '-1', room: '地下室' })).toBeUndefined()
  })
  it('makes a door of what was typed; only a shop has a name', () => {
    const at = { building: 'b1', stair: '12' }
    const made = doorAdd(at, { ...NEW_DOOR, floor: '3', room: ' 302A ', shop: '裁缝铺' }, stamp)
    expect(made).toMatchObject({ id: commandId(1), type: 'door.add' })
    expect(made.payload).toEqual({ ...at, floor: 3, room: '302A', use: 'home', name: null })
  })
  const change = (over: object, opened = fields) =>
    doorEdit('d1', { opened, fields: { ...opened, ...over }, today: TODAY }, stamp)?.payload.set
  it('names only what has changed, so that what others put right meanwhile stays', () => {
    expect(change({})).toBeUndefined()
    expect(change({ floor: '4' })).toEqual({ floor: 4 })
    expect(change({ use: 'shop', shop: '裁缝铺' })).toEqual({ use: 'shop', name: '裁缝铺' })
    expect(change({ use: 'store' })).toEqual({ use: 'store', name: null })
  })
  it('ends a door and brings it back', () => {
    expect(change({ ended: 'mistake' })).toEqual({ ended: { on: TODAY, why: 'mistake' } })
    const gone = doorFields(aDoor({ ended: { on: TODAY, why: 'demolished' } }).body)
    expect(change({ ended: '' }, gone)).toEqual({ ended: null })
  })
})

it('a number tells the storey where it is one of three or four digits', () => {
  const told = ['302', '３０２a', '1203室', 'A502', '12', '亭子间', '10203', '012'].map(storeyOf)
  expect(told).toEqual(['3', '3', '12', '5', '', '', '', ''])
})

describe('a number that is there already', () => {
  const at = { building: 'b1', stair: '12' }
  const view = viewFrom([
    aDoor({ room: '302a' }, 'a'),
    aDoor({ room: '303', stair: '13' }, 'b'),
    aDoor({ room: '304', ended: { on: TODAY, why: 'mistake' } }, 'c'),
  ])
  it('is found however it is written', () => {
    for (const room of ['302A', ' ３０２Ａ室', '302 a']) expect(doorWith(view, { ...at, room })?.id).toBe('a')
  })
  it('is not one of another stair, one that has ended, or none', () => {
    for (const room of ['303', '304', '']) expect(doorWith(view, { ...at, room })).toBeUndefined()
  })
})
