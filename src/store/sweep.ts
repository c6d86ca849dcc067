import { type Instant, instantOf, millisOf } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { readMeta, writeState } from './state.ts'

const DAY = 86_400_000
/** How long a received command is kept, to be sent again should the server's history be replaced. */
const RECEIVED_DAYS = 90
/** A body about a lost pack goes at the latest this long after, covered by a backup or not. */
const LOST_DAYS = 7

/**
 * Drops received commands that are too old, and those about packs that this phone lost, as soon as a finished backup
 * covers them (`safe`).
 */
export function sweepReceived(database: Database, now: { readonly at: Instant; readonly safe: number }): Promise<void> {
  const before = instantOf(millisOf(now.at) - RECEIVED_DAYS * DAY)
  const longLost = instantOf(millisOf(now.at) - LOST_DAYS * DAY)
  return database.run('rw', ['received', 'meta'], async (t) => {
    await t.received.where('at').below(before).delete()
    const state = await readMeta(t, 'state')
    const lost = new Map(Object.entries(state.lost).filter(([pack]) => !state.packs.some((held) => held === pack)))
    if (lost.size > 0) {
      await t.received
        .filter((record) =>
          record.packs.some((pack) => {
            const at = lost.get(pack)
            return at !== undefined && (record.seq <= now.safe || at < longLost)
          }),
        )
        .delete()
    }
    const kept = Object.fromEntries([...lost].filter(([, at]) => at >= longLost))
    if (Object.keys(kept).length !== Object.keys(state.lost).length) await writeState(t, state, { lost: kept })
  })
}
