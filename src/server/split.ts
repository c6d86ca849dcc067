import { asId, type CommunityId, type PackId } from '../domain/ids.ts'
import { historyPack, newPackFor, readPack } from '../domain/packs.ts'
import type { Change } from '../domain/see.ts'
import { splitByStair } from '../domain/split.ts'
import { derivedId } from './canonical.ts'
import { commitMade } from './commit.ts'
import { type Reading, textOf } from './database.ts'
import { type Duty, daily } from './duties.ts'
import { gridOf } from './ground.ts'
import type { Ledger } from './ledger.ts'
import { loadRows } from './rows.ts'
import { listCommunities, mustFindCommunity, type Server } from './server.ts'

/** Bytes of JSON beyond which a building's pack is split: one row changed would make a phone unpack all of it. */
const LIMIT = 256 * 1024
/** About what the names of a row's fields cost in a pack's JSON. */
const NAMES = 60
const HEAVY = `SELECT id FROM pack WHERE community = ? AND seq > ? AND id LIKE 'b:%' AND (
    SELECT SUM(OCTET_LENGTH(e.body) + OCTET_LENGTH(e.writer) + OCTET_LENGTH(e.id) + OCTET_LENGTH(e.pack) + ${NAMES})
    FROM entity e WHERE e.community = pack.community AND e.pack = pack.id
  ) > ? ORDER BY id`

export interface Weighing {
  /** Packs that have not changed after this seq are not weighed. */
  readonly since: number
  /** Bytes of JSON. */
  readonly limit?: number
}
/**
 * Splits by stair the buildings' packs of a community that have grown too large, each in a transaction of its own as
 * a command of the server. They are never put together again. Gives how many were split, and the seq up to which packs
 * have been weighed. Faults of the database; what was split before stays right.
 */
export async function splitLargePacks(
  server: Server,
  id: CommunityId,
  { since, limit = LIMIT }: Weighing,
): Promise<{ readonly split: number; readonly weighed: number }> {
  const { weighed, heavy } = await server.db.read(async (tx) => {
    const { head } = await mustFindCommunity(tx, id)
    const rows = await tx.all(HEAVY, id, since, limit)
    return { weighed: head.seq, heavy: rows.map((row) => textOf(row, 'id') as PackId) }
  })
  let split = 0
  for (const pack of heavy) {
    const done = await commitMade(server, id, (tx, ledger) => splitOf(tx, ledger, pack))
    split += done.length
  }
  return { split, weighed }
}

/** The one command that splits the pack; none where one stair alone is so large, or where nobody knows its building. */
async function splitOf(tx: Reading, ledger: Ledger, pack: PackId) {
  const changes = await changesOf(tx, ledger, pack)
  if (changes.length === 0) return []
  // It follows from the history it is done in: done again after a restore it is the same command.
  const id = derivedId('pack.split', pack, ledger.head.hash)
  return [{ id, type: 'server.split', author: asId<'person'>('server'), payload: { pack }, changes }]
}
async function changesOf(tx: Reading, ledger: Ledger, pack: PackId): Promise<readonly Change[]> {
  const name = readPack(pack)
  const grid = gridOf(ledger, pack)
  if (name?.sort !== 'b' || grid === null) return []
  const building = ledger.rows.see()('building', name.building)
  const rows = await loadRows(tx, ledger.community.id, { rows: [], under: [], packs: [pack, historyPack(pack)] })
  ledger.load(rows)
  const given = new Set<PackId>()
  const isTaken = (other: PackId): boolean =>
    given.has(other) || ledger.packs.has(other) || ledger.packs.has(historyPack(other))
  const packFor = (stair: string): PackId => {
    const made = newPackFor({ building: name.building, grid, stair }, isTaken)
    given.add(made)
    return made
  }
  return splitByStair(rows, { stairs: building?.body.stairs.map((stair) => stair.id) ?? [], packFor })
}

/** Once a day, of every community. After a start all packs are weighed once, then those that have changed. */
export function splittingDuty(server: Server): Duty {
  const weighed = new Map<CommunityId, number>()
  return daily(server, 'split', async () => {
    for (const id of await listCommunities(server)) {
      const done = await splitLargePacks(server, id, { since: weighed.get(id) ?? 0 })
      weighed.set(id, done.weighed)
    }
  })
}
