import { expect, type Locator, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { allRead, enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { claimsOn, doTask, hangUp } from './support/volunteers.ts'

const row = (page: Page, title: string): Locator => page.locator('.qi').filter({ hasText: title })
const headings = (page: Page): Locator => page.locator('.queue__day')

test('the board shows first what nobody has taken and what is about to run out, and who has what', async ({
  server,
  desk,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  const wu = await callAs(server, server.codes().volunteer)
  await hangUp(office, { title: '送冬衣', places: 2 })
  const soon = await hangUp(office, { title: '看门等快递', from: 1, until: 4 })
  const taken = await hangUp(office, { title: '抄电表' })
  const shen = await callAs(server, server.codes().groupLeader)
  await wu.push({ type: 'task.claim', payload: { task: soon } })
  await shen.push({ type: 'task.claim', payload: { task: taken } })
  const page = await desk()
  await enter(page, await office.codeFor(office.person))
  await walkTo(page, '/tasks')
  await page.getByRole('link', { name: '管理任务' }).click()
  await test.step('unfilled, then expiring, then what goes on', async () => {
    await expect(headings(page)).toHaveText(['缺人', '快到时', '进行中', '人齐了'])
    const titles = await page.locator('.qi__t').allTextContents()
    const places = ['送冬衣', '看门等快递', '抄电表'].map((title) => titles.indexOf(title))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
    await expect(row(page, '送冬衣')).toContainText('缺 2 人')
    await expect(row(page, '看门等快递')).toContainText('吴晓燕')
    await expect(row(page, '看门等快递')).toContainText('留到')
  })
  await test.step('one tap leaves what is about to run out; beside it stands who has it', async () => {
    await page.getByRole('button', { name: '快到时 1' }).click()
    await expect(headings(page)).toHaveText(['快到时'])
    const people = page.getByRole('complementary', { name: '谁在做' })
    await expect(people).toContainText('吴晓燕')
    await expect(people).toContainText('已确认')
    await page.getByRole('button', { name: '快到时 1' }).click()
  })
  await test.step('by the keyboard to the next task, and into it', async () => {
    const second = await page.locator('.qi__t').nth(1).textContent()
    await page.locator('.qi').first().click()
    await page.keyboard.press('j')
    await expect(page.locator('.qi[aria-current]')).toContainText(second ?? '')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: second ?? '' })).toBeVisible()
  })
})

test('verify in bulk: many at once without network, undone while unsent, undone once sent, and the hours count once', async ({
  server,
  network,
  desk,
  phone,
}) => {
  test.setTimeout(180_000)
  const office = await callAs(server, server.codes().coordinator)
  const [wu, shen] = [await callAs(server, server.codes().volunteer), await callAs(server, server.codes().groupLeader)]
  const tasks = [await hangUp(office, { title: '清理楼道' }), await hangUp(office, { title: '分发年历' })] as const
  await doTask(wu, tasks[0], 95)
  await doTask(shen, tasks[1], 60)
  const states = (): string[] => tasks.flatMap((task) => [...claimsOn(server, task).values()].map(({ state }) => state))
  const page = await desk()
  await enter(page, await office.codeFor(office.person))
  const open = (): Promise<void> => walkTo(page, '/tasks/check')
  const verifyAll = async (): Promise<void> => {
    await page.getByRole('button', { name: '全选' }).click()
    await page.getByRole('button', { name: '核实 2 件，计 2 小时 30 分' }).click()
    await expect(page.getByText('核实了 2 件，计 2 小时 30 分。').first()).toBeVisible()
    await expect(page.getByRole('heading', { name: '没有要核实的' })).toBeVisible()
  }
  await test.step('without network both are verified, and taken back: nothing is sent', async () => {
    // The desk is fetched ahead on the coordinator's day; no volunteer's phone holds it.
    const holdsDesk = (): Promise<boolean> =>
      page.evaluate(async () => {
        const later = (await (await caches.match('/later'))?.json()) as readonly (readonly [string, string])[]
        const held = await Promise.all(later.map(([url]) => caches.match(url)))
        return later.length > 0 && held.every((one) => one !== undefined)
      })
    await page.reload()
    await allRead(page)
    await expect.poll(holdsDesk).toBe(true)
    network.become('cut')
    await page.reload()
    await allRead(page)
    await open()
    await expect(row(page, '清理楼道')).toContainText('交了 1 小时 35 分')
    await expect(row(page, '清理楼道')).toContainText('计 1 小时 30 分')
    await verifyAll()
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await expect(row(page, '分发年历')).toBeVisible()
    network.become('open')
    await sendAll(page)
    expect(states()).toEqual(['submitted', 'submitted'])
  })
  await test.step('verified anew and sent, one turns out to be a slip', async () => {
    await open()
    await verifyAll()
    await sendAll(page)
    expect(states()).toEqual(['verified', 'verified'])
    await open()
    await page.getByRole('button', { name: '撤销：吴晓燕，清理楼道' }).click()
    await expect(row(page, '清理楼道')).toBeVisible()
    await sendAll(page)
    expect(states()).toEqual(['submitted', 'verified'])
  })
  await test.step('with the right figure and a word of thanks it is verified at last', async () => {
    await open()
    await page.getByLabel('核实多少分钟').fill('60')
    await page.getByLabel('谢一句（可不写）').fill('楼道干净了')
    await page.getByRole('button', { name: '受助人谢', exact: true }).click()
    await page.getByRole('button', { name: '核实这件' }).click()
    await expect(page.getByRole('heading', { name: '没有要核实的' })).toBeVisible()
    await sendAll(page)
    const [claim] = claimsOn(server, tasks[0]).values()
    expect(claim?.checked?.map(({ minutes, back }) => (back ? 'back' : minutes))).toEqual([95, 'back', 60])
  })
  await test.step('the volunteer reads one hour, once', async () => {
    const hers = await phone()
    await enter(hers, await office.codeFor(wu.person))
    await walkTo(hers, '/tasks')
    await expect(hers.getByText('核实过 1 小时')).toBeVisible()
    await walkTo(hers, `/task/${tasks[0]}`)
    await expect(hers.getByText('受助人谢谢你 楼道干净了')).toBeVisible()
  })
})

