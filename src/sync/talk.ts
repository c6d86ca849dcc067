import { type Instant, instantOf } from '../domain/ids.ts'
import type { Check } from '../domain/wire.ts'
import { noteHealth } from '../store/health.ts'
import type { Health, SyncState } from '../store/state.ts'
import type { Round } from './round.ts'
import type { Failed } from './transport.ts'

/** How a part of the round ended; `stale` means that another runner is at work and this one has nothing to add. */
export type Step = 'again' | 'stream' | 'compare' | 'done' | 'upgrade' | 'stale' | Failed
/** What one round remembers between its requests. */
export interface Talk {
  readonly round: Round
  /** As this round last read or wrote it. */
  health: Health
  /** Commands up to this `n` have been tried. */
  afterN: number
  /** A request got through: a single command that fails is then itself at fault. */
  gotThrough: boolean
  resets: number
  repairs: number
  wantsSums: boolean
  /** The server's sums that came with the last pull, and the state that it left: compared once nothing waits. */
  sums: { readonly expected: SyncState; readonly check: Check } | undefined
  clockOffset: number
  /** The server's own word for the time, of its last answer in this round. */
  heardAt: Instant | undefined
  safe: number
}

/**
 * The server's time: what is kept for days must not go because a clock jumped by months, and clocks are set right just
 * when a network returns, in the middle of a round. Only before the first answer is the phone's own clock asked.
 */
export const timeOf = ({ round, clockOffset, heardAt }: Talk): Instant =>
  heardAt ?? instantOf(round.now() + clockOffset)

/** Notes how the round goes; what is as it was costs no transaction. */
export async function keepHealth(talk: Talk, changes: Partial<Health>): Promise<void> {
  const after = { ...talk.health, ...changes }
  if (JSON.stringify(after) === JSON.stringify(talk.health)) return
  talk.health = await noteHealth(talk.round.database, changes)
}
