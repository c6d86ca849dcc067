import { createHash } from 'node:crypto'
import type { CommandId, CommunityId, Instant } from '../domain/ids.ts'
import type { Mark } from '../domain/wire.ts'
import { type Reading, textOf } from './database.ts'

const NO_MARK: Mark = { seq: 0, hash: '' }

/**
 * The point of history after one more command: whoever knows it agrees on everything before. The time of receipt is
 * part of it: after an older copy is put back the same commands come again in the same order, and were the marks the
 * same too, no phone would notice that rows are stamped anew.
 */
export const markAfter = (mark: Mark, taken: { readonly id: CommandId; readonly receivedAt: Instant }): Mark => ({
  seq: mark.seq + 1,
  hash: createHash('sha256')
    .update(mark.hash)
    .update(taken.id)
    .update(taken.receivedAt)
    .digest('base64url')
    .slice(0, 10),
})

/** The hash of the mark at a seq; undefined where this history has no such point. */
export async function findMark(tx: Reading, community: CommunityId, seq: number): Promise<string | undefined> {
  if (seq === 0) return NO_MARK.hash
  const [row] = await tx.all('SELECT mark FROM command WHERE community = ? AND seq = ?', community, seq)
  return row === undefined ? undefined : textOf(row, 'mark')
}
/** Whether a phone's point of history is one of ours; if not, an older copy of the database was put back. */
export const isOurs = async (tx: Reading, community: CommunityId, mark: Mark): Promise<boolean> =>
  (await findMark(tx, community, mark.seq)) === mark.hash
