import { expect, test } from 'vitest'
import { isWeak, plainName, plainPassphrase } from './passphrase.ts'

test('a passphrase that is short, of few characters, or only the name is weak', () => {
  for (const weak of [
    '',
    'kurz',
    '123456789',
    'aaaaaaaaaaaa',
    'abababababab',
    '王芳王芳王芳王芳王芳',
    'Wang Fang Wang Fang 1',
  ]) {
    expect([weak, isWeak(weak, weak.startsWith('W') ? 'wang fang' : '王芳')]).toEqual([weak, true])
  }
  for (const good of ['楼下桂花开了就泡茶', '每天早上六点半楼下打拳', 'correct horse battery']) {
    expect([good, isWeak(good, '王芳')]).toEqual([good, [...good].length < 10])
  }
})

test('a name and a passphrase are the same however the keyboard was set', () => {
  expect(plainName(' Ｗang  Fang ')).toBe(plainName('wangfang'))
  expect(plainPassphrase('　ｃｏｒｒｅｃｔ horse ')).toBe('correct horse')
})
