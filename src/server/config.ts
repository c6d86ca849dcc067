import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Nightly } from './backup/nightly.ts'

export interface Config {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** PostgreSQL, shared with other processes; without it a file in dataDir is the database. */
  readonly databaseUrl: string | undefined
  /** Fills an empty database with the demo community. */
  readonly demo: boolean
  /** Files in PEM. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** The address people use, where it is not our own: a proxy's. */
  readonly origin: string | undefined
  /** Undefined where others see to it. */
  readonly backup: Nightly | undefined
  /** One machine-readable line on stdout and nothing else. */
  readonly json: boolean
  /** The built app. */
  readonly files: string
  readonly version: string
}
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Reads the settings; a string says in one line what is wrong with them. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): Config | string {
  const unknown = argv.find((word) => word !== '--json')
  if (unknown !== undefined) return `There is no option ${unknown}; the only one is --json.`
  const port = Number(env['PORT'] ?? 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return 'PORT must be a number from 0 to 65535.'
  const { TLS_CERT: cert, TLS_KEY: key, ORIGIN: origin, DATABASE_URL: databaseUrl } = env
  if ((cert === undefined) !== (key === undefined)) return 'TLS_CERT and TLS_KEY belong together: give both or none.'
  if (origin !== undefined && !/^https?:\/\/[^/]+\/?$/.test(origin)) {
    return 'ORIGIN must be an address like https://minqing.example.org.'
  }
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    return 'DATABASE_URL must be an address like postgres://user:password@host/database.'
  }
  const dataDir = resolve(env['DATA_DIR'] ?? join(ROOT, 'data'))
  const backup = readNightly(env, dataDir)
  if (typeof backup === 'string') return backup
  return {
    port,
    host: env['HOST'] ?? '0.0.0.0',
    dataDir,
    databaseUrl,
    backup,
    demo: env['DEMO'] !== '0',
    tls: cert === undefined || key === undefined ? undefined : { cert, key },
    origin: origin === undefined ? undefined : new URL(origin).origin,
    json: argv.includes('--json'),
    files: resolve(env['APP_DIR'] ?? join(ROOT, 'dist')),
    version: versionOf(),
  }
}
function readNightly(env: Readonly<Record<string, string | undefined>>, dataDir: string): Nightly | undefined | string {
  const { BACKUP_HOUR: given = '3', BACKUP_KEEP: kept = '14', BACKUP_DIR: folder } = env
  if (given === 'off') return undefined
  const [hour, keep] = [Number(given), Number(kept)]
  if (given === '' || !Number.isInteger(hour) || hour < 0 || hour > 23) {
    return 'BACKUP_HOUR must be an hour from 0 to 23, or off.'
  }
  if (!Number.isInteger(keep) || keep < 1) return 'BACKUP_KEEP must be a number from 1.'
  return { hour, keep, folder: folder === undefined ? join(dataDir, 'backups') : resolve(folder) }
}
function versionOf(): string {
  const { version }: { version?: unknown } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return typeof version === 'string' ? version : '0'
}
