import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIdentityNumber, maskIdentityNumbers, maskName, maskPhone } from './mask.ts'

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

describe('identity numbers', () => {
  it('a number passes only with its own check digit', () => {
    expect(isIdentityNumber('11010519491231002X')).toBe(true)
    expect(isIdentityNumber('11010519491231002x')).toBe(true)
    expect(isIdentityNumber('110105194912310021')).toBe(false)
    expect(isIdentityNumber('1101051949123100')).toBe(false)
  })
  it('is masked wherever it stands in a text', () => {
    expect(maskIdentityNumbers('身份证11010519491231002X，电话13812342231。')).toBe(
      '身份证1****************X，电话13812342231。',
    )
    expect(maskIdentityNumbers('号440524188001010014 和 11010519491231002x')).toBe(
      '号4****************4 和 1****************x',
    )
  })
  it('is masked when written with spaces, hyphens or full-width digits', () => {
    expect(maskIdentityNumbers('110105 19491231 002X')).toBe('1***** ******** ***X')
    expect(maskIdentityNumbers('１１０１０５１９４９１２３１００２Ｘ')).toBe('１****************Ｘ')
  })
  it('is masked inside a longer run when it carries a day of birth', () => {
    expect(maskIdentityNumbers('1381234223111010519491231002X')).toBe('138123422311****************X')
  })
  it('other long numbers stay as they are', () => {
    const order = '订单 202611260000000001，卡号 6222021001112223334'
    expect(maskIdentityNumbers(order)).toBe(order)
    expect(maskIdentityNumbers('110105194912310021')).toBe('110105194912310021')
  })
  it('of fifteen digits, as it was before 1999, is masked where it carries a day of birth', () => {
    expect(maskIdentityNumbers('老证 110105491231002，已换')).toBe('老证 1*************2，已换')
    expect(maskIdentityNumbers('310101 520229 123')).toBe('3***** ****** **3')
    expect(maskIdentityNumbers('３１０１０１５２０２０１１２３')).toBe('３*************３')
  })
  it('other runs of fifteen digits stay, and so does the part of a longer one', () => {
    for (const other of [
      ...['110105491331002', '110105490031002', '110105491200002', '110105491232002'],
      ...['910105491231002', '190105491231002', '10110105491231002', '1101054912310021'],
    ])
      expect(maskIdentityNumbers(`单号 ${other}`)).toBe(`单号 ${other}`)
  })
  it('eighteen digits whose check holds without a day of birth are another number', () => {
    const bill = '202699999999999990'
    const checked = [...'0123456789X'].map((digit) => bill.slice(0, 17) + digit).filter(isIdentityNumber)
    expect(checked.length).toBe(1)
    expect(checked.map(maskIdentityNumbers)).toEqual(checked)
  })
  it('every number of fifteen or eighteen digits with a true day of birth is hidden but for its ends', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1905-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
        fc.constantFrom('110105', '310101', '440524', '522301', '653001'),
        fc.integer({ min: 100, max: 999 }),
        (birth, region, order) => {
          const day = birth.toISOString().slice(0, 10).replaceAll('-', '')
          const old = `${region}${day.slice(2)}${order}`
          const now = [...'0123456789X'].map((digit) => `${region}${day}${order}${digit}`).filter(isIdentityNumber)
          for (const number of [old, ...now])
            expect(maskIdentityNumbers(`证${number}。`)).toBe(
              `证${number[0]}${'*'.repeat(number.length - 2)}${number.at(-1)}。`,
            )
        },
      ),
    )
  })
})
