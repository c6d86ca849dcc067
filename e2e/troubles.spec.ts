import { expect, type Page } from '@playwright/test'
import { setClockAhead } from './support/clock.ts'
import { countVisits } from './support/database.ts'
import { giveSmallDisk } from './support/disk.ts'
import { allRead } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findVisits, visitWithWords } from './support/notes.ts'
import {
  chooseAndSave,
  householdOf,
  logNextDoor,
  nextHousehold,
  openNextDoor,
  savedLine,
  sendNow,
  sendUntilReceived,
  signIn,
  signInForTheRound,
  waitingCount,
} from './support/phone-in-hand.ts'
import type { Server } from './support/server.ts'

const YEAR = 365 * 86_400_000

/** As when the person signs out on another page of the same browser, or the server has forgotten the session. */
async function endSession(server: Server, page: Page): Promise<void> {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const origin = `http://127.0.0.1:${server.port}`
  const ended = await fetch(`${origin}/api/session`, { method: 'DELETE', headers: { origin, cookie } })
  expect(ended.status).toBe(204)
}

test('the phone’s clock is a year ahead: told, and the visit lies in the server’s history at the right time', async ({
  server,
  network,
  phone,
  desk,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  await setClockAhead(page, YEAR)
  await page.goto('/me')
  await page.getByRole('button', { name: '现在同步' }).click()
  await page.getByRole('link', { name: '今日' }).click()
  await page.getByRole('link', { name: /手机时间不准/ }).click()
  await expect(page.getByText('快了 365 天。')).toBeVisible()
  await expect(page.getByText('到手机设置里，把时间改成自动。记录按服务器的时间算。')).toBeVisible()
  await page.goto('/')
  network.become('cut')
  const door = await logNextDoor(page)
  network.become('open')
  await sendUntilReceived(page)

  const list = await desk()
  await signIn(list, server.codes().microLeader)
  await list.getByRole('link', { name: '审核' }).click()
  const row = list.locator('.qi').filter({ hasText: door }).first()
  await expect(row).toContainText(/(今早|今天) \d{1,2}:\d\d 走的/)
  await row.click()
  await expect(list.getByText('手机时间不准，按收到的时间算')).toHaveCount(0)
})

test('the phone’s clock falls back a year in the stairwell: visits go on, and lie in the history at the right time', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  await allRead(page)
  const household = await nextHousehold(page)
  const before = countVisits(server.dataDir, household)
  network.become('cut')
  await setClockAhead(page, -YEAR)
  await page.reload()
  await allRead(page)
  await visitWithWords(page, household, '钟慢了一年')
  await page.goto('/')
  await expect(waitingCount(page)).toHaveText('1 条在手机')
  network.become('open')
  await sendUntilReceived(page)
  expect(countVisits(server.dataDir, household)).toBe(before + 1)
  const [visit] = findVisits(server, ['钟慢了一年'])
  expect(Math.abs(Date.parse(visit?.at ?? '') - Date.now())).toBeLessThan(300_000)
  await page.goto('/')
  await page.getByRole('link', { name: /手机时间不准/ }).click()
  await expect(page.getByText('慢了 365 天。')).toBeVisible()
})

test('signed out by the server in the middle of the round: told, nothing lost, all goes out after signing in again', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  const rounds: { household: string; before: number }[] = []
  const log = async (): Promise<void> => {
    await page.goto('/')
    const household = await nextHousehold(page)
    rounds.push({ household, before: countVisits(server.dataDir, household) })
    await logNextDoor(page)
  }
  network.become('cut')
  await log()
  // After a cut the first request asks with empty hands; the session ends before the second, which carries the visits.
  let asked = 0
  const before = network.seen.length
  network.before(/\/api\/sync/, async () => {
    asked++
    if (asked === 2) await endSession(server, page)
  })
  network.become('open')
  await log()
  await page.goto('/')
  await expect(page.locator('.sync')).toContainText('登录过期，联网后重新登录')
  const answers = network.seen.slice(before).filter(({ path }) => path === '/api/sync')
  expect(answers.slice(0, 2).map(({ status }) => status)).toEqual([200, 401])
  network.before(/\/api\/sync/, undefined)
  await expect(waitingCount(page)).toHaveText('2 条在手机')
  await log()
  await page.goto('/waiting')
  await expect(page.locator('.wrow')).toHaveCount(3)
  await page.getByRole('link', { name: '去登录' }).click()
  // The demo prints new codes at every start.
  await server.stop()
  await server.start()
  await page.getByLabel('登录码').fill(server.codes().groupLeader)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('下一户')).toBeVisible()
  await expect(waitingCount(page)).toHaveCount(0)
  await expect
    .poll(() => rounds.map(({ household }) => countVisits(server.dataDir, household)))
    .toEqual(rounds.map(({ before }) => before + 1))
})

