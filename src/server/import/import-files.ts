import { resolve } from 'node:path'
import type { ImportReport } from '../../domain/import-wire.ts'
import { type Config, readConfig } from '../config.ts'
import { Fault } from '../fault.ts'
import { openConfigured } from '../open.ts'
import { makeServer } from '../server.ts'
import { type ImportArguments, readArguments } from './arguments.ts'
import { askServer } from './ask-server.ts'
import type { ParsedFiles } from './parsed.ts'
import { FileFault, type Source } from './problems.ts'
import { readApart } from './read-apart.ts'
import { runImport, type WhichCommunity } from './run.ts'
import { describeReport, languageOf } from './words.ts'

/** What the importer needs of the process around it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/**
 * Imports the files that the words name, through the running server or into the database itself. Resolves to the exit
 * code: 0 when everything was taken (or would be, on a dry run), or the good rows where they were asked for; else 1.
 */
export async function importFiles(words: readonly string[], around: Surroundings): Promise<number> {
  const refuse = (line: string): number => {
    around.err(`${line}\n`)
    return 1
  }
  const given = readArguments(words)
  if (typeof given === 'string') return refuse(given)
  const config = readConfig(around.env, [])
  if (typeof config === 'string') return refuse(config)
  try {
    const files = await readAll(given, around)
    const options = {
      dryRun: given.dryRun,
      acceptGoodRows: given.acceptGoodRows,
      ...(given.community === undefined ? {} : { community: given.community }),
    }
    // PostgreSQL lets us in beside any number of servers.
    const asked = config.databaseUrl === undefined ? await askServer(config.dataDir, { files, options }) : undefined
    const report = asked ?? (await withDatabase(config, files, options))
    if ('communities' in report) return refuse(`Say which community with --community: ${report.communities.join(', ')}`)
    const { LC_ALL, LC_MESSAGES, LANG } = around.env
    const language = languageOf(LC_ALL || LC_MESSAGES || LANG)
    around.out(given.json ? `${JSON.stringify(report)}\n` : describeReport(report, language))
    return report.written || report.rejected.every(({ isHarmless }) => isHarmless === true) ? 0 : 1
  } catch (error) {
    if (error instanceof Fault || error instanceof FileFault) return refuse(error.message)
    throw error
  }
}

/** npm runs scripts in the project's folder; a relative path means the folder in which it was typed. */
const pathOf = (path: string, { env, cwd }: Surroundings): string => resolve(env['INIT_CWD'] ?? cwd, path)

async function readAll({ files, datum }: ImportArguments, around: Surroundings): Promise<ParsedFiles> {
  const read = async <S extends Source>(source: S) => {
    const path = files[source]
    if (path === undefined) return undefined
    const question = { source, path: pathOf(path, around), choices: datum === undefined ? {} : { datum } }
    const outcome = await readApart(question).catch((error: unknown) => {
      throw new FileFault('not_found', path, { cause: error })
    })
    if ('fault' in outcome) throw new FileFault(outcome.fault, `${path} ${outcome.found}`.trim())
    return outcome.ok
  }
  const [roster, buildings, posts] = [await read('roster'), await read('buildings'), await read('posts')]
  const grids = await read('grids')
  const [boundaries, facilities] = [await read('boundaries'), await read('facilities')]
  return {
    ...(roster === undefined ? {} : { roster }),
    ...(buildings === undefined ? {} : { buildings }),
    ...(grids === undefined ? {} : { grids }),
    ...(posts === undefined ? {} : { posts }),
    ...(boundaries === undefined ? {} : { boundaries }),
    ...(facilities === undefined ? {} : { facilities }),
  }
}

/** No server stands between: the database is opened here; a file is refused while a server holds it. */
async function withDatabase(
  config: Config,
  files: ParsedFiles,
  options: Parameters<typeof runImport>[2],
): Promise<ImportReport | WhichCommunity> {
  const db = await openConfigured(config)
  try {
    return await runImport(makeServer({ db }), files, options)
  } finally {
    await db.close()
  }
}
