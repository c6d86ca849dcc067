import { doorName } from '../domain/address.ts'
import { COMMAND_CLASS, type Command, isKnownType, type NewCommand, PAYLOAD_LIMIT } from '../domain/commands.ts'
import type { CommandId, PackId } from '../domain/ids.ts'
import { instantOf } from '../domain/ids.ts'
import type { Rules } from '../domain/rules.ts'
import type { Change } from '../domain/see.ts'
import type { Session } from '../domain/wire.ts'
import { close, type Gzip } from './bytes.ts'
import type { Acted, Draft, Status, Store, View } from './contract.ts'
import { type Database, type Disk, openDatabase } from './database.ts'
import { Fault } from './fault.ts'
import { Live } from './live.ts'
import { closeCommand, deleteDraft, dismissAttention, putDraft, type Saved, saveCommand, undoCommand } from './send.ts'
import { judge, type Pending, type Replay } from './view.ts'

export interface StoreOptions {
  readonly session: Session
  readonly disk: Disk
  readonly gzip: Gzip
  /** Milliseconds since 1970, by the phone's clock. */
  now(): number
  /** Gives the screen the thread between slices of unpacking; by default a timer of 0 ms. */
  pause?(): Promise<void>
  /** Rules at hand from the beginning: by default those of a leader's round, and the others when they are needed. */
  readonly rules?: Rules
  /** The building to be read before others that are not the person's own: the one whose page is opened. */
  readonly first?: string
}
/** The page's store, with the two things that main.tsx and the runner need besides the contract. */
export interface OpenStore extends Store {
  readonly database: Database
  /** Reads what other pages or the worker wrote; done by itself after each of their commits. */
  refresh(): Promise<void>
  /** Told by the runner: a round of this page begins or has ended. */
  showSyncing(syncing: boolean): void
}

/** Fulfils once the first look at the disk is in memory: own packs readable, the rest follows in slices. */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const database = openDatabase(options.disk, options.session.account)
  const live = new Live({
    database,
    session: options.session,
    gzip: options.gzip,
    now: options.now,
    ...(options.rules === undefined ? {} : { rules: options.rules }),
    ...(options.first === undefined ? {} : { first: options.first }),
    pause: options.pause ?? (() => new Promise((resolve) => setTimeout(resolve, 0))),
  })
  await live.start()
  return new LocalStore(options, database, live)
}

const MOST_TRIES = 20

class LocalStore implements OpenStore {
  readonly account
  readonly database
  readonly #options: StoreOptions
  readonly #live: Live
  /** Taps are saved one after the other: each is judged on the view that the one before left. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: StoreOptions, database: Database, live: Live) {
    this.account = options.session.account
    this.database = database
    this.#options = options
    this.#live = live
  }

  view(): View {
    return this.#live.view()
  }
  status(): Status {
    return this.#live.status()
  }
  onChange(listener: () => void): () => void {
    return this.#live.onChange(listener)
  }
  refresh(): Promise<void> {
    return this.#live.refresh()
  }

  showSyncing(syncing: boolean): void {
    this.#live.showSyncing(syncing)
  }

  act(command: NewCommand): Promise<Acted> {
    const acted = this.#turn.then(() => this.#act(command))
    this.#turn = acted.catch(() => undefined)
    return acted
  }

  async #act(command: NewCommand): Promise<Acted> {
    if (isKnownType(command.type) && COMMAND_CLASS[command.type] === 'admin')
      throw new Error('administration is online only')
    if (JSON.stringify(command.payload).length > PAYLOAD_LIMIT) return { refused: 'too_large' }
    try {
      const place = placeOf(this.#live.view(), command)
      const bytes = await closeCommand({ command, ...place }, this.#options.gzip)
      await this.#live.learn(command.type)
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const { replay, judgedOn } = this.#live.current()
        const decision = judge(replay, { ...command, n: judgedOn.n + 1 })
        if ('refused' in decision) return decision
        // A row that is not loaded is unknown, never absent: the server will judge.
        const changes = 'changes' in decision ? decision.changes : []
        const savedAt = instantOf(this.#options.now())
        const packs = packsOf(changes, replay.view)
        const saved = await saveCommand(this.database, { id: command.id, savedAt, packs, bytes }, judgedOn)
        if (saved !== 'moved') return this.#took(saved, { command, savedAt, changes, on: replay, place })
        await this.#live.refresh()
      }
      throw new Error('the store never came to rest')
    } catch (error) {
      if (error instanceof Fault && error.kind !== 'upgrade') return { failed: error.kind }
      throw error
    }
  }

  async #took(
    saved: Exclude<Saved, 'moved'>,
    of: { command: NewCommand; savedAt: Pending['savedAt']; changes: readonly Change[]; on: Replay; place: Placed },
  ): Promise<Acted> {
    if (saved === 'known') {
      await this.#live.refresh()
    } else {
      const command: Command = { ...of.command, n: saved.n }
      this.#live.add({ command, state: 'new', seq: 0, savedAt: of.savedAt, ...of.place }, of, saved.ticks)
    }
    return { saved: true }
  }

  async undo(command: CommandId): Promise<boolean> {
    if (this.#live.current().replay.pending.some((one) => buildsOn(one.command, command))) return false
    const undone = await undoCommand(this.database, command)
    await this.#live.refresh()
    return undone
  }

  async saveDraft(draft: Draft): Promise<void> {
    const bytes = await close(draft, this.#options.gzip)
    await putDraft(this.database, { id: draft.id, at: draft.at, bytes })
    await this.#live.refresh()
  }
  async dropDraft(id: CommandId): Promise<void> {
    await deleteDraft(this.database, id)
    await this.#live.refresh()
  }
  async dismiss(command: CommandId): Promise<void> {
    await dismissAttention(this.database, command, instantOf(this.#options.now()))
    await this.#live.refresh()
  }
  close(): void {
    this.#live.stop()
    this.database.close()
  }
}

/** Whether a command says that it builds on another, or is about what that one makes: what is made bears its id. */
const buildsOn = ({ needs, payload }: NewCommand, other: CommandId): boolean =>
  needs.includes(other) || (JSON.stringify(payload) ?? '').includes(other)

type Placed = Pick<Pending, 'place'>
/** Which door it is about, in words: when it comes back refused, its pack may be gone from the phone. */
function placeOf(view: View, command: NewCommand): Placed {
  const { household: id } = (command.payload ?? {}) as { readonly household?: unknown }
  const household = typeof id === 'string' ? view('household', id) : undefined
  return household === undefined ? {} : { place: doorName(view, household) }
}

function packsOf(changes: readonly Change[], view: View): readonly PackId[] {
  const packs = new Set<PackId>()
  for (const change of changes) {
    if (change.op !== 'set') packs.add(change.pack)
    else {
      const row = view(change.kind, change.id)
      if (row !== undefined) packs.add(row.pack)
    }
  }
  return [...packs]
}
