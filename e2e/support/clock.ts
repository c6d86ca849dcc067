import type { Page } from '@playwright/test'

/** Runs in page and worker alike. */
function shift(ahead: number): void {
  const Real = Date
  globalThis.Date = new Proxy(Real, {
    construct: (target, given) =>
      given.length === 0 ? new target(Real.now() + ahead) : Reflect.construct(target, given),
    get: (target, name) => (name === 'now' ? () => Real.now() + ahead : Reflect.get(target, name)),
  })
}
/** Sets the phone's clock ahead, for every page from now on and for the app's worker, which must run already. */
export async function setClockAhead(page: Page, milliseconds: number): Promise<void> {
  await page.context().addInitScript(shift, milliseconds)
  for (const worker of page.context().serviceWorkers()) await worker.evaluate(shift, milliseconds)
}
