import { expect, type Page } from '@playwright/test'
import { allRead, enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers, LOOKS, wear } from './support/looks.ts'
import { findLost, findSmall } from './support/measures.ts'
import { comeBackToThree } from './support/needs.ts'
import { logNextDoor } from './support/phone-in-hand.ts'
import { readRegister } from './support/register.ts'
import { openScreen, screensOf } from './support/screens.ts'

async function speak(page: Page, language: 'zh-CN' | 'en'): Promise<void> {
  await walkTo(page, '/me')
  await page.getByRole('button', { name: language === 'en' ? 'English' : '中文', exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

async function findInAllLooks(page: Page, screen: string): Promise<string[]> {
  const found: string[] = []
  for (const look of LOOKS) {
    await wear(page, look)
    found.push(...(await findBarriers(page)).map((line) => `${screen}, ${look}: ${line}`))
  }
  await wear(page, 'light')
  return found
}

for (const language of ['zh-CN', 'en'] as const) {
  test(`nobody is shut out of any screen, whatever the colours and the size (${language})`, async ({
    phone,
    server,
    network,
  }) => {
    test.setTimeout(360_000)
    const page = await phone()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await enter(page, server.codes().groupLeader)
    await comeBackToThree(page, { server, network })
    await speak(page, language)
    const found: string[] = []
    for (const screen of screensOf(readRegister(server))) {
      await openScreen(page, screen)
      found.push(...(await findInAllLooks(page, screen.name)))
    }
    expect(found).toEqual([])
  })
}

test('nor out of the screens before the first data has come, and while records wait', async ({
  phone,
  server,
  network,
}) => {
  test.setTimeout(240_000)
  const page = await phone()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/signin')
  await expect(page.locator('.signin__form')).toBeVisible()
  const found = await findInAllLooks(page, 'sign in')
  await page.goto(`/signin#code=${server.codes().groupLeader}`)
  await expect(page.locator('.signin__code--shown')).toBeVisible()
  found.push(...(await findInAllLooks(page, 'sign in by a scanned code')))
  network.only(/\/api\/packs/, 'stalled')
  await page.locator('button[type=submit]').click()
  await expect(page.locator('.arriving')).toBeVisible()
  found.push(...(await findInAllLooks(page, 'first data')))
  network.only(/\/api\/packs/, undefined)
  await page.reload()
  await allRead(page)
  network.become('cut')
  // The phone knows it: what may have left it cannot be taken back.
  await page.context().setOffline(true)
  await logNextDoor(page)
  found.push(...(await findInAllLooks(page, 'just saved')))
  await walkTo(page, '/waiting')
  await expect(page.locator('.wrow')).toHaveCount(1)
  found.push(...(await findInAllLooks(page, 'waiting')))
  await page.getByRole('button', { name: '撤回' }).first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  found.push(...(await findInAllLooks(page, 'take back?')))
  await page.keyboard.press('Escape')
  await walkTo(page, '/map')
  await page.getByRole('button', { name: '问一问' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  found.push(...(await findInAllLooks(page, 'ask the map')))
  expect(found).toEqual([])
})

test('nor the coordinator out of the list of visits, at the desk and on the phone', async ({ desk, server }) => {
  const page = await desk()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await enter(page, server.codes().coordinator)
  await expect(page.getByText('各网格的走访')).toBeVisible()
  const found = await findInAllLooks(page, 'Today of who has no round')
  await walkTo(page, '/review')
  await expect(page.locator('.qi').first()).toBeVisible()
  found.push(...(await findInAllLooks(page, 'list at the desk')))
  found.push(...(await findLost(page)))
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  found.push(...(await findInAllLooks(page, 'keys')))
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.locator('.det')).toHaveCount(0)
  found.push(...(await findInAllLooks(page, 'list on the phone')))
  await page.locator('.qi').first().click()
  await expect(page.locator('.vis')).toBeVisible()
  found.push(...(await findInAllLooks(page, 'one visit')))
  for (const [width, text] of [
    [320, ''],
    [390, '212.5%'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 })
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = size
    }, text)
    found.push(...(await findLost(page)).map((line) => `one visit, ${width}: ${line}`))
    await walkTo(page, '/review')
    await expect(page.locator('.qi').first()).toBeVisible()
    found.push(...(await findLost(page)).map((line) => `list, ${width}: ${line}`))
    await page.locator('.qi').first().click()
  }
  expect([...new Set(found)]).toEqual([])
})

const SIZES = [
  { name: '320 px', width: 320, text: '', elder: false },
  { name: '320 px, elder', width: 320, text: '', elder: true },
  { name: '200 % text', width: 390, text: '212.5%', elder: false },
] as const
test('nothing is lost on the narrowest phone, in the largest letters', async ({ phone, server, network }) => {
  test.setTimeout(360_000)
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await comeBackToThree(page, { server, network })
  const found: string[] = []
  for (const screen of screensOf(readRegister(server))) {
    await openScreen(page, screen)
    for (const size of SIZES) {
      await wear(page, size.elder ? 'elder' : 'light')
      await page.setViewportSize({ width: size.width, height: 844 })
      await page.evaluate((text) => {
        document.documentElement.style.fontSize = text
      }, size.text)
      found.push(...(await findLost(page)).map((line) => `${screen.name}, ${size.name}: ${line}`))
    }
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
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

test('the search for barriers finds each of those it is there for', async ({ phone }) => {
  const page = await phone()
  await page.goto('/signin')
  await expect(page.locator('.signin__form')).toBeVisible()
  expect(await findBarriers(page)).toEqual([])
  expect(await findLost(page)).toEqual([])
  expect(await findSmall(page, 48)).toEqual([])
  await page.evaluate(() => {
    const plant = (html: string, style: string): void => {
      const element = document.createElement('div')
      element.innerHTML = html
      element.style.cssText = style
      document.querySelector('main')?.prepend(element)
    }
    const heading = document.querySelector('h1')
    if (heading !== null) heading.style.color = '#ccc'
    plant('<button></button>', '')
    plant('这句话太长了放不下', 'width: 40px; height: 12px; overflow: hidden; white-space: nowrap')
    plant('出去了', 'position: absolute; left: 600px; top: 0')
    plant('<span>上面</span>', 'position: absolute; top: 700px; left: 0')
    plant('<span>下面</span>', 'position: absolute; top: 704px; left: 0')
    plant('<button>小</button>', '')
    plant('<footer class="foot"></footer>', '')
    document.querySelector<HTMLElement>('.foot')?.style.setProperty('height', '900px')
  })
  const barriers = (await findBarriers(page)).join('\n')
  expect(barriers).toContain('color-contrast')
  expect(barriers).toContain('button-name')
  const lost = (await findLost(page)).join('\n')
  for (const what of [
    ...['the page is', 'out of the screen: “出去了”', '“这句话太长了放不下”', '“下面” and “上面”'],
    '“下面” stays under the foot',
  ]) {
    expect(lost).toContain(what)
  }
  expect(await findSmall(page, 48)).toEqual([expect.stringContaining('小')])
})
