import { expect, type Page } from '@playwright/test'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers, LOOKS, wear } from './support/looks.ts'
import { findLost, findSmall } from './support/measures.ts'
import { comeBackToThree } from './support/needs.ts'
import { householdAt, ownBuilding, type Row, readRegister, under } from './support/register.ts'

/** A screen is open once this is on it. */
interface Screen {
  readonly name: string
  readonly path: string
  readonly shows: string
  /** What else is opened on it. */
  readonly then?: (page: Page) => Promise<void>
}
function screensOf(rows: readonly Row[]): readonly Screen[] {
  const first = householdAt(rows, { stair: '12号', room: '302' })
  const [resident] = under(rows, 'resident', [first])
  const building = ownBuilding(rows).id
  const openAll = async (page: Page): Promise<void> => {
    await page.locator('.out button').first().click()
    await page.locator('.fold').click()
    await page.locator('.all-needs summary').click()
    await page.locator('.need-group .chip').first().click()
    await page.locator('.obs .seg button').first().click()
  }
  return [
    { name: 'Today', path: '/', shows: '.next' },
    { name: 'buildings', path: '/map', shows: '.bld' },
    { name: 'door board', path: `/building/${building}`, shows: '.bd' },
    { name: 'door board, due', path: `/building/${building}?layer=due`, shows: '.bd' },
    { name: 'doors as a list', path: `/building/${building}?as=list`, shows: '.doorlist' },
    { name: 'household', path: `/household/${first.id}`, shows: '.who' },
    { name: 'visit form', path: `/visit/${first.id}`, shows: '.out' },
    { name: 'visit form, all of it', path: `/visit/${first.id}`, shows: '.out', then: openAll },
    { name: 'edit household', path: `/edit/${first.id}`, shows: '.chip--care' },
    { name: 'edit resident', path: `/edit/${first.id}/${resident?.id}`, shows: '[inputmode=tel]' },
    { name: 'needs you', path: '/needs', shows: '.card.you' },
    { name: 'nothing waits', path: '/waiting', shows: '.empty' },
    { name: 'search', path: '/search', shows: '.try' },
    {
      name: 'found',
      path: '/search',
      shows: '.find',
      then: async (page) => {
        await page.getByRole('searchbox').fill('302')
        await expect(page.locator('.hit').first()).toBeVisible()
      },
    },
    { name: 'Me', path: '/me', shows: '.me' },
    { name: 'ready check', path: '/ready', shows: '.check' },
    { name: 'no such page', path: '/nowhere', shows: '.empty' },
  ]
}

async function open(page: Page, screen: Screen): Promise<void> {
  await walkTo(page, screen.path)
  await expect(page).toHaveURL((url) => url.pathname + url.search === screen.path)
  await expect(page.locator(screen.shows).first()).toBeVisible()
  await screen.then?.(page)
}
async function speak(page: Page, language: 'zh-CN' | 'en'): Promise<void> {
  await walkTo(page, '/me')
  await page.getByRole('button', { name: language === 'en' ? 'English' : '中文', exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

for (const language of ['zh-CN', 'en'] as const) {
  test(`nobody is shut out of any screen, whatever the colours and the size (${language})`, async ({
    phone,
    server,
    network,
  }) => {
    test.setTimeout(240_000)
    const page = await phone()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await enter(page, server.codes().groupLeader)
    await comeBackToThree(page, { server, network })
    await speak(page, language)
    const found: string[] = []
    for (const screen of screensOf(readRegister(server))) {
      const t0 = Date.now()
      await open(page, screen)
      for (const look of LOOKS) {
        await wear(page, look)
        const barriers = await findBarriers(page, look === 'light' || look === 'elder' ? 'all' : 'colours')
        found.push(...barriers.map((line) => `${screen.name}, ${look}: ${line}`))
      }
      await wear(page, 'light')
      console.log(screen.name, Date.now() - t0)
    }
    expect(found).toEqual([])
  })
}

const SIZES = [
  { name: '320 px', width: 320, text: '', elder: false },
  { name: '320 px, elder', width: 320, text: '', elder: true },
  { name: '200 % text', width: 390, text: '212.5%', elder: false },
] as const
test('nothing is lost on the narrowest phone, in the largest letters', async ({ phone, server, network }) => {
  test.setTimeout(240_000)
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await comeBackToThree(page, { server, network })
  const found: string[] = []
  for (const screen of screensOf(readRegister(server))) {
    await open(page, screen)
    for (const size of SIZES) {
      await wear(page, size.elder ? 'elder' : 'light')
      await page.setViewportSize({ width: size.width, height: 844 })
      await page.evaluate((text) => {
        document.documentElement.style.fontSize = text
      }, size.text)
      found.push(...(await findLost(page)).map((line) => `${screen.name}, ${size.name}: ${line}`))
    }
    await page.evaluate(() => document.documentElement.removeAttribute('style'))
    await page.setViewportSize({ width: 390, height: 844 })
    for (const [look, least] of [
      ['light', 48],
      ['elder', 60],
    ] as const) {
      await wear(page, look)
      found.push(...(await findSmall(page, least)).map((line) => `${screen.name}, ${look}: ${line}`))
    }
    await wear(page, 'light')
  }
  expect([...new Set(found)]).toEqual([])
})
