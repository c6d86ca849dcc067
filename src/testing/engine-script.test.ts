import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { comes, type Hands } from '../../bench/engine/hands.ts'
import { asyncScript, resultOf } from '../../bench/engine/script.ts'

/** As WebDriver does: the body of a function whose last argument is the way to answer, and answers go as JSON. */
const run = async (script: string, given: unknown = null): Promise<unknown> => {
  const body = runInNewContext(`(function () { ${asyncScript(script)} })`) as (...all: unknown[]) => void
  const answer = await new Promise((resolve) => body(given, resolve))
  return resultOf(JSON.parse(JSON.stringify(answer)))
}
const hands: Hands = {
  name: 'no browser',
  goTo: async () => undefined,
  run: run as Hands['run'],
  close: async () => undefined,
}

it('gives what a script gives, at once or later', async () => {
  expect(await run('(given) => given + 1', 2)).toBe(3)
  expect(await run('async () => [1, 2]')).toEqual([1, 2])
  expect(await run('() => undefined')).toBeNull()
  expect(await run("() => 'failed: so says the page'")).toBe('failed: so says the page')
})

it.each([
  ['at once', "() => { throw new Error('no such door') }"],
  ['later', "() => Promise.reject(new Error('no such door'))"],
])('takes a script that throws %s for no answer', async (_when, script) => {
  await expect(run(script)).rejects.toThrow('no such door')
  await expect(comes(hands, script)).rejects.toThrow('no such door')
})
