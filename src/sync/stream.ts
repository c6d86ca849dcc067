import type { PackId } from '../domain/ids.ts'
import type { Mark } from '../domain/wire.ts'
import { readState } from '../store/health.ts'
import { endStream, keepPacks, openStream, packsHeld } from '../store/reset.ts'
import { type ArrivedPack, stagedPacks, stagePacks } from '../store/staged.ts'
import { highest, type SyncState } from '../store/state.ts'
import { reset } from './reset.ts'
import type { Step, Talk } from './talk.ts'
import type { Failed } from './transport.ts'

/** Written together: one strict transaction a pack would cost more than the packs. */
const PACKS_PER_WRITE = 16

/**
 * The packs of a generation, from nothing or from where the last stream was cut. What has arrived is kept and
 * readable; the stream counts as whole only with its end frame.
 */
export async function fetchStream(talk: Talk): Promise<Step> {
  const { round } = talk
  const { database, gzip } = round
  let state = await readState(database)
  const { gen, mark } = state
  const have = await packsHeld(database, gen)
  const frames = await round.transport.packs({ account: round.session.account, mark, have }, round.signal)
  if ('failed' in frames) return frames
  let waiting: ArrivedPack[] = []
  const went = (kept: SyncState | 'stale'): boolean => {
    if (kept !== 'stale') state = kept
    return kept !== 'stale'
  }
  const keep = async (): Promise<boolean> => {
    const arrived = waiting
    waiting = []
    return arrived.length === 0 || went(await keepPacks(database, state, arrived))
  }
  for await (const frame of frames) {
    if (frame.sort === 'head') {
      talk.heardAt = frame.head.now
      if (frame.head.reset !== undefined) return reset(talk, state, frame.head.reset)
      if (!went(await openStream(database, gzip, { sent: state, head: frame.head }))) return 'stale'
    } else if (frame.sort === 'pack') {
      waiting.push(frame.pack)
      if (waiting.length >= PACKS_PER_WRITE && !(await keep())) return 'stale'
    } else {
      if (!(await keep())) return 'stale'
      const ended = await endStream(database, gen)
      return ended === 'stale' ? 'stale' : 'again'
    }
  }
  await keep()
  return { failed: 'network' }
}

export interface Fetched {
  /** The packs that wait in `staged` now. */
  readonly packs: readonly PackId[]
  readonly state: SyncState
}
export interface Wanted {
  readonly expected: SyncState
  readonly packs: readonly PackId[]
  /** The end of the pull that these packs complete: a server that does not know it must not complete it. */
  readonly to?: Mark
}
/** Some packs, into `staged`, until the pull they belong to is whole. `stale` when the state is not `expected`. */
export async function fetchPacks(
  talk: Talk,
  { expected, packs: want, to = expected.mark }: Wanted,
): Promise<Fetched | Failed | 'stale'> {
  const { round } = talk
  const { gen } = expected
  const mark = highest(expected.mark, to)
  const staged = (await stagedPacks(round.database, gen)) as readonly (readonly [PackId, number])[]
  const have = staged.filter(([pack]) => want.includes(pack))
  const request = { account: round.session.account, mark, want, have }
  const frames = await round.transport.packs(request, round.signal)
  if ('failed' in frames) return frames
  const arrived: ArrivedPack[] = []
  let isWhole = false
  for await (const frame of frames) {
    // The next request meets the reset itself, and with it the commands it concerns.
    if (frame.sort === 'head' && frame.head.reset !== undefined) return { failed: 'network' }
    if (frame.sort === 'pack') arrived.push(frame.pack)
    isWhole = frame.sort === 'end'
  }
  const state = arrived.length === 0 ? expected : await stagePacks(round.database, expected, arrived)
  if (state === 'stale') return 'stale'
  if (!isWhole) return { failed: 'network' }
  return { state, packs: [...new Set([...have.map(([pack]) => pack), ...arrived.map((pack) => pack.header.id)])] }
}
