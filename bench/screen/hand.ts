import type { CDPSession, Page } from '@playwright/test'
import { allRead, enter, walkTo } from '../../e2e/support/enter.ts'
import type { Network } from '../../e2e/support/network.ts'
import { openOwnPhone } from '../../e2e/support/phone.ts'
import type { Screen } from '../../e2e/support/screens.ts'
import { median, quantile, round } from '../machine/numbers.ts'
import { countWaiting, scrollThrough, timeTap, typeLetters, watchFirst } from './inside.ts'
import { THROTTLE } from './slow.ts'
import { timeLink } from './time-link.ts'

export interface Scene {
  readonly code: string
  /** Households in reach to visit, and buildings to open. */
  readonly households: readonly string[]
  readonly buildings: readonly string[]
  /** All that can be opened without network. */
  readonly screens: readonly Screen[]
  /** What Today shows when it is there. */
  readonly today: string
  /** Visits that are saved first, and then wait; and those that are timed when all of them do. */
  readonly pending: number
  readonly timed: number
  readonly starts: number
}
export interface Spread {
  readonly p50: number
  readonly p95: number
  readonly max: number
}
export interface Found {
  readonly buildings: number
  /** Visits counted in the phone's outbox when everything but the saves was measured. */
  readonly waiting: number
  /** Milliseconds: from opening the closed browser's address to Today; a save until the screen says where it is; … */
  readonly coldStart: Spread
  readonly save: Spread & Saved
  readonly board: Spread
  /** Every screen by its name, opened from another one. */
  readonly screens: { readonly found: Readonly<Record<string, Spread>>; readonly closed: readonly string[] }
  readonly keystroke: Spread
  readonly scroll: Spread & { readonly households: number; readonly over50: number }
  /** Megabytes in use after a collection, and before it. */
  readonly heap: { readonly kept: number; readonly most: number }
}
/** Visits counted in the phone's outbox before the first of the timed saves, and after the last. */
interface Saved {
  readonly saves: number
  readonly waitingBefore: number
  readonly waitingAfter: number
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
    await saveVisits(phone.page(), scene.households.slice(0, scene.pending))
    const coldStart: number[] = []
    for (let start = 0; start < scene.starts; start++) {
      await phone.kill()
      await phone.reopen()
      coldStart.push(await startCold(phone.page(), scene.today))
    }
    await allRead(phone.page())
    const session = await slow(phone.page())
    const waiting = await phone.page().evaluate(countWaiting)
    const seen = await lookAround(phone.page(), { buildings: scene.buildings, session })
    const screens = await openScreens(phone.page(), scene.screens)
    // Last, so that everything else is measured with as many waiting as the scene says.
    const save = await timeSaves(phone.page(), scene)
    return { buildings: scene.buildings.length, waiting, coldStart: spread(coldStart), save, screens, ...seen }
  } finally {
    network.become('open')
    await phone.remove()
  }
}

async function timeSaves(page: Page, { households, pending, timed }: Scene): Promise<Found['save']> {
  const waitingBefore = await page.evaluate(countWaiting)
  const times = await saveVisits(page, households.slice(pending, pending + timed))
  return { ...spread(times), saves: times.length, waitingBefore, waitingAfter: await page.evaluate(countWaiting) }
}
async function saveVisits(page: Page, households: readonly string[]): Promise<readonly number[]> {
  const times: number[] = []
  for (const household of households) {
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
  readonly buildings: readonly string[]
  readonly session: CDPSession
}
type Looked = Pick<Found, 'board' | 'keystroke' | 'scroll' | 'heap'>
async function lookAround(page: Page, { buildings, session }: Looking): Promise<Looked> {
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
/** The first time its files are fetched from the shell, as with the boards. What asks the server does not come, and is named. */
async function openScreens(page: Page, screens: readonly Screen[]): Promise<Found['screens']> {
  const found: Record<string, Spread> = {}
  const closed: string[] = []
  for (const { name, path, shows } of screens) {
    const times: number[] = []
    for (let time = 0; time < 4 && !times.some(Number.isNaN); time++) {
      await walkTo(page, path === '/ready' ? '/me' : '/ready')
      await page.locator(shows).first().waitFor({ state: 'detached' })
      times.push(await page.evaluate(timeLink, { href: path, until: shows }))
    }
    if (times.some(Number.isNaN)) closed.push(name)
    else found[name] = spread(times.slice(1))
  }
  return { found, closed }
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
