import { DatabaseError } from 'pg'
import { Fault, type FaultKind } from './fault.ts'

const FULL: readonly [FaultKind, string] = ['disk_full', 'The disk of the database is full.']
const BUSY: readonly [FaultKind, string] = ['busy', 'The database is busy.']
/** SQLSTATE, or its first two letters. */
const KINDS: Readonly<Record<string, readonly [FaultKind, string]>> = {
  // Serialization failure, deadlock.
  '40001': BUSY,
  '40P01': BUSY,
  // Waited too long for a lock; took too long; the transaction was left alone too long.
  '55P03': BUSY,
  '57014': BUSY,
  '25P03': BUSY,
  // A standby that was a primary before, or is not one yet.
  '25006': BUSY,
  // Out of memory or of connections; shutting down, starting up; connection exceptions.
  '53': BUSY,
  '57': BUSY,
  '08': BUSY,
  '53100': FULL,
  '58': ['disk_full', 'The disk of the database does not take writes.'],
  XX: ['damaged', 'The database reports that it is damaged.'],
}

/**
 * What a statement failed of, as a fault; a mistake of ours stays what it was. What the server did not say itself can
 * only be the connection: it is lost, and the server rolls back what was under way on it.
 */
export function faultOf(error: unknown): unknown {
  if (error instanceof Fault) return error
  if (!(error instanceof DatabaseError)) return new Fault('busy', 'The connection to the database was lost.', error)
  const code = error.code ?? ''
  const known = KINDS[code] ?? KINDS[code.slice(0, 2)]
  return known === undefined ? error : new Fault(known[0], known[1], error)
}

/** Another transaction stood in the way and is over by now: the same work may well go through. */
export const isClash = (error: unknown): boolean => ['40001', '40P01'].includes(stateOf(error))
/** SQLSTATE of what PostgreSQL said, or of what a fault was made of; empty where it said nothing. */
export function stateOf(error: unknown): string {
  const said = error instanceof Fault ? error.cause : error
  return said instanceof DatabaseError ? (said.code ?? '') : ''
}
/** Whether nothing more can be asked on this connection. */
export const isLost = (error: unknown): boolean => error instanceof Fault && !(error.cause instanceof DatabaseError)

/** At the start, in one line that never holds the password. */
export function unreachable(error: unknown): Fault {
  const cause = error instanceof Fault ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer'
  return new Fault('unreachable', `The database of DATABASE_URL cannot be used (${code}).`, error)
}
