import { readFootprints } from './geojson.ts'
import { POST_COLUMNS, ROSTER_COLUMNS } from './headers.ts'
import type { FieldTable, Footprints, Outcome } from './parsed.ts'
import { FileFault, type Source } from './problems.ts'
import { readFieldTable, type TableKind } from './read-table.ts'

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
/** Reads one file; anything wrong with the whole of it is one clear fault. */
export async function readFile(source: Source, bytes: Uint8Array): Promise<Outcome<FieldTable | Footprints>> {
  try {
    if (source === 'buildings') return { ok: readFootprints(bytes) }
    return { ok: source === 'roster' ? await readFieldTable(bytes, ROSTER) : await readFieldTable(bytes, POSTS) }
  } catch (error) {
    if (error instanceof FileFault) return { fault: error.code, found: error.found }
    return { fault: 'failed', found: error instanceof Error ? error.message.slice(0, 120) : '' }
  }
}
