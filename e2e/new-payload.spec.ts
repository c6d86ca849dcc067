import { rmSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { allRead, enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { makeNextRelease, type Replacement } from './support/next-release.ts'
import { findVisits, visitWithWords, wordsIn } from './support/notes.ts'
import { waitingCount } from './support/phone-in-hand.ts'
import { householdAt, householdsIn, ownBuilding, readRegister } from './support/register.ts'

/** The next release asks with every visit whether somebody came along: what older phones send does not say it. */
const NEXT: readonly Replacement[] = [
  { file: 'src/domain/commands.ts', from: 'COMMAND_VERSION = 1', to: 'COMMAND_VERSION = 2' },
  {
    file: 'src/domain/commands.ts',
    from: "'visit.log': v.object({",
    to: "'visit.log': v.object({ company: v.picklist(['alone', 'together']),",
  },
  {
    file: 'src/domain/upcast.ts',
    from: 'STEPS: Steps = {}',
    to: "STEPS: Steps = { 'visit.log': { 1: (payload) => ({ ...(payload as object), company: 'alone' }) } }",
  },
  { file: 'src/domain/visit-form.ts', from: 'payload: {', to: "payload: { company: 'together'," },
]
const FULL = 24

async function update(page: Page): Promise<void> {
  await page.goto('/me')
  await expect(page.getByText('更新到新版本')).toBeVisible({ timeout: 30_000 })
  const loaded = page.waitForEvent('load')
  await page.getByRole('button', { name: '现在更新' }).click()
  await loaded
  await allRead(page)
}

test('the app is updated to one that notes visits in another way while the phone is full of unsent ones: all stay in view and all arrive; and what a newer app brings to an older server waits for its update', async ({
  server,
  network,
  phone,
}) => {
  test.slow()
  const rows = readRegister(server)
  const own = householdsIn(rows, ownBuilding(rows)).map(({ id }) => id)
  const said = Array.from({ length: FULL }, (_, at) => `第 ${at + 1} 户讲的`)
  const noted = householdAt(rows, { stair: '12号', room: '101' }).id
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  const building = makeNextRelease('the-next-payload', NEXT)
  network.only(/\/api\/sync/, 'cut')
  for (const [at, words] of said.entries()) await visitWithWords(page, own[at] ?? '', words)
  await walkTo(page, `/edit/${noted}`)
  await page.getByLabel('敲门前要知道的').fill('改了一半')
  await walkTo(page, '/')
  await expect(waitingCount(page)).toHaveText(`${FULL} 条在手机`)
  const next = await building

  await test.step('updated, with everything unsent: nothing is gone from the phone, the draft neither', async () => {
    await server.stop()
    await server.start(next)
    await update(page)
    await walkTo(page, '/')
    await expect(waitingCount(page)).toHaveText(`${FULL} 条在手机`)
    await walkTo(page, `/household/${own[0]}`)
    await expect(page.getByText(said[0] ?? '')).toBeVisible()
    await walkTo(page, `/edit/${noted}`)
    await expect(page.getByLabel('敲门前要知道的')).toHaveValue('改了一半')
  })
  await test.step('sent: every old visit arrives once, and a new one beside them', async () => {
    await visitWithWords(page, own[FULL] ?? '', '新版本上记的')
    network.only(/\/api\/sync/, undefined)
    await sendAll(page)
    expect(wordsIn(findVisits(server, [...said, '新版本上记的']))).toEqual([...said, '新版本上记的'])
    await walkTo(page, '/needs')
    await expect(page.locator('.card.you').filter({ hasText: '先留着' })).toHaveCount(0)
  })
  await test.step('the server goes back to the older release: the newer visit is kept, told, and accepted once it is updated again', async () => {
    await server.stop()
    await server.start()
    await visitWithWords(page, own[FULL + 1] ?? '', '服务器旧了')
    await sendAll(page)
    expect(findVisits(server, ['服务器旧了'])).toEqual([])
    await walkTo(page, '/needs')
    await expect(page.locator('.card.you').filter({ hasText: '先留着' })).toHaveCount(1)
    await server.stop()
    await server.start(next)
    await sendAll(page)
    await walkTo(page, '/needs')
    await expect(page.locator('.card.you').filter({ hasText: '先留着' })).toHaveCount(0)
    expect(wordsIn(findVisits(server, ['服务器旧了']))).toEqual(['服务器旧了'])
  })
  for (const folder of [next.root, next.app]) rmSync(folder, { recursive: true, force: true })
})
