import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { createSchema, dropSchemas, startPostgres } from '../../e2e/support/postgres.ts'
import { openPostgres } from '../server/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A server for the suites, and a database with a hundred communities in it, for plans. */
    readonly postgres: { readonly url: string; readonly hundred: string }
  }
}

/** As much of everything as makes a planner look for indexes. */
const FILLED = `
  INSERT INTO community SELECT 'c' || c, 100, 'mark', 0, 0, 1 FROM generate_series(1, 99) c UNION ALL SELECT 'test', 100, 'mark', 0, 0, 1;
  INSERT INTO pack SELECT community, 'b:' || n || ':s1', 's1', n, 10, n FROM community, generate_series(1, 20) n;
  INSERT INTO entity SELECT community, (ARRAY['visit', 'door', 'resident', 'household'])[n % 4 + 1], 'id-' || n, 'b:' || n % 20 || ':s1', n, 'id-' || n / 5, '{}', repeat('x', 200) FROM community, generate_series(1, 300) n;
  INSERT INTO command SELECT community, 'id-' || n, 's', n, 'a', 'visit.log', 1, repeat('x', 100), 'h', '[]', '{}', '2026', 0, '2026', CASE WHEN n % 50 = 0 THEN 'held' ELSE 'ok' END, CASE WHEN n % 50 = 0 THEN 'not_found' END, n, 'mark' FROM community, generate_series(1, 200) n;
  INSERT INTO exit SELECT community, 'b:' || n % 20 || ':s1', n, 'door', 'id-' || n FROM community, generate_series(1, 50) n;
  INSERT INTO account SELECT community, 'a' || n, 'p' || n, '2026' FROM community, generate_series(1, 50) n;
  INSERT INTO code SELECT community, 'h' || community || n, 'a' || n, '2026', NULL FROM community, generate_series(1, 50) n;
  INSERT INTO session SELECT community, 'h' || n, 'a' || n, '2026', '2026', NULL, NULL FROM community, generate_series(1, 50) n;
  INSERT INTO passphrase SELECT community, 'a' || n, 'h' || community || n, repeat('x', 100), 0, NULL, '2026' FROM community, generate_series(1, 50) n;
  INSERT INTO device SELECT community, 'h' || n, '1', 0, '2026' FROM community, generate_series(1, 50) n;
  INSERT INTO change SELECT community, 'household', 'h' || n % 40, n, '{}' FROM community, generate_series(1, 200) n;
  INSERT INTO command SELECT community, 'admin-' || n, 'admin', n, 'a', 'post.give', 1, repeat('x', 100), 'h', '[]', '{}', '2026', 0, '2026', 'ok', NULL, 200 + n, 'mark' FROM community, generate_series(1, 10) n`

/** Vitest's global set-up of the project "postgres". */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres()
  if (postgres === undefined) throw new Error('there is no PostgreSQL here')
  const { url } = postgres
  const hundred = await createSchema(url)
  await (await openPostgres(hundred)).close()
  const client = new Client({ connectionString: hundred })
  await client.connect()
  await client.query(FILLED)
  // Heads grow with every batch: the table of communities is larger than its rows.
  for (let batch = 0; batch < 20; batch++) await client.query('UPDATE community SET head = head + 1')
  await client.query('VACUUM ANALYZE')
  await client.end()
  project.provide('postgres', { url, hundred })
  return async () => {
    await dropSchemas(url, [hundred])
    await postgres.stop()
  }
}
