import type { NewCommand } from '../domain/commands.ts'
import type { CommandId, PackId } from '../domain/ids.ts'
import type { CommandStatus, Row } from '../domain/nouns.ts'
import type { PackBody, Session, SyncRequest, SyncResponse } from '../domain/wire.ts'
import { streamPacks } from '../server/packs.ts'
import { syncOnce } from '../server/sync.ts'
import { open } from '../store/bytes.ts'
import type { Database } from '../store/database.ts'
import { type OpenStore, openStore } from '../store/open.ts'
import { bringForward, type PackRows, packRows } from '../store/pack-rows.ts'
import { type DeltaBody, readMeta, type SyncState } from '../store/state.ts'
import { type Frame, readFrames } from '../sync/frames.ts'
import { type RoundResult, syncRound } from '../sync/round.ts'
import type { Failed, Transport } from '../sync/transport.ts'
import { COMMUNITY, type TestServer, who } from './community.ts'
import { aDisk, syncGzip } from './phone-kit.ts'

/** What the network does to the next request, and after how many transactions the phone dies. */
export interface Weather {
  readonly requests: readonly ('through' | 'request lost' | 'answer lost' | 'sent twice' | 'answered late')[]
  /** What happens before a late answer arrives. */
  readonly meanwhile?: () => Promise<void>
  /** Packs, too, come late. */
  readonly packsLate?: boolean
  /** A stream is cut after this many frames; null for never. */
  readonly cutAfter: number | null
  /** The process ends before this transaction of the round; null for never. */
  readonly diesAt: number | null
}
export const FAIR: Weather = { requests: [], cutAfter: null, diesAt: null }
/** The phone's process ended: nothing after it ran. */
class Died extends Error {}

/** One phone with the real store and the real round; only network, clock, chance and disk are the world's. */
export class Phone {
  readonly person: string
  readonly session: Session
  readonly disk = aDisk()
  /** Milliseconds this phone's clock is ahead. */
  readonly ahead: number
  readonly acted: CommandId[] = []
  /** Households of the visits among them. */
  readonly visited = new Map<CommandId, string>()
  wasRevoked = false
  /** What the rounds wrote into the log. */
  readonly reports: string[] = []
  readonly #server: () => TestServer
  #store: OpenStore | undefined

  constructor(person: string, world: { server: () => TestServer; ahead: number }) {
    this.person = person
    this.ahead = world.ahead
    this.#server = world.server
    const { account } = who(person)
    this.session = {
      account,
      person: who(person).person,
      name: person,
      community: COMMUNITY,
      communityName: '测试社区',
    }
  }
  now(): number {
    return this.#server().time.now + this.ahead
  }
  async store(): Promise<OpenStore> {
    const pause = () => Promise.resolve()
    const { session, disk } = this
    this.#store ??= await openStore({ session, disk, gzip: syncGzip, now: () => this.now(), pause })
    return this.#store
  }
  /** The app is closed; the next use opens it again. */
  die(): void {
    this.#store?.close()
    this.#store = undefined
  }
  async act(command: NewCommand): Promise<boolean> {
    const acted = await (await this.store()).act(command)
    const isSaved = 'saved' in acted
    if (isSaved) this.acted.push(command.id)
    if (isSaved && command.type === 'visit.log') {
      this.visited.set(command.id, (command.payload as { household: string }).household)
    }
    return isSaved
  }

  async round(weather: Weather = FAIR): Promise<RoundResult | 'died'> {
    const store = await this.store()
    const database = weather.diesAt === null ? store.database : mortal(store.database, weather.diesAt)
    try {
      const result = await syncRound({
        database,
        gzip: syncGzip,
        transport: this.#transport(weather),
        session: this.session,
        store: `store-${this.person}`,
        build: 'test',
        now: () => this.now(),
        chance: () => 0.5,
        deadline: Number.MAX_SAFE_INTEGER,
        signal: new AbortController().signal,
        report: (what) => void this.reports.push(what),
      })
      await store.refresh()
      if (result.trouble === 'revoked') this.wasRevoked = true
      return result
    } catch (error) {
      if (!(error instanceof Died)) throw error
      this.die()
      return 'died'
    }
  }

