import { understand } from '../domain/all-commands.ts'
import type { Command } from '../domain/commands.ts'
import { decide } from '../domain/decide.ts'
import { asId, type CommunityId, type Instant, makeCommandId } from '../domain/ids.ts'
import type { Context } from '../domain/see.ts'
import { commitServerChanges } from '../server/commit.ts'
import { RowSet, readRow } from '../server/rows.ts'
import { listCommunities, type Server } from '../server/server.ts'

let acts = 0
/** What somebody does with the whole register in sight, by the rules that judge it; gives the command's id. */
export async function act(server: Server, type: string, payload: Readonly<Record<string, unknown>>): Promise<string> {
  const [community = ''] = await listCommunities(server)
  const rows = new RowSet()
  for (const row of await server.db.read((tx) => tx.all('SELECT * FROM entity'))) rows.put(readRow(row))
  acts += 1
  const id = makeCommandId(server.clock() + acts, new Uint8Array(10))
  const at = new Date(server.clock()).toISOString() as Instant
  const read = understand({ id, type, payload, v: 1, needs: [], seen: {}, happenedAt: at } as unknown as Command)
  if ('bad' in read) throw new Error(read.bad)
  const context: Context = {
    author: asId('p'),
    at,
    knows: () => true,
    turnedAway: () => undefined,
    past: () => undefined,
  }
  const decision = decide(rows.see(), read, context)
  if (!('changes' in decision)) throw new Error(JSON.stringify(decision))
  const { changes } = decision
  await commitServerChanges(server, community as CommunityId, [{ id, type, author: asId('p'), payload, changes }])
  return id
}
