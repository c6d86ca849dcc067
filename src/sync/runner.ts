import type { Session } from '../domain/wire.ts'
import { countUnsent, readHealth, readState } from '../store/health.ts'
import type { OpenStore } from '../store/open.ts'
import { askWorker, type Postable } from './ask-worker.ts'
import type { RoundResult } from './round.ts'
import { type RunDoors, runRound } from './run.ts'

/** What the page's runner needs of the page; src/page/runner.ts gives the real ones. */
export interface RunnerDoors extends RunDoors {
  readonly openStore: OpenStore
  readonly session: Session
  /** This profile's store id (store/device.ts). */
  readonly store: string
  /** The active service worker; undefined where there is none. */
  worker(): Postable | undefined
  /** Asks the browser to wake the worker when the network is back, even with the tab closed; only Chromium can. */
  registerSync(): Promise<void>
  isVisible(): boolean
  /** Calls back on `online` and `offline` and when the page becomes visible or hidden; returns the way to stop. */
  onPresence(listener: () => void): () => void
  /** Opens GET /api/poke; undefined where the browser has no EventSource. */
  openPoke: (() => EventSource) | undefined
}
export interface Runner {
  /** A round now, whatever the back-off says; fulfils when it has ended. */
  syncNow(): Promise<void>
  /** Sends what waits; gives how many commands are still unsent after it. */
  sendAll(): Promise<number>
  stop(): void
}

const EVERY = 60_000
/** Another page or the worker is at it, and may have begun before the newest tap. */
const AFTER_BUSY = 2_000
/** Everybody's changes poke everybody: one round answers those of this long. */
const AFTER_POKE = 1_000
const MOST_ROUNDS = 200

/**
 * When to have a conversation with the server: after a tap, when the network or the person comes back, when the server
 * pokes, and once a minute while visible. One run at a time; what is asked for meanwhile makes one more.
 */
export function startRunner(doors: RunnerDoors): Runner {
  const page = new PageRunner(doors)
  page.start()
  return page
}

class PageRunner implements Runner {
  readonly #doors: RunnerDoors
  #running: Promise<void> | undefined
  #again = false
  #stopped = false
  #unsent = 0
  #stops: (() => void)[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #timerAt = 0
  #poke: EventSource | undefined
  /** The server's newest word for how far it is, and the timer that will look whether that is news. */
  #head = 0
  #poked: ReturnType<typeof setTimeout> | undefined

  constructor(doors: RunnerDoors) {
    this.#doors = doors
  }

  start(): void {
    const { openStore, onPresence } = this.#doors
    this.#stops.push(
      openStore.onChange(() => this.#onStore()),
      onPresence(() => this.#onPresence()),
    )
    this.#onStore()
    this.#onPresence()
  }
  stop(): void {
    this.#stopped = true
    for (const stop of this.#stops.splice(0)) stop()
    this.#clearTimer()
    clearTimeout(this.#poked)
    this.#poke?.close()
  }

  syncNow(): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    this.#again = true
    this.#running ??= Promise.resolve().then(() => this.#runAll())
    return this.#running
  }
  async sendAll(): Promise<number> {
    // A run that is under way may have read the outbox before the last tap.
    await this.#running
    await this.syncNow()
    return countUnsent(this.#doors.openStore.database)
  }

  /** A tap: more commands than before that have never left the phone. One that got no answer is no tap. */
  #onStore(): void {
    const unsent = this.#doors.openStore.status().waiting.filter((one) => one.mayUndo).length
    const isMore = unsent > this.#unsent
    this.#unsent = unsent
    if (!isMore) return
    void this.#doors.registerSync().catch(() => undefined)
    void this.syncNow()
  }
  #onPresence(): void {
    const isVisible = this.#doors.isVisible()
    this.#listen(isVisible)
    this.#clearTimer()
    if (!isVisible) return
    void this.#doors.openStore.refresh().catch(() => undefined)
    void this.syncNow()
  }
  #listen(isVisible: boolean): void {
    if (!isVisible || this.#poke?.readyState === 2) {
      this.#poke?.close()
      this.#poke = undefined
    }
    if (!isVisible || this.#poke !== undefined || this.#doors.openPoke === undefined) return
    this.#poke = this.#doors.openPoke()
    this.#poke.onmessage = (event: MessageEvent<string>) => this.#onPoke(event.data)
  }
  #onPoke(data: string): void {
    this.#head = Number((JSON.parse(data) as { head?: unknown }).head)
    this.#poked ??= setTimeout(() => {
      this.#poked = undefined
      void this.#afterPoke()
    }, AFTER_POKE)
  }
  /** What the server told of may have come with another round by now, or be coming with the one under way. */
  async #afterPoke(): Promise<void> {
    await this.#running
    const { database } = this.#doors.openStore
    const [state, health] = await Promise.all([readState(database), readHealth(database)])
    const isNews = this.#head > state.cursor && this.#doors.now() >= health.notBefore
    if (isNews && this.#doors.isVisible()) await this.syncNow()
  }

  async #runAll(): Promise<void> {
    const { openStore } = this.#doors
    openStore.showSyncing(true)
    try {
      for (let rounds = 0; this.#again && !this.#stopped && rounds < MOST_ROUNDS; rounds++) {
        this.#again = false
        this.#clearTimer()
        const result = await this.#runOnce()
        this.#after(result)
      }
    } finally {
      this.#running = undefined
      openStore.showSyncing(false)
    }
  }
  #after(result: RoundResult | 'busy'): void {
    if (result === 'busy') {
      this.#later(AFTER_BUSY)
      return
    }
    if (result.trouble === null && !result.done) this.#again = true
    // The browser gives an event source up after an answer that is not its own, such as a captive portal's.
    if (result.trouble === null) this.#listen(this.#doors.isVisible())
    this.#later(result.trouble === null ? EVERY : Math.max(1_000, result.notBefore - this.#doors.now()))
  }
  /** The next automatic run; a sooner one that is already set stays. */
  #later(ms: number): void {
    const at = this.#doors.now() + ms
    if (this.#stopped || (this.#timer !== undefined && this.#timerAt <= at)) return
    this.#clearTimer()
    this.#timerAt = at
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#doors.isVisible()) void this.syncNow()
    }, ms)
  }
  #clearTimer(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #runOnce(): Promise<RoundResult | 'busy'> {
    const { openStore, session, store } = this.#doors
    const worker = this.#doors.worker()
    // The first sync runs where its progress is seen; a worker would be ended in the middle of it.
    if (worker !== undefined && openStore.status().complete) {
      const run = await askWorker(worker)
      if (run !== undefined && run !== 'idle') return run
    }
    const shown = (): Promise<void> => openStore.refresh()
    return runRound(this.#doors, { database: openStore.database, session, store, shown })
  }
}
