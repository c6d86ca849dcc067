import pinyinMatch from 'pinyin-match'
import { expect, test } from 'vitest'
import { isNamed } from './pinyin.ts'

const reads = (name: string, letters: string): boolean => pinyinMatch.match(name, letters) !== false

test('a list of names is narrowed by characters, by pinyin, by initials and by letters of any width or case', () => {
  for (const words of ['', ' ', '桂', '沈桂芳', 'sgf', 'shengui', 'SGF', 'ｓｇｆ', ' guifang '])
    expect([words, isNamed('沈桂芳', words, reads)]).toEqual([words, true])
  for (const words of ['王', 'wgf', 'x']) expect([words, isNamed('沈桂芳', words, reads)]).toEqual([words, false])
})
test('until the dictionary is there, letters find only names written in letters', () => {
  expect(isNamed('沈桂芳', 'sgf')).toBe(false)
  expect(isNamed('Anna', 'anN')).toBe(true)
})
