import { expect, test } from '@playwright/test'
import { findSpoken, readSaid } from './support/said.ts'

test('after all journeys: no log line, no address and no key of a storage holds a word about anybody in the register', () => {
  const said = readSaid(test.info())
  expect(said.word.size, 'words about people').toBeGreaterThan(1000)
  expect(said.log.size, 'different log lines').toBeGreaterThan(5)
  expect(said.address.size, 'different addresses').toBeGreaterThan(20)
  expect(said.key.size, 'storages that showed their keys').toBeGreaterThan(0)
  expect(findSpoken(said)).toEqual([])
  const all = [...said.log, ...said.address].join('\n')
  expect(all, 'a number as people have it').not.toMatch(/(?<![\da-f-])1[3-9]\d{9}(?!\d)/)
})
