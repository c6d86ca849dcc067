import { expect, type Page } from '@playwright/test'
import { countVisits } from './support/database.ts'
import { test } from './support/journey.ts'
import type { Network } from './support/network.ts'
import {
  chooseAndSave,
  logNextDoor,
  nextHousehold,
  openNextDoor,
  savedLine,
  signInForTheRound,
} from './support/phone-in-hand.ts'
import { watchWorker } from './support/worker.ts'

const isSync = (one: { readonly path: string }): boolean => one.path === '/api/sync'

/**
 * Between two rounds, the next a minute away: a worker that hangs in the middle of one is robbed of its lock only
 * after forty seconds.
 */
async function untilQuiet(page: Page, network: Network): Promise<void> {
  await page.getByRole('link', { name: '我的' }).click()
  await page.getByRole('button', { name: '现在同步' }).click()
  let last = -1
  await expect
    .poll(async () => {
      const { held = [] } = await page.evaluate(() => navigator.locks.query())
      const asked = network.seen.length
      const isQuiet = held.length === 0 && asked === last
      last = asked
      return isQuiet
    })
    .toBe(true)
  await page.getByRole('link', { name: '今日' }).click()
}

test('the background worker hangs: the page sends the visit itself', async ({ server, network, phone }) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  const worker = await watchWorker(page, network.url)
  await untilQuiet(page, network)
  await openNextDoor(page)
  await worker.freeze()
  await chooseAndSave(page, '见到本人')
  await expect(savedLine(page)).toContainText('已收到')
})

test('the background worker is ended in the middle of sending: the visit arrives exactly once', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  const worker = await watchWorker(page, network.url)
  const household = await nextHousehold(page)
  const before = countVisits(server.dataDir, household)
  const asked = network.seen.length
  // The server hears the worker and writes, but the worker does not live to hear the answer.
  network.only(/\/api\/sync/, 'deaf')
  const door = await logNextDoor(page)
  await expect.poll(() => network.seen.slice(asked).find(isSync)?.status).toBe(200)
  await worker.stop()
  network.only(/\/api\/sync/, undefined)
  await expect(savedLine(page)).toHaveText(new RegExp(`${door} 已收到`))
  expect(countVisits(server.dataDir, household)).toBe(before + 1)
})
