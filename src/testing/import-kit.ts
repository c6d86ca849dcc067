import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Day } from '../domain/ids.ts'
import type { ImportReport } from '../domain/import-wire.ts'
import type { Kind, Row, RowOf } from '../domain/nouns.ts'
import type { ParsedFiles } from '../server/import/parsed.ts'
import { readFile } from '../server/import/read-file.ts'
import { type ImportOptions, runImport } from '../server/import/run.ts'
import { readRow } from '../server/rows.ts'
import { makeServer, type Server } from '../server/server.ts'
import { openDatabase } from '../server/sqlite.ts'

export const TODAY = '2026-11-26' as Day
export const aServer = (): Server => {
  const folder = mkdtempSync(join(tmpdir(), 'import-'))
  return makeServer({ db: openDatabase(join(folder, 'test.db')), clock: () => Date.parse('2026-11-26T06:20:00Z') })
}
const bytes = (text: string) => new TextEncoder().encode(text)
const SOURCES = ['roster', 'buildings', 'grids', 'posts'] as const
type Source = (typeof SOURCES)[number]
const read = async (source: Source, text: string) => {
  const outcome = await readFile(source, bytes(text))
  if ('fault' in outcome) throw new Error(outcome.fault)
  return outcome.ok
}
export async function importInto(
  server: Server,
  texts: Partial<Readonly<Record<Source, string>>>,
  options: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  const files: Record<string, unknown> = {}
  for (const source of SOURCES) {
    const text = texts[source]
    if (text !== undefined) files[source] = await read(source, text)
  }
  const done = await runImport(server, files as ParsedFiles, { dryRun: false, acceptGoodRows: false, ...options })
  if ('communities' in done) throw new Error(`which of ${done.communities.join()}`)
  return done
}
export async function rowsOf<K extends Kind>(
  server: Server,
  kind: K,
  community?: string,
): Promise<readonly RowOf<K>[]> {
  const rows = await server.db.read((tx) => tx.all('SELECT * FROM entity WHERE kind = ? ORDER BY community, id', kind))
  const mine = rows.filter((row) => community === undefined || row['community'] === community)
  return mine.map(readRow) as readonly Row[] as unknown as readonly RowOf<K>[]
}
export const everything = (server: Server) =>
  server.db.read((tx) => tx.all('SELECT community, kind, id, pack, seq, body FROM entity ORDER BY community, kind, id'))

export const HEADER = '弄,号,室号,姓名,性别,出生日期,电话,与户主关系,标签,关爱等级,房屋状态'
export const ROSTER = `${HEADER}
88弄,12号,302,张建明,男,1942,15400000001,户主,80岁以上独居老人,,自住
88弄,12号,301,王桂英,女,1950-03-01,,户主,,平稳,
88弄,12号,301,李国强,男,1949,,配偶,,,
88弄,13号,101,,,,,,,,空关
`
export const square = (west: number, properties: object) => ({
  type: 'Feature',
  properties,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 31],
        [west + 0.001, 31],
        [west + 0.001, 31.001],
        [west, 31],
      ],
    ],
  },
})
export const mapOf = (...features: readonly object[]) => JSON.stringify({ type: 'FeatureCollection', features })
