import type { PackId } from '../domain/ids.ts'
import { applyPull } from '../store/pull.ts'
import type { SyncState } from '../store/state.ts'
import { compareSums } from '../store/sums.ts'
import { fetchPacks } from './stream.ts'
import { type Step, type Talk, timeOf } from './talk.ts'

/** What lies on this phone beside the server's sums of the last pull, once everything has been sent and shown. */
export async function compare(talk: Talk): Promise<Step> {
  const { round, sums } = talk
  talk.sums = undefined
  if (sums === undefined) return 'done'
  // A page that cannot read says so itself.
  await round.shown?.().catch(() => undefined)
  const found = await compareSums(round.database, round.gzip, sums)
  if (found === 'stale') return 'stale'
  talk.wantsSums = false
  if (found.differing.length > 0) return repair(talk, sums.expected, found.differing)
  if (!found.differsElsewhere || talk.repairs > 0) return 'done'
  talk.repairs++
  talk.wantsSums = true
  return 'again'
}

/** A pack that is not the server's is fetched again and put in the place of the old one. Once a round: it may lie at the server. */
async function repair(talk: Talk, expected: SyncState, packs: readonly PackId[]): Promise<Step> {
  if (talk.repairs > 1) return 'done'
  talk.repairs = 2
  talk.round.report?.(`repair ${packs.length}`)
  const fetched = await fetchPacks(talk, { expected, packs })
  if (fetched === 'stale' || 'failed' in fetched) return fetched
  const at = timeOf(talk)
  const end = { expected: fetched.state, lost: [], gained: [], freshAt: expected.freshAt ?? at, at }
  const pulled = await applyPull(talk.round.database, talk.round.gzip, end)
  return pulled === 'stale' ? 'stale' : 'done'
}
