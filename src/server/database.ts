import type { CommunityId } from '../domain/ids.ts'
import type { TableName } from './schema.ts'

/**
 * The one door to the database: SQL of the part that SQLite and PostgreSQL share, with `?` parameters, lists as one
 * JSON parameter (`IN_LIST`, `PAIRS`), and one round trip per call, so that a batch costs a fixed number of calls
 * however many commands it carries. Text is compared and ordered by its bytes in UTF-8.
 */
export type SqlValue = string | number | null
export type SqlRow = Readonly<Record<string, SqlValue>>

/** After a column: it is one of a list; the parameter is a JSON array of texts. Each engine has its own words for it. */
export const IN_LIST = 'IN list(?)'
/** In FROM: a list of pairs with the columns a and b; the parameter is a JSON array of arrays of two texts. */
export const PAIRS = 'pairs(?)'

export interface Reading {
  all(sql: string, ...parameters: readonly SqlValue[]): Promise<readonly SqlRow[]>
}
export interface Writing extends Reading {
  /** Inserts rows or replaces those of the same key: one call, however many rows. */
  put(table: TableName, rows: readonly SqlRow[]): Promise<void>
  /** Inserts rows; where there is one of the same key, that one stays as it is. */
  putNew(table: TableName, rows: readonly SqlRow[]): Promise<void>
}
/**
 * Faults: busy, disk_full, damaged. Nothing was changed then; with PostgreSQL one exception: a connection lost while
 * the commit was under way leaves it open whether it took place, so whoever comes again must be known by his ids.
 */
export interface Database {
  /** Everything the work reads belongs to one moment of the history. */
  read<T>(work: (tx: Reading) => Promise<T>): Promise<T>
  /**
   * All of the work's writes or none of them, on disk before the promise resolves. Works about one community never
   * overlap, in whichever process they run: each sees all that those before it wrote. A work reads and writes rows of
   * its community alone, awaits nothing but its transaction, and may be run again from its beginning.
   */
  write<T>(community: CommunityId, work: (tx: Writing) => Promise<T>): Promise<T>
  /** Whether other processes write here too: then news must be looked for. */
  readonly isShared: boolean
  /**
   * Writes the whole database as of one moment into a new file, on disk before the promise resolves; reads and writes
   * go on meanwhile, and are not in it. Faults: disk_full, not_writable; what was written by then is the caller's; unsuited, where the
   * database has ways of its own.
   */
  copyTo(file: string): Promise<void>
  /** Waits for work under way. */
  close(): Promise<void>
}

export function textOf(row: SqlRow, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds no text`)
  return value
}
export function numberOf(row: SqlRow, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds no number`)
  return value
}
export const maybeText = (row: SqlRow, column: string): string | null =>
  row[column] === null ? null : textOf(row, column)
