import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIdentityNumber, maskIdentityNumbers } from './mask-identity.ts'

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
