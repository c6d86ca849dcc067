import { expect, type Page } from '@playwright/test'
import { countVisits } from './support/database.ts'
import { test } from './support/journey.ts'
import {
  chooseAndSave,
  householdOf,
  logNextDoor,
  nextHousehold,
  openNextDoor,
  savedLine,
  sendUntilReceived,
  signInForTheRound,
  waitingCount,
} from './support/phone-in-hand.ts'

test('the browser is killed right after “on this phone”: the visit is there and arrives once', async ({
  server,
  network,
  ownPhone,
}) => {
  const phone = await ownPhone()
  await signInForTheRound(phone.page(), server.codes().groupLeader)
  // Chromium writes cookies half a minute late unless it ends in order: the person signed in this morning.
  await phone.context().close()
  await phone.reopen()
  const page = phone.page()
  network.become('cut')
  await page.goto('/')
  const household = await openNextDoor(page)
  const before = countVisits(server.dataDir, household)
  await chooseAndSave(page, '见到本人')
  await expect(savedLine(page)).toContainText('存在手机了')
  await phone.kill()

  await phone.reopen()
  const again = phone.page()
  await again.goto(`/household/${household}`)
  await expect(again.getByText('在手机').first()).toBeVisible()
  expect(countVisits(server.dataDir, household)).toBe(before)
  network.become('open')
  await sendUntilReceived(again)
  expect(countVisits(server.dataDir, household)).toBe(before + 1)
})

test('the server loses power after it has written and before it has answered: the visit arrives exactly once', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  const household = await openNextDoor(page)
  const before = countVisits(server.dataDir, household)
  network.only(/\/api\/sync/, 'deaf')
  await chooseAndSave(page, '见到本人')
  await expect.poll(() => countVisits(server.dataDir, household)).toBe(before + 1)
  await server.kill()
  network.become('cut')
  await expect(savedLine(page)).toContainText('存在手机了')

  await server.start()
  network.only(/\/api\/sync/, undefined)
  network.become('open')
  await sendUntilReceived(page)
  expect(countVisits(server.dataDir, household)).toBe(before + 1)
  await page.goto(`/household/${household}`)
  await expect(page.getByText('已收到').first()).toBeVisible()
})

test('two taps on save save once', async ({ server, network, phone }) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  const household = await openNextDoor(page)
  const before = countVisits(server.dataDir, household)
  network.become('cut')
  await page.getByRole('button', { name: '见到本人', exact: true }).click()
  await page.getByRole('button', { name: /^存在手机/ }).dblclick()
  await expect(savedLine(page)).toContainText('存在手机了')
  await expect(page.getByRole('button', { name: '先点一下这次怎么样' })).toBeVisible()
  expect(householdOf(page)).not.toBe(household)
  network.become('open')
  await sendUntilReceived(page)
  expect(countVisits(server.dataDir, household)).toBe(before + 1)
})

test('two tabs: a visit saved in one shows in the other, both save, and nothing is doubled', async ({
  server,
  network,
  phone,
}) => {
  const one = await phone()
  await signInForTheRound(one, server.codes().groupLeader)
  const other = await one.context().newPage()
  await other.goto('/')
  await expect(other.getByText('下一户')).toBeVisible()
  const logNext = async (page: Page) => {
    const household = await nextHousehold(page)
    const before = countVisits(server.dataDir, household)
    return { household, before, door: await logNextDoor(page) }
  }
  network.become('cut')
  const first = await logNext(one)
  await expect(waitingCount(other)).toHaveText('1 条在手机')
  await expect(other.getByText('下一户').locator('..')).not.toContainText(first.door)
  const second = await logNext(other)
  expect(second.household).not.toBe(first.household)
  for (const tab of [one, other]) {
    await tab.goto('/waiting')
    await expect(tab.locator('.wrow')).toHaveCount(2)
  }
  network.become('open')
  await one.getByRole('button', { name: '现在就送' }).or(one.getByText('都收到了')).first().click()
  for (const tab of [one, other]) await expect(tab.getByText('都收到了')).toBeVisible()
  for (const { household, before } of [first, second]) {
    expect(countVisits(server.dataDir, household)).toBe(before + 1)
  }
})

test('a visit noted in flight mode can be taken back: what was written is a draft again', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  network.become('cut')
  await page.context().setOffline(true)
  // Nobody has tapped anything, and the screen says it all the same.
  await expect(page.locator('.sync')).toContainText('离线')
  const household = await nextHousehold(page)
  await logNextDoor(page, '见到家人')
  await page.getByRole('link', { name: '关闭，草稿自动存' }).click()
  await page.getByRole('link', { name: '返回' }).click()
  await page.getByRole('link', { name: '今日' }).click()
  await expect(waitingCount(page)).toHaveText('1 条在手机')
  await page.getByRole('button', { name: '撤回' }).click()
  await expect(page.getByRole('button', { name: '见到家人', exact: true })).toHaveAttribute('aria-pressed', 'true')
  expect(householdOf(page)).toBe(household)
  await page.goto('/')
  await expect(page.getByRole('link', { name: /^草稿/ })).toBeVisible()
  await expect(waitingCount(page)).toHaveCount(0)
})
