import { type CommandId, instantOf } from '../domain/ids.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { CORE_RULES, type Rules, rulesFor } from '../domain/rules.ts'
import type { Session } from '../domain/wire.ts'
import { type Bytes, type Gzip, open } from './bytes.ts'
import type { Attention, Draft, Status, View } from './contract.ts'
import { Curtain } from './curtain.ts'
import type { Database } from './database.ts'
import { Fault } from './fault.ts'
import { type Look, look, ownPacks, type Unpacked, unpack } from './load.ts'
import { EMPTY_MIRROR } from './mirror.ts'
import { type JudgedOn, type KeptCommand, openCommand } from './send.ts'
import { FIRST_HEALTH, FIRST_STATE, FIRST_TICKS, type Health, type SyncState, type Ticks } from './state.ts'
import { statusOf } from './status.ts'
import { type Judged, type Pending, type Replay, replay, restate, sameCommands, stepReplay } from './view.ts'

export interface LiveOptions {
  readonly database: Database
  readonly session: Session
  readonly gzip: Gzip
  now(): number
  pause(): Promise<void>
  /** The rules at hand from the beginning; where a command needs more, they are loaded. */
  readonly rules?: Rules
  readonly first?: string
}
interface Snapshot {
  readonly state: SyncState
  readonly health: Health
  readonly ticks: Ticks
  readonly unpacked: Unpacked
  /** What of the disk the mirror was made of. */
  readonly gen: number
  readonly reload: number
  readonly next: number
  readonly replay: Replay
  readonly attention: readonly Attention[]
  readonly drafts: readonly Draft[]
  readonly syncing: boolean
  readonly status: Status
}
/**
 * One account's data in this page's memory. It changes in two ways only: `add` after a T1 of this page, and `refresh`
 * after any commit, which reads mirror and outbox in one transaction so that an effect never vanishes between them.
 */
export class Live {
  readonly #options: LiveOptions
  readonly #listeners = new Set<() => void>()
  readonly #curtain = new Curtain()
  readonly #bodies = new Map<CommandId, KeptCommand>()
  #now: Snapshot
  #rules: Rules
  #running: Promise<void> | undefined
  #again = false
  #stale = false
  #closed = false
  #unlisten: () => void = () => undefined

