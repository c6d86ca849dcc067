import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aBrowser } from '../testing/browser.ts'
import { watchPressure } from './pressure.ts'

let at = 0
beforeEach(() => {
  at = 0
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => vi.useRealTimers())

test('a crowd that is worked off in one turn is told to come again once the turn has lasted too long', () => {
  const pressure = watchPressure(() => at)
  const takenOf = (count: number): number =>
    Array.from({ length: count }, () => pressure.takes()).filter(Boolean).length
  expect(takenOf(1000)).toBe(1000)
  at = 6_000
  expect(takenOf(1000)).toBe(0)
  vi.advanceTimersByTime(50)
  expect(takenOf(1000)).toBe(1000)
  pressure.stop()
})

test('one work that lasts long turns nobody away who comes after it', () => {
  const pressure = watchPressure(() => at)
  at = 60_000
  expect(pressure.takes()).toBe(true)
  pressure.stop()
})

test('whoever is turned away hears when to come again, and the health of the server is told all the same', async () => {
  vi.useRealTimers()
  const browser = await aBrowser({ pressure: { takes: () => false, stop: () => undefined } })
  const turned = await browser.ask('GET', '/api/session', {})
  expect([turned.statusCode, turned.json(), turned.headers['retry-after']]).toEqual([
    503,
    { error: { code: 'busy' } },
    '5',
  ])
  expect((await browser.ask('GET', '/api/health', {})).statusCode).toBe(200)
})
