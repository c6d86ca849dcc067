import { rmSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { buildApp } from './support/build.ts'
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
} from './support/phone-in-hand.ts'

const NEXT = 'the-next-build'
const shells = (page: Page): Promise<string[]> => page.evaluate(() => caches.keys())

test('a new version arrives under an open form with visits unsent: it asks, waits, and loses nothing', async ({
  server,
  network,
  phone,
}) => {
  const form = await phone()
  await signInForTheRound(form, server.codes().groupLeader)
  const [old = ''] = await shells(form)
  network.only(/\/api\/sync/, 'cut')
  const unsent: { household: string; before: number }[] = []
  await test.step('two visits wait on the phone, a third is half written', async () => {
    for (let i = 0; i < 2; i++) {
      await form.goto('/')
      const household = await nextHousehold(form)
      unsent.push({ household, before: countVisits(server.dataDir, household) })
      await logNextDoor(form)
    }
    await form.goto('/')
    await openNextDoor(form)
    await form.getByRole('button', { name: '见到家人', exact: true }).click()
    await form.getByRole('button', { name: /多记一点/ }).click()
    await form.getByRole('textbox', { name: '原话' }).fill('电梯什么时候装')
    await expect(form.getByText('草稿已存')).toBeVisible()
  })
  const drafted = householdOf(form)
  // Gone as soon as the page is loaded anew.
  await form.evaluate(() => Reflect.set(globalThis, 'untouched', true))

  const folder = await buildApp(NEXT)
  const other = await form.context().newPage()
  await test.step('the server has the new version; the phone fetches it and asks', async () => {
    await server.stop()
    await server.start({ app: folder })
    await other.goto('/me')
    await expect(other.getByText('更新到新版本')).toBeVisible()
    await expect(other.getByText('有没写完的草稿，更新后接着写。')).toBeVisible()
    expect((await shells(other)).sort()).toEqual([old, `shell-${NEXT}`].sort())
  })
  await test.step('taken in one tab, it does not touch the form in the other, whose files stay', async () => {
    const loaded = other.waitForEvent('load')
    await other.getByRole('button', { name: '现在更新' }).click()
    await loaded
    await expect(other.getByRole('heading', { level: 1, name: '我的', exact: true })).toBeVisible()
    await expect(other.getByText('更新到新版本')).toHaveCount(0)
    expect(await form.evaluate(() => Reflect.get(globalThis, 'untouched'))).toBe(true)
    await expect(form.getByRole('textbox', { name: '原话' })).toHaveValue('电梯什么时候装')
    expect((await shells(form)).sort()).toEqual([old, `shell-${NEXT}`].sort())
    await other.goto('/')
    await expect(other.getByRole('link', { name: /^草稿/ })).toBeVisible()
  })
  await test.step('the old form goes on, saves, and opens screens of its own version', async () => {
    await form.getByRole('textbox', { name: '原话' }).fill('电梯什么时候装，讲了三年了')
    await form.getByRole('button', { name: /^存在手机/ }).click()
    await expect(savedLine(form)).toContainText('存在手机了')
    await form.getByRole('link', { name: '关闭，草稿自动存' }).click()
    await form.getByRole('link', { name: '返回' }).click()
    await expect(form.locator('.cell').first()).toBeVisible()
    expect(await form.evaluate(() => Reflect.get(globalThis, 'untouched'))).toBe(true)
    unsent.push({ household: drafted, before: countVisits(server.dataDir, drafted) })
  })
  await test.step('once nobody uses the old version its files go; everything is sent', async () => {
    await form.close()
    await other.reload()
    await expect.poll(() => shells(other)).toEqual([`shell-${NEXT}`])
    network.only(/\/api\/sync/, undefined)
    await sendUntilReceived(other)
    for (const { household, before } of unsent) expect(countVisits(server.dataDir, household)).toBe(before + 1)
    await other.goto(`/household/${drafted}`)
    await expect(other.getByText('电梯什么时候装，讲了三年了')).toBeVisible()
  })
  await test.step('the new version opens without network too', async () => {
    network.become('cut')
    await other.goto('/')
    await openNextDoor(other)
    await chooseAndSave(other, '无人应门')
    await expect(savedLine(other)).toContainText('存在手机了')
  })
  rmSync(folder, { recursive: true, force: true })
})
