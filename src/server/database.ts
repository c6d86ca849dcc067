import type { TableName } from './schema.ts'

/**
 * The one door to the database: plain SQL with `?` parameters, lists as one JSON parameter (`LIST`), and one round
 * trip per call, so that a batch costs a fixed number of calls however many commands it carries.
 */
export type SqlValue = string | number | null
export type SqlRow = Readonly<Record<string, SqlValue>>

/** A list parameter: a JSON array given as text; its entries are the column `value`. */
export const LIST = '(SELECT value FROM json_each(?))'

export interface Reading {
  all(sql: string, ...parameters: readonly SqlValue[]): Promise<readonly SqlRow[]>
}
export interface Writing extends Reading {
  /** Inserts rows or replaces those of the same key: one call, however many rows. */
  put(table: TableName, rows: readonly SqlRow[]): Promise<void>
}
/** Faults: busy, disk_full (nothing was changed), damaged. */
export interface Database {
  /** Everything the work reads belongs to one moment of the history. */
  read<T>(work: (tx: Reading) => Promise<T>): Promise<T>
  /**
   * All of the work's writes or none of them, on disk before the promise resolves. Works never overlap: they wait for
   * each other in the order they came. The work awaits nothing but its transaction.
   */
  write<T>(work: (tx: Writing) => Promise<T>): Promise<T>
  /** The whole database as a file's bytes, as of the last write. */
  copy(): Promise<Uint8Array>
  /**
   * Writes the whole database as of one moment into a new file, on disk before the promise resolves; reads and writes
   * go on meanwhile, and are not in it. Faults: disk_full, not_writable; what was written by then is the caller's.
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
