import { expect, type Page } from '@playwright/test'
import { countVisits } from './support/database.ts'
import { allRead } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findVisits, visitWithWords } from './support/notes.ts'
import { logNextDoor, nextHousehold, signIn, signInForTheRound, waitingCount } from './support/phone-in-hand.ts'

async function askToSignOut(page: Page): Promise<void> {
  await page.goto('/me')
  await page.getByRole('button', { name: '退出登录' }).click()
}

const HERS = '第二个人记的'

test('two people on one phone, both with visits unsent: each sees only their own, and each one’s go out when that person returns', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  const codes = server.codes()
  await signInForTheRound(page, codes.groupLeader)
  const household = await nextHousehold(page)
  const before = countVisits(server.dataDir, household)
  let hersBy = ''
  await test.step('the first notes a visit without network and signs out: told, and sent first where it can be', async () => {
    network.become('cut')
    await logNextDoor(page)
    await askToSignOut(page)
    await expect(page.getByText('还有 1 条没送到服务器。')).toBeVisible()
    await page.getByRole('button', { name: '送出并退出' }).click()
    await expect(page.getByText('没送成，还剩 1 条。多半是没有网络。')).toBeVisible()
    await page.getByRole('button', { name: '不等了，先退出' }).click()
    await expect(page.getByLabel('登录码')).toBeVisible()
  })
  await test.step('the second signs in on the same phone and sees nothing of it', async () => {
    network.become('open')
    await signIn(page, codes.microLeader)
    hersBy = (await (await page.request.get('/api/session')).json()).person
    await page.goto('/me')
    await expect(page.getByText('都送到了')).toBeVisible()
    await page.goto('/waiting')
    await expect(page.getByText('都收到了')).toBeVisible()
    await page.goto('/')
    await expect(waitingCount(page)).toHaveCount(0)
    // The same door, which the second may see too.
    await page.goto(`/household/${household}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('12号')
    await expect(page.getByText('在手机')).toHaveCount(0)
    expect(countVisits(server.dataDir, household)).toBe(before)
  })
  await test.step('the second notes a visit at that very door, has no network either, and signs out', async () => {
    network.become('cut')
    await page.goto('/')
    await allRead(page)
    await visitWithWords(page, household, HERS)
    await page.goto('/waiting')
    await expect(page.locator('.wrow')).toHaveCount(1)
    await askToSignOut(page)
    await page.getByRole('button', { name: '送出并退出' }).click()
    await page.getByRole('button', { name: '不等了，先退出' }).click()
    await expect(page.getByLabel('登录码')).toBeVisible()
    network.become('open')
    expect(countVisits(server.dataDir, household)).toBe(before)
  })
  // The demo prints new codes at every start.
  await server.stop()
  await server.start()
  await test.step('the first signs in again: that visit goes out, under the first’s name, and no other', async () => {
    await signIn(page, server.codes().groupLeader)
    await page.goto('/waiting')
    await expect(page.getByText('都收到了')).toBeVisible()
    expect(countVisits(server.dataDir, household)).toBe(before + 1)
    expect(findVisits(server, [HERS])).toEqual([])
    await askToSignOut(page)
    await expect(page.getByText('都送到服务器了。')).toBeVisible()
    await page.getByRole('button', { name: '退出', exact: true }).click()
    await expect(page.getByLabel('登录码')).toBeVisible()
  })
  await test.step('and the second: that one too, under her own name', async () => {
    await signIn(page, server.codes().microLeader)
    await page.goto('/waiting')
    await expect(page.getByText('都收到了')).toBeVisible()
    expect(countVisits(server.dataDir, household)).toBe(before + 2)
    expect(findVisits(server, [HERS]).map(({ by }) => by)).toEqual([hersBy])
  })
})

test('signing out with unsent work sends it first', async ({ server, network, phone }) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  const household = await nextHousehold(page)
  const before = countVisits(server.dataDir, household)
  network.become('cut')
  await logNextDoor(page)
  await askToSignOut(page)
  await expect(page.getByText('还有 1 条没送到服务器。')).toBeVisible()
  network.become('open')
  await page.getByRole('button', { name: '送出并退出' }).click()
  await expect(page.getByLabel('登录码')).toBeVisible()
  expect(countVisits(server.dataDir, household)).toBe(before + 1)
})
