import { type Instant, millisOf } from '../../domain/ids.ts'
import type { Status } from '../../store/contract.ts'
import type { Readiness } from '../doors.ts'

export type CheckName = 'data' | 'unsent' | 'shell' | 'session' | 'storage' | 'space' | 'clock' | 'installed'
/** `look` can wait, `bad` would spoil the round in the stairwell. */
export type Grade = 'ok' | 'look' | 'bad'
/** One line of the check before leaving; the words belong to its name and finding. */
export type Check =
  | {
      readonly name: 'data'
      readonly grade: Grade
      readonly finding: 'fresh' | 'old' | 'none'
      readonly at: Instant | null
    }
  | { readonly name: 'unsent'; readonly grade: Grade; readonly finding: 'none' | 'some'; readonly count: number }
  | { readonly name: 'shell'; readonly grade: Grade; readonly finding: 'ok' | 'no' }
  | { readonly name: 'session'; readonly grade: Grade; readonly finding: 'ok' | 'out' | 'revoked' }
  | { readonly name: 'storage'; readonly grade: Grade; readonly finding: 'kept' | 'loose' }
  | {
      readonly name: 'space'
      readonly grade: Grade
      readonly finding: 'ok' | 'low' | 'unknown'
      readonly bytes: number | null
    }
  | {
      readonly name: 'clock'
      readonly grade: Grade
      readonly finding: 'ok' | 'fast' | 'slow' | 'unknown'
      readonly milliseconds: number
    }
  | { readonly name: 'installed'; readonly grade: Grade; readonly finding: 'ok' | 'no' }

const HOUR = 3_600_000
/** A round is planned in the morning with what was fetched the evening before; older than a day and a half is stale. */
export const FRESH_FOR = 36 * HOUR
/** A whole community with its outbox takes about 10 MB; photos come on top later. */
export const ENOUGH_BYTES = 100 * 1024 * 1024
/** Below two minutes nobody notices: receipts are sorted by the server anyway. */
export const CLOCK_TOLERANCE = 2 * 60_000

/** What can be said about leaving now, the most important first. Readiness is undefined while the browser is asked. */
export function checksOf(status: Status, readiness: Readiness, now: number): readonly Check[] {
  const { freshAt } = status
  const age = freshAt === null ? Number.POSITIVE_INFINITY : now + status.clockOffset - millisOf(freshAt)
  const fetched = status.complete && freshAt !== null
  const signedOut = status.trouble === 'signed_out' || status.trouble === 'other_account'
  const revoked = status.trouble === 'revoked'
  const { freeBytes } = readiness
  const ahead = -status.clockOffset
  return [
    fetched
      ? {
          name: 'data',
          grade: age <= FRESH_FOR ? 'ok' : 'look',
          finding: age <= FRESH_FOR ? 'fresh' : 'old',
          at: freshAt,
        }
      : { name: 'data', grade: 'bad', finding: 'none', at: freshAt },
    readiness.shellCached
      ? { name: 'shell', grade: 'ok', finding: 'ok' }
      : { name: 'shell', grade: 'bad', finding: 'no' },
    signedOut || revoked
      ? { name: 'session', grade: revoked ? 'bad' : 'look', finding: revoked ? 'revoked' : 'out' }
      : { name: 'session', grade: 'ok', finding: 'ok' },
    status.waiting.length === 0
      ? { name: 'unsent', grade: 'ok', finding: 'none', count: 0 }
      : { name: 'unsent', grade: 'ok', finding: 'some', count: status.waiting.length },
    readiness.persisted
      ? { name: 'storage', grade: 'ok', finding: 'kept' }
      : { name: 'storage', grade: 'look', finding: 'loose' },
    freeBytes === null
      ? { name: 'space', grade: 'ok', finding: 'unknown', bytes: null }
      : freeBytes >= ENOUGH_BYTES
        ? { name: 'space', grade: 'ok', finding: 'ok', bytes: freeBytes }
        : { name: 'space', grade: 'bad', finding: 'low', bytes: freeBytes },
    freshAt === null
      ? { name: 'clock', grade: 'look', finding: 'unknown', milliseconds: 0 }
      : Math.abs(ahead) <= CLOCK_TOLERANCE
        ? { name: 'clock', grade: 'ok', finding: 'ok', milliseconds: ahead }
        : { name: 'clock', grade: 'look', finding: ahead > 0 ? 'fast' : 'slow', milliseconds: ahead },
    readiness.installed
      ? { name: 'installed', grade: 'ok', finding: 'ok' }
      : { name: 'installed', grade: 'look', finding: 'no' },
  ]
}
