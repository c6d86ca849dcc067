import type { CDPSession, Page } from '@playwright/test'
import { allRead, enter, walkTo } from '../../e2e/support/enter.ts'
import type { Network } from '../../e2e/support/network.ts'
import { openOwnPhone } from '../../e2e/support/phone.ts'
import { median, quantile, round } from '../machine/numbers.ts'
import { scrollThrough, timeTap, typeLetters, watchFirst } from './inside.ts'
import { timeLink } from './time-link.ts'

/** A processor four times as slow as this machine's, for the page's thread alone: worker, disk and drawing keep their speed. */
export const THROTTLE = 4
export interface Scene {
  readonly code: string
  /** Households in reach to visit, and buildings to open. */
  readonly households: readonly string[]
  readonly buildings: readonly string[]
  /** What Today shows when it is there. */
  readonly today: string
  readonly pending: number
  readonly starts: number
}
export interface Spread {
  readonly p50: number
  readonly p95: number
  readonly max: number
}
export interface Found {
  readonly buildings: number
  readonly pending: number
  /** Milliseconds: from opening the closed browser's address to Today; a save until the screen says where it is; … */
  readonly coldStart: Spread
  readonly save: Spread
  readonly board: Spread
  readonly keystroke: Spread
  readonly scroll: Spread & { readonly households: number; readonly over50: number }
  /** Megabytes in use after a collection, and before it. */
  readonly heap: { readonly kept: number; readonly most: number }
}
const spread = (times: readonly number[]): Spread => ({
  p50: round(median(times)),
  p95: round(quantile(times, 0.95)),
  max: round(Math.max(0, ...times)),
})
async function slow(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
  return session
}

/** A day with the app where the network accepts and never answers, and visits wait on the phone. */
export async function spendDay(network: Network, scene: Scene): Promise<Found> {
  const phone = await openOwnPhone(network.url)
  try {
    await enter(phone.page(), scene.code)
    network.become('stalled')
    await slow(phone.page())
    const save = await saveVisits(phone.page(), scene)
    const coldStart: number[] = []
    for (let start = 0; start < scene.starts; start++) {
      await phone.kill()
      await phone.reopen()
      coldStart.push(await startCold(phone.page(), scene.today))
    }
    await allRead(phone.page())
    const session = await slow(phone.page())
    return await lookAround(phone.page(), { scene, session, save, coldStart })
  } finally {
    network.become('open')
    await phone.remove()
  }
}

async function saveVisits(page: Page, { households, pending }: Scene): Promise<readonly number[]> {
  const times: number[] = []
  for (const household of households.slice(0, pending)) {
    await walkTo(page, `/visit/${household}`)
    await page.getByRole('button', { name: '见到本人', exact: true }).click()
    // The line of the visit before would be taken for this one's.
    const before = page.locator('.bar-note .iconbtn')
    if ((await before.count()) > 0) await before.evaluate((button) => (button as HTMLElement).click())
    await page.locator('.bar-note').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^存在手机/ }).evaluate((button) => button.setAttribute('data-save', ''))
    times.push(await page.evaluate(timeTap, { button: '[data-save]', until: '.bar-note' }))
  }
  return times
}
async function startCold(page: Page, today: string): Promise<number> {
  await slow(page)
  await page.addInitScript(watchFirst, { until: today })
  await page.goto('/today', { waitUntil: 'commit' })
  const first = page.locator('html[data-first-at]')
  await first.waitFor({ state: 'attached' })
  return Number(await first.getAttribute('data-first-at'))
}

interface Looking {
  readonly scene: Scene
  readonly session: CDPSession
  readonly save: readonly number[]
  readonly coldStart: readonly number[]
}
async function lookAround(page: Page, { scene, session, save, coldStart }: Looking): Promise<Found> {
  const { buildings, pending } = scene
  const board = await openBoards(page, buildings.slice(0, 20))
  const keystroke = await search(page)
  const { frames, households } = await scrollAll(page, buildings)
  const used = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return round((metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 2 ** 20)
  }
  await session.send('Performance.enable')
  const most = await used()
  await session.send('HeapProfiler.collectGarbage')
  return {
    ...{ buildings: buildings.length, pending, coldStart: spread(coldStart), save: spread(save) },
    ...{ board: spread(board), keystroke: spread(keystroke) },
    scroll: { ...spread(frames), households, over50: frames.filter((frame) => frame > 50).length },
    heap: { kept: await used(), most },
  }
}
/** The first time its files are fetched from the shell; that one is not counted. */
async function openBoards(page: Page, buildings: readonly string[]): Promise<readonly number[]> {
  const times: number[] = []
  for (const id of buildings) {
    times.push(await page.evaluate(timeLink, { href: `/building/${id}`, until: '.bd' }))
    await walkTo(page, '/today')
    await page.locator('.bd').waitFor({ state: 'detached' })
  }
  return times.slice(1)
}
const QUERIES = ['张', 'zhang', 'wang', '88弄12号', '3-402', '李秀英']
async function search(page: Page): Promise<readonly number[]> {
  await walkTo(page, '/search')
  await page.locator('input[type=search]').waitFor()
  const times: number[] = []
  for (const query of QUERIES) times.push(...(await page.evaluate(typeLetters, { field: 'input[type=search]', query })))
  return times
}
/** Every household in reach passes under the thumb, building after building. */
async function scrollAll(page: Page, buildings: readonly string[]): Promise<{ frames: number[]; households: number }> {
  const frames: number[] = []
  let households = 0
  for (const id of buildings) {
    await walkTo(page, `/building/${id}?as=list`)
    await page.locator('.doorlist').waitFor()
    households += await page.locator('.doorlist a.door').count()
    frames.push(...(await page.evaluate(scrollThrough, { step: 40 })))
    await walkTo(page, '/today')
    await page.locator('.doorlist').waitFor({ state: 'detached' })
  }
  return { frames, households }
}
