import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SyncRequest } from '../domain/wire.ts'
import type { OpenStore } from '../store/open.ts'
import { aSyncedPhone, aVisit, markAt, NOON, syncGzip, WANG } from '../testing/phone-kit.ts'
import type { Postable } from './ask-worker.ts'
import { type Runner, type RunnerDoors, startRunner } from './runner.ts'

/** A page: what the runner asks of it, and what happens to it. */
class Page {
  readonly store: OpenStore
  readonly requests: SyncRequest[] = []
  worker: Postable | undefined
  isVisible = true
  isOnline = true
  /** Requests that carry nothing are taken and never answered. */
  isDeaf = false
  /** The server can still be read, but takes nothing. */
  isServerFull = false
  registered = 0
  poke: { onmessage: ((event: MessageEvent<string>) => void) | null; close(): void; readyState: number } | undefined
  presence: () => void = () => undefined
  runner: Runner | undefined

  constructor(store: OpenStore) {
    this.store = store
  }
  start(): Runner {
    this.runner = startRunner(this.#doors())
    return this.runner
  }
  #doors(): RunnerDoors {
    return {
      openStore: this.store,
      session: WANG,
      store: 'store-1',
      fetch: (_, init) => this.#answer(init),
      locks: undefined,
      gzip: syncGzip,
      build: 'test',
      now: () => Date.now(),
      chance: () => 0.5,
      worker: () => this.worker,
      registerSync: async () => void this.registered++,
      isVisible: () => this.isVisible,
      onPresence: (listener) => {
        this.presence = listener
        return () => undefined
      },
      openPoke: () => {
        this.poke = { onmessage: null, close: () => undefined, readyState: 1 }
        return this.poke as unknown as EventSource
      },
    }
  }
  async #answer(init: RequestInit | undefined): Promise<Response> {
    if (!this.isOnline) throw new TypeError('no network')
    const request = JSON.parse(new TextDecoder().decode(init?.body as Uint8Array)) as SyncRequest
    this.requests.push(request)
    if (this.isDeaf && request.commands.length === 0) {
      return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
    }
    if (this.isServerFull && request.commands.length > 0) {
      return Response.json({ error: { code: 'disk_full' } }, { status: 503, headers: { 'retry-after': '60' } })
    }
    const from = Math.max(request.mark.seq, request.cursor)
    const results = request.commands.map(({ id }, n) => {
      const { seq, hash } = markAt(from + 1 + n)
      return { id, status: 'ok', seq, mark: hash }
    })
    const to = markAt(from + results.length)
    return Response.json({ now: NOON, results, pull: { to, more: false, rows: [], exits: [] }, safe: 0 })
  }
  /** Until the page has been asked this often, or a while has gone. */
  async asked(times: number): Promise<void> {
    for (let turn = 0; turn < 400 && this.requests.length < times; turn++) await settle()
    for (let turn = 0; turn < 400 && (turn < 20 || this.store.status().syncing); turn++) await settle()
  }
}
/** The disk's and the network's turns run on real time; only the runner's own waiting is the test's. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('the runner', () => {
  let page: Page
  beforeEach(async () => {
    page = new Page(await aSyncedPhone())
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    vi.setSystemTime(Date.parse(NOON))
  })
  afterEach(() => {
    page.runner?.stop()
    vi.useRealTimers()
  })

  test('R3 asks at the start, after a tap, when the person comes back, and once a minute while visible', async () => {
    page.start()
    await page.asked(1)
    await page.store.act(aVisit(1))
    await page.asked(2)
    expect(page.requests[1]?.commands).toHaveLength(1)
    expect(page.registered).toBe(1)
    page.presence()
    await page.asked(3)
    await vi.advanceTimersByTimeAsync(59_000)
    await settle()
    expect(page.requests).toHaveLength(3)
    await vi.advanceTimersByTimeAsync(2_000)
    await page.asked(4)
    expect(page.requests).toHaveLength(4)
  })

  test('R3 a hidden page asks for nothing by itself', async () => {
    page.isVisible = false
    page.start()
    await vi.advanceTimersByTimeAsync(300_000)
    await settle()
    expect(page.requests).toEqual([])
    expect(page.poke).toBeUndefined()
  })

  test('R3 a poke about what is not here yet brings one round, one about what is here none', async () => {
    page.start()
    await page.asked(1)
    const poke = (head: number) => page.poke?.onmessage?.({ data: JSON.stringify({ head }) } as MessageEvent<string>)
    poke(10)
    await settle()
    await vi.advanceTimersByTimeAsync(3_000)
    await settle()
    expect(page.requests).toHaveLength(1)
    for (const head of [11, 12, 13]) poke(head)
    await settle()
    await settle()
    await vi.advanceTimersByTimeAsync(3_000)
    await page.asked(2)
    expect(page.requests).toHaveLength(2)
  })

  test('R3 who taps does not wait behind a request that carries nothing and is not answered', async () => {
    page.start()
    await page.asked(1)
    page.isDeaf = true
    page.presence()
    await page.asked(2)
    expect(page.store.status().syncing).toBe(true)
    await page.store.act(aVisit(1))
    await page.asked(3)
    expect(page.requests.slice(0, 3).map((request) => request.commands.length)).toEqual([0, 0, 1])
    expect(page.store.status().trouble).toBeNull()
  })

  test('R3 what a poke told of is not asked for when it has come meanwhile', async () => {
    page.start()
    await page.asked(1)
    await page.store.act(aVisit(1))
    page.poke?.onmessage?.({ data: JSON.stringify({ head: 11 }) } as MessageEvent<string>)
    await page.asked(2)
    await vi.advanceTimersByTimeAsync(3_000)
    await page.asked(3)
    expect(page.requests.map((request) => request.commands.length)).toEqual([0, 1])
  })

  test('R3 N5 after a failure it comes again by itself, sooner than a minute at first', async () => {
    page.isOnline = false
    page.start()
    for (let turn = 0; turn < 60 && page.store.status().trouble === null; turn++) await settle()
    expect(page.store.status().trouble).toBe('offline')
    page.isOnline = true
    await vi.advanceTimersByTimeAsync(6_000)
    await page.asked(1)
    expect(page.requests).toHaveLength(1)
  })

  test('R3 N5 what a full server does not take is not offered again before its time', async () => {
    page.isServerFull = true
    page.start()
    await page.asked(1)
    await page.store.act(aVisit(1))
    await page.asked(2)
    expect(page.store.status().trouble).toBe('server')
    for (let turn = 0; turn < 100; turn++) await settle()
    expect(page.requests).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(61_000)
    await page.asked(4)
    expect(page.requests.map((request) => request.commands.length)).toEqual([0, 1, 0, 1])
  })

  test('R2 the worker is asked first, and the page asks the server itself when it does not answer', async () => {
    const asked: unknown[] = []
    page.worker = { postMessage: (message) => void asked.push(message) }
    page.start()
    await settle()
    expect(asked).toEqual([{ type: 'sync' }])
    expect(page.requests).toEqual([])
    await vi.advanceTimersByTimeAsync(3_100)
    await page.asked(1)
    expect(page.requests).toHaveLength(1)
  })

  test('sends all before signing out, and tells how much could not be sent', async () => {
    const runner = page.start()
    await page.asked(1)
    page.isOnline = false
    await page.store.act(aVisit(1))
    expect(await runner.sendAll()).toBe(1)
    page.isOnline = true
    expect(await runner.sendAll()).toBe(0)
    expect(page.store.status().waiting).toEqual([])
  })
})
