import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Duty } from '../duties.ts'
import type { Server } from '../server.ts'
import type { Backups } from './backup.ts'
import { removeDatabase, withWords } from './files.ts'

export interface Nightly {
  /** 0 to 23, by the clock of the machine. */
  readonly hour: number
  /** So many are kept; the oldest go. */
  readonly keep: number
  readonly folder: string
}

const NAME = /^minqing-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.db$/
/** What a backup that was cut off has left. */
const isHalf = (name: string): boolean => name.endsWith('.part') && NAME.test(name.slice(0, -'.part'.length))
const nameAt = (now: number): string => `minqing-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`
const timeIn = (name: string | undefined): number =>
  name === undefined ? 0 : Date.parse(name.replace(NAME, '$1T$2:$3:$4Z'))

/** A backup each day once the hour has come; one that was missed is made up for. */
export function nightlyBackup(server: Server, backups: Backups, nightly: Nightly): Duty {
  const { folder, hour, keep } = nightly
  return {
    name: 'backup',
    // One from the future was made while the clock was wrong: it must not keep the next ones from being made.
    isDue: (now) => timeIn(namesIn(folder).findLast((name) => timeIn(name) <= now)) < lastTime(now, hour),
    async run() {
      makeFolder(folder)
      for (const name of readdirSync(folder)) if (isHalf(name)) removeDatabase(join(folder, name))
      await backups.make(join(folder, nameAt(server.clock())))
      for (const name of namesIn(folder).slice(0, -keep)) removeDatabase(join(folder, name))
    },
  }
}
/** Oldest first; files of other names are nobody's business here. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .sort()
  } catch {
    return []
  }
}
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw withWords(error, `The folder ${folder} could not be made`)
  }
}
/** The last time the clock showed this hour. */
function lastTime(now: number, hour: number): number {
  const at = new Date(now)
  at.setHours(hour, 0, 0, 0)
  if (at.getTime() > now) at.setDate(at.getDate() - 1)
  return at.getTime()
}
