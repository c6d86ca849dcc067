import { signal } from '@preact/signals'
import { render } from 'preact'
import type { PayloadOf } from './domain/commands.ts'
import { type AccountId, type CommandId, makeCommandId } from './domain/ids.ts'
import type { ErrorAnswer, ErrorCode, Proof, Result, Session } from './domain/wire.ts'
import { nativeGzip } from './store/bytes.ts'
import { readDevice, writeSession } from './store/device.ts'
import { Fault } from './store/fault.ts'
import { type OpenStore, openStore } from './store/open.ts'
import type { Runner } from './sync/runner.ts'
import { afterPaint } from './ui/after-paint.ts'
import { App, CannotOpen, prepareApp } from './ui/app.tsx'
import type { Doors, Readiness } from './ui/doors.ts'

declare const __BUILD__: string

const gzip = nativeGzip()
const now = (): number => Date.now()
const newId = (): CommandId => makeCommandId(now(), crypto.getRandomValues(new Uint8Array(10)))

/** Without network nobody waits longer for the server to hear of a sign-out. */
const GOODBYE = 5_000

/** The account in use: its store, which screens read, and its runner, which fills it. */
class Account {
  readonly store = signal<OpenStore | null>(null)
  #runner: Promise<Runner> | undefined
  readonly #profile: string
  /** Other tabs of this profile follow: one phone has one person at a time. */
  readonly #tabs = new BroadcastChannel('account')

  constructor(profile: string) {
    this.#profile = profile
    this.#tabs.onmessage = () => location.reload()
  }

  /** Opens the account's store without asking the network. */
  async enter(session: Session): Promise<void> {
    await this.#leave(session.account)
    const first = /^\/building\/([^/]+)/.exec(location.pathname)?.[1]
    const disk = { indexedDB, IDBKeyRange, onFrozen }
    const opened = await openStore({ session, disk, gzip, now, ...(first === undefined ? {} : { first }) })
    this.#runner = this.#startRunner(opened, session)
    this.store.value = opened
  }
  /** Fetched once Today shows what is on the phone: only then anybody asks the network. */
  async #startRunner(opened: OpenStore, session: Session): Promise<Runner> {
    await afterPaint(opened)
    const { startPageRunner } = await import('./page/runner.ts')
    return startPageRunner({ openStore: opened, session, store: this.#profile })
  }
  /**
   * Takes the account out of use. A phone goes from hand to hand: unless the same person comes back at once, what the
   * packs tell about others goes; what is unsent stays for that person's return.
   */
  async #leave(next?: AccountId): Promise<void> {
    const opened = this.store.value
    const runner = this.#runner
    this.#runner = undefined
    if (opened === null) return
    ;(await runner)?.stop()
    if (next === undefined) this.store.value = null
    if (opened.account !== next) {
      const { dropEverything } = await import('./store/reset.ts')
      await dropEverything(opened.database)
    }
    opened.close()
  }

  async signIn(proof: Proof): ReturnType<Doors['signIn']> {
    const answer = await ask<Session>('/api/session', proof)
    if (typeof answer === 'string') return answer
    try {
      await writeSession(answer, onFrozen)
      await this.enter(answer)
    } catch (error) {
      if (error instanceof Fault) return error.kind === 'storage_full' ? 'storage_full' : 'failed'
      throw error
    }
    this.#tabs.postMessage('changed')
    // Asked on a tap that shows why; a browser that says no is named in the check before leaving.
    void navigator.storage?.persist?.().catch(() => false)
    return 'ok'
  }