test('a time checked days ago is corrected with its reason, and what counted before stays readable', async ({
  server,
  desk,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  const wu = await callAs(server, server.codes().volunteer)
  const task = await hangUp(office, { title: '看护花坛' })
  const claim = await doTask(wu, task, 90)
  await office.push({ type: 'task.verify', payload: { task, claim, verdict: 'verified' } })
  // The volunteer asks about it two days later.
  await server.stop()
  await server.start({ clockAhead: 48 * 3_600_000 })
  const page = await desk()
  await enter(page, await office.codeFor(office.person))
  await test.step('called away over half a reason, it goes on where it was left', async () => {
    await walkTo(page, '/tasks/check')
    await page.getByRole('button', { name: '更正：吴晓燕，看护花坛' }).click()
    await expect(page.getByRole('dialog').getByRole('button', { name: '更正' })).toBeDisabled()
    await page.getByLabel('应该是多少分钟').fill('60')
    await page.getByLabel('为什么更正').fill('路上')
    await page.reload()
    await allRead(page)
    await page.getByRole('button', { name: '更正：吴晓燕，看护花坛' }).click()
    await expect(page.getByLabel('应该是多少分钟')).toHaveValue('60')
    await page.getByLabel('为什么更正').fill('路上不算')
    await page.getByRole('dialog').getByRole('button', { name: '更正' }).click()
  })
  const both = async (at: Locator): Promise<void> => {
    await expect(at).toContainText('核实 1 小时 30 分')
    await expect(at).toContainText('核实 1 小时')
    await expect(at).toContainText('路上不算')
  }
  await both(page.locator('.wish').filter({ hasText: '看护花坛' }))
  await sendAll(page)
  expect([...claimsOn(server, task).values()].map(({ state, checked }) => [state, checked?.at(-1)?.minutes])).toEqual([
    ['corrected', 60],
  ])
  await test.step('from the task itself once more', async () => {
    await page.goto(`/task/${task}`)
    await both(page.locator('.holder'))
    await page.getByRole('button', { name: '更正：吴晓燕，看护花坛' }).click()
    await page.getByLabel('应该是多少分钟').fill('75')
    await page.getByLabel('为什么更正').fill('又问了他')
    await page.getByRole('dialog').getByRole('button', { name: '更正' }).click()
    await sendAll(page)
    const [kept] = claimsOn(server, task).values()
    expect(kept?.checked?.map(({ minutes }) => minutes)).toEqual([90, 60, 75])
  })
})

test('what was done badly goes back with a word, and who did not come is noted as soon as the time is over', async ({
  server,
  desk,
}) => {
  test.setTimeout(120_000)
  const office = await callAs(server, server.codes().coordinator)
  const wu = await callAs(server, server.codes().volunteer)
  const unclear = await hangUp(office, { title: '量血压登记' })
  await doTask(wu, unclear, 30)
  const missed = await hangUp(office, { title: '早市值守', until: 3, from: 1 })
  await wu.push({ type: 'task.claim', payload: { task: missed } })
  await server.stop()
  await server.start({ clockAhead: 4 * 3_600_000 })
  const page = await desk()
  await enter(page, server.codes().coordinator)
  await walkTo(page, '/tasks/check')
  await test.step('called away over half a sentence: it waits on Today and goes on where it was left', async () => {
    await expect(page.getByRole('button', { name: '退回' })).toBeDisabled()
    await page.getByLabel('退回要写哪里不清楚').fill('少了两个')
    await expect(page.getByRole('button', { name: '不要这份草稿' })).toBeVisible()
    await page.goto('/')
    await page.getByRole('link', { name: /量血压登记/ }).click()
    await expect(page.getByLabel('退回要写哪里不清楚')).toHaveValue('少了两个')
  })
  await test.step('sent back with what is missing', async () => {
    await page.getByLabel('退回要写哪里不清楚').fill('少了两个人的数')
    await page.getByRole('button', { name: '退回' }).click()
    await expect(page.getByRole('heading', { name: '没有要核实的' })).toBeVisible()
  })
  await test.step('not without how one knows', async () => {
    await page.getByRole('button', { name: '记未到：吴晓燕，早市值守' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: '记未到' })).toBeDisabled()
    await dialog.getByLabel('怎么知道的').fill('摊主说没见到人')
    await dialog.getByRole('button', { name: '记未到' }).click()
    await expect(page.getByRole('button', { name: '记未到：吴晓燕，早市值守' })).toBeHidden()
  })
  await sendAll(page)
  const stateOn = (task: string): string | undefined => [...claimsOn(server, task).values()][0]?.state
  expect([stateOn(unclear), stateOn(missed)]).toEqual(['sent_back', 'no_show'])
})