  constructor(options: LiveOptions) {
    this.#options = options
    this.#rules = options.rules ?? CORE_RULES
    const { person: author } = options.session
    const base = { mirror: EMPTY_MIRROR, author, rules: this.#rules, loaded: 'none' as const }
    const empty: Omit<Snapshot, 'status'> = {
      state: FIRST_STATE,
      health: FIRST_HEALTH,
      ticks: { ...FIRST_TICKS, outbox: -1, lists: -1 },
      unpacked: { mirror: EMPTY_MIRROR, packs: new Set(), unreadable: false },
      gen: 0,
      reload: 0,
      next: 0,
      replay: replay(base, []),
      attention: [],
      drafts: [],
      syncing: false,
    }
    this.#now = { ...empty, status: statusOf(options.session, empty) }
  }

  /** Fulfils once own packs are readable. */
  async start(): Promise<void> {
    this.#unlisten = this.#options.database.onWrite(() => void this.refresh().catch((error) => this.#failed(error)))
    await new Promise<void>((resolve, reject) => {
      const stop = this.onChange(() => {
        stop()
        resolve()
      })
      this.refresh().then(resolve, reject)
    })
  }
  stop(): void {
    this.#closed = true
    this.#unlisten()
    this.#listeners.clear()
  }
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  view(): View {
    return this.#now.replay.view
  }
  status(): Status {
    return this.#now.status
  }
  current(): { replay: Replay; judgedOn: JudgedOn } {
    const { state, ticks } = this.#now
    const { gen, cursor, reload } = state
    return { replay: this.#now.replay, judgedOn: { gen, cursor, reload, n: ticks.n } }
  }

  /** After the commit of a T1 whose changes were judged on what `current()` gave then. */
  add(one: Pending, judged: Judged, ticks: Ticks): void {
    const { n: _, ...command } = one.command
    const { id } = command
    if (this.#now.replay.pending.some((known) => known.command.id === id)) return
    this.#bodies.set(id, one.place === undefined ? { command } : { command, place: one.place })
    // Another page or the worker wrote in between: this list is in order but not complete.
    if (ticks.outbox !== this.#now.ticks.outbox + 1) this.#stale = true
    const drafts = this.#now.drafts.filter((draft) => draft.id !== id)
    this.#publish({
      replay: stepReplay(this.#now.replay, one, judged),
      ticks: { ...this.#now.ticks, n: ticks.n, outbox: ticks.outbox },
      drafts,
    })
  }

  /** Whether this page is having a round; what another is at shows when it has come. */
  showSyncing(syncing: boolean): void {
    if (syncing !== this.#now.syncing) this.#publish({ syncing })
  }

  /** Before a command of this type is judged: what is pending is judged again by the rules that it needed. */
  async learn(type: string): Promise<void> {
    this.#rules = await rulesFor(type, this.#rules)
    const { replay: now } = this.#now
    if (now.rules === this.#rules) return
    this.#publish({ replay: replay({ ...now, rules: this.#rules, loaded: now.view.loaded }, now.pending) })
  }

  /** Reads until nothing new is on the disk; calls that come meanwhile share the next read. */
  refresh(): Promise<void> {
    this.#again = true
    this.#running ??= Promise.resolve().then(() => this.#readAll())
    return this.#running
  }
  async #readAll(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false
        await this.#readOnce()
      }
    } catch (error) {
      // The mirror may be half made, and what moved was not read: the next look begins from nothing.
      this.#now = { ...this.#now, gen: 0 }
      this.#stale = true
      throw error
    } finally {
      // In the same turn as the loop's last test: a call after it starts a new read.
      this.#running = undefined
    }
  }

  async #readOnce(): Promise<void> {
    const before = this.#now
    const read = this.#stale ? { outbox: -1 } : {}
    this.#stale = false
    const seen = await look(this.#options.database, () => {
      const { state, unpacked, ticks } = this.#now
      return { ...this.#now, rev: state.rev, ready: state.ready, packs: unpacked.packs, ticks: { ...ticks, ...read } }
    })
    const pending = await this.#openOutbox(seen)
    // Without them a pending command waits unjudged, and all the rest shows.
    for (const { command } of pending ?? [])
      this.#rules = await rulesFor(command.type, this.#rules).catch(() => this.#rules)
    const lists = await this.#openLists(seen)
    const rowsMoved = seen.whole || seen.deltas.length > 0 || seen.packs.length > 0
    if (!rowsMoved) return this.#take(seen, { pending, lists, unpacked: before.unpacked, done: true })
    const unpacker = { ...this.#options, person: this.#options.session.person, clock: this.#options.now }
    const take = (unpacked: Unpacked, done: boolean): void => this.#take(seen, { pending, lists, unpacked, done })
    take(await unpack(unpacker, { look: seen, before: before.unpacked }, (own) => take(own, false)), true)
  }

  #take(seen: Look, read: Read): void {
    const now = this.#now
    const { state, ticks } = seen
    // A T1 of this page may have committed since the look: its list is then the newer one, and is read again.
    const isBehind = now.ticks.outbox > ticks.outbox
    if (isBehind && read.pending !== undefined) this.#stale = this.#again = true
    const pending = isBehind || read.pending === undefined ? now.replay.pending : read.pending
    const next = state.shown === state.gen ? state.deltas.next : Number.MAX_SAFE_INTEGER
    const loaded = this.#loaded(state, read)
    const at = instantOf(this.#options.now() + seen.health.clockOffset)
    const moment = { person: now.replay.author, at, freshAt: state.freshAt }
    const mirror = this.#curtain.draw(read.unpacked.mirror, moment)
    const base = { mirror, author: now.replay.author, rules: this.#rules, loaded }
    const sameRows =
      mirror === now.replay.mirror && loaded === now.replay.view.loaded && base.rules === now.replay.rules
    const replayed = !sameRows
      ? replay(base, pending)
      : pending === now.replay.pending
        ? now.replay
        : sameCommands(pending, now.replay.pending)
          ? restate(now.replay, pending)
          : replay(base, pending)
    const changes: Partial<Snapshot> = {
      state,
      health: seen.health,
      ticks: {
        n: Math.max(ticks.n, now.ticks.n),
        outbox: Math.max(ticks.outbox, now.ticks.outbox),
        lists: read.lists === undefined ? now.ticks.lists : ticks.lists,
      },
      unpacked: read.unpacked,
      gen: state.shown,
      reload: state.reload,
      next,
      replay: replayed,
      ...(read.lists ?? {}),
    }
    // A page hears of its own commits too: screens are not drawn again for what they show.
    const isNews =
      replayed !== now.replay ||
      read.lists !== undefined ||
      state.rev !== now.state.rev ||
      JSON.stringify(seen.health) !== JSON.stringify(now.health)
    if (isNews) this.#publish(changes)
    else this.#now = { ...now, ...changes }
  }

  #loaded(state: SyncState, read: Read): View['loaded'] {
    const { unpacked, done } = read
    if (state.complete && done) return 'all'
    if (!unpacked.packs.has(COMMUNITY_PACK)) return 'none'
    if (state.complete) return 'own'
    const isOwn = ownPacks(this.#options.session.person, unpacked.mirror)
    return state.packs.every((pack) => unpacked.packs.has(pack) || !isOwn(pack)) ? 'own' : 'none'
  }

  async #openOutbox(seen: Look): Promise<readonly Pending[] | undefined> {
    if (seen.outbox === undefined) return undefined
    const pending: Pending[] = []
    for (const { id, n, state, seq, savedAt, bytes } of seen.outbox) {
      const kept = await this.#openCommand(id, bytes)
      if (kept !== undefined) pending.push({ ...kept, command: { ...kept.command, n }, state, seq, savedAt })
    }
    return pending
  }
  /** Undefined where only a newer build can read it: it is still pushed as it lies by that build. */
  async #openCommand(id: CommandId, bytes: Bytes): Promise<KeptCommand | undefined> {
    const known = this.#bodies.get(id)
    if (known !== undefined) return known
    const kept = await readable(openCommand(bytes, this.#options.gzip))
    if (kept !== undefined) this.#bodies.set(id, kept)
    return kept
  }
  async #openLists(seen: Look): Promise<Lists | undefined> {
    if (seen.attention === undefined || seen.drafts === undefined) return undefined
    const attention: Attention[] = []
    for (const { id, n, status, code, at, bytes } of seen.attention) {
      const kept = await this.#openCommand(id, bytes)
      if (kept !== undefined) attention.push({ ...kept, command: { ...kept.command, n }, status, code, at })
    }
    const drafts: Draft[] = []
    for (const record of seen.drafts) {
      const draft = (await readable(open(record.bytes, this.#options.gzip))) as Draft | undefined
      if (draft !== undefined) drafts.push(draft)
    }
    return {
      attention: attention.sort((a, b) => a.command.n - b.command.n),
      drafts: drafts.sort((a, b) => (a.at < b.at ? 1 : -1)),
    }
  }

  #publish(changes: Partial<Snapshot>): void {
    if (this.#closed) return
    const next = { ...this.#now, ...changes }
    this.#now = { ...next, status: statusOf(this.#options.session, next) }
    for (const listener of [...this.#listeners]) listener()
  }
  #failed(error: unknown): void {
    if (!(error instanceof Fault) || this.#closed) throw error
    this.#publish({ health: { ...this.#now.health, trouble: error.kind } })
  }
}

/** Undefined for a body that only a newer build can read. */
const readable = <T>(opening: Promise<T>): Promise<T | undefined> =>
  opening.catch((error: unknown) => {
    if (error instanceof Fault && error.kind === 'upgrade') return undefined
    throw error
  })

type Lists = Pick<Snapshot, 'attention' | 'drafts'>
interface Read {
  readonly pending: readonly Pending[] | undefined
  readonly lists: Lists | undefined
  readonly unpacked: Unpacked
  readonly done: boolean
}
