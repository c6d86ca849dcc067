import { expect, it } from 'vitest'
import { type Instant, instantOf } from '../../domain/ids.ts'
import type { Status } from '../../store/contract.ts'
import type { Readiness } from '../doors.ts'
import { type CheckName, CLOCK_TOLERANCE, checksOf, ENOUGH_BYTES, FRESH_FOR } from './checks.ts'

const NOW = Date.parse('2026-11-26T06:20:00.000Z')
const READY: Readiness = { shellCached: true, persisted: true, installed: true, freeBytes: 3e9 }
const status = (over: Partial<Status> = {}): Status => ({
  session: {} as Status['session'],
  complete: true,
  progress: null,
  freshAt: instantOf(NOW - 60_000),
  waiting: [],
  attention: [],
  drafts: [],
  syncing: false,
  trouble: null,
  clockOffset: 0,
  ...over,
})
const judge = (name: CheckName, over: Partial<Status> = {}, ready: Partial<Readiness> = {}): string => {
  const check = checksOf(status(over), { ...READY, ...ready }, NOW).find((one) => one.name === name)
  return `${check?.grade} ${check?.finding}`
}

it('a phone that is ready has nothing to look at', () => {
  expect(checksOf(status(), READY, NOW).every((check) => check.grade === 'ok')).toBe(true)
})
it('data is told by its age, and missing data spoils the round', () => {
  const aged = (age: number): string => judge('data', { freshAt: instantOf(NOW - age) })
  expect(aged(FRESH_FOR)).toBe('ok fresh')
  expect(aged(FRESH_FOR + 1)).toBe('look old')
  expect(judge('data', { freshAt: null })).toBe('bad none')
  expect(judge('data', { complete: false })).toBe('bad none')
})
it('the age of data is measured by the server’s clock, however wrong the phone’s is', () => {
  const freshAt = '2026-11-26T06:10:00.000Z' as Instant
  const year = 365 * 86_400_000
  expect(checksOf(status({ freshAt, clockOffset: -year }), READY, NOW + year)[0]?.grade).toBe('ok')
})
it('an app that is not cached would not open in the stairwell', () => {
  expect(judge('shell', {}, { shellCached: false })).toBe('bad no')
})
it('an expired session can wait, a revoked one cannot', () => {
  expect(judge('session', { trouble: 'signed_out' })).toBe('look out')
  expect(judge('session', { trouble: 'other_account' })).toBe('look out')
  expect(judge('session', { trouble: 'revoked' })).toBe('bad revoked')
  expect(judge('session', { trouble: 'offline' })).toBe('ok ok')
})
it('unsent records are counted but no reason to stay', () => {
  const waiting = [{}, {}] as unknown as Status['waiting']
  expect(judge('unsent', { waiting })).toBe('ok some')
})
it('storage, space and installation each say what the browser says', () => {
  expect(judge('storage', {}, { persisted: false })).toBe('look loose')
  expect(judge('space', {}, { freeBytes: ENOUGH_BYTES - 1 })).toBe('bad low')
  expect(judge('space', {}, { freeBytes: null })).toBe('ok unknown')
  expect(judge('installed', {}, { installed: false })).toBe('look no')
})
it('a clock that is off by more than anybody notices is told with its direction', () => {
  expect(judge('clock', { clockOffset: CLOCK_TOLERANCE })).toBe('ok ok')
  expect(judge('clock', { clockOffset: CLOCK_TOLERANCE + 1 })).toBe('look slow')
  expect(judge('clock', { clockOffset: -CLOCK_TOLERANCE - 1 })).toBe('look fast')
  expect(judge('clock', { freshAt: null })).toBe('look unknown')
})
