import type { Session } from '../domain/wire.ts'
import type { Gzip } from '../store/bytes.ts'
import type { Database } from '../store/database.ts'
import { RUN_LASTS, withLock } from './lock.ts'
import { type RoundResult, syncRound } from './round.ts'
import { makeTransport } from './transport.ts'

/** What page and worker give alike; `now` and `chance` are the machine's. */
export interface RunDoors {
  readonly fetch: typeof fetch
  readonly locks: LockManager | undefined
  readonly gzip: Gzip
  readonly build: string
  now(): number
  chance(): number
  /** navigator.onLine. */
  isOnline?(): boolean
}
export interface RunOf {
  readonly database: Database
  readonly session: Session
  /** This profile's store id. */
  readonly store: string
  shown?(): Promise<void>
  report?(what: string): void
}
/** A round begins no new request after this, so that it ends before the lock is aborted. */
const SLICE = RUN_LASTS - 5_000

/** One round under the account's lock; `busy` when another page or the worker is at it. */
export function runRound(doors: RunDoors, of: RunOf): Promise<RoundResult | 'busy'> {
  const { locks, now } = doors
  return withLock({ locks, name: `sync-${of.session.account}` }, (signal) =>
    syncRound({ ...doors, ...of, transport: makeTransport(doors), signal, deadline: now() + SLICE }),
  )
}
