import { isPlace } from '../src/domain/places.ts'
import { nativeGzip } from '../src/store/bytes.ts'
import { answerMessage, mustBeDone, runInWorker, type WorkerDoors } from '../src/sync/worker.ts'
import { dropOldShells, fillShell, type ListedFile, shellFile, shellPage } from './shell.ts'

declare const self: ServiceWorkerGlobalScope
declare const __BUILD__: string
/** The list of the app's files; none in development. */
declare const __LIST__: ListedFile | null

const doors: WorkerDoors = {
  fetch: (...request) => fetch(...request),
  locks: navigator.locks,
  gzip: nativeGzip(),
  build: __BUILD__,
  disk: { indexedDB, IDBKeyRange },
  now: () => Date.now(),
  chance: () => Math.random(),
  isOnline: () => navigator.onLine,
  newStore: () => crypto.randomUUID(),
}

// A new build waits until the person says so (message skip-waiting): it must never change the code under a form.
self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([fillShell(__BUILD__, __LIST__), letApiPass(event)]))
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (isPlace(url.pathname)) event.respondWith(shellPage(__BUILD__))
    return
  }
  if (!url.pathname.startsWith('/api/')) event.respondWith(shellFile(__BUILD__, request))
})

interface InstallEvent extends ExtendableEvent {
  addRoutes?(rules: object): Promise<void>
}
/**
 * The page talks to the server past the worker: one that hangs would hold the page's own requests, and one that sleeps
 * would be woken for nothing. Chromium 123 and later; elsewhere requests pass through the fetch listener untouched.
 */
const letApiPass = (event: InstallEvent): Promise<void> | undefined =>
  event.addRoutes?.({ condition: { urlPattern: new URLPattern({ pathname: '/api/*' }) }, source: 'network' })

/** The browser has a network again and wakes the worker, tab open or not. Only Chromium fires it; its type is in no library. */
self.addEventListener('sync', ((event: ExtendableEvent) => {
  event.waitUntil(runInWorker(doors).then(mustBeDone))
}) as EventListener)

self.addEventListener('message', (event) => {
  const sync = answerMessage(doors, event)
  if (sync !== undefined) return event.waitUntil(sync.ended)
  const { type } = (event.data ?? {}) as { type?: unknown }
  if (type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting())
  if (type === 'opened') event.waitUntil(dropOldShells(__BUILD__, self.clients))
})
