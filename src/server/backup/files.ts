import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { Fault, type FaultKind } from '../fault.ts'

/** What SQLite keeps beside a database: they belong to it, and to no other. */
export const BESIDE = ['-wal', '-shm', '-journal'] as const

export function removeDatabase(file: string): void {
  for (const name of [file, ...BESIDE.map((end) => file + end)]) rmSync(name, { force: true })
}

/** A name given or taken away is on the disk only once its folder is. */
export function flush(path: string): void {
  // Folders cannot be opened on Windows, and need not be.
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
export const flushFolderOf = (file: string): void => flush(dirname(file))

const KINDS: Readonly<Record<string, readonly [FaultKind, string]>> = {
  ENOSPC: ['disk_full', 'the disk is full'],
  EDQUOT: ['disk_full', 'the disk is full'],
  EFBIG: ['disk_full', 'the disk does not take writes'],
  EACCES: ['not_writable', 'the folder cannot be written'],
  EPERM: ['not_writable', 'the folder cannot be written'],
  EROFS: ['not_writable', 'the folder cannot be written'],
  ENOENT: ['not_writable', 'there is no such folder'],
  ENOTDIR: ['not_writable', 'there is no such folder'],
  EISDIR: ['not_writable', 'it is a folder'],
}
/** One line that says what could not be done, and why; what is no fault of the surroundings stays what it was. */
export function withWords(error: unknown, what: string): unknown {
  if (error instanceof Fault) return new Fault(error.kind, `${what}: ${error.message}`, error)
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const known = KINDS[code]
  return known === undefined ? error : new Fault(known[0], `${what}: ${known[1]}.`, error)
}

const lastBackup = v.object({ at: v.pipe(v.string(), v.isoTimestamp()), file: v.string() })
/** The last finished backup, whoever asked for it; told at every start. */
export type LastBackup = v.InferOutput<typeof lastBackup>
const noteIn = (dataDir: string): string => join(dataDir, 'last-backup.json')
export const noteBackup = (dataDir: string, done: LastBackup): void =>
  writeFileSync(noteIn(dataDir), JSON.stringify(done), { mode: 0o600 })
export function readLastBackup(dataDir: string): LastBackup | undefined {
  try {
    const parsed = v.safeParse(lastBackup, JSON.parse(readFileSync(noteIn(dataDir), 'utf8')))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
