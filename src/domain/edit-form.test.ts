import { describe, expect, it } from 'vitest'
import { aHousehold, aResident, commandId } from '../testing/build.ts'
import { changedFields, faultOf, householdEdit, householdFields, residentEdit, residentFields } from './edit-form.ts'
import type { Instant } from './ids.ts'

const now = '2026-11-26T06:20:00.000Z' as Instant
const stamp = { id: commandId(9), now, pending: new Set<ReturnType<typeof commandId>>() }

describe('the edit of a household', () => {
  const opened = {
    fields: householdFields(aHousehold({ care: 'red', note: '讲沪语' }).body),
    writer: { care: commandId(1), note: commandId(2) },
  }
  it('says only what changed, and which value of each was seen', () => {
    const edit = householdEdit('h1', { opened, fields: { ...opened.fields, care: 'yellow' } }, stamp)
    expect(edit?.payload).toEqual({ household: 'h1', set: { care: 'yellow' } })
    expect(edit?.seen).toEqual({ care: commandId(1) })
  })
  it('a field never written by anybody has nothing seen', () => {
    const edit = householdEdit('h1', { opened, fields: { ...opened.fields, label: '甲' } }, stamp)
    expect(edit?.seen).toEqual({})
  })
  it('an emptied text takes the field away', () => {
    const edit = householdEdit('h1', { opened, fields: { ...opened.fields, note: '  ', interval: '' } }, stamp)
    expect(edit?.payload.set).toEqual({ note: null })
  })
  it('an edit of a value still in the outbox comes after the command that wrote it', () => {
    const fields = { ...opened.fields, care: 'blue' as const, note: '' }
    const edit = householdEdit('h1', { opened, fields }, { ...stamp, pending: new Set([commandId(2)]) })
    expect(edit?.needs).toEqual([commandId(2)])
  })
  it('nothing changed is no command', () => {
    expect(householdEdit('h1', { opened, fields: { ...opened.fields } }, stamp)).toBeUndefined()
    expect(changedFields(opened.fields, { ...opened.fields, tags: [] })).toEqual([])
  })
})

describe('the edit of a resident', () => {
  it('sets trimmed texts and takes away empty ones', () => {
    const resident = aResident({ phone: '13800002231', birth: '1944' })
    const opened = { fields: residentFields(resident.body), writer: {} }
    const fields = { ...opened.fields, name: ' 张建明 ', phone: '', birth: '1944-03-08' }
    expect(residentEdit(resident, { opened, fields }, stamp)?.payload).toEqual({
      resident: 'r1',
      household: 'h1',
      set: { name: '张建明', phone: null, birth: '1944-03-08' },
    })
  })
})

describe('what must be put right before saving', () => {
  it('a name may not be empty', () => expect(faultOf({ name: ' ' })).toBe('name_missing'))
  it('a birth is a year, a month or a day', () => {
    expect(faultOf({ birth: '44' })).toBe('birth_wrong')
    expect(['', '1944', '1944-03', '1944-02-30'].map((birth) => faultOf({ birth }))).toEqual(Array(4).fill(undefined))
  })
  it('an interval is a whole number of days within a year', () => {
    expect(['0', '1.5', '400', 'x'].map((interval) => faultOf({ interval }))).toEqual(Array(4).fill('interval_wrong'))
    expect(['', '1', '366'].map((interval) => faultOf({ interval }))).toEqual(Array(3).fill(undefined))
  })
})
