import { expect } from '@playwright/test'
import { test } from './support/journey.ts'
import { logNextDoor, savedLine, signInForTheRound, waitingCount } from './support/phone-in-hand.ts'
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

test('the background worker is ended in the middle of sending: the visit goes out all the same', async ({
  server,
  network,
  phone,
}) => {
  const page = await phone()
  await signInForTheRound(page, server.codes().groupLeader)
  const worker = await watchWorker(page, network.url)
  const before = network.seen.length
  network.only(/\/api\/sync/, 'stalled')
  const door = await logNextDoor(page)
  await expect.poll(() => network.seen.slice(before).filter(isSync)).toHaveLength(1)
  await worker.stop()
  network.only(/\/api\/sync/, undefined)
  await expect(savedLine(page)).toHaveText(new RegExp(`${door} 已收到`))
  await expect(waitingCount(page)).toHaveCount(0)
})
