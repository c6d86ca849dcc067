import { expect } from '@playwright/test'
import { test } from './support/journey.ts'
import { logNextDoor, savedLine, sendNow, signInForTheRound, waitingCount } from './support/phone-in-hand.ts'

test('a network that accepts and never answers: the app opens at once, saves at once, and sends when it can', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  await page.close()
  network.become('stalled')
  const again = await page.context().newPage()
  await test.step('opens', async () => {
    await again.goto('/')
    await expect(again.getByText('下一户')).toBeVisible()
    await again.reload()
    await expect(again.getByText('下一户')).toBeVisible()
  })
  await test.step('saves, one door after the other', async () => {
    // Saved: the line says so although the request with it hangs; the next save does not wait for it.
    await logNextDoor(again)
    await expect(savedLine(again)).toContainText(/存在手机了|已送出/)
    await again.goto('/')
    await logNextDoor(again)
    await expect(savedLine(again)).toContainText(/存在手机了|已送出/)
    await expect(again.getByText('已收到')).toHaveCount(0)
  })
  await test.step('every screen of the round opens', async () => {
    for (const [name, heading] of [
      ['地图', '民情地图'],
      ['我的', '我的'],
      ['今日', '今日'],
    ] as const) {
      await again.goto('/')
      await again.getByRole('link', { name }).click()
      await expect(again.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    }
    await expect(waitingCount(again)).toHaveText('2 条在手机')
  })
  await test.step('and sends', async () => {
    network.become('cut')
    network.become('open')
    await sendNow(again)
    await expect(again.getByText('都收到了')).toBeVisible()
  })
})
