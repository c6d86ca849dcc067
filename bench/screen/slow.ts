import type { CDPSession, Page } from '@playwright/test'
import { median, quantile, round } from '../machine/numbers.ts'

/** A processor so many times as slow as this machine's, for the page's thread. */
export const THROTTLE = 4
/** Stands beside every figure that was taken so. */
export const SLOWED = `the page's thread alone at 1/${THROTTLE}; the worker, the disk and the drawing keep their speed`

/** Milliseconds on the clock, and how long the page's thread was at work in them: that is the screen's own share. */
export interface Spread {
  readonly p50: number
  readonly max: number
  readonly work: number
}
export interface Taken {
  readonly clock: number
  readonly work: number
}
export const spread = (times: readonly Taken[]): Spread => ({
  p50: round(median(times.map(({ clock }) => clock))),
  max: round(
    quantile(
      times.map(({ clock }) => clock),
      1,
    ),
  ),
  work: round(median(times.map(({ work }) => work))),
})
/** A page of a slow phone, and the time that its thread has been at work. */
export class Slow {
  readonly page: Page
  readonly #session: CDPSession
  private constructor(page: Page, session: CDPSession) {
    this.page = page
    this.#session = session
  }
  static async of(page: Page): Promise<Slow> {
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    return new Slow(page, session)
  }
  async timed(act: () => Promise<number>): Promise<Taken> {
    const before = await this.#work()
    const clock = await act()
    return { clock, work: (await this.#work()) - before }
  }
  async #work(): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics')
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0)
  }
}
