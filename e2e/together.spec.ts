import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { comeBackToThree } from './support/needs.ts'
import { chooseAndSave } from './support/phone-in-hand.ts'
import { householdAt, postOf, readRegister } from './support/register.ts'

const cards = (page: Page) => page.locator('.card.you')
const marked = (page: Page, mark: string) => cards(page).filter({ has: page.locator('.st', { hasText: mark }) })
async function writeNote(page: Page, household: string, note: string): Promise<void> {
  await walkTo(page, `/edit/${household}`)
  await page.getByLabel('敲门前要知道的').fill(note)
  await page.getByRole('button', { name: /^存在手机/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: '12号 101' })).toBeVisible()
}

test('two of us write down different things about one door: both are kept, both of us are asked, one tap settles it', async ({
  phone,
  server,
}) => {
  const { id } = householdAt(readRegister(server), { stair: '12号', room: '101' })
  const [mine, hers] = [await phone(), await phone()]
  await enter(mine, server.codes().groupLeader)
  await enter(hers, server.codes().microLeader)

  for (const page of [mine, hers]) await page.context().setOffline(true)
  await writeNote(mine, id, '敲门要响')
  await writeNote(hers, id, '下午在家')
  await mine.context().setOffline(false)
  await sendAll(mine)
  await hers.context().setOffline(false)
  await sendAll(hers)

  for (const page of [mine, hers]) {
    await walkTo(page, '/needs')
    const card = cards(page).filter({ hasText: '12号 101' })
    await expect(card).toContainText('两个说法')
    await expect(card).toContainText('敲门前要知道的')
    await expect(card.locator('.val')).toHaveText([/敲门要响/, /下午在家/])
  }
  await expect(cards(mine).filter({ hasText: '12号 101' }).locator('.val').first()).toContainText('你写的')
  await expect(cards(hers).filter({ hasText: '12号 101' }).locator('.val').first()).toContainText('沈桂芳')
  // The first stays in use until somebody has said which is right.
  await walkTo(hers, `/household/${id}`)
  await expect(hers.locator('.who')).toContainText('敲门要响')
  await walkTo(hers, '/needs')
  await cards(hers).filter({ hasText: '12号 101' }).getByRole('button', { name: '用这个：下午在家' }).click()
  await expect(hers.locator('.done')).toContainText('已改成「下午在家」')
  const settled = () => readRegister(server).filter((row) => row.kind === 'conflict' && row.body['household'] === id)
  await expect.poll(() => settled().map((row) => row.body['state'])).toEqual(['settled'])
  expect(settled()[0]?.body).toMatchObject({
    values: [
      { value: '敲门要响', by: 'p-group-leader' },
      { value: '下午在家', by: 'p-micro-leader' },
    ],
    settled: { by: 'p-micro-leader' },
  })
  for (const page of [mine, hers]) {
    await expect(cards(page).filter({ hasText: '12号 101' })).toHaveCount(0)
    await sendAll(page)
    await walkTo(page, `/household/${id}`)
    await expect(page.locator('.who')).toContainText('下午在家')
    await expect(page.locator('.who')).not.toContainText('敲门要响')
  }
})

test('what was sent back or kept says what, when, why and what to do, and stays until I let it go', async ({
  phone,
  server,
  network,
}) => {
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await comeBackToThree(page, { server, network })
  const refused = marked(page, '被退回')
  const held = marked(page, '先留着')
  const conflict = marked(page, '两个说法')
  await expect(refused).toContainText('13号 501')
  await expect(refused).toContainText('别人已经先处理好了')
  await expect(refused).toContainText(/(今早|今天) \d+:\d\d 记的，(今早|今天) \d+:\d\d 退回/)
  await expect(refused).toContainText('打开看看现在用的是哪个')
  await expect(held).toContainText('13号 602 走访，见到本人')
  await expect(held).toContainText('不归你的网格管')
  await expect(held).toContainText('告诉管这一户的人')
  await expect(conflict).toContainText('12号 101')
  await expect(page.locator('.tab__n')).toHaveText(/^3/)

  await page.reload()
  await expect(cards(page)).toHaveCount(3)
  await held.getByRole('button', { name: '知道了' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '先留着' }).click()
  await expect(cards(page)).toHaveCount(3)
  await held.getByRole('button', { name: '知道了' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '知道了' }).click()
  await expect(cards(page)).toHaveCount(2)
  await expect(page.locator('#main')).toBeFocused()
  await refused.getByRole('button', { name: '收回' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '收回' }).click()
  await expect(cards(page)).toHaveCount(1)
  await conflict.getByRole('button', { name: /下次当面问/ }).click()
  await expect(page.getByText('没有要你处理的')).toBeVisible()
  await expect(page.getByRole('heading', { name: '下次当面要问的' })).toBeVisible()
  await page.reload()
  await expect(page.getByText('没有要你处理的')).toBeVisible()
  await expect(page.locator('.tab__n')).toHaveCount(0)
})

test('a visit of mine that the committee accepts later leaves the list by itself', async ({
  phone,
  server,
  network,
}) => {
  const rows = readRegister(server)
  const office = await callAs(server, server.codes().coordinator)
  const { id } = householdAt(rows, { stair: '13号', room: '602' })
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  network.become('cut')
  await walkTo(page, `/visit/${id}`)
  await chooseAndSave(page, '见到本人')
  await office.administer('post.end', {
    post: postOf(rows, 'p-group-leader', 'stair_leader').id,
    until: new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10),
  })
  network.become('open')
  await sendAll(page)
  await walkTo(page, '/needs')
  await expect(cards(page)).toHaveCount(1)
  const held = readRegister(server).find((row) => row.kind === 'held')
  await office.administer('held.judge', { command: held?.id, verdict: 'accept' })
  await expect(page.getByText('没有要你处理的')).toBeVisible()
})
