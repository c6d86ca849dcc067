import { scopeOf } from '../domain/check.ts'
import { instantOf, millisOf } from '../domain/ids.ts'
import { COMMANDS_PER_REQUEST, PROTOCOL, REQUEST_BYTES, type SyncRequest, type SyncResponse } from '../domain/wire.ts'
import { applyAnswers, type Batch, isTapWaiting, markPosted, nextBatch, setAside } from '../store/answers.ts'
import { applyPull } from '../store/pull.ts'
import { leftOf, stagePage } from '../store/staged.ts'
import type { SyncState } from '../store/state.ts'
import { reset } from './reset.ts'
import type { Round } from './round.ts'
import { fetchPacks } from './stream.ts'
import { keepHealth, type Step, type Talk, timeOf } from './talk.ts'
import type { Failed } from './transport.ts'

/** Room for the envelope around the commands. */
const ENVELOPE = 2048
/** So often is a batch of one size tried before it is halved. */
const MOST_REJECTED = 3

/** Where there may be no network the first request carries nothing: what has not left can still be taken back. */
const probes = ({ round, gotThrough, health }: Talk): boolean =>
  !gotThrough && (health.failures > 0 || round.isOnline?.() === false)

/** One round trip: the next batch out, its answers and a page in. */
export async function exchange(talk: Talk): Promise<Step> {
  const { round } = talk
  const limits = {
    commands: probes(talk) ? 0 : talk.health.batch.size,
    bytes: REQUEST_BYTES - ENVELOPE,
    afterN: talk.afterN,
  }
  const batch = await nextBatch(round.database, round.gzip, limits)
  // Nothing to send and nothing to pull from: the packs come first.
  if (batch.commands.length === 0 && !batch.state.ready) return 'stream'
  const { answer, state } = await ask(talk, batch)
  if (answer === 'gave_way') return 'again'
  if ('failed' in answer) return answer.failed === 'rejected' ? rejected(talk, batch, answer) : answer
  talk.gotThrough = true
  talk.afterN = batch.lastN
  talk.safe = answer.safe
  if (batch.commands.length > 0) await grow(talk)
  if (answer.reset !== undefined) return reset(talk, state, answer.reset)
  const at = timeOf(talk)
  const { results, head } = answer
  // Without answers there is nothing to keep: what follows compares the state all the same.
  const after = results.length === 0 ? state : await applyAnswers(round.database, state, { results, head, at })
  if (after === 'stale') return 'stale'
  if (answer.upgrade === true) return batch.isLast ? 'upgrade' : 'again'
  if (answer.tooLarge === true) return batch.isLast ? { failed: 'scope_too_large' } : 'again'
  const step = after.ready ? await take(talk, after, answer) : 'stream'
  return (step === 'done' || step === 'compare' || step === 'stream') && !batch.isLast ? 'again' : step
}

/** State is what the request said; an answer counts only while it still holds. */
async function ask(
  talk: Talk,
  batch: Batch,
): Promise<{ answer: SyncResponse | Failed | 'gave_way'; state: SyncState }> {
  const { round } = talk
  const ids = batch.commands.map((command) => command.id)
  const state = ids.length === 0 ? batch.state : await markPosted(round.database, ids)
  const sentAt = round.now()
  const request: SyncRequest = {
    proto: PROTOCOL,
    build: round.build,
    account: round.session.account,
    store: round.store,
    now: instantOf(sentAt),
    mark: state.mark,
    cursor: state.ready ? (state.staged?.seq ?? state.cursor) : (state.stream?.head.seq ?? 0),
    scope: scopeOf(state.packs),
    ...(talk.wantsSums ? { sums: true } : {}),
    commands: batch.commands,
    unsent: batch.waiting,
  }
  const isPoll = ids.length === 0 && !probes(talk)
  const answer = isPoll ? await poll(round, request, batch.lastN) : await round.transport.sync(request, round.signal)
  if (answer !== 'gave_way' && !('failed' in answer)) {
    talk.clockOffset = Math.round(millisOf(answer.now) - (sentAt + round.now()) / 2)
    talk.heardAt = answer.now
  }
  return { answer, state }
}

