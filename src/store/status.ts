import type { Session } from '../domain/wire.ts'
import type { Attention, Draft, Status } from './contract.ts'
import type { Unpacked } from './load.ts'
import type { Health, SyncState } from './state.ts'
import { type Replay, recordState } from './view.ts'

export interface StatusParts {
  readonly state: SyncState
  readonly health: Health
  readonly unpacked: Unpacked
  readonly replay: Replay
  readonly attention: readonly Attention[]
  readonly drafts: readonly Draft[]
  readonly syncing: boolean
}

/** What screens are told besides the view. */
export function statusOf(session: Session, of: StatusParts): Status {
  const { state, health } = of
  const { stream } = state
  return {
    session,
    complete: state.complete,
    progress: state.complete || stream === null ? null : { done: stream.done, of: stream.of },
    freshAt: state.freshAt,
    waiting: of.replay.pending
      .filter((one) => one.state !== 'acked')
      .map(({ state: at, seq: _, ...one }) => ({ ...one, state: recordState(at), mayUndo: at === 'new' })),
    attention: of.attention,
    drafts: of.drafts,
    syncing: of.syncing,
    trouble: of.unpacked.unreadable ? 'upgrade' : health.trouble,
    clockOffset: health.clockOffset,
  }
}
