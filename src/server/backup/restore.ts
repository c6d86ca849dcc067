import { copyFileSync, existsSync, linkSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Fault } from '../fault.ts'
import { holdFile } from '../sqlite.ts'
import { BESIDE, flush, flushFolderOf, removeDatabase, withWords } from './files.ts'
import { type Contents, verify } from './verify.ts'

export interface Restored {
  readonly contents: Contents
  /** Where the database lies that was replaced; undefined where there was none. */
  readonly kept: string | undefined
}

/**
 * Puts a backup in the place of the database. The one that was there stays beside it under a dated name. Faults in one
 * line: held_by_another while a server runs, not_readable, foreign, newer, damaged, disk_full; then everything is as it
 * was. Killed at any moment it leaves the old database or the new one in place, whole.
 */
export function restore(from: string, to: { readonly dataDir: string; readonly now: number }): Restored {
  const file = join(to.dataDir, 'minqing.db')
  if (!existsSync(from)) throw new Fault('not_readable', `There is no file ${from}.`)
  mkdirSync(to.dataDir, { recursive: true, mode: 0o700 })
  const lock = hold(file)
  const part = `${file}.restore`
  try {
    if (existsSync(file) && realpathSync(from) === realpathSync(file)) {
      throw new Fault('exists', `${from} is the database itself.`)
    }
    const contents = takeCopy(from, part)
    const kept = existsSync(file) ? keepBeside(file, to.now) : undefined
    // Whatever log is left belongs to the old database; the new one would be spoilt by it.
    for (const end of BESIDE) rmSync(file + end, { force: true })
    renameSync(part, file)
    flushFolderOf(file)
    return { contents, kept }
  } catch (error) {
    removeDatabase(part)
    throw withWords(error, `${from} was not restored`)
  } finally {
    lock.close()
  }
}
function hold(file: string): ReturnType<typeof holdFile> {
  try {
    return holdFile(file)
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'held_by_another') throw error
    throw new Fault('held_by_another', 'A server is running on this database: stop it first.', error)
  }
}

/** With the log that may lie beside it: what only the log holds belongs to the backup too. The original is not touched. */
function takeCopy(from: string, part: string): Contents {
  removeDatabase(part)
  copyFileSync(from, part)
  for (const end of ['-wal', '-journal']) if (existsSync(from + end)) copyFileSync(from + end, part + end)
  const contents = verify(part)
  flush(part)
  return contents
}

/** The same file under a second name, so that the database is never without one. */
function keepBeside(file: string, now: number): string {
  emptyLog(file)
  const kept = `${file.slice(0, -'.db'.length)}-replaced-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`
  // A log that could not be emptied goes along: SQLite finds it by its name.
  for (const end of ['-wal', '-journal', '']) if (existsSync(file + end)) giveName(file + end, kept + end)
  flushFolderOf(file)
  return kept
}
function giveName(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch (error) {
    if (existsSync(name)) throw error
    // A disk without second names.
    copyFileSync(file, name)
    flush(name)
  }
}
/** A server that was killed leaves commits in its log. Damaged files stay as they are. */
function emptyLog(file: string): void {
  try {
    const db = new DatabaseSync(file)
    try {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } finally {
      db.close()
    }
  } catch {}
}
