import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const NUMBER = /^- ([A-Z]\d+) /
const TITLE = /test(?:\.each\([^)]*\))?\(\s*['"`]((?:[A-Z]\d+ )+)/g

/** The numbers that test titles begin with, in the files given. */
const numbersIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => [...text.matchAll(TITLE)].flatMap((found) => (found[1] ?? '').trim().split(' '))))

async function allTests(): Promise<readonly string[]> {
  const texts: string[] = []
  for await (const path of glob('../**/*.test.ts', { cwd: here })) texts.push(readFileSync(`${here}${path}`, 'utf8'))
  return texts
}
const rules = readFileSync(`${here}RULES.md`, 'utf8')
  .split('\n')
  .flatMap((line) => NUMBER.exec(line)?.[1] ?? [])

test('every rule of sync has a test whose title begins with its number, and every number has a rule', async () => {
  const proved = numbersIn(await allTests())
  expect(rules.filter((rule) => !proved.has(rule))).toEqual([])
  expect([...proved].filter((number) => !rules.includes(number))).toEqual([])
})
test('the rules are few, and no number is given twice', () => {
  expect(rules.length).toBeGreaterThan(20)
  expect(rules.length).toBeLessThanOrEqual(40)
  expect(new Set(rules).size).toBe(rules.length)
})
test('a rule without a test would be noticed', () => {
  const title = (words: string) => `test('${words}', () => {})`
  expect(
    numbersIn([title('I7 T2 a late answer changes nothing'), title('a plain title'), 'test(\n  `N1 no network`,']),
  ).toEqual(new Set(['I7', 'T2', 'N1']))
})
