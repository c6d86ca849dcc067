import { describe, expect, it } from 'vitest'
import { maskName, maskPhone } from './mask.ts'

describe('names', () => {
  it.each([
    ['张建明', '张*明'],
    ['李强', '李*'],
    ['李', '李*'],
    ['张王建国', '张*国'],
    [' 张建明 ', '张*明'],
  ])('%s keeps the surname and the last of several characters: %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })
  it.each([
    ['欧阳建华', '欧阳*华'],
    ['欧阳修', '欧阳*'],
    ['司徒美堂', '司徒*堂'],
    ['歐陽菲', '歐陽*'],
  ])('%s keeps a compound surname whole: %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })
  it('two characters are never taken for a bare compound surname, which would show the whole name', () => {
    expect(maskName('东方')).toBe('东*')
  })
  it.each([
    ['Maria Tan', 'M* T*'],
    ["Seán O'Brien", 'S* O*'],
    ['阿依古丽·买买提', '阿*·买*'],
    ['Пётр Иванов', 'П* И*'],
    ['김철수', '김*'],
  ])('%s from elsewhere keeps the first letter of each part: %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })
  it('a name outside the basic plane is not cut in half', () => {
    expect(maskName('𠮷田明')).toBe('𠮷*明')
  })
  it('an empty name stays empty', () => {
    expect(maskName('  ')).toBe('')
  })
})

describe('phones', () => {
  it.each([
    ['13812342231', '138****2231'],
    ['138 1234 2231', '138****2231'],
    ['+86 138-1234-2231', '138****2231'],
    ['008613812342231', '138****2231'],
    ['１３８１２３４２２３１', '138****2231'],
  ])('mobile %s keeps three and four: %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })
  it.each([
    ['021-56031234', '021-****1234'],
    ['(0571) 8703 1234', '0571-****1234'],
    ['02156031234', '021-****1234'],
    ['021-56031234-802', '021-****1234'],
    ['56031234', '****1234'],
  ])('landline %s keeps the area and four: %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })
  it.each([
    ['+65 9123 4567', '+65 ****4567'],
    ['12345', '***45'],
    ['没有', '*'],
    ['', ''],
  ])('%s: %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked)
  })
  it('several numbers in one field are masked one by one', () => {
    expect(maskPhone('13812342231/021-56031234')).toBe('138****2231/021-****1234')
  })
})
