import { expect, test } from 'vitest'
import type { Instant } from './ids.ts'
import { atLocal, localOf } from './local-time.ts'

const SHANGHAI = 'Asia/Shanghai'
const BERLIN = 'Europe/Berlin'

test('what is typed is what clocks of the community show, whatever the phone thinks', () => {
  expect(atLocal('2026-11-30T15:00', SHANGHAI)).toBe('2026-11-30T07:00:00.000Z')
  expect(localOf('2026-11-30T16:30:00.000Z' as Instant, SHANGHAI)).toBe('2026-12-01T00:30')
})
test('an hour that clocks skip in spring is no time, and of one they show twice the first counts', () => {
  expect(atLocal('2027-03-28T02:30', BERLIN)).toBeUndefined()
  expect(atLocal('2027-03-28T03:00', BERLIN)).toBe('2027-03-28T01:00:00.000Z')
  expect(atLocal('2026-10-25T02:30', BERLIN)).toBe('2026-10-25T00:30:00.000Z')
})
test('every time that can be shown is read back as itself, on both sides of a change of clocks', () => {
  for (const timeZone of [SHANGHAI, BERLIN, 'America/St_Johns', 'Pacific/Apia']) {
    for (let ms = Date.parse('2026-10-24T00:00Z'); ms < Date.parse('2026-11-03T00:00Z'); ms += 45 * 60_000) {
      const shown = localOf(new Date(ms).toISOString() as Instant, timeZone)
      expect(localOf(atLocal(shown, timeZone) ?? ('' as Instant), timeZone)).toBe(shown)
    }
  }
})
test('what is no time at all is none', () => {
  expect(['', '2026-02-30T09:00', '2026-11-30', '2026-11-30T25:00'].map((text) => atLocal(text, SHANGHAI))).toEqual([
    ...[undefined, undefined, undefined, undefined],
  ])
})
