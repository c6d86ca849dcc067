import { expect, type Page } from '@playwright/test'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers, LOOKS, wear } from './support/looks.ts'
import { findLost } from './support/measures.ts'
import { takePicture } from './support/picture.ts'
import { readLooks, readRegister } from './support/register.ts'

const GRID = 'g-1'
const grid = (server: { readonly dataDir: string }, id = GRID) =>
  readRegister(server).find((row) => row.kind === 'grid' && row.id === id)?.body
const redraws = (server: { readonly dataDir: string }) => readRegister(server).filter((row) => row.kind === 'redraw')
const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())

async function openDrawing(page: Page): Promise<void> {
  await walkTo(page, `/map?grid=${GRID}`)
  await page.getByRole('link', { name: '边界', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '第一微网格的边界' })).toBeVisible()
  await expect(page.locator('.bn__b').first()).toBeAttached()
}
/** The picture has found its place and size: a tap now means the place it is made at. */
async function pictureRests(page: Page): Promise<void> {
  const view = () => page.locator('.bn__keys .mp__svg').getAttribute('viewBox')
  let last = await view()
  await expect(async () => {
    const before = last
    last = await view()
    expect(last).not.toBeNull()
    expect(last).toBe(before)
  }).toPass({ intervals: [400] })
}
/** Taps four corners around the first micro-grid and what is seen of the third, which lies below it. */
async function tapAround(page: Page): Promise<void> {
  await pictureRests(page)
  const box = (await page.locator('.bn__keys').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const words = page.getByRole('status').first()
  const corners: readonly (readonly [number, number])[] = [
    [0.03, 0.05],
    [0.82, 0.05],
    [0.82, 0.96],
    [0.03, 0.96],
  ]
  for (const [at, [x, y]] of corners.entries()) {
    await page.touchscreen.tap(box.x + box.width * x, box.y + box.height * y)
    await expect(words).toContainText(at < 2 ? `${at + 1} 个角，至少` : `${at + 1} 个角，围住`)
  }
}
/** How many houses would come in, as the screen says before anything is done. */
async function comingIn(page: Page): Promise<number> {
  await page.getByRole('button', { name: '看看谁会变' }).click()
  const heading = page.getByRole('heading', { name: /^进来 \d+ 栋$/ })
  await expect(heading).toBeVisible()
  const count = Number(/\d+/.exec(await heading.innerText())?.[0])
  expect(count).toBeGreaterThan(2)
  return count
}
const households = async (page: Page): Promise<number> => {
  await walkTo(page, '/map?as=list')
  return Number(/([\d,]+) 户/.exec(await page.locator('.proof b').innerText())?.[1]?.replaceAll(',', ''))
}

test('a boundary drawn from today on takes houses from the next micro-grid: told before, and its leader no longer holds them', async ({
  phone,
  desk,
  server,
}) => {
  test.slow()
  const neighbour = await phone()
  await enter(neighbour, server.codes().microLeader)
  const before = await households(neighbour)
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await openDrawing(page)
  await tapAround(page)
  const count = await comingIn(page)
  const leader = page.getByRole('status').getByRole('listitem').filter({ hasText: '徐国平' })
  await expect(leader).toContainText('不再看到')
  const lost = Number(/(\d+) 户/.exec(await leader.innerText())?.[1])
  expect(lost).toBeGreaterThan(20)
  await test.step('one of them stays after all', async () => {
    await page.getByLabel('88弄 6号归哪里').selectOption({ label: '不动' })
    await expect(page.getByRole('button', { name: new RegExp(`^确认，${count - 1} 栋换网格`) })).toBeVisible()
    await page.getByLabel('88弄 6号归哪里').selectOption({ label: '归第一微网格' })
  })
  await page.getByLabel('从哪天起').fill(today())
  await page.getByRole('button', { name: new RegExp(`^确认，${count} 栋换网格`) }).click()
  await expect(page.getByText('网格范围按楼推算')).toHaveCount(0)
  await expect.poll(() => redraws(server).map(({ body }) => body['state'])).toEqual(['done'])
  expect(grid(server)?.['boundary']).toHaveLength(1)
  await test.step('a picture of the map says which boundaries somebody drew', async () => {
    await walkTo(page, '/map')
    await expect(page.locator('.mp__facts')).toContainText('边界画定 1 个')
    expect((await takePicture(page)).written).toMatch(/合计 2,716 户 {2}边界画定 1 个，按楼推算 \d+ 个/)
  })
  await test.step('the neighbour’s phone gives them up at its next round', async () => {
    await walkTo(neighbour, '/me')
    await neighbour.getByRole('button', { name: /^(现在同步|正在同步)$/ }).click()
    await expect.poll(() => households(neighbour), { timeout: 30_000 }).toBe(before - lost)
  })
  const table = await desk()
  await enter(table, server.codes().groupLeader)
  await walkTo(table, '/boundary/g-1')
  await expect(table.getByRole('heading', { name: '这里不归你调整' }).first()).toBeVisible()
})

test('from a later day on it waits, everybody it concerns reads of it, and until then it can be withdrawn', async ({
  phone,
  server,
}) => {
  test.slow()
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await openDrawing(page)
  await tapAround(page)
  const count = await comingIn(page)
  const told = `${count} 栋归第一微网格`
  await page.getByRole('button', { name: new RegExp(`^确认，${count} 栋换网格`) }).click()
  await expect(page.locator('.pick')).toContainText(told)
  expect(grid(server)).not.toHaveProperty('boundary')
  await test.step('who would move one of them again reads what comes first', async () => {
    const house = readRegister(server).find((row) => row.kind === 'building' && row.body['name'] === '88弄 6号')
    await walkTo(page, `/boundary/g-3?house=${house?.id}`)
    await expect(page.getByText(/^早已定下.*归第一微网格/)).toBeVisible()
    await walkTo(page, `/map?grid=${GRID}`)
  })
  const neighbour = await phone()
  await enter(neighbour, server.codes().microLeader)
  await walkTo(neighbour, '/map?as=list')
  await expect(neighbour.locator('.main')).toContainText(told)
  await page.getByRole('link', { name: '边界', exact: true }).click()
  await page.getByRole('button', { name: '撤回', exact: true }).first().click()
  await expect(page.locator('.foot')).not.toContainText(told)
  await expect.poll(() => redraws(server).map(({ body }) => body['state'])).toEqual(['withdrawn'])
})

/** The first answer of the office is kept back until the second one has been there for a while. */
const answerFirstLast = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const reach = window.fetch
    let asked = 0
    window.fetch = async (...request) => {
      const isFirst = String(request[0]) === '/api/admin' && asked++ === 0
      const response = await reach(...request)
      if (!isFirst) return response
      while (asked < 2) await new Promise((resolve) => setTimeout(resolve, 50))
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      setTimeout(() => document.documentElement.setAttribute('data-late', ''), 200)
      return response
    }
  })

