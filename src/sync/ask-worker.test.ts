import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { askWorker, type Postable } from './ask-worker.ts'
import { BEAT } from './worker.ts'

const run = { trouble: null, done: true, notBefore: 0 }
/** A worker that says these things at these times after it was asked. */
const aWorker = (...says: readonly (readonly [ms: number, what: unknown])[]): Postable => ({
  postMessage(_message, [port]) {
    for (const [ms, what] of says) setTimeout(() => (port as MessagePort).postMessage(what), ms)
  },
})
/** How the asking ended, and after how long. */
async function ask(worker: Postable): Promise<{ answer: unknown; after: number }> {
  const began = Date.now()
  let after = -1
  const answer = askWorker(worker).then((got) => {
    after = Date.now() - began
    return got
  })
  while (after < 0) {
    await vi.advanceTimersByTimeAsync(100)
    // Messages between ports do not pass through the clock.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { answer: await answer, after }
}

describe('the worker asked for a run', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
  afterEach(() => void vi.useRealTimers())

  test('gives its result, however long it takes, while it says that it is running', async () => {
    const beats = Array.from({ length: 10 }, (_, at) => [at * BEAT, 'running'] as const)
    const { answer } = await ask(aWorker(...beats, [BEAT * 10, run]))
    expect(answer).toEqual(run)
  })
  test('that does not answer is not waited for longer than three seconds', async () => {
    expect((await ask(aWorker())).after).toBeLessThan(3_300)
  })
  test('that was ended in the middle of it is not waited for either', async () => {
    const { answer, after } = await ask(aWorker([0, 'running'], [BEAT, 'running']))
    expect(answer).toBeUndefined()
    expect(after).toBeLessThan(BEAT * 4 + 500)
  })
  test('that says for ever that it runs is not waited for longer than a minute', async () => {
    const beats = Array.from({ length: 60 }, (_, at) => [at * BEAT, 'running'] as const)
    const { answer, after } = await ask(aWorker(...beats))
    expect(answer).toBeUndefined()
    expect(after).toBeLessThan(61_000)
  })
  test('that fails leaves the run to the page at once', async () => {
    const { answer, after } = await ask(aWorker([0, 'running'], [50, 'failed']))
    expect(answer).toBeUndefined()
    expect(after).toBeLessThan(500)
  })
})
