import { afterEach, expect, test } from 'vitest'
import { bandOf, dayOf, daysFrom, hourOf, plusDays, startOfDay } from './calendar.ts'
import type { Day, Instant } from './ids.ts'

const day = (text: string): Day => text as Day
const at = (text: string): Instant => text as Instant
const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

test('the day of a moment is the community’s, not the phone’s', () => {
  expect(dayOf(at('2026-11-25T16:00:00.000Z'), 'Asia/Shanghai')).toBe('2026-11-26')
  expect(dayOf(at('2026-11-25T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2026-11-25')
  expect(dayOf(at('2026-11-25T16:00:00.000Z'), 'Europe/Berlin')).toBe('2026-11-25')
})

test('China’s time is what every calendar says it is, before, through and after its years of summer time', () => {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: 'Asia/Shanghai', hourCycle: 'h23' as const, hour: '2-digit' as const },
    ...{ year: 'numeric' as const, month: '2-digit' as const, day: '2-digit' as const },
  })
  // Every eleventh day and a bit, so that all hours of the day come along.
  for (let ms = Date.parse('1984-01-01T00:00:00Z'); ms < Date.parse('2060-01-01T00:00:00Z'); ms += 954_321_000) {
    const moment = at(new Date(ms).toISOString())
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]))
    expect(dayOf(moment, 'Asia/Shanghai')).toBe(`${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`)
    expect(hourOf(moment, 'Asia/Shanghai')).toBe(Number(parts.get('hour')))
  }
})

test('a day is morning, afternoon and evening by the community’s clock', () => {
  const band = (text: string): string => bandOf(at(text), 'Asia/Shanghai')
  expect([
    band('2026-11-26T03:59:00.000Z'),
    band('2026-11-26T04:00:00.000Z'),
    band('2026-11-26T10:00:00.000Z'),
  ]).toEqual(['morning', 'afternoon', 'evening'])
})

test('days are counted over month ends, leap days, new year and summer time, in every zone a phone may be in', () => {
  for (const phone of ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
    process.env['TZ'] = phone
    expect(plusDays(day('2026-11-30'), 1), phone).toBe('2026-12-01')
    expect(plusDays(day('2028-02-28'), 1), phone).toBe('2028-02-29')
    expect(plusDays(day('2026-12-31'), 7), phone).toBe('2027-01-07')
    expect(plusDays(day('2026-03-08'), 1), phone).toBe('2026-03-09')
    expect(plusDays(day('2026-11-26'), -30), phone).toBe('2026-10-27')
    expect(daysFrom(day('2026-03-07'), day('2026-03-09')), phone).toBe(2)
    expect(daysFrom(day('2026-11-02'), day('2026-10-31')), phone).toBe(-2)
    expect(daysFrom(day('2026-01-01'), day('2027-01-01')), phone).toBe(365)
  }
})

test('a day begins at its first moment in the community’s zone, summer time or not', () => {
  expect(startOfDay(day('2026-11-26'), 'Asia/Shanghai')).toBe('2026-11-25T16:00:00.000Z')
  expect(startOfDay(day('2026-03-29'), 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z')
  expect(startOfDay(day('2026-10-25'), 'Europe/Berlin')).toBe('2026-10-24T22:00:00.000Z')
  expect(startOfDay(day('2026-11-26'), 'Asia/Kathmandu')).toBe('2026-11-25T18:15:00.000Z')
})
