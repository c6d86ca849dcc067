import { instantOf, millisOf } from '../domain/ids.ts'
import type { Session } from '../domain/wire.ts'
import { markUnsure, takeUpAgain } from '../store/answers.ts'
import type { Gzip } from '../store/bytes.ts'
import type { Trouble } from '../store/contract.ts'
import type { Database } from '../store/database.ts'
import { Fault } from '../store/fault.ts'
import { foldDeltas, needsFold } from '../store/fold.ts'
import { countUnsent, noteHealth, readHealth, readState } from '../store/health.ts'
import { dropEverything } from '../store/reset.ts'
import { isEmptied } from '../store/state.ts'
import { sweepReceived } from '../store/sweep.ts'
import { compare } from './compare.ts'
import { exchange } from './exchange.ts'
import { fetchStream } from './stream.ts'
import { keepHealth, type Step, type Talk, timeOf } from './talk.ts'
import type { Failed, Transport } from './transport.ts'

/** Everything a round needs; the same in the page, in the worker and in a test. */
export interface Round {
  readonly database: Database
  readonly gzip: Gzip
  readonly transport: Transport
  readonly session: Session
  /** This profile's store id (store/device.ts). */
  readonly store: string
  readonly build: string
  /** Milliseconds since 1970, by the phone's clock. */
  now(): number
  /** 0 to 1, for the spread of retries. */
  chance(): number
  /** The browser's hint; false makes the round ask with empty hands first. */
  isOnline?(): boolean
  /** No new request begins after this time. */
  readonly deadline: number
  readonly signal: AbortSignal
  /** Waits until the page shows what came; a worker has none. */
  shown?(): Promise<void>
  /** One short line for the worker's log; never personal. */
  report?(what: string): void
}
export interface RoundResult {
  readonly trouble: Trouble | null
  /** False when something is left to send or to fetch: another round should follow. */
  readonly done: boolean
  /** When the next automatic round may begin (ms, phone's clock). */
  readonly notBefore: number
}

const TROUBLE: Readonly<Record<Failed['failed'], Trouble>> = {
  network: 'offline',
  busy: 'server',
  rejected: 'server',
  refused: 'server',
  signed_out: 'signed_out',
  revoked: 'revoked',
  other_account: 'other_account',
  scope_too_large: 'scope_too_large',
}
const FIRST_WAIT = 5_000
const LONGEST_WAIT = 300_000
/** What was set aside may have met something that is mended by now. */
const AGAIN_AFTER = 3_600_000
const SWEEP_EVERY = 6 * 3_600_000

/**
 * One conversation with the server: pushes what waits, pulls what changed, fetches packs where they are missing, and
 * tidies up. Every step leaves the phone right if the next never comes. Never throws for network or disk.
 */
export async function syncRound(round: Round): Promise<RoundResult> {
  try {
    const health = await readHealth(round.database)
    const talk: Talk = {
      round,
      health,
      afterN: 0,
      gotThrough: false,
      resets: 0,
      repairs: 0,
      wantsSums: false,
      sums: undefined,
      clockOffset: health.clockOffset,
      heardAt: undefined,
      safe: 0,
    }
    await takeUpAgain(round.database, instantOf(millisOf(timeOf(talk)) - AGAIN_AFTER))
    const end = await converse(talk)
    if (end === 'done') await tidy(talk)
    return await endRound(talk, end)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    round.report?.(`fault ${error.kind}`)
    const trouble = error.kind
    // Where the disk is full or gone this may fail too; the page sees it at its own next write.
    await noteHealth(round.database, { trouble }).catch(() => undefined)
    return { trouble, done: false, notBefore: round.now() + LONGEST_WAIT }
  }
}

const STEPS = { again: exchange, stream: fetchStream, compare } as const
type End = Exclude<Step, keyof typeof STEPS> | 'later'
const goesOn = (step: Step): step is keyof typeof STEPS => typeof step === 'string' && step in STEPS
async function converse(talk: Talk): Promise<End> {
  const { round } = talk
  let step: Step = 'again'
  while (goesOn(step)) {
    if (round.signal.aborted || round.now() >= round.deadline) return 'later'
    step = await STEPS[step](talk)
    if (await isTurnedAwayUnheard(talk, step)) step = 'again'
  }
  if (typeof step !== 'object') return step
  // What is empty is left alone: whoever is shut out asks again and again.
  if (step.failed === 'revoked' && !isEmptied(await readState(round.database))) await dropEverything(round.database)
  // A request that this round's own end cut off says nothing about the network.
  return step.failed === 'network' && round.signal.aborted ? 'later' : step
}

/** Asked with empty hands, the server turns away who may still bring what was done before: that goes first. */
async function isTurnedAwayUnheard(talk: Talk, step: Step): Promise<boolean> {
  if (typeof step !== 'object' || talk.gotThrough) return false
  if (step.failed !== 'revoked' && step.failed !== 'scope_too_large') return false
  talk.gotThrough = true
  return (await countUnsent(talk.round.database)) > 0
}

async function tidy(talk: Talk): Promise<void> {
  const { round } = talk
  const { database, gzip } = round
  const state = await readState(database)
  if (needsFold(state)) await foldDeltas(database, gzip, () => !round.signal.aborted && round.now() < round.deadline)
  if (Object.keys(state.lost).length === 0 && Math.abs(round.now() - talk.health.sweptAt) < SWEEP_EVERY) return
  await sweepReceived(database, { at: timeOf(talk), safe: talk.safe })
  await keepHealth(talk, { sweptAt: round.now() })
}

async function endRound(talk: Talk, end: End): Promise<RoundResult> {
  const { round, health } = talk
  const failed = typeof end === 'object' ? end : undefined
  const trouble = failed !== undefined ? TROUBLE[failed.failed] : end === 'upgrade' ? 'upgrade' : null
  const again = failed === undefined ? 0 : health.failures + 1
  const notBefore = failed === undefined ? 0 : round.now() + waitAfter(failed, again, round.chance())
  if (failed !== undefined) {
    round.report?.(`failed ${failed.failed}`)
    await markUnsure(round.database)
  }
  const heard = end === 'stale' ? {} : { trouble, failures: again, notBefore }
  await keepHealth(talk, { ...heard, clockOffset: steady(health.clockOffset, talk.clockOffset) })
  return { trouble, done: end === 'done', notBefore }
}

/** A round trip alone makes the two clocks seem a little nearer or farther: no reason to write. */
const UNSURE = 500
const steady = (before: number, heard: number): number => (Math.abs(heard - before) < UNSURE ? before : heard)

/** Doubles from FIRST_WAIT, spread over half its length so that phones coming up from one cellar do not knock together. */
function waitAfter(failed: Failed, failures: number, chance: number): number {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)) * (0.75 + chance / 2)
  return Math.max(wait, failed.retryAfter ?? 0)
}
