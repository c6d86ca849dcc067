import { expect } from 'vitest'
import type { Database, Reading, SqlRow, SqlValue } from '../server/database.ts'
import { type Engine, statements, theEngine } from './databases.ts'

type Statements = ReadonlyMap<string, readonly SqlValue[]>
const WORDS = {
  SQLite: {
    explain: 'EXPLAIN QUERY PLAN',
    column: 'detail',
    // Lists are walked, and the communities of a server are few; of one community only its packs are read together, the
    // oldest of its exits, and what its coordinators have done. A set-up link is one row of a community.
    walk: /^SCAN (?!w|json_each|\(|listed|community USING COVERING INDEX)|\(community=\?\)/,
    mayWalk: /^SEARCH (community|pack|setup) |exit_by_community_seq|command_of_office/,
  },
  PostgreSQL: { explain: 'EXPLAIN', column: 'QUERY PLAN', walk: /Seq Scan/, mayWalk: /Seq Scan on setup / },
} as const

/** The statements that the engine would carry out by walking through a table, with their plans. */
export async function findWalks(db: Database, asked: Statements, engine: Engine['name']): Promise<readonly string[]> {
  const { explain, column, walk, mayWalk } = WORDS[engine]
  const walks: string[] = []
  for (const [sql, parameters] of asked) {
    const plan = await db.read((tx: Reading) => tx.all(`${explain} ${sql.replace(/ FOR UPDATE$/, '')}`, ...parameters))
    const lines = plan.map((row: SqlRow) => String(row[column]))
    if (lines.some((line) => walk.test(line) && !mayWalk.test(line))) walks.push([sql, ...lines].join('\n'))
  }
  return walks
}

/** At the end of a suite: no statement that the server has asked in it walks through a table. */
export async function expectNoWalks(db: Database): Promise<void> {
  expect(await findWalks(db, statements, theEngine().name)).toEqual([])
}
