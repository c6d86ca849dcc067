import { describe, expect, test } from 'vitest'
import { buildingKey, compareRooms, floorOf, numbersIn, readHouseNumber } from './house-number.ts'

describe('an address', () => {
  test('is read as road, lane, number and room', () => {
    expect(readHouseNumber('共和路88弄12号302室')).toEqual({
      road: '共和路',
      lane: '88弄',
      numbers: ['12'],
      room: '302',
    })
  })
  test('may name building and unit instead', () => {
    expect(readHouseNumber('3号楼2单元501')).toEqual({ building: '3号楼', unit: '2单元', room: '501' })
    expect(readHouseNumber('南山路5号A座1203')).toEqual({
      road: '南山路',
      numbers: ['5'],
      building: 'A座',
      room: '1203',
    })
  })
  test('may have a lane within a lane', () => {
    expect(readHouseNumber('七莘路3128弄38支弄7号101')).toEqual({
      road: '七莘路',
      lane: '3128弄38支弄',
      numbers: ['7'],
      room: '101',
    })
  })
  test('may be written in full-width digits with spaces and dashes of any kind', () => {
    expect(readHouseNumber('８８弄 １２—１３号')).toEqual({ lane: '88弄', numbers: ['12', '13'] })
  })
  test('is only a room where nothing else is written', () => {
    expect(readHouseNumber('302室')).toEqual({ room: '302' })
    expect(readHouseNumber('')).toEqual({})
    expect(readHouseNumber('12号地下室')).toEqual({ numbers: ['12'], room: '地下室' })
  })
})

test('a range of numbers gives each of them, and a slip stays as it is written', () => {
  expect(numbersIn('12-14')).toEqual(['12', '13', '14'])
  expect(numbersIn('5、7')).toEqual(['5', '7'])
  expect(numbersIn('1-6300')).toEqual(['1-6300'])
  expect(numbersIn('14-12')).toEqual(['14-12'])
})

test('a room’s name tells its storey, where it does', () => {
  const rooms = ['302', '1203', '0302', '#05-123', '3-甲', '地下室', 'B1', '底层前间', '三层阁', '亭子间', '12', 'A302']
  expect(rooms.map(floorOf)).toEqual([3, 12, 3, 5, 3, -1, -1, 1, 3, undefined, undefined, 3])
})

test('rooms are ordered by number, not by letters', () => {
  expect(['1001', '902', '302甲', '302', '客堂'].sort(compareRooms)).toEqual(['302', '302甲', '902', '1001', '客堂'])
})

test('spellings of one building agree and two buildings do not', () => {
  expect(new Set(['88弄12—13号楼', '８８弄 12-13号', '88弄 12–13'].map(buildingKey)).size).toBe(1)
  expect(buildingKey('418C Fernvale Link')).toBe(buildingKey('418c  FERNVALE LINK'))
  expect(buildingKey('88弄 1号')).not.toBe(buildingKey('8弄 81号'))
  expect(buildingKey('12号')).not.toBe(buildingKey('1-2号'))
})
