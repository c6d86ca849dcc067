import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { type BuildRecord, type Chunk, LIST, RECORD } from './record.ts'

/** Gzip bytes a volunteer's phone pays for. */
export const LIMITS = { scripts: 80_000, styles: 12_000, worker: 45_000, precache: 300_000 } as const
export type Sizes = Readonly<Record<keyof typeof LIMITS, { readonly bytes: number; readonly files: readonly string[] }>>

/**
 * Chunks that run before Today shows: the page's entry, whatever holds the Today screen and the default
 * catalogue (they may be loaded lazily, but are always wanted), and all that these import.
 */
const BEFORE_TODAY = [/^src\/main\.tsx$/, /^src\/ui\/today\//, /^src\/ui\/text\/zh\/core\./]

export function chunksBeforeToday(chunks: readonly Chunk[]): readonly Chunk[] {
  const wanted = new Map<string, Chunk>()
  const take = (chunk: Chunk): void => {
    if (wanted.has(chunk.file)) return
    wanted.set(chunk.file, chunk)
    for (const other of chunks) if (chunk.imports.includes(other.file)) take(other)
  }
  for (const chunk of chunks) {
    if (chunk.entry || chunk.sources.some((path) => BEFORE_TODAY.some((rule) => rule.test(path)))) take(chunk)
  }
  return [...wanted.values()]
}

/** Measures a finished build in `folder` (dist). Styles are counted whole: no screen may hide its share. */
export function measure(folder: string, record: BuildRecord): Sizes {
  const weigh = (files: readonly string[]) => ({
    files,
    bytes: files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0),
  })
  const all = record.precache.map(([url]) => (url === '/' ? 'index.html' : url.slice(1)))
  return {
    scripts: weigh(chunksBeforeToday(record.chunks).map((chunk) => chunk.file)),
    styles: weigh(all.filter((file) => file.endsWith('.css'))),
    worker: weigh(['sw.js']),
    precache: weigh([...all, LIST]),
  }
}

export function findExcess(sizes: Sizes): readonly string[] {
  return (Object.keys(LIMITS) as (keyof typeof LIMITS)[])
    .filter((part) => sizes[part].bytes > LIMITS[part])
    .map(
      (part) => `${part}: ${sizes[part].bytes} bytes gzip, at most ${LIMITS[part]} (${sizes[part].files.join(', ')})`,
    )
}

/** Throws when any part is heavier than its limit. */
export function assertWithinLimits(sizes: Sizes): void {
  const excess = findExcess(sizes)
  if (excess.length > 0) throw new Error(`too heavy for a phone:\n${excess.join('\n')}`)
}

function main(): void {
  const { values } = parseArgs({ options: { json: { type: 'string' }, dist: { type: 'string', default: 'dist' } } })
  const record = JSON.parse(readFileSync(join(values.dist, RECORD), 'utf8')) as BuildRecord
  const sizes = measure(values.dist, record)
  for (const [part, { bytes, files }] of Object.entries(sizes)) {
    const limit = LIMITS[part as keyof typeof LIMITS]
    process.stdout.write(
      `${part.padEnd(9)}${String(bytes).padStart(8)} of ${limit} bytes gzip, ${files.length} files\n`,
    )
  }
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify({ build: record.build, limits: LIMITS, sizes }, null, 2)}\n`)
  }
  assertWithinLimits(sizes)
}
if (import.meta.main) main()
