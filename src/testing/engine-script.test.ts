import { runInNewContext } from 'node:vm'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { comes, type Hands } from '../../bench/engine/hands.ts'
import { LAST_LINE, roundsAfter } from '../../bench/engine/journey.ts'
import { asyncScript, resultOf } from '../../bench/engine/script.ts'

/** As WebDriver does: the body of a function whose last argument is the way to answer, and answers go as JSON. */
const indexedDB = new IDBFactory()
const run = async (script: string, given: unknown = null): Promise<unknown> => {
  const page = { indexedDB, IDBKeyRange }
  const body = runInNewContext(`(function () { ${asyncScript(script)} })`, page) as (...all: unknown[]) => void
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

async function writeLog(lines: readonly string[]): Promise<void> {
  const opened = indexedDB.open('device', 1)
  opened.onupgradeneeded = () => opened.result.createObjectStore('log', { autoIncrement: true })
  await new Promise((resolve) => opened.addEventListener('success', resolve))
  const writing = opened.result.transaction('log', 'readwrite')
  for (const what of lines) writing.objectStore('log').add({ at: 0, what })
  await new Promise((resolve) => writing.addEventListener('complete', resolve))
  opened.result.close()
}

it('counts no round of the worker that was over before the visit', async () => {
  await writeLog([])
  expect(await run(LAST_LINE)).toBe(0)
  await writeLog(['round done', 'round more', 'round done'])
  const line = Number(await run(LAST_LINE))
  expect(await run(roundsAfter(0))).toBe(2)
  expect(await run(roundsAfter(line))).toBe(0)
  await writeLog(['round offline', 'round done'])
  expect(await run(roundsAfter(line))).toBe(1)
})
