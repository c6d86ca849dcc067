import { describe, expect, it } from 'vitest'
import { codeInFragment, normalizeCode, spellCode } from './sign-in-code.ts'

describe('a code', () => {
  it.each([
    ['7K2QX-M0V9B', '7K2QXM0V9B'],
    [' 7k2qx m0v9b ', '7K2QXM0V9B'],
    ['7K2QX—MOV9B', '7K2QXM0V9B'],
    ['IL2QXM0V9B', '112QXM0V9B'],
    ['７Ｋ２ＱＸＭ０Ｖ９Ｂ', '7K2QXM0V9B'],
  ])('%s is read as it was drawn', (typed, code) => {
    expect(normalizeCode(typed)).toBe(code)
  })
  it('is shown in two halves', () => {
    expect(spellCode('7K2QXM0V9B')).toBe('7K2QX M0V9B')
    expect(spellCode('7K2')).toBe('7K2')
  })
  it('is found in the fragment of a QR code, among other words too', () => {
    expect(codeInFragment('#code=7K2QX-M0V9B')).toBe('7K2QXM0V9B')
    expect(codeInFragment('#from=qr&code=7k2qxm0v9b')).toBe('7K2QXM0V9B')
    expect(codeInFragment('#main')).toBeUndefined()
    expect(codeInFragment('')).toBeUndefined()
  })
})
