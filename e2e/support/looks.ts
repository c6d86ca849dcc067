import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { findLost, findSmall } from './measures.ts'

/** How the app can be shown, as Me sets it (the journey of settings proves that its taps set just this). */
export type Look = 'light' | 'dark' | 'contrast' | 'dark contrast' | 'elder'
export const LOOKS: readonly Look[] = ['light', 'dark', 'contrast', 'dark contrast', 'elder']

export const wear = (page: Page, look: Look): Promise<void> =>
  page.evaluate((chosen) => {
    const root = document.documentElement
    root.classList.toggle('elder', chosen === 'elder')
    root.dataset['theme'] = chosen.includes('dark') ? 'dark' : 'light'
    root.dataset['contrast'] = chosen.includes('contrast') ? 'more' : 'normal'
  }, look)

/** What stays at the foot of the screen covers what axe would look at: it goes to the end of the page meanwhile. */
const putFoot = (page: Page, position: 'static' | ''): Promise<void> =>
  page.evaluate((value) => {
    const foot = document.querySelector<HTMLElement>('.foot')
    if (foot !== null) foot.style.position = value
  }, position)

/** What axe finds, one line each: rule, element, why. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  // Its first run puts axe into the page, which takes longer than a look; it stays until the page is loaded anew.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  await page.evaluate(settleColours)
  await putFoot(page, 'static')
  const found = await page.evaluate(runAxe)
  await putFoot(page, '')
  return found
}
/** Nothing of it stands in anybody's way, nothing is cut off, and every button is as large as a finger. */
export async function looksRight(page: Page): Promise<void> {
  expect(await findBarriers(page)).toEqual([])
  expect([...(await findLost(page)), ...(await findSmall(page, 44))]).toEqual([])
}
/** Runs inside the page: half-way to its colour a button has no contrast. */
async function settleColours(): Promise<void> {
  const going = document.getAnimations().filter((one) => one instanceof CSSTransition)
  await Promise.allSettled(going.map((one) => one.finished))
}
interface Axe {
  run(where: Document, options: object): Promise<{ readonly violations: readonly Violation[] }>
}
interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[]
}
/** Runs inside the page. */
async function runAxe(): Promise<string[]> {
  const { axe } = globalThis as unknown as { readonly axe: Axe }
  const { violations } = await axe.run(document, { resultTypes: ['violations'] })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`,
    ),
  )
}
