import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readConfig } from '../config.ts'
import { Fault } from '../fault.ts'
import { makeServer } from '../server.ts'
import { openDatabase } from '../sqlite.ts'
import { type ImportArguments, readArguments } from './arguments.ts'
import { askServer } from './ask-server.ts'
import type { ParsedFiles } from './parsed.ts'
import { FileFault, isHarmless, type Source } from './problems.ts'
import { readApart } from './read-apart.ts'
import { type ImportReport, runImport, type WhichCommunity } from './run.ts'
import { describeReport, languageOf } from './words.ts'

const language = () => languageOf(process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'])

async function main(words: readonly string[]): Promise<number> {
  const given = readArguments(words)
  if (typeof given === 'string') return refuse(given)
  const config = readConfig(process.env, [])
  if (typeof config === 'string') return refuse(config)
  try {
    const files = await readAll(given)
    const options = {
      dryRun: given.dryRun,
      acceptGoodRows: given.acceptGoodRows,
      ...(given.community === undefined ? {} : { community: given.community }),
    }
    const report =
      (await askServer(config.dataDir, { files, options })) ?? (await withDatabase(config.dataDir, files, options))
    return tell(report, given)
  } catch (error) {
    if (error instanceof Fault) return refuse(error.message)
    if (error instanceof FileFault) return refuse(error.message)
    throw error
  }
}

/** npm runs scripts in the project's folder; a relative path means the folder in which it was typed. */
const pathOf = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path)

async function readAll({ files }: ImportArguments): Promise<ParsedFiles> {
  const read = async <S extends Source>(source: S) => {
    const path = files[source]
    if (path === undefined) return undefined
    try {
      return await readApart(source, await readFile(pathOf(path)))
    } catch (error) {
      if (error instanceof FileFault) throw new FileFault(error.code, `${path} ${error.found}`.trim())
      throw new FileFault('not_found', path)
    }
  }
  const [roster, buildings, posts] = [await read('roster'), await read('buildings'), await read('posts')]
  return {
    ...(roster === undefined ? {} : { roster }),
    ...(buildings === undefined ? {} : { buildings }),
    ...(posts === undefined ? {} : { posts }),
  }
}

/** No server runs: the database is opened here, and refused while a server holds it. */
async function withDatabase(
  dataDir: string,
  files: ParsedFiles,
  options: Parameters<typeof runImport>[2],
): Promise<ImportReport | WhichCommunity> {
  mkdirSync(dataDir, { recursive: true })
  const db = openDatabase(join(dataDir, 'minqing.db'))
  try {
    return await runImport(makeServer({ db }), files, options)
  } finally {
    await db.close()
  }
}

function tell(report: ImportReport | WhichCommunity, { json }: ImportArguments): number {
  if ('communities' in report) return refuse(`Say which community with --community: ${report.communities.join(', ')}`)
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : describeReport(report, language()))
  const isWhole = report.rejected.every(({ reason }) => isHarmless(reason))
  return report.written || isWhole ? 0 : 1
}
function refuse(line: string): number {
  process.stderr.write(`${line}\n`)
  return 1
}

process.exitCode = await main(process.argv.slice(2))
