import type { CDPSession, Page } from '@playwright/test'

/** The service worker of the app, as the browser itself sees it. */
export interface AppWorker {
  /**
   * What Chromium does when the phone has a network again: fires the Background Sync event. It does so by the
   * machine's own network, which our cut does not touch, hence the word to it.
   */
  wake(): Promise<void>
  /** Ends the worker at once, as the browser does with one that has run too long. */
  stop(): Promise<void>
  isRunning(): boolean
  /** Holds it in the middle of whatever it does: it neither ends nor answers. */
  freeze(): Promise<void>
}
interface Version {
  readonly versionId: string
  readonly registrationId: string
  readonly runningStatus: string
  readonly status: string
}

/** Any page of the browser will do, a blank one too: `origin` names whose worker is meant. */
export async function watchWorker(page: Page, origin: string): Promise<AppWorker> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const registrations = new Set<string>()
  const versions = new Map<string, Version>()
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: all }) => {
    for (const one of all) {
      if (!one.scopeURL.startsWith(origin)) continue
      if (one.isDeleted) registrations.delete(one.registrationId)
      else registrations.add(one.registrationId)
    }
  })
  session.on('ServiceWorker.workerVersionUpdated', ({ versions: all }) => {
    for (const one of all) versions.set(one.versionId, one)
  })
  await session.send('ServiceWorker.enable')
  const active = (): Version => {
    const found = [...versions.values()].find((one) => one.status === 'activated')
    if (found === undefined) throw new Error('the app has no active worker')
    return found
  }
  return {
    async wake() {
      const { registrationId } = active()
      await session.send('ServiceWorker.dispatchSyncEvent', {
        origin,
        registrationId,
        tag: 'outbox',
        lastChance: false,
      })
    },
    async stop() {
      const { versionId } = active()
      const stopped = new Promise<void>((resolve) => {
        session.on('ServiceWorker.workerVersionUpdated', ({ versions: all }) => {
          if (all.some((one) => one.versionId === versionId && one.runningStatus === 'stopped')) resolve()
        })
      })
      await session.send('ServiceWorker.stopWorker', { versionId })
      await stopped
    },
    isRunning: () => active().runningStatus === 'running',
    freeze: () => freezeWorkers(page, origin),
  }
}

/** A debugger that has stopped it is the one thing that holds a worker without ending it. */
async function freezeWorkers(page: Page, origin: string): Promise<void> {
  const browser = page.context().browser()
  if (browser === null) throw new Error('the page belongs to no browser')
  const session = await browser.newBrowserCDPSession()
  const { targetInfos } = await session.send('Target.getTargets')
  const workers = targetInfos.filter((one) => one.type === 'service_worker' && one.url.startsWith(origin))
  for (const { targetId } of workers) {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId })
    for (const [at, method] of ['Debugger.enable', 'Debugger.pause'].entries()) {
      await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: at, method }) })
    }
  }
}