/**
 * A request that carries nothing, cut off by the first tap after `lastN`: where requests are taken and not answered,
 * whoever taps would wait behind it until its time is over. The next request carries the tap, and gives way to nothing.
 */
async function poll(round: Round, request: SyncRequest, lastN: number): Promise<SyncResponse | Failed | 'gave_way'> {
  const cut = new AbortController()
  const end = (): void => cut.abort()
  let givesWay = false
  const look = async (): Promise<void> => {
    givesWay ||= await isTapWaiting(round.database, lastN)
    if (givesWay) end()
  }
  round.signal.addEventListener('abort', end, { once: true })
  const stop = round.database.onWrite(() => void look().catch(() => undefined))
  try {
    const answer = await round.transport.sync(request, cut.signal)
    return givesWay && 'failed' in answer && answer.failed === 'network' ? 'gave_way' : answer
  } finally {
    stop()
    round.signal.removeEventListener('abort', end)
  }
}

/** Takes the page that came with an answer; the last one makes the pull whole. */
async function take(talk: Talk, expected: SyncState, answer: SyncResponse): Promise<Step> {
  const { database, gzip } = talk.round
  const { pull } = answer
  if (pull === undefined) return 'done'
  if (pull.more) {
    const scope = answer.scope === undefined ? {} : { scope: answer.scope }
    const staged = await stagePage(database, gzip, { expected, pull, ...scope })
    return staged === 'stale' ? 'stale' : 'again'
  }
  const scope = answer.scope ?? expected.packs
  const lost = expected.packs.filter((pack) => !scope.includes(pack))
  const left = leftOf(expected, scope)
  const missing = scope.filter((pack) => left.includes(pack) || !expected.packs.includes(pack))
  const gained =
    missing.length === 0
      ? { packs: [], state: expected }
      : await fetchPacks(talk, { expected, packs: missing, to: pull.to })
  if (gained === 'stale' || 'failed' in gained) return gained
  const round = { freshAt: answer.now, at: timeOf(talk) }
  const pulled = await applyPull(database, gzip, {
    expected: gained.state,
    pull,
    lost,
    gained: gained.packs,
    ...round,
  })
  if (pulled === 'stale') return 'stale'
  if (answer.check === undefined || pulled.isAhead) return 'done'
  talk.sums = { expected: pulled.state, check: answer.check }
  return 'compare'
}

const grow = (talk: Talk): Promise<void> =>
  keepHealth(talk, { batch: { size: Math.min(COMMANDS_PER_REQUEST, talk.health.batch.size * 2), rejected: 0 } })

/**
 * The server rejects the request as a whole. A batch is tried three times, then halved; a single command is set aside
 * only once another request has got through in the same round, so that it is surely the command and not the server.
 */
async function rejected(talk: Talk, batch: Batch, answer: Failed): Promise<Step> {
  const { database } = talk.round
  const count = batch.commands.length
  if (count === 0) return answer
  const times = talk.health.batch.rejected + 1
  if (times < MOST_REJECTED) {
    await keepHealth(talk, { batch: { size: count, rejected: times } })
    return 'again'
  }
  if (count > 1) {
    await keepHealth(talk, { batch: { size: Math.ceil(count / 2), rejected: 0 } })
    return 'again'
  }
  if (!talk.gotThrough) {
    const { answer: empty } = await ask(talk, { ...batch, commands: [] })
    if (empty === 'gave_way') return 'again'
    if ('failed' in empty) return empty
    talk.gotThrough = true
  }
  for (const { id } of batch.commands) await setAside(database, id, timeOf(talk))
  talk.round.report?.('set aside')
  await keepHealth(talk, { batch: { size: 1, rejected: 0 } })
  talk.afterN = batch.lastN
  return 'again'
}