  async signOut({ leave }: { readonly leave: boolean }): Promise<{ readonly unsent: number }> {
    const unsent = (await (await this.#runner)?.sendAll()) ?? 0
    if (unsent > 0 && !leave) return { unsent }
    await fetch('/api/session', { method: 'DELETE', signal: AbortSignal.timeout(GOODBYE) }).catch(() => undefined)
    await writeSession(null, onFrozen)
    await this.#leave()
    this.#tabs.postMessage('changed')
    return { unsent }
  }
  async judgeHeld(id: CommandId, payload: PayloadOf<'held.judge'>): ReturnType<Doors['judgeHeld']> {
    const answer = await ask<{ readonly result: Result }>('/api/admin', { type: 'held.judge', id, payload })
    this.syncNow()
    return typeof answer === 'string' ? answer : (answer.result.code ?? 'ok')
  }
  syncNow(): void {
    void this.#runner?.then((runner) => runner.syncNow())
  }
}

/** Asks the server at once; an answer that is not ours (a captive portal's page) counts as no network. */
async function ask<T extends object>(path: string, request: object): Promise<T | 'offline' | ErrorCode> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    })
    const body = (await response.json()) as T | ErrorAnswer
    if ('error' in body) return body.error.code
    return response.ok ? body : 'offline'
  } catch {
    return 'offline'
  }
}

/** A network that accepts and never answers is none. */
const ANSWER_WITHIN = 20_000

/** A page that was left may be kept, frozen, for the way back. */
function onFrozen(listener: (isFrozen: boolean) => void): () => void {
  const heard = ({ type, persisted }: PageTransitionEvent): void => {
    if (persisted) listener(type === 'pagehide')
  }
  addEventListener('pagehide', heard)
  addEventListener('pageshow', heard)
  return () => {
    removeEventListener('pagehide', heard)
    removeEventListener('pageshow', heard)
  }
}
async function readiness(): Promise<Readiness> {
  const [page, persisted, estimate] = await Promise.all([
    globalThis.caches?.match('/', { cacheName: `shell-${__BUILD__}` }),
    navigator.storage?.persisted?.() ?? false,
    navigator.storage?.estimate?.() ?? {},
  ])
  const { quota, usage } = estimate
  return {
    shellCached: page !== undefined && navigator.serviceWorker?.controller != null,
    persisted,
    installed: matchMedia('(display-mode: standalone)').matches,
    freeBytes: quota === undefined || usage === undefined ? null : quota - usage,
  }
}

interface InstallOffer extends Event {
  prompt(): Promise<void>
}
function watchInstall(install: { value: (() => Promise<void>) | null }): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    install.value = async () => {
      install.value = null
      await (event as InstallOffer).prompt()
    }
  })
  addEventListener('appinstalled', () => {
    install.value = null
  })
}

async function main(root: HTMLElement): Promise<void> {
  const updateWaits = signal(false)
  const install = signal<(() => Promise<void>) | null>(null)
  watchInstall(install)
  const [device] = await Promise.all([readDevice(() => crypto.randomUUID(), onFrozen), prepareApp()])
  const account = new Account(device.store)
  let applyUpdate = (): void => undefined
  if (device.session !== null) await account.enter(device.session)
  const doors: Doors = {
    store: account.store,
    now,
    newId,
    signIn: (proof) => account.signIn(proof),
    signOut: (options) => account.signOut(options),
    judgeHeld: (id, word) => account.judgeHeld(id, word),
    askHistory: (of) => ask('/api/history', of),
    syncNow: () => account.syncNow(),
    updateWaits,
    applyUpdate: () => applyUpdate(),
    importing: () => import('./sync/import-door.ts'),
    office: () => import('./sync/office-door.ts'),
    readiness,
    install,
  }
  render(<App doors={doors} />, root)
  // Without network and not yet stored, the part that watches cannot be fetched; it is at the next opening.
  const watch = async (): Promise<void> => {
    await afterPaint(account.store.value)
    const { watchWorker } = await import('./page/updates.ts')
    applyUpdate = watchWorker(updateWaits)
  }
  if (navigator.serviceWorker !== undefined) watch().catch(() => undefined)
}

const root = document.getElementById('app')
if (root !== null) {
  main(root).catch((error: unknown) => {
    reportError(error)
    render(<CannotOpen />, root)
  })
}
