import { expect } from '@playwright/test'
import { countVisits } from './support/database.ts'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import {
  chooseAndSave,
  logNextDoor,
  openNextDoor,
  savedLine,
  sendUntilReceived,
  signInForTheRound,
  waitingCount,
} from './support/phone-in-hand.ts'
import { ownBuilding, readRegister } from './support/register.ts'

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
    await sendUntilReceived(again)
  })
})

test('the phone asks for news and hears nothing: a visit saved meanwhile leaves without waiting for that', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  network.only(/\/api\/sync/, 'deaf')
  const asked = () => network.seen.filter(({ path, weather }) => path === '/api/sync' && weather === 'deaf').length
  await page.getByRole('link', { name: '我的' }).click()
  await page.getByRole('button', { name: '现在同步' }).click()
  await expect.poll(asked).toBe(1)
  await page.getByRole('link', { name: '今日' }).click()
  const household = await openNextDoor(page)
  const before = countVisits(server.dataDir, household)
  await chooseAndSave(page, '见到本人')
  // Far sooner than an unanswered request is given up.
  await expect.poll(() => countVisits(server.dataDir, household), { timeout: 15_000 }).toBe(before + 1)
})

test('what only coordinators need is still on its way: Today stands alone on the screen, and fills once it has come', async ({
  server,
  network,
  phone,
}) => {
  const { later } = (await (await fetch(`${network.url}/shell.json`)).json()) as {
    later: readonly (readonly string[])[]
  }
  // Their words alone: a browser has six connections to a server, and the worker needs one to be there at all.
  const words = later.flatMap(([url = '']) => (url.includes('/review-') ? [url.replaceAll('.', '\\.')] : []))
  expect(words).toHaveLength(2)
  const forSome = new RegExp(words.join('|'))
  network.only(forSome, 'stalled')
  const page = await phone()
  await enter(page, server.codes().coordinator)
  const house = ownBuilding(readRegister(server)).id
  await walkTo(page, `/building/${house}`)
  await expect(page.locator('.bd')).toBeVisible()
  await walkTo(page, '/today')
  await expect(page.locator('h1')).toHaveText(['今日'])
  await expect(page.locator('.bd')).toBeHidden()
  network.only(forSome, undefined)
  // A browser does not ask twice for what it still waits for.
  await page.reload()
  await expect(page.getByRole('heading', { name: '各网格的走访' })).toBeVisible()
})
