import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** How many visits the server's database file holds of a household; read beside the server, running or not. */
export function countVisits(dataDir: string, household: string): number {
  const database = new DatabaseSync(join(dataDir, 'minqing.db'), { readOnly: true })
  try {
    const row = database.prepare("SELECT count(*) AS n FROM entity WHERE kind = 'visit' AND parent = ?").get(household)
    return Number(row?.['n'])
  } finally {
    database.close()
  }
}
