import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { findChromium, thisMachine } from './chromium.ts'

/** A phone as most building-group leaders hold it. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
} as const
export const DESK = { viewport: { width: 1280, height: 800 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } as const

/** A browser of its own with a profile on disk, which a crash does not take along. */
export interface OwnPhone {
  /** The folder of the profile. */
  readonly profile: string
  context(): BrowserContext
  page(): Page
  /** As when the system ends the app, or the battery does. */
  kill(): Promise<void>
  /** The same profile again; after kill. */
  reopen(): Promise<void>
  /** Closes the browser and takes the profile away. */
  remove(): Promise<void>
}

async function launch(profile: string, baseURL: string): Promise<BrowserContext> {
  const executablePath = findChromium(thisMachine())
  return chromium.launchPersistentContext(profile, {
    ...PHONE,
    baseURL,
    ...(executablePath === undefined ? {} : { executablePath }),
  })
}
/** The number of the browser's own process, asked of the browser. */
export async function findProcess(context: BrowserContext): Promise<number> {
  const browser = context.browser()
  if (browser === null) throw new Error('a persistent context belongs to a browser')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const main = processInfo.find((each) => each.type === 'browser')
  if (main === undefined) throw new Error('the browser does not tell its process')
  return main.id
}

/** With the profile of another, where `from` is given: then that one must be closed. */
export async function openOwnPhone(baseURL: string, from?: OwnPhone): Promise<OwnPhone> {
  const profile = mkdtempSync(join(tmpdir(), 'minqing-phone-'))
  if (from !== undefined)
    cpSync(from.profile, profile, { recursive: true, filter: (path) => !/Singleton\w+$/.test(path) })
  let context = await launch(profile, baseURL)
  const firstPage = (): Page => {
    const [page] = context.pages()
    if (page === undefined) throw new Error('the phone shows no page')
    return page
  }
  return {
    profile,
    context: () => context,
    page: firstPage,
    async kill() {
      const id = await findProcess(context)
      const closed = context.waitForEvent('close')
      process.kill(id, 'SIGKILL')
      await closed
    },
    async reopen() {
      context = await launch(profile, baseURL)
    },
    async remove() {
      await context.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
