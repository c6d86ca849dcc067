import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asId } from '../../src/domain/ids.ts'
import type { Database } from '../../src/server/database.ts'
import { DEMO_COMMUNITY, fillDemo } from '../../src/server/demo/demo.ts'
import { carryOutDue } from '../../src/server/due.ts'
import { makeServer } from '../../src/server/server.ts'
import { openDatabase } from '../../src/server/sqlite.ts'
import { round } from '../machine/numbers.ts'
import { commitInParts, taskChanges } from './fill.ts'

export interface Due {
  readonly tasks: number
  /** Tasks of which a lease had run out. */
  readonly due: number
  /** Rows that the database gave out for it. */
  readonly rows: number
  readonly ms: number
}
const DUE = 30
const HOUR = 3_600_000

/** So many open tasks, of which the leases of thirty have run out: what the server reads and how long it takes. */
export async function measureDue(tasks: number): Promise<Due> {
  const dataDir = mkdtempSync(join(tmpdir(), 'minqing-due-'))
  const db = openDatabase(join(dataDir, 'minqing.db'))
  try {
    const server = makeServer({ db })
    await fillDemo(server)
    const now = server.clock()
    const of = { grid: asId<'grid'>('g-a'), now, volunteers: 50 }
    // Every second task is claimed, and a tenth of those has been carried out: their places run out no more.
    const isDue = (n: number): boolean => n % 2 === 0 && n % 20 !== 0
    const early = Array.from({ length: tasks }, (_, n) => n)
      .filter(isDue)
      .slice(0, DUE)
    const soon = new Set(early)
    const all = Array.from({ length: tasks }, (_, n) => taskChanges(n, { ...of, lease: soon.has(n) ? 1 : 40 }))
    await commitInParts(server, all)
    const counted = countingRows(db)
    const started = performance.now()
    const due = await carryOutDue({ ...server, db: counted.db, clock: () => now + 2 * HOUR }, DEMO_COMMUNITY)
    return { tasks, due, rows: counted.rows, ms: round(performance.now() - started) }
  } finally {
    await db.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function countingRows(db: Database): { readonly db: Database; rows: number } {
  const counted: { db: Database; rows: number } = { db, rows: 0 }
  counted.db = {
    ...db,
    isShared: db.isShared,
    read: (work) => db.read(work),
    write: (community, work) =>
      db.write(community, (tx) =>
        work({
          put: tx.put.bind(tx),
          putNew: tx.putNew.bind(tx),
          async all(sql, ...parameters) {
            const rows = await tx.all(sql, ...parameters)
            counted.rows += rows.length
            return rows
          },
        }),
      ),
  }
  return counted
}
