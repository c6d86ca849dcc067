import { expect, type Page } from '@playwright/test'
import { enter, walkTo } from './support/enter.ts'
import { type Means, test } from './support/journey.ts'
import { chooseAndSave, findDoor, savedLine, waitingCount } from './support/phone-in-hand.ts'
import { isPostgresHere } from './support/postgres.ts'
import { householdsIn, ownBuilding, readRegister } from './support/register.ts'
import { watchWorker } from './support/worker.ts'

/** Counts what the browser itself calls a tap, across every page the app shows. */
async function countTaps(page: Page): Promise<() => number> {
  let taps = 0
  await page.exposeFunction('tapped', () => {
    taps++
  })
  await page.evaluate(() => {
    const { tapped } = window as unknown as { tapped(): void }
    addEventListener('click', (event) => event.isTrusted && tapped(), { capture: true })
  })
  return () => taps
}

const story = async ({ server, network, ownPhone, desk }: Means) => {
  const phone = await ownPhone()
  // A browser ends with its last page: this one stays, and stays blank.
  const blank = phone.page()
  const app = await phone.context().newPage()

  await test.step('at home: signs in with the printed code', async () => {
    await app.goto('/')
    const code = server.codes().groupLeader
    await app.getByLabel('登录码').fill(code)
    await app.getByRole('button', { name: '登录', exact: true }).click()
    await expect(app.getByText('下一户')).toBeVisible()
  })
  await test.step('looks whether all is ready to go', async () => {
    await app.getByRole('link', { name: '我的' }).click()
    await app.getByRole('link', { name: /出门前看一看/ }).click()
    await expect(async () => {
      await app.getByRole('button', { name: '再查一遍' }).click()
      await expect(app.getByText('能，应用已经存好。')).toBeVisible({ timeout: 500 })
    }).toPass()
    await expect(app.getByText('是新的。')).toBeVisible()
    await app.getByRole('link', { name: '今日' }).click()
  })
  const worker = await watchWorker(blank, network.url)
  const door = { stair: 1, room: '601' }
  await test.step('in the stairwell: no network; finds the door and notes the visit in three taps', async () => {
    network.become('cut')
    await findDoor(app, door)
    const taps = await countTaps(app)
    await app.getByRole('link', { name: '记走访' }).click()
    await chooseAndSave(app, '见到本人')
    await expect(savedLine(app)).toHaveText(/12号 601 存在手机了/)
    expect(taps()).toBe(3)
    await app.getByRole('link', { name: '关闭，草稿自动存' }).click()
    await expect(savedLine(app)).toHaveText(/12号 601 存在手机了/)
  })
  const list = await desk()
  await test.step('meanwhile in the office, on a line of its own: the coordinator has the list before her', async () => {
    await list.goto(`${server.url()}/signin#code=${server.codes().coordinator}`)
    await list.getByRole('button', { name: '用这个码登录' }).click()
    await expect(list.getByText('各网格的走访')).toBeVisible({ timeout: 45_000 })
    await list.getByRole('link', { name: '审核' }).click()
    await expect(list.getByText(/^收到的走访 [\d,]+ 次/)).toBeVisible()
  })
  const ofHers = list.getByRole('link', { name: /12号 601/ }).filter({ hasText: '沈桂芳' })
  const visit = ofHers.filter({ hasText: /今/ })
  await expect(visit).toHaveCount(0)
  await test.step('closes the app; the network comes back, and the worker alone sends the visit', async () => {
    await app.close()
    const before = network.seen.length
    network.become('open')
    await worker.wake()
    // After a cut the first request asks with empty hands, the second carries the visit.
    const sent = (): string[] =>
      network.seen.slice(before).map(({ method, path, status }) => `${method} ${path} ${status}`)
    await expect.poll(sent).toEqual(['POST /api/sync 200', 'POST /api/sync 200'])
    expect(phone.context().pages()).toEqual([blank])
  })
  await test.step('without a touch, the coordinator sees the visit with author, time and receipt', async () => {
    await expect(visit).toHaveCount(1)
    await expect(visit).toContainText('见到本人')
    await expect(visit).toContainText(/(今早|今天) \d{1,2}:\d\d 走的/)
    await expect(visit).toContainText('已收到')
    await visit.click()
    await expect(list.getByText(/服务器 (今早|今天) \d{1,2}:\d\d 收到/)).toBeVisible()
  })
  await test.step('opened again, the phone shows the receipt', async () => {
    const again = await phone.context().newPage()
    await again.goto('/')
    await expect(again.getByText('下一户')).toBeVisible()
    await expect(waitingCount(again)).toHaveCount(0)
    await findDoor(again, door)
    await expect(again.getByText('已收到').first()).toBeVisible()
    await expect(again.locator('.st--phone')).toHaveCount(0)
  })
}

test(
  'a visit noted in a stairwell without network reaches the coordinator, though the app was closed before the network came back',
  story,
)

if (isPostgresHere()) {
  test.describe('over PostgreSQL', () => {
    test.use({ engine: 'PostgreSQL' })
    test('a visit noted without network reaches the coordinator just the same', story)
  })
} else if (process.env['TEST_WORKER_INDEX'] === undefined) {
  // Once, from where the journeys are listed; every worker reads this file anew.
  process.stderr.write(
    'PostgreSQL 15 or newer is not installed and TEST_DATABASE_URL is not set: the main story is walked on SQLite alone.\n',
  )
}

test('a trembling finger taps twice: what happened stays under it, whichever it was', async ({ phone, server }) => {
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  const rows = readRegister(server)
  const households = householdsIn(rows, ownBuilding(rows))
  const outcomes = page.locator('.out button')
  const moved: string[] = []
  for (let at = 0; at < 9; at++) {
    await walkTo(page, `/visit/${households[at * 3]?.id}`)
    await expect(page.locator('.after__hint')).toBeVisible()
    const { x = 0, y = 0, width = 0, height = 0 } = (await outcomes.nth(at).boundingBox()) ?? {}
    const low = { x: x + width / 2, y: y + height - 8 }
    await page.touchscreen.tap(low.x, low.y)
    await expect(page.locator('.then')).toBeVisible()
    await page.touchscreen.tap(low.x, low.y)
    if ((await outcomes.nth(at).getAttribute('aria-pressed')) !== 'true') moved.push(await outcomes.nth(at).innerText())
    await walkTo(page, '/')
    await expect(page.locator('.next')).toBeVisible()
  }
  expect(moved).toEqual([])
})
