import { Workbox } from 'workbox-window'

declare const __BUILD__: string

/** The worker and its updates: a new build waits for the person's word and reloads only the tab that gave it. */
export function watchWorker(updateWaits: { value: boolean }): () => void {
  const worker = new Workbox('/sw.js')
  let asked = false
  worker.addEventListener('waiting', () => {
    updateWaits.value = true
  })
  worker.addEventListener('controlling', () => {
    if (asked) location.reload()
  })
  navigator.serviceWorker.addEventListener('message', ({ data, ports }) => {
    if ((data as { type?: unknown } | null)?.type === 'which-build') ports[0]?.postMessage(__BUILD__)
  })
  const announce = (): void => void navigator.serviceWorker.controller?.postMessage({ type: 'opened' })
  navigator.serviceWorker.addEventListener('controllerchange', announce)
  void worker.register().then(announce, () => undefined)
  installUntilThere()
  lookForUpdates(worker)
  return () => {
    asked = true
    worker.messageSkipWaiting()
  }
}
const INSTALL_EVERY = 20_000
/** A first install that the network cut short leaves nothing behind: it begins anew while the app is open. */
function installUntilThere(): void {
  const end = (): void => {
    clearInterval(timer)
    removeEventListener('online', look)
  }
  const look = async (): Promise<void> => {
    const registration = await navigator.serviceWorker.getRegistration()
    if (registration?.active != null) end()
    else if (registration === undefined) await navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  }
  const timer = setInterval(look, INSTALL_EVERY)
  addEventListener('online', look)
}
const LOOK_EVERY = 3_600_000
/** An installed app is seldom opened anew, and only opening makes a browser look for a new build by itself. */
function lookForUpdates(worker: Workbox): void {
  let looked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - looked < LOOK_EVERY) return
    looked = Date.now()
    void worker.update().catch(() => undefined)
  })
}
