import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers, LOOKS, wear } from './support/looks.ts'
import { findLost, findSmall } from './support/measures.ts'
import { doTask, hangUp } from './support/volunteers.ts'

interface Screen {
  readonly name: string
  readonly path: string
  readonly shows: string
  readonly also?: (page: Page) => Promise<void>
}
const SCREENS: readonly Screen[] = [
  { name: 'board', path: '/tasks/board', shows: '.qi' },
  { name: 'checks', path: '/tasks/check', shows: '.qi' },
  {
    name: 'checks, all chosen',
    path: '/tasks/check',
    shows: '.qi',
    also: (page) => page.locator('.task__dock .btn').first().click(),
  },
  { name: 'volunteers', path: '/tasks/people', shows: '.wish' },
  {
    name: 'groups to choose',
    path: '/tasks/people',
    shows: '.wish',
    also: (page) => page.locator('.wish summary.chip').first().click(),
  },
  {
    name: 'a whole card',
    path: '/tasks/people',
    shows: '.wish',
    also: (page) => page.locator('.wish .typed summary').first().click(),
  },
  {
    name: 'gaps',
    path: '/tasks/people',
    shows: '.wish',
    also: (page) => page.locator('.filters .chip').nth(1).click(),
  },
]
const SIZES = [
  { name: '320 px', width: 320, text: '', look: 'light', least: 48 },
  { name: '320 px, elder', width: 320, text: '', look: 'elder', least: 60 },
  { name: '200 % text', width: 390, text: '212.5%', look: 'light', least: 48 },
] as const

test('nobody who coordinates is shut out of the desk for tasks, at the desk and on the phone, in any look or size', async ({
  desk,
  server,
}) => {
  test.setTimeout(240_000)
  const office = await callAs(server, server.codes().coordinator)
  const wu = await callAs(server, server.codes().volunteer)
  const task = await hangUp(office, { title: '推轮椅去社区卫生服务中心', steps: ['楼下碰头', '送回家'] })
  await doTask(wu, task, 65)
  const page = await desk()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await enter(page, await office.codeFor(office.person))
  const found: string[] = []
  const open = async (screen: Screen): Promise<void> => {
    // From elsewhere, so that nothing chosen before is left.
    await walkTo(page, '/me')
    await expect(page.locator('.me')).toBeVisible()
    await walkTo(page, screen.path)
    await expect(page.locator(screen.shows).first()).toBeVisible()
    await screen.also?.(page)
  }
  for (const screen of SCREENS) {
    await page.setViewportSize({ width: 1280, height: 800 })
    await open(screen)
    for (const look of LOOKS) {
      await wear(page, look)
      found.push(...(await findBarriers(page)).map((line) => `${screen.name} at the desk, ${look}: ${line}`))
      found.push(...(await findLost(page)).map((line) => `${screen.name} at the desk, ${look}: ${line}`))
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await open(screen)
    await wear(page, 'light')
    found.push(...(await findBarriers(page)).map((line) => `${screen.name} on the phone: ${line}`))
    for (const { name, width, text, look, least } of SIZES) {
      await wear(page, look)
      await page.setViewportSize({ width, height: 844 })
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = size
      }, text)
      found.push(...(await findLost(page)).map((line) => `${screen.name}, ${name}: ${line}`))
      found.push(...(await findSmall(page, least)).map((line) => `${screen.name}, ${name}: ${line}`))
    }
    await page.evaluate(() => document.documentElement.removeAttribute('style'))
    await wear(page, 'light')
  }
  expect([...new Set(found)]).toEqual([])
})
