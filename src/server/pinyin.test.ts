import { expect, test } from 'vitest'
import { pinyinOf } from './pinyin.ts'

test('a name gives full pinyin, syllable by syllable, and initials', () => {
  expect(pinyinOf('张建明')).toEqual(['zhang jian ming', 'zjm'])
})
test.each([
  ['单小红', 'shan xiao hong', 'sxh'],
  ['曾国平', 'zeng guo ping', 'zgp'],
  ['仇英', 'qiu ying', 'qy'],
  ['解晓东', 'xie xiao dong', 'xxd'],
  ['尉迟恭', 'yu chi gong', 'ycg'],
  ['区立明', 'ou li ming', 'olm'],
  ['盖丽丽', 'ge li li', 'gll'],
  ['單小紅', 'shan xiao hong', 'sxh'],
  ['區立明', 'ou li ming', 'olm'],
  ['欧阳建华', 'ou yang jian hua', 'oyjh'],
])('%s is read as a surname is read: %s', (name, full, initials) => {
  expect(pinyinOf(name)).toEqual([full, initials])
})
test('the same character in a given name is read as it is elsewhere', () => {
  expect(pinyinOf('李解')?.[0]).toBe('li jie')
})
test('dots between the parts of a name are no sound', () => {
  expect(pinyinOf('阿依古丽·买买提')?.[1]).toBe('ayglmmt')
})
test('a name without Chinese characters has no pinyin', () => {
  expect(pinyinOf('Maria Tan')).toBeUndefined()
  expect(pinyinOf('')).toBeUndefined()
})