test('by keys alone: corners under the cross-hair, the last one back, from the houses, and a house that goes by itself', async ({
  desk,
  server,
}) => {
  const page = await desk()
  await enter(page, server.codes().coordinator)
  await openDrawing(page)
  const words = page.getByRole('status').first()
  await page.locator('.bn__keys').focus()
  for (const key of ['ArrowLeft', 'Enter', 'ArrowDown', 'Enter', 'ArrowRight', 'ArrowRight', 'Enter'])
    await page.keyboard.press(key)
  await expect(words).toContainText('3 个角')
  await page.keyboard.press('Backspace')
  await expect(words).toContainText('已有 2 个角')
  await page.getByRole('button', { name: '按楼推算' }).focus()
  await page.keyboard.press('Enter')
  await expect(words).toContainText('围住 17 栋楼')
  const house = readRegister(server).find((row) => row.kind === 'building' && row.body['name'] === '76弄 9号')
  await walkTo(page, `/boundary/${GRID}?house=${house?.id}`)
  const confirm = page.getByRole('button', { name: /^确认，1 栋换网格/ })
  await test.step('the answer for tomorrow comes after the one for today: what is shown is for today', async () => {
    await answerFirstLast(page)
    await page.getByLabel('76弄 9号归哪里').selectOption({ label: '归第二微网格' })
    await page.getByLabel('从哪天起').fill(today())
    await expect(page.locator('html[data-late]')).toBeAttached()
    await expect(confirm).toBeEnabled()
  })
  await confirm.click()
  await expect(page).toHaveURL(new RegExp(`/building/${house?.id}`))
  await expect(page.getByText('第二微网格').first()).toBeVisible()
})

