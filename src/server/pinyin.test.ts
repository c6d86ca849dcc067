import { expect, test } from 'vitest'
import { pinyinOf } from './pinyin.ts'

test('a name gives full pinyin and initials, the surname apart', () => {
  expect(pinyinOf('张建明')).toEqual(['zhang jianming', 'zjm'])
})
test('a character read differently as a surname is read as a surname', () => {
  expect(pinyinOf('单小红')).toEqual(['shan xiaohong', 'sxh'])
  expect(pinyinOf('仇英')).toEqual(['qiu ying', 'qy'])
})
test('a surname of two characters is one word', () => {
  expect(pinyinOf('欧阳建华')).toEqual(['ouyang jianhua', 'oyjh'])
})
test('a name without Chinese characters has no pinyin', () => {
  expect(pinyinOf('Maria Tan')).toBeUndefined()
  expect(pinyinOf('')).toBeUndefined()
})
