import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { getChromium, thisMachine } from '../../e2e/support/chromium.ts'
import { findProcess } from '../../e2e/support/phone.ts'

/** A browser with a profile on disk, which is closed in an orderly way and opened again. */
export interface Browser {
  page(): Page
  pid(): number
  /** Closed as people close it: what was written relaxed is on the disk afterwards too. */
  restart(): Promise<void>
  remove(): Promise<void>
}

export async function openBrowser(address: string, throttle: number): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'minqing-bench-profile-'))
  const launch = async (hash: string): Promise<readonly [BrowserContext, Page, number]> => {
    const executablePath = getChromium(thisMachine())
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      baseURL: new URL(address).origin,
    })
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(address.replace(/#.*/, '') + hash)
    await page.locator('html[data-ready]').waitFor({ state: 'attached' })
    if (throttle > 1) {
      const session = await context.newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate: throttle })
    }
    return [context, page, await findProcess(context)]
  }
  let [context, page, pid] = await launch(new URL(address).hash)
  return {
    page: () => page,
    pid: () => pid,
    async restart() {
      await context.close()
      ;[context, page, pid] = await launch('')
    },
    async remove() {
      await context.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