test('the post is taken away while a visit waits: the register leaves the phone, the visit stays and goes out on return', async ({
  server,
  network,
  phone,
  playwright,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  const { person } = await (await page.request.get('/api/session')).json()
  const household = await nextHousehold(page)
  const before = countVisits(server.dataDir, household)
  network.become('cut')
  await logNextDoor(page)
  const coordinator = await playwright.request.newContext({
    baseURL: server.url(),
    extraHTTPHeaders: { origin: new URL(server.url()).origin },
  })
  await coordinator.post('/api/session', { data: { code: server.codes().coordinator } })
  const revoked = await coordinator.post('/api/admin', { data: { type: 'sessions.revoke', payload: { person } } })
  expect(await revoked.json()).toEqual({ sessions: 1 })
  await coordinator.dispose()

  network.become('open')
  await sendNow(page)
  await expect(page.getByText('这个账号的权限收回了，资料已从手机上清掉。')).toBeVisible()
  await expect(page.locator('.wrow')).toHaveCount(1)
  await page.goto('/map')
  await expect(page.getByRole('link', { name: /88弄/ })).toHaveCount(0)
  expect(countVisits(server.dataDir, household)).toBe(before)

  await server.stop()
  await server.start()
  await signIn(page, server.codes().groupLeader)
  await sendUntilReceived(page)
  expect(countVisits(server.dataDir, household)).toBe(before + 1)
})

test('the phone is full while saving: told, the draft is kept, and once there is room all works again', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  const disk = await giveSmallDisk(page, network.url)
  await signInForTheRound(page, server.codes().groupLeader)
  network.become('cut')
  await logNextDoor(page)
  await page.goto('/')
  const household = await openNextDoor(page)
  await page.getByRole('button', { name: '见到本人', exact: true }).click()
  await expect(page.getByText('草稿已存')).toBeVisible()
  await disk.fill()
  await page.getByRole('button', { name: /^存在手机/ }).click()
  await expect(page.getByRole('alert')).toContainText('手机存满了。清出一点空间再点一次存，写的都还在这一页。')
  expect(householdOf(page)).toBe(household)
  await expect(page.getByRole('button', { name: '见到本人', exact: true })).toHaveAttribute('aria-pressed', 'true')

  await test.step('opened again, the draft is there, and so is what was saved before', async () => {
    await page.goto('/')
    await expect(page.getByRole('link', { name: /^草稿/ })).toBeVisible()
    await expect(waitingCount(page)).toHaveText('1 条在手机')
  })
  await test.step('with room again it saves, and both arrive', async () => {
    await disk.free()
    const before = countVisits(server.dataDir, household)
    await page.getByRole('link', { name: /^草稿/ }).click()
    await page.getByRole('button', { name: /^存在手机/ }).click()
    await expect(savedLine(page)).toContainText('存在手机了')
    network.become('open')
    await sendUntilReceived(page)
    expect(countVisits(server.dataDir, household)).toBe(before + 1)
    await page.goto('/')
    await openNextDoor(page)
    await chooseAndSave(page, '无人应门')
    await expect(savedLine(page)).toContainText('已收到')
  })
})

test('the storage of the phone does not open: the app says so and what to do', async ({ phone }) => {
  const page = await phone()
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('the disk', 'UnknownError')
    }
  })
  await page.goto('/')
  await expect(page.getByText('打不开手机里的存储')).toBeVisible()
  await expect(page.getByRole('button', { name: '重新打开' })).toBeVisible()
})

test('the browser clears the app’s data under an open form: what is then saved still arrives, and the register comes back', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  const household = await openNextDoor(page)
  const before = countVisits(server.dataDir, household)
  await page.getByRole('button', { name: '见到本人', exact: true }).click()
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin: network.url, storageTypes: 'indexeddb' })
  await page.getByRole('button', { name: /^存在手机/ }).click()
  await expect.poll(() => countVisits(server.dataDir, household)).toBe(before + 1)
  await page.goto('/')
  await expect(page.getByText('下一户').or(page.getByLabel('登录码'))).toBeVisible()
})
