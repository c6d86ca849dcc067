import { expect } from '@playwright/test'
import { countVisits } from './support/database.ts'
import { test } from './support/journey.ts'
import { logNextDoor, nextHousehold, savedLine, signInForTheRound } from './support/phone-in-hand.ts'
import { watchWorker } from './support/worker.ts'

const isSync = (one: { readonly path: string }): boolean => one.path === '/api/sync'

test('the background worker hangs: the page sends the visit itself', async ({ server, network, phone }) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  const worker = await watchWorker(page, network.url)
  await page.getByRole('link', { name: /下一户/ }).click()
  await worker.freeze()
  await page.getByRole('button', { name: '见到本人', exact: true }).click()
  await page.getByRole('button', { name: /^存在手机/ }).click()
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
