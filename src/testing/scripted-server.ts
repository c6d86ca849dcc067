import type { SyncRequest, SyncResponse } from '../domain/wire.ts'
import type { OpenStore } from '../store/open.ts'
import { type Round, type RoundResult, syncRound } from '../sync/round.ts'
import type { Failed, Transport } from '../sync/transport.ts'
import { aSyncedPhone, aVisit, markAt, NOON, syncGzip, WANG } from './phone-kit.ts'

type Answering = (request: SyncRequest, nth: number) => SyncResponse | Failed
/** A server that answers as the test says; it takes every command unless told otherwise. */
export class Scripted implements Transport {
  readonly requests: SyncRequest[] = []
  readonly #answer: Answering
  constructor(answer: Answering) {
    this.#answer = answer
  }
  async sync(request: SyncRequest): Promise<SyncResponse | Failed> {
    this.requests.push(request)
    return this.#answer(request, this.requests.length)
  }
  async packs(): Promise<Failed> {
    return { failed: 'network' }
  }
}
export const ok = (request: SyncRequest, more: Partial<SyncResponse> = {}): SyncResponse => {
  const from = Math.max(request.cursor, request.mark.seq)
  const results = request.commands.map(({ id }, n) => {
    const { seq, hash } = markAt(from + 1 + n)
    return { id, status: 'ok' as const, seq, mark: hash }
  })
  const to = markAt(from + results.length)
  return { now: NOON, results, pull: { to, more: false, rows: [], exits: [] }, safe: 0, ...more }
}

/** One round of this phone with that server. */
export async function run(store: OpenStore, transport: Transport, more: Partial<Round> = {}): Promise<RoundResult> {
  const result = await syncRound({
    database: store.database,
    gzip: syncGzip,
    transport,
    session: WANG,
    store: 'store-1',
    build: 'test',
    now: () => Date.parse(NOON),
    chance: () => 0.5,
    deadline: Number.MAX_SAFE_INTEGER,
    signal: new AbortController().signal,
    ...more,
  })
  await store.refresh()
  return result
}
/** Which commands of the store a request carries. */
export const numbers = (request: SyncRequest | undefined) => request?.commands.map((command) => command.n)
/** A phone that is up to date but for so many visits. */
export async function withVisits(count: number): Promise<OpenStore> {
  const store = await aSyncedPhone()
  for (let n = 1; n <= count; n++) await store.act(aVisit(n))
  return store
}
