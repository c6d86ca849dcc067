import { ALL_RULES } from '../../domain/all-rules.ts'
import type { NewCommand } from '../../domain/commands.ts'
import type { CommandId } from '../../domain/ids.ts'
import type { Session } from '../../domain/wire.ts'
import type { Gzip } from '../../store/bytes.ts'
import { openDatabase } from '../../store/database.ts'
import { readState } from '../../store/health.ts'
import { type OpenStore, openStore } from '../../store/open.ts'
import { dropEverything } from '../../store/reset.ts'
import { type RoundResult, syncRound } from '../../sync/round.ts'
import { makeTransport } from '../../sync/transport.ts'
import { COMMUNITY, who } from '../community.ts'
import { syncGzip } from '../phone-kit.ts'
import { Died, type Drive, type Misfortune, Process } from './disk.ts'
import { fetchOver, type Line, type Weather } from './network.ts'
import type { Machine } from './server.ts'

/** The thing in a hand: its disk and its clock. Several people may use it, one after the other. */
export interface Handset extends Drive {
  readonly name: string
  /** Milliseconds its clock is ahead. */
  ahead: number
}
export interface Fortune {
  readonly weather?: Weather
  /** Something of a test's own between this phone and the server. */
  readonly between?: (reach: typeof fetch) => typeof fetch
  readonly disk?: Misfortune
}

/** A machine that stands still for a while must not make another history of the same seed. */
const NEVER = 2 ** 31 - 1

/** Between any two transactions others may go on: here while a pack is being unpacked. */
function gzipUnder(weather: Weather | undefined): Gzip {
  if (weather === undefined) return syncGzip
  return {
    zip: syncGzip.zip,
    async unzip(bytes) {
      if (weather.chance.happens(0.03)) await weather.meanwhile()
      return syncGzip.unzip(bytes)
    },
  }
}

/** One person's app on one handset: the real store and the real round; only network, clock, chance and disk are made. */
export class Phone {
  readonly person: string
  readonly handset: Handset
  readonly session: Session
  /** Commands of which the screen has said "on this phone", and the household of the visits among them. */
  readonly promised = new Map<CommandId, string | null>()
  /** Refused and held commands that the person has taken out of sight. */
  readonly dismissed = new Set<CommandId>()
  isSignedIn = true
  /** Signing out or 403 took packs and received ones off this phone, once or more. */
  wasEmptied = false
  /** Commands of which this phone had the answer when it was emptied: it need not know them any more. */
  readonly answered = new Set<string>()
  /** Packs left the scope, once or more. */
  lostPacks = false
  /** What the rounds wrote into the log. */
  readonly reports: string[] = []
  readonly #machine: Pick<Machine, 'server'>
  readonly #underWay: Line['underWay']
  #process: Process
  #store: OpenStore | undefined

  constructor(
    person: string,
    handset: Handset,
    world: { machine: Pick<Machine, 'server'>; underWay: Line['underWay'] },
  ) {
    this.person = person
    this.handset = handset
    this.#machine = world.machine
    this.#underWay = world.underWay
    this.#process = new Process(handset)
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
    return this.#machine.server.time.now + this.handset.ahead
  }
  get name(): string {
    return `${this.person}@${this.handset.name}`
  }

  async store(): Promise<OpenStore> {
    this.#store ??= await this.openStore(this.#process)
    return this.#store
  }
  /** A page of its own, beside the one that is open. */
  async openStore(process: Process = new Process(this.handset)): Promise<OpenStore> {
    const { session } = this
    const pause = (): Promise<void> => Promise.resolve()
    // A file that is loaded ends when the machine likes: the same seed would make another history.
    const rules = ALL_RULES
    const store = await openStore({ session, disk: process.disk, gzip: syncGzip, now: () => this.now(), pause, rules })
    // Nobody taps before the stairs of others are open too.
    await store.refresh()
    return store
  }
  /** The app is closed; the next use opens it again. */
  close(): void {
    this.#process.isDead = true
    this.#store?.close()
    this.#store = undefined
    this.#process = new Process(this.handset)
  }

  /** What the person saw after the tap. */
  async act(command: NewCommand, disk: Misfortune = {}): Promise<'saved' | 'refused' | 'failed' | 'died'> {
    const store = await this.store()
    const process = this.#process
    process.expect(disk)
    try {
      const acted = await store.act(command)
      if ('refused' in acted) return 'refused'
      if ('failed' in acted) return 'failed'
    } catch (error) {
      if (!process.isDead) throw error
      return 'died'
    } finally {
      process.expect({})
      // Perhaps only after the tap was saved.
      if (process.isDead) this.close()
    }
    const { household = null } = command.payload as { household?: string }
    this.promised.set(command.id, command.type === 'visit.log' ? household : null)
    return 'saved'
  }

  /** A round of the worker: a process of its own on the same disk. */
  async round({ weather, between = (reach) => reach, disk = {} }: Fortune = {}): Promise<RoundResult | 'died'> {
    const worker = new Process(this.handset)
    const database = openDatabase(worker.disk, this.session.account)
    const controller = new AbortController()
    const line: Line = {
      machine: this.#machine,
      who: who(this.person),
      process: worker,
      underWay: this.#underWay,
      abort: () => controller.abort(),
    }
    const reach = between(fetchOver(line, weather))
    const fetch: typeof reach = async (...request) => {
      const response = await reach(...request)
      if (response.status === 403) await this.#empty()
      return response
    }
    worker.expect(disk)
    const gzip = gzipUnder(weather)
    try {
      const result = await syncRound({
        database,
        gzip,
        transport: makeTransport({ fetch, gzip: syncGzip, patience: NEVER }),
        session: this.session,
        store: `store-${this.handset.name}`,
        build: 'test',
        now: () => this.now(),
        chance: () => 0.5,
        deadline: Number.MAX_SAFE_INTEGER,
        signal: controller.signal,
        report: (what) => void this.reports.push(what),
      })
      // A death that the transport took for a broken network is a death all the same.
      return worker.isDead ? 'died' : result
    } catch (error) {
      if (!worker.isDead) throw error
      return 'died'
    } finally {
      database.close()
      await this.unlessClosed(async () => {
        const store = await this.store()
        await store.refresh()
        if (Object.keys((await readState(store.database)).lost).length > 0) this.lostPacks = true
      })
    }
  }
  /** Looks at the page, which another round may close while it is looked at. */
  async unlessClosed(look: () => Promise<void>): Promise<void> {
    const process = this.#process
    try {
      await look()
    } catch (error) {
      if (!process.isDead || !(error instanceof Died)) throw error
    }
  }

  /** What unsent work there is stays for the person's return; what the packs tell about others goes. */
  async signOut(): Promise<void> {
    const { database } = await this.store()
    await this.#empty()
    await dropEverything(database)
    this.close()
    this.isSignedIn = false
  }
  /** What was answered by now may be forgotten with the rest; whatever was not may not. */
  async #empty(): Promise<void> {
    this.wasEmptied = true
    const database = openDatabase(new Process(this.handset).disk, this.session.account)
    const answered = await database.run('r', ['received'], ({ received }) => received.toArray())
    database.close()
    for (const { id } of answered) this.answered.add(id)
  }
}
