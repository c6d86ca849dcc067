import { expect } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { allRead, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findVisits, visitWithWords, wordsIn } from './support/notes.ts'
import { waitingCount } from './support/phone-in-hand.ts'
import { householdAt, readRegister } from './support/register.ts'

const SYNC = /\/api\/sync/
const SAID = ['答话半路没了', '又没了', '话只传过去一半', '后来好了'] as const

test('a proxy cuts what passes and calls it whole: nothing half is taken for all, nothing is lost or doubled, and all goes on by itself once it is mended', async ({
  server,
  network,
  phone,
}) => {
  test.slow()
  const rows = readRegister(server)
  const at = (room: string) => householdAt(rows, { stair: '12号', room }).id
  const page = await phone()
  await test.step('the first sync is cut: it is not called complete, and a cut app is not stored', async () => {
    network.shorten(/\/api\/packs|MapScreen/, { answers: 3_000 })
    await page.goto(`/signin#code=${server.codes().groupLeader}`)
    await page.locator('button[type=submit]').click()
    await expect.poll(() => network.seen.filter(({ path }) => /MapScreen/.test(path)).length).toBeGreaterThan(0)
    await expect.poll(() => network.seen.filter(({ path }) => /api\/packs/.test(path)).length).toBeGreaterThan(0)
    await expect(page.getByText('第一次取资料')).toBeVisible()
    await expect(page.locator('.sync')).toContainText('离线')
    await expect(page.getByText('下一户')).toHaveCount(0)
    // A first installation that failed leaves no registration behind.
    const isStored = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined)
    await expect.poll(isStored).toBe(false)
    network.shorten(/./, undefined)
    await page.reload()
    await allRead(page)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  })
  await test.step('answers are cut: the visit has arrived, the phone does not believe it, and takes no half news', async () => {
    const colleague = await callAs(server, server.codes().microLeader)
    for (const [words, answers] of [
      [SAID[0], 0],
      [SAID[1], 60],
    ] as const) {
      network.shorten(SYNC, { answers })
      await visitWithWords(page, at('302'), words)
      await expect.poll(() => wordsIn(findVisits(server, [words]))).toEqual([words])
      await colleague.push({
        type: 'household.edit',
        payload: { household: at('101'), set: { note: `先敲窗 ${words}` } },
      })
      await walkTo(page, '/')
      await expect(page.locator('.sync')).toContainText('离线')
      await expect(waitingCount(page)).toHaveText('1 条在手机')
      network.shorten(SYNC, undefined)
      await sendAll(page)
      await walkTo(page, `/household/${at('101')}`)
      await expect(page.locator('.who')).toContainText(`先敲窗 ${words}`)
    }
  })
  await test.step('questions are cut: the server gets nothing; told that this one is on the phone alone, and it goes out once mended', async () => {
    network.shorten(SYNC, { questions: 450 })
    await visitWithWords(page, at('602'), SAID[2])
    await walkTo(page, '/needs')
    const card = page.locator('.card.you').filter({ hasText: '12号 602' })
    await expect(card).toContainText('就这条一直送不出去，还只在这部手机上', { timeout: 30_000 })
    expect(network.seen.filter(({ status }) => status === 400).length).toBeGreaterThan(0)
    await card.getByText('看全部').click()
    await expect(card.locator('.typed__list')).toContainText(SAID[2])
    expect(findVisits(server, [SAID[2]])).toEqual([])
    network.shorten(SYNC, undefined)
    await visitWithWords(page, at('602'), SAID[3])
    await walkTo(page, '/needs')
    await card.getByRole('button', { name: '现在再送' }).click()
    await expect(card).toHaveCount(0)
    await sendAll(page)
  })
  expect(wordsIn(findVisits(server, SAID))).toEqual(SAID)
})
