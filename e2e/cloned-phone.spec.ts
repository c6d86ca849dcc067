import { expect } from '@playwright/test'
import { allRead, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findVisits, visitWithWords, wordsIn } from './support/notes.ts'
import { sendNow, signInForTheRound } from './support/phone-in-hand.ts'
import { householdAt, readRegister } from './support/register.ts'

const SAID = ['抄过去以前记的', '老手机上记的', '新手机上记的'] as const

test('a phone is copied to a new one with a visit unsent, and both go on: both send, nothing is lost, nothing doubled', async ({
  server,
  network,
  ownPhone,
}) => {
  const rows = readRegister(server)
  const [first, second, third] = (['302', '602', '101'] as const).map(
    (room) => householdAt(rows, { stair: '12号', room }).id,
  ) as [string, string, string]
  const old = await ownPhone()
  await signInForTheRound(old.page(), server.codes().groupLeader)
  await allRead(old.page())
  network.become('cut')
  await visitWithWords(old.page(), first, SAID[0])
  // Closed in order: a copy of a profile in use would be torn.
  await old.context().close()
  const copy = await ownPhone(old)
  await old.reopen()
  for (const [phone, household, words] of [
    [old, second, SAID[1]],
    [copy, third, SAID[2]],
  ] as const) {
    const page = phone.page()
    await page.goto('/')
    await allRead(page)
    await visitWithWords(page, household, words)
    await walkTo(page, '/waiting')
    await expect(page.locator('.wrow')).toHaveCount(2)
  }
  network.become('open')
  await Promise.all([sendNow(old.page()), sendNow(copy.page())])
  for (const phone of [old, copy]) await expect(phone.page().getByText('都收到了')).toBeVisible({ timeout: 30_000 })
  const arrived = findVisits(server, SAID)
  expect(wordsIn(arrived)).toEqual(SAID)
  expect(arrived.map(({ household }) => household)).toEqual([first, second, third])
  expect(new Set(arrived.map(({ by }) => by))).toEqual(new Set(['p-group-leader']))
  await test.step('each shows what the other brought, and neither asks anything', async () => {
    for (const phone of [old, copy]) {
      const page = phone.page()
      for (const [household, words] of [
        [first, SAID[0]],
        [second, SAID[1]],
        [third, SAID[2]],
      ] as const) {
        await page.goto(`/household/${household}`)
        await expect(page.getByText(words)).toHaveCount(1, { timeout: 20_000 })
        await expect(page.locator('.st--phone')).toHaveCount(0)
      }
    }
  })
})
