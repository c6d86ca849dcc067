import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { History } from './history.ts'
import { MUTANTS, type MutantName, mutate } from './mutants.ts'
import { Pool } from './pool.ts'
import type { Kept } from './runs.ts'

const kept = JSON.parse(readFileSync(new URL('kept.json', import.meta.url), 'utf8')) as Kept

test.each(Object.entries(MUTANTS))('the fault "%s" finds its one place in the source', (_, mutant) => {
  const source = readFileSync(new URL(`../../${mutant.file}`, import.meta.url), 'utf8')
  expect(mutate(source, mutant)).not.toBe(source)
})
test('a fault whose place is gone, or is there twice, is an error', () => {
  const mutant = { file: 'x.ts', from: 'a', to: 'b' }
  expect(() => mutate('c', mutant)).toThrow('holds 0 times')
  expect(() => mutate('aa', mutant)).toThrow('holds 2 times')
})
test('every fault has a history kept by which it is caught, and nothing is kept for a fault that is no more', () => {
  const names = Object.entries(kept.mutants).filter(([, all]) => all.length > 0)
  expect(names.map(([name]) => name).sort()).toEqual(Object.keys(MUTANTS).sort())
  expect(Object.keys(kept.mutants).sort()).toEqual(Object.keys(MUTANTS).sort())
})

const ruleOf = (error: string | undefined): string | undefined => error && /\bI\d+\b/u.exec(error)?.[0]
/** Which rule each history breaks, with a fault in the code or without. */
async function broken(histories: readonly History[], mutant?: MutantName): Promise<readonly (string | undefined)[]> {
  const pool = new Pool({ threads: 1, ...(mutant !== undefined && { mutant }) })
  const rules: (string | undefined)[] = []
  await pool.each(histories, ({ error }) => rules.push(ruleOf(error) ?? error))
  await pool.end()
  return rules
}
const alike = (histories: readonly History[], rule: string | undefined) => histories.map(() => rule)

test('I3 a command is done once where it is sent twice, and twice where the server forgets what it has judged', async () => {
  const histories = kept.mutants['no idempotency'] ?? []
  expect(histories.length).toBeGreaterThan(0)
  expect(await broken(histories)).toEqual(alike(histories, undefined))
  expect(await broken(histories, 'no idempotency')).toEqual(alike(histories, 'I3'))
})
test('I13 what was noted before a redrawing is taken, and is not where the server forgets whose the stair was', async () => {
  const histories = kept.mutants['the former leader forgotten'] ?? []
  expect(histories.length).toBeGreaterThan(0)
  expect(await broken(histories)).toEqual(alike(histories, undefined))
  expect(await broken(histories, 'the former leader forgotten')).toEqual(alike(histories, 'I13'))
})

test('a failing history is shortened to fewer steps of the same world that break the same rule', async () => {
  const name = 'a refused command blocks followers'
  const long = { seed: '2', steps: Array.from({ length: 16 }, (_, n) => n) }
  const pool = new Pool({ threads: 1, mutant: name })
  const whole = await pool.live(long)
  const { history, error, log } = await pool.shorten(long)
  await pool.end()
  expect([ruleOf(whole.error), ruleOf(error)]).toEqual(['I9', 'I9'])
  expect(history.seed).toBe(long.seed)
  expect(history.steps.length).toBeGreaterThan(0)
  expect(history.steps.length).toBeLessThan(long.steps.length / 2)
  expect(long.steps).toEqual(expect.arrayContaining([...history.steps]))
  expect(log.length).toBeGreaterThan(0)
})

test('a history that holds when it is lived again is not shortened: what is left out would tell nothing', async () => {
  const pool = new Pool({ threads: 1 })
  const long = { seed: '2', steps: Array.from({ length: 16 }, (_, n) => n) }
  const { history, error } = await pool.shorten(long)
  await pool.end()
  expect([history, error]).toEqual([long, undefined])
})
