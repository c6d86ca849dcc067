import { DatabaseSync } from 'node:sqlite'
import type { CommunityId } from '../../domain/ids.ts'
import type { Mark } from '../../domain/wire.ts'
import { numberOf, type SqlRow, textOf } from '../database.ts'
import { Fault } from '../fault.ts'
import { faultOf, inspect } from '../sqlite.ts'

/** What a copy of the database holds. */
export interface Contents {
  /** The head of each community inside the copy. */
  readonly heads: readonly { readonly community: CommunityId; readonly head: Mark }[]
  readonly rows: number
  readonly commands: number
}

const HEADS = `SELECT c.community, c.head, c.mark, m.mark AS kept FROM community c
  LEFT JOIN command m ON m.community = c.community AND m.seq = c.head AND c.head > 0 ORDER BY c.community`
/** Every row is counted in its pack. */
const COUNTS = `SELECT (SELECT COUNT(*) FROM entity) AS in_table, (SELECT COALESCE(SUM(count), 0) FROM pack) AS in_packs,
  (SELECT COUNT(*) FROM command) AS commands`

/**
 * Opens a copy and looks at all of it: pages and indexes, counts, and the mark of each head. Afterwards it is one file
 * without a log beside it. Faults: foreign, newer, damaged, not_readable.
 */
export function verify(file: string): Contents {
  const db = openCopy(file)
  try {
    inspect(db)
    const all = (sql: string): readonly SqlRow[] => db.prepare(sql).all() as unknown as readonly SqlRow[]
    if (all('PRAGMA integrity_check(1)')[0]?.['integrity_check'] !== 'ok') throw damaged()
    const heads = all(HEADS).map((row) => {
      const head = { seq: numberOf(row, 'head'), hash: textOf(row, 'mark') }
      if (head.seq > 0 && row['kept'] !== head.hash) throw damaged()
      return { community: textOf(row, 'community') as CommunityId, head }
    })
    const [counts] = all(COUNTS)
    if (counts === undefined || counts['in_table'] !== counts['in_packs']) throw damaged()
    db.exec('PRAGMA journal_mode = DELETE')
    return { heads, rows: numberOf(counts, 'in_table'), commands: numberOf(counts, 'commands') }
  } catch (error) {
    throw faultOf(error)
  } finally {
    db.close()
  }
}
function openCopy(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file)
  } catch (error) {
    throw faultOf(error)
  }
}
const damaged = (): Fault => new Fault('damaged', 'The copy is damaged.')
