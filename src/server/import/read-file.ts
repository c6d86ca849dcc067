import type { ImportPreview } from '../../domain/import-wire.ts'
import { IMPORT_FILE_LIMIT } from '../../domain/import-wire.ts'
import { readBuildingTable } from './building-table.ts'
import { readFootprints } from './geojson.ts'
import { BUILDING_COLUMNS, GRID_COLUMNS, POST_COLUMNS, ROSTER_COLUMNS } from './headers.ts'
import { readBoundaries, readFacilities } from './map-features.ts'
import type { FieldTable, Footprints, Outcome, ReadChoices } from './parsed.ts'
import { FileFault, type Source } from './problems.ts'
import { type ReadTable, readFieldTable, type TableKind } from './read-table.ts'

const ROSTER: TableKind<keyof typeof ROSTER_COLUMNS> = {
  fields: ROSTER_COLUMNS,
  needs: [
    ['building', 'number', 'lane', 'address'],
    ['room', 'address'],
  ],
}
const POSTS: TableKind<keyof typeof POST_COLUMNS> = {
  fields: POST_COLUMNS,
  needs: [['person'], ['role'], ['grid']],
}
const GRIDS: TableKind<keyof typeof GRID_COLUMNS> = {
  fields: GRID_COLUMNS,
  needs: [['gridName', 'levelMicro', 'levelStair', 'levelResidential', 'levelBlock']],
}
const BUILDINGS: TableKind<keyof typeof BUILDING_COLUMNS> = {
  fields: BUILDING_COLUMNS,
  needs: [
    ['building', 'number', 'address'],
    // A name alone could be that of anything: a county, a question.
    ['address', 'number', 'levels', 'homes', 'built', 'longitude', 'micro', 'group'],
  ],
}
/** Reads one file; anything wrong with the whole of it is one clear fault, with what was understood where something was. */
export async function readFile(
  source: Source,
  bytes: Uint8Array,
  choices: ReadChoices = {},
): Promise<Outcome<FieldTable | Footprints>> {
  let preview: ImportPreview | undefined
  try {
    if (bytes.length > IMPORT_FILE_LIMIT) throw new FileFault('too_big')
    const readMap = readerOfMap(source, bytes)
    if (readMap !== undefined) {
      const { content, preview: seen } = readMap(bytes, choices.datum)
      return { ok: content, preview: seen }
    }
    const table = await readSource(source, bytes, choices)
    preview = choices.datum === undefined ? table.preview : { ...table.preview, datum: choices.datum }
    const content = table.content()
    return { ok: source === 'buildings' ? readBuildingTable(content, choices.datum) : content, preview }
  } catch (error) {
    const seen = preview === undefined ? {} : { preview }
    if (error instanceof FileFault) return { fault: error.code, found: error.found, ...seen }
    return { fault: 'failed', found: error instanceof Error ? error.message.slice(0, 120) : '', ...seen }
  }
}
/** How a file is read as a map; undefined where it is read as a table. */
function readerOfMap(source: Source, bytes: Uint8Array): typeof readFootprints | undefined {
  if (source === 'boundaries') return readBoundaries
  if (source === 'facilities') return readFacilities
  return source === 'buildings' && !isTable(bytes) ? readFootprints : undefined
}
function readSource(source: Source, bytes: Uint8Array, { columns }: ReadChoices): Promise<ReadTable> {
  if (source === 'buildings') return readFieldTable(bytes, BUILDINGS, columns)
  if (source === 'grids') return readFieldTable(bytes, GRIDS, columns)
  return source === 'roster' ? readFieldTable(bytes, ROSTER, columns) : readFieldTable(bytes, POSTS, columns)
}
/** GeoJSON begins with a brace, whatever stands before it; markup is told as what it is by the reader of maps. */
function isTable(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64))
  return !/^(?:\xef\xbb\xbf)?\s*(?:[{[<]|$)/u.test(start)
}
