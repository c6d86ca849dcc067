import { type CommunityId, type Instant, instantOf } from '../domain/ids.ts'
import { numberOf, type Reading, textOf } from './database.ts'
import { listCommunities, mustFindCommunity, type Server } from './server.ts'

/** A phone that was away for longer fetches its packs anew instead of hearing what left them. */
const EXIT_DAYS = 90
/** So many exits a transaction: pushes go on between. */
const AT_ONCE = 1000

/** By exit and never by command: commands are kept for good, and walking them would cost more every year. */
export const OLDEST_EXITS = `SELECT x.seq, c.received_at FROM exit x CROSS JOIN command c
  WHERE x.community = ? AND c.community = x.community AND c.seq = x.seq ORDER BY x.seq LIMIT ${AT_ONCE}`

/**
 * Forgets the exits that are older than EXIT_DAYS, in every community. The horizon moves to the last of them in the
 * same transaction: phones below it are answered `resync`, all others miss nothing. Costs what goes. Gives the number
 * of places in history whose exits went. Faults of the database; what went before stays right.
 */
export async function compactExits(server: Server, days = EXIT_DAYS): Promise<number> {
  const before = instantOf(server.clock() - days * 86_400_000)
  let gone = 0
  for (const community of await listCommunities(server)) {
    for (let seqs = 1; seqs > 0; gone += seqs) seqs = await forgetOldest(server, community, before)
  }
  return gone
}

function forgetOldest(server: Server, id: CommunityId, before: Instant): Promise<number> {
  return server.db.write(id, async (tx) => {
    const seqs = await oldestSeqs(tx, id, before)
    const last = seqs.at(-1)
    if (last === undefined) return 0
    await tx.all('DELETE FROM exit WHERE community = ? AND seq <= ?', id, last)
    const { head, safe, ground } = await mustFindCommunity(tx, id)
    await tx.put('community', [{ community: id, head: head.seq, mark: head.hash, horizon: last, safe, ground }])
    return seqs.length
  })
}
/** Up to the first that is young enough: a clock that jumped back must not open a gap in what is remembered. */
async function oldestSeqs(tx: Reading, id: CommunityId, before: Instant): Promise<readonly number[]> {
  const rows = await tx.all(OLDEST_EXITS, id)
  const young = rows.findIndex((row) => textOf(row, 'received_at') >= before)
  const old = young === -1 ? rows : rows.slice(0, young)
  return [...new Set(old.map((row) => numberOf(row, 'seq')))]
}
