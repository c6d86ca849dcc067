import type { Sent } from '../store/answers.ts'
import { resetForRestore, resetForResync } from '../store/reset.ts'
import type { Step, Talk } from './talk.ts'

/** A server that asks for a second one in the same round is not to be followed. */
const MOST_RESETS = 1

/** Begins again where the server's history is not the phone's; once a round. */
export async function reset(talk: Talk, sent: Sent, why: 'restored' | 'resync'): Promise<Step> {
  if (talk.resets >= MOST_RESETS) return { failed: 'refused' }
  talk.resets++
  talk.round.report?.(`reset ${why}`)
  const { database } = talk.round
  const state = why === 'restored' ? await resetForRestore(database, sent) : await resetForResync(database, sent)
  if (state === 'stale') return 'stale'
  talk.afterN = 0
  return 'again'
}
