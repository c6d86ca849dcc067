import { DATUMS, type Datum } from '../../domain/import-wire.ts'
import type { Source } from './problems.ts'

export interface ImportArguments {
  readonly files: Partial<Readonly<Record<Source, string>>>
  readonly community?: string
  /** Of the map file, where it does not say. */
  readonly datum?: Datum
  readonly dryRun: boolean
  readonly acceptGoodRows: boolean
  readonly json: boolean
}
const FILES: readonly Source[] = ['roster', 'buildings', 'grids', 'posts', 'boundaries', 'facilities']

/** Reads the command line; a string says in one line what is wrong with it. */
export function readArguments(words: readonly string[]): ImportArguments | string {
  const files: Partial<Record<Source, string>> = {}
  const flags = new Set<string>()
  let community: string | undefined
  let datum: Datum | undefined
  for (let place = 0; place < words.length; place++) {
    const [option = '', attached] = splitAtEquals(words[place] ?? '')
    const name = option.replace(/^--/u, '')
    if (['dry-run', 'accept-good-rows', 'json'].includes(name) && attached === undefined) {
      flags.add(name)
      continue
    }
    const isKnown =
      option.startsWith('--') && (FILES.includes(name as Source) || name === 'community' || name === 'datum')
    if (!isKnown) return `There is no option ${option}. ${USAGE}`
    const value = attached ?? words[++place]
    if (value === undefined || value === '' || value.startsWith('--')) return `${option} needs a value. ${USAGE}`
    if (name === 'datum') {
      datum = DATUMS.find((known) => known === value)
      if (datum === undefined) return `--datum is one of ${DATUMS.join(', ')}. ${USAGE}`
    } else if (name === 'community') community = value
    else files[name as Source] = value
  }
  if (Object.keys(files).length === 0) return `No file was named. ${USAGE}`
  return {
    files,
    ...(community === undefined ? {} : { community }),
    ...(datum === undefined ? {} : { datum }),
    dryRun: flags.has('dry-run'),
    acceptGoodRows: flags.has('accept-good-rows'),
    json: flags.has('json'),
  }
}
const splitAtEquals = (word: string): readonly [string, string?] => {
  const at = word.indexOf('=')
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)]
}
const USAGE =
  'Usage: npm run import -- --roster FILE --buildings FILE --grids FILE --posts FILE --boundaries FILE --facilities FILE [--community NAME] [--datum wgs84|gcj02|bd09|epsg3857] [--dry-run] [--accept-good-rows] [--json]'
