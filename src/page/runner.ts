import { nativeGzip } from '../store/bytes.ts'
import { type Runner, type RunnerDoors, startRunner } from '../sync/runner.ts'

declare const __BUILD__: string

/** Starts the runner on what this page has: its network, locks and clock, its worker, and who looks at it. */
export function startPageRunner(of: Pick<RunnerDoors, 'openStore' | 'session' | 'store'>): Runner {
  return startRunner({
    ...of,
    fetch: (...request) => fetch(...request),
    locks: navigator.locks,
    gzip: nativeGzip(),
    build: __BUILD__,
    now: () => Date.now(),
    chance: () => Math.random(),
    isOnline: () => navigator.onLine,
    worker: () => navigator.serviceWorker?.controller ?? undefined,
    registerSync,
    isVisible: () => document.visibilityState === 'visible',
    onPresence,
    openPoke: 'EventSource' in globalThis ? () => new EventSource('/api/poke') : undefined,
  })
}

async function registerSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  const { sync } = (registration ?? {}) as { sync?: { register(tag: string): Promise<void> } }
  await sync?.register('outbox')
}
function onPresence(listener: () => void): () => void {
  addEventListener('online', listener)
  // The round that fails at once is what makes the page say so.
  addEventListener('offline', listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
    document.removeEventListener('visibilitychange', listener)
  }
}