  #transport(weather: Weather): Transport {
    const requests = [...weather.requests]
    return {
      sync: async (request) => {
        const fate = requests.shift() ?? 'through'
        if (fate === 'request lost') return { failed: 'network' }
        if (fate === 'sent twice') await this.#ask(request)
        const answer = await this.#ask(request)
        if (fate === 'answered late') await weather.meanwhile?.()
        return fate === 'answer lost' ? { failed: 'network' } : answer
      },
      packs: async (request) => {
        const server = this.#server()
        const stream = await streamPacks(server, who(this.person), request)
        if ('status' in stream) return failedOf(stream.status, stream.body)
        if (weather.packsLate === true) await weather.meanwhile?.()
        return cut(readFrames(stream), { after: weather.cutAfter, isUp: () => this.#server() === server })
      },
    }
  }
  async #ask(request: SyncRequest): Promise<SyncResponse | Failed> {
    const wire = JSON.parse(JSON.stringify(request)) as unknown
    const { status, body } = await syncOnce(this.#server(), who(this.person), wire)
    return status === 200 ? (JSON.parse(JSON.stringify(body)) as SyncResponse) : failedOf(status, body)
  }

  /** Everything on the disk, opened. */
  async read(): Promise<OnDisk> {
    const { database } = await this.store()
    return readDisk(database)
  }
}

const failedOf = (status: number, body: unknown): Failed => {
  const code = (body as { error: { code: string } }).error.code
  if (status === 403 && code === 'revoked') return { failed: 'revoked' }
  if (status === 409) return { failed: 'other_account' }
  return { failed: status === 400 || status === 500 ? 'rejected' : 'refused' }
}
/** A stream ends early where the network cuts it, or where its server is replaced under it. */
async function* cut(
  frames: AsyncIterable<Frame>,
  { after, isUp }: { after: number | null; isUp: () => boolean },
): AsyncGenerator<Frame, void> {
  const stream = frames[Symbol.asyncIterator]()
  for (let sent = 0; (after === null || sent < after) && isUp(); sent++) {
    const { done, value } = await stream.next()
    if (done === true) return
    yield value
  }
}
/** A database whose process ends before its nth transaction. */
function mortal(database: Database, diesAt: number): Database {
  let left = diesAt
  return {
    ...database,
    run(mode, tables, body) {
      if (left-- <= 0) return Promise.reject(new Died())
      return database.run(mode, tables, body)
    },
  }
}

export interface OnDisk {
  readonly state: SyncState
  /** Rows by pack of the shown generation, with every delta in them. */
  readonly packs: ReadonlyMap<PackId, PackRows>
  /** Every pack that any stored row, of any generation, lies in. */
  readonly bodiesOf: ReadonlySet<PackId>
  readonly outbox: readonly { id: string; n: number; state: string; seq: number; was?: CommandStatus }[]
  readonly received: ReadonlyMap<string, CommandStatus>
  readonly attention: ReadonlyMap<string, string>
}
async function readDisk(database: Database): Promise<OnDisk> {
  const found = await database.run(
    'r',
    ['pack', 'delta', 'staged', 'outbox', 'received', 'attention', 'meta'],
    async (t) => ({
      state: await readMeta(t, 'state'),
      packs: await t.pack.toArray(),
      deltas: await t.delta.toArray(),
      staged: await t.staged.toArray(),
      outbox: await t.outbox.orderBy('n').toArray(),
      received: await t.received.toArray(),
      attention: await t.attention.toArray(),
    }),
  )
  const { state } = found
  const bodiesOf = new Set<PackId>()
  const rowsIn = async (bytes: Parameters<typeof open>[0]): Promise<DeltaBody> => {
    const body = (await open(bytes, syncGzip)) as Partial<DeltaBody & PackBody>
    for (const row of body.rows ?? []) bodiesOf.add(row.pack)
    return { rows: body.rows ?? ([] as Row[]), exits: body.exits ?? [] }
  }
  const packs = new Map<PackId, PackRows>()
  const deltas = await Promise.all(
    found.deltas.map(async (delta) => ({ gen: delta.gen, body: await rowsIn(delta.bytes) })),
  )
  for (const record of found.packs) {
    const rows = packRows((await rowsIn(record.bytes)).rows)
    if (record.gen !== state.shown) continue
    for (const { gen, body } of deltas) if (gen === state.shown) bringForward(rows, record, body)
    packs.set(record.id, rows)
  }
  for (const record of found.staged) await rowsIn(record.bytes)
  return {
    state,
    packs,
    bodiesOf,
    outbox: found.outbox,
    received: new Map(found.received.map((record) => [record.id, record.status])),
    attention: new Map(found.attention.map((record) => [record.id, record.status])),
  }
}