test('a service point is set on the map, is found and called without network, and closes', async ({
  phone,
  network,
  server,
}) => {
  test.slow()
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await walkTo(page, '/map?as=list')
  await page.getByRole('link', { name: '添一个服务点' }).click()
  await page.getByLabel('叫什么').fill('楼下小厨')
  await page.getByLabel('是什么').selectOption('canteen')
  await page.getByLabel('电话').fill('021-5550123')
  await page.getByRole('button', { name: '放在十字处' }).click()
  await page.getByRole('button', { name: '存下' }).click()
  await expect(page.getByRole('link', { name: '楼下小厨，社区食堂' })).toBeAttached()
  const neighbour = await phone()
  await enter(neighbour, server.codes().groupLeader)
  network.become('cut')
  await walkTo(neighbour, '/map?as=list')
  await neighbour.getByRole('link', { name: /楼下小厨/ }).click()
  await expect(neighbour.getByRole('link', { name: '打电话' })).toHaveAttribute('href', 'tel:021-5550123')
  await expect(neighbour.getByRole('link', { name: '改一改' })).toHaveCount(0)
  await neighbour.getByRole('link', { name: '在地图上看' }).click()
  await expect(neighbour.locator('.pick')).toContainText('楼下小厨')
  network.become('open')
  await test.step('hidden on the map it stays in the list', async () => {
    await walkTo(page, '/map')
    await page.getByRole('button', { name: /^服务点 \d+$/ }).click()
    await expect(page.locator('.mf')).toHaveCount(0)
  })
  await walkTo(page, '/map?as=list')
  await page.getByRole('link', { name: /楼下小厨/ }).click()
  await page.getByRole('link', { name: '改一改' }).click()
  await page.getByRole('button', { name: '这里没有了' }).click()
  await expect(page.getByRole('link', { name: '楼下小厨，社区食堂' })).toHaveCount(0)
  await expect
    .poll(() => readRegister(server).find(({ body }) => body['name'] === '楼下小厨')?.body['ended'])
    .toEqual({ on: today() })
})

test('full names on paper are a look that the server keeps, one a household, told before the tap', async ({
  desk,
  server,
}) => {
  const page = await desk()
  await enter(page, server.codes().coordinator)
  const house = readRegister(server).find((row) => row.kind === 'building' && row.body['name'] === '88弄 12–13号')
  await walkTo(page, `/building/${house?.id}?as=paper`)
  const who = page.locator('.sheet tbody tr td:nth-child(2)')
  await expect(who.first()).toBeVisible()
  await page.getByRole('button', { name: '印全名，记一笔' }).click()
  await expect.poll(async () => (await who.allInnerTexts()).join(' ')).not.toContain('*')
  await walkTo(page, '/me')
  await page.getByRole('button', { name: /^(现在同步|正在同步)$/ }).click()
  await expect.poll(() => readLooks(server).length, { timeout: 30_000 }).toBe(28)
  expect(new Set(readLooks(server).map(({ payload }) => JSON.stringify(payload))).size).toBe(28)
})

test('the screens of drawing keep nobody out: no barrier in any look, nothing cut', async ({ phone, server }) => {
  test.setTimeout(240_000)
  const page = await phone()
  // A colour on its way from one look to the next is no colour of either.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await enter(page, server.codes().coordinator)
  const found: string[] = []
  const lookAll = async (name: string): Promise<void> => {
    for (const look of LOOKS) {
      await wear(page, look)
      found.push(...(await findBarriers(page)).map((line) => `${name}, ${look}: ${line}`))
      found.push(...(await findLost(page)).map((line) => `${name}, ${look}: ${line}`))
    }
    await wear(page, 'light')
  }
  await openDrawing(page)
  await lookAll('drawing')
  await tapAround(page)
  const count = await comingIn(page)
  await lookAll('who changes')
  await page.getByRole('button', { name: new RegExp(`^确认，${count} 栋换网格`) }).click()
  await expect(page.locator('.pick')).toContainText(`${count} 栋归第一微网格`)
  await lookAll('map with what is coming')
  await page.getByRole('link', { name: '边界', exact: true }).click()
  await expect(page.getByRole('button', { name: '撤回', exact: true }).first()).toBeVisible()
  await lookAll('drawing with what is coming')
  await walkTo(page, '/facility/f-4')
  await expect(page.getByRole('heading', { level: 1, name: '社区食堂' })).toBeVisible()
  await lookAll('service point')
  await page.getByRole('link', { name: '改一改' }).click()
  await expect(page.getByLabel('叫什么')).toBeVisible()
  await lookAll('service point, being written')
  expect(found).toEqual([])
})
