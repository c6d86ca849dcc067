import { expect, test } from 'vitest'
import {
  isPlaceholderYear,
  isYes,
  readBirth,
  readCount,
  readDay,
  readList,
  readSerialDay,
  readSex,
  readWhole,
  readYear,
} from './values.ts'

test('numbers come with units, and years nobody knows are none', () => {
  expect(['670户', '约6,000 户', '３幢', '12.0', '户', '暂无'].map(readCount)).toEqual([
    670,
    6000,
    3,
    12,
    undefined,
    undefined,
  ])
  expect(['1999年', '2015年年', '2003', '1999-05', '-9年', '9999年年', '22861964户'].map(readYear)).toEqual([
    ...[1999, 2015, 2003, 1999],
    ...[undefined, undefined, undefined],
  ])
  expect(['-9年', '9999年年', '0000-00-00年', '0', '1944', '1900'].map(isPlaceholderYear)).toEqual([
    ...[true, true, true, true],
    ...[false, false],
  ])
  for (const words of ['不详', ' 不清楚', '未知', '无', '—', '??', 'N/A', 'Unknown'])
    expect(isPlaceholderYear(words), words).toBe(true)
  for (const words of ['1944年', '不详1944', '四十岁', '民国']) expect(isPlaceholderYear(words), words).toBe(false)
})

test('a spreadsheet’s serial number is a day again', () => {
  expect(['15773', '45291', '1944', '99999', '19440308'].map(readSerialDay)).toEqual([
    ...['1943-03-08', '2023-12-31'],
    ...[undefined, undefined, undefined],
  ])
})

test('a birth is a year, a month or a day, also one that the calendar lacks', () => {
  const written = [
    '1944',
    '1944年',
    '1944.3',
    '1944年2月30日',
    '1944/2/3',
    '19440203',
    '194402',
    '１９４４－０２－０３',
    '1944-02-03T00:00:00Z',
    '1944年3月生',
  ]
  const read = [
    '1944',
    '1944',
    '1944-03',
    '1944-02-30',
    '1944-02-03',
    '1944-02-03',
    '1944-02',
    '1944-02-03',
    '1944-02-03',
    '1944-03',
  ]
  expect(written.map(readBirth)).toEqual(read)
})
test('what is no birth is not read as one', () => {
  for (const text of ['', '44', '八十多', '1944-13-01', '1944-01-32', '16112', '9999', '1944-1-1-1'])
    expect(readBirth(text), text).toBeUndefined()
})
test('a day must be one of the calendar', () => {
  expect([readDay('2026/2/1'), readDay('2026年2月28日'), readDay('2026-02-30'), readDay('2026-02')]).toEqual([
    '2026-02-01',
    '2026-02-28',
    undefined,
    undefined,
  ])
})
test('a sex is read in words or by its code', () => {
  expect(['男', '2', 'F', 'Male', '9', '不详'].map(readSex)).toEqual(['1', '2', '2', '1', '9', '0'])
  expect(readSex('X')).toBeUndefined()
})
test('lists, whole numbers with their units, and yes are read as people write them', () => {
  expect(readList('独居老人、 残疾;低保')).toEqual(['独居老人', '残疾', '低保'])
  expect(['3', '3层', '-1', '地下1层', '12F', '30天', '3.5', ''].map(readWhole)).toEqual([
    3,
    3,
    -1,
    -1,
    12,
    30,
    undefined,
    undefined,
  ])
  expect(['是', 'yes', '√', '否', ''].map(isYes)).toEqual([true, true, true, false, false])
})
test('a floor in Chinese words is read as offices write it, below the ground too', () => {
  const floors = {
    ...{ 一层: 1, 三楼: 3, 十层: 10, 十二楼: 12, 二十层: 20, 二十三层: 23, 九十九层: 99, 两层: 2, 第五层: 5, 三: 3 },
    ...{ 负一层: -1, 地下一层: -1, 地下二层: -2, '-三层': -3, B1: -1, B2层: -2 },
  }
  for (const [text, floor] of Object.entries(floors)) expect(readWhole(text), text).toBe(floor)
  for (const text of ['阁楼', '层', '负', '地下', '二三层', '一百层', '十十', '三四'])
    expect(readWhole(text), text).toBeUndefined()
})
