import { expect, type Page } from '@playwright/test'
import { allRead, enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers, LOOKS, wear } from './support/looks.ts'
import { findLost, findSmall } from './support/measures.ts'
import { comeBackToThree } from './support/needs.ts'
import { logNextDoor } from './support/phone-in-hand.ts'
import { householdAt, ownBuilding, type Row, readRegister, under } from './support/register.ts'

/** A screen is open once this is on it. */
interface Screen {
  readonly name: string
  readonly path: string
  readonly shows: string
  /** What else is opened on it. */
  readonly also?: (page: Page) => Promise<void>
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
    { name: 'map', path: '/map', shows: '.mh' },
    {
      name: 'map, a house chosen',
      path: '/map',
      shows: '.mh',
      also: async (page) => {
        await page.locator('.mh').first().click()
        await expect(
          page.getByRole('link', { name: '看门牌' }).or(page.getByRole('link', { name: 'Doors' })),
        ).toBeVisible()
      },
    },
    { name: 'map, due', path: '/map?layer=due', shows: '.mh' },
    { name: 'map, not seen', path: '/map?layer=unseen', shows: '.mh' },
    { name: 'map, needs', path: '/map?layer=needs', shows: '.mh' },
    { name: 'map as a list', path: '/map?as=list', shows: '.bld' },
    { name: 'map, unseen as a list', path: '/map?layer=unseen&as=list', shows: '.bld' },
    { name: 'service point', path: '/facility/f-4', shows: '.note' },
    { name: 'service point on the map', path: '/map?spot=f-4', shows: '.mf' },
    { name: 'whom next', path: '/map?ask=nextNear', shows: '.ans__r' },
    { name: 'promised', path: '/map?ask=promised', shows: '.ans' },
    { name: 'door board, not seen', path: `/building/${building}?layer=unseen`, shows: '.bd' },
    { name: 'doors on paper', path: `/building/${building}?as=paper`, shows: '.sheet' },
    { name: 'door board', path: `/building/${building}`, shows: '.bd' },
    { name: 'door board, due', path: `/building/${building}?layer=due`, shows: '.bd' },
    { name: 'doors as a list', path: `/building/${building}?as=list`, shows: '.doorlist' },
    { name: 'household', path: `/household/${first.id}`, shows: '.who' },
    { name: 'visit form', path: `/visit/${first.id}`, shows: '.out' },
    { name: 'visit form, all of it', path: `/visit/${first.id}`, shows: '.out', also: openAll },
    { name: 'edit household', path: `/edit/${first.id}`, shows: '.chip--care' },
    { name: 'edit resident', path: `/edit/${first.id}/${resident?.id}`, shows: '[inputmode=tel]' },
    { name: 'who comes and goes', path: `/register/${first.id}`, shows: '.changes' },
    {
      name: 'a household moves in',
      path: `/movein/${(first.body['doors'] as readonly string[])[0]}`,
      shows: '.newcomer',
    },
    { name: 'a person more', path: `/register/${first.id}/person`, shows: '[inputmode=tel]' },
    { name: 'a household moves out', path: `/register/${first.id}/out`, shows: '.chip' },
    { name: 'a person leaves', path: `/register/${first.id}/leave/${resident?.id}`, shows: '.chip' },
    { name: 'to another household', path: `/register/${first.id}/over/${resident?.id}`, shows: 'button.note' },
    { name: 'split', path: `/register/${first.id}/split`, shows: '.chip' },
    { name: 'merge', path: `/register/${first.id}/merge`, shows: 'button.note' },
    { name: 'history', path: `/register/${first.id}/history`, shows: '.history__of' },
    { name: 'needs you', path: '/needs', shows: '.card.you' },
    { name: 'nothing waits', path: '/waiting', shows: '.empty' },
    { name: 'search', path: '/search', shows: '.try' },
    {
      name: 'found',
      path: '/search',
      shows: '.find',
      also: async (page) => {
        await page.getByRole('searchbox').fill('88弄')
        // What is told is what stands there: the rows below the screen follow the first dozen.
        await expect(page.locator('.found')).toHaveText(/\d/)
        const told = Number(/\d+/.exec(await page.locator('.found').innerText()))
        expect(told).toBeGreaterThan(12)
        await expect(page.locator('.hit')).toHaveCount(told)
      },
    },
    { name: 'tasks', path: '/tasks', shows: '.task' },
    { name: 'own task', path: '/task/task02', shows: '.step' },
    {
      name: 'giving a task back',
      path: '/task/task02',
      shows: '.step',
      also: async (page) => {
        await page.getByRole('button', { name: /^(做不了|Cannot)$/ }).click()
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    { name: 'task to claim', path: '/task/task04', shows: '.cap' },
    { name: 'volunteer card', path: '/card', shows: '.chip' },
    { name: 'Me', path: '/me', shows: '.me' },
    { name: 'import, for others', path: '/import', shows: '.empty' },
    { name: 'administration, for others', path: '/office', shows: '.empty' },
    { name: 'badge', path: '/me/badge', shows: '.badge' },
    { name: 'ready check', path: '/ready', shows: '.check' },
    { name: 'no such page', path: '/nowhere', shows: '.empty' },
  ]
}

async function open(page: Page, screen: Screen): Promise<void> {
  await walkTo(page, screen.path)
  await expect(page).toHaveURL((url) => url.pathname + url.search === screen.path)
  await expect(page.locator(screen.shows).first()).toBeVisible()
  await screen.also?.(page)
}
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
      await open(page, screen)
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
  })
  const barriers = (await findBarriers(page)).join('\n')
  expect(barriers).toContain('color-contrast')
  expect(barriers).toContain('button-name')
  const lost = (await findLost(page)).join('\n')
  for (const what of ['the page is', 'out of the screen: “出去了”', '“这句话太长了放不下”', '“下面” and “上面”']) {
    expect(lost).toContain(what)
  }
  expect(await findSmall(page, 48)).toEqual([expect.stringContaining('小')])
})
