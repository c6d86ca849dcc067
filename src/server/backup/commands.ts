import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { askControl } from '../ask-control.ts'
import { type Config, readConfig } from '../config.ts'
import { Fault } from '../fault.ts'
import { OWN_WAYS } from '../postgres.ts'
import { makeServer } from '../server.ts'
import { openDatabase } from '../sqlite.ts'
import { Backups } from './backup.ts'
import { restore } from './restore.ts'
import type { Contents } from './verify.ts'

/** What the two commands need of the process around them. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly now: number
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** `npm run backup -- FILE` and `npm run restore -- FILE`: resolves to the exit code, and says one line either way. */
export async function runCommand(words: readonly string[], around: Surroundings): Promise<number> {
  try {
    around.out(`${await carryOut(words, around)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    around.err(`${error.message}\n`)
    return 1
  }
}
async function carryOut([name, given, ...more]: readonly string[], around: Surroundings): Promise<string> {
  if (given === undefined || given.startsWith('-') || more.length > 0) {
    throw new Fault('not_readable', `Name one file: npm run ${name} -- FILE`)
  }
  const config = readConfig(around.env, [])
  if (typeof config === 'string') throw new Fault('not_readable', config)
  if (config.databaseUrl !== undefined) throw new Fault('unsuited', OWN_WAYS)
  // npm runs scripts in the project's folder; a relative path means the folder in which it was typed.
  const file = resolve(around.env['INIT_CWD'] ?? around.cwd, given)
  if (name === 'backup') return `${file} holds ${tell(await backUp(config, file))}.`
  const { contents, kept } = restore(file, { dataDir: config.dataDir, now: around.now })
  const replaced = kept === undefined ? '' : ` The database that was there is ${kept}.`
  return `${file} is in place: ${tell(contents)}.${replaced} Phones heal when they next meet the server.`
}
const tell = ({ heads, rows, commands }: Contents): string =>
  `${heads.length} ${heads.length === 1 ? 'community' : 'communities'}, ${rows} rows, ${commands} commands`

async function backUp(config: Config, file: string): Promise<Contents> {
  const response = await askControl(config.dataDir, 'backup', { file })
  if (response !== undefined) return readAnswer(response)
  const database = join(config.dataDir, 'minqing.db')
  if (!existsSync(database)) throw new Fault('not_readable', `There is no database in ${config.dataDir}: set DATA_DIR.`)
  const db = openDatabase(database)
  try {
    return await new Backups(makeServer({ db }), config.dataDir).make(file)
  } finally {
    await db.close()
  }
}
const failure = v.object({ error: v.object({ line: v.string() }) })
async function readAnswer(response: Response): Promise<Contents> {
  const body: unknown = await response.json()
  if (response.status === 200) return body as Contents
  const parsed = v.safeParse(failure, body)
  const line = parsed.success ? parsed.output.error.line : 'The running server could not make a backup; see its log.'
  throw new Fault('not_writable', line)
}
