import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import { Fault } from './fault.ts'
import { openPostgres } from './postgres.ts'
import { openDatabase } from './sqlite.ts'

/** The database that the settings name: PostgreSQL, or the file in the data folder. Faults: those of both, not_writable. */
export async function openConfigured({ databaseUrl, dataDir }: Config): Promise<Database> {
  if (databaseUrl !== undefined) return openPostgres(databaseUrl)
  makeFolder(dataDir)
  return openDatabase(join(dataDir, 'minqing.db'))
}
function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown'
    throw new Fault('not_writable', `The folder ${dataDir} cannot be written (${code}): set DATA_DIR.`, error)
  }
}
