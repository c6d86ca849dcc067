import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { readLooks, readRegister } from './support/register.ts'
import type { Server } from './support/server.ts'
import { claim, claimsOn, hangUp, openOwn, ownRow } from './support/volunteers.ts'

/** Opens a task and everything that has happened to it. */
async function openHistory(page: Page, task: string): Promise<void> {
  await walkTo(page, `/task/${task}`)
  await page.locator('.task__past summary').click()
}
const holder = (page: Page, name: string) => page.locator('.holder').filter({ hasText: name })
/** A need that a visit raised and nobody has answered, with somebody at home who can be called. */
function aNeed(server: Server) {
  const rows = readRegister(server)
  const need = rows.find(({ kind, body }) => kind === 'need' && body['state'] === 'raised' && body['text'] !== '')
  if (need === undefined) throw new Error('the demo community has no need')
  return { id: need.id, household: String(need.body['household']), words: String(need.body['text']) }
}

test('a need becomes a task that names nobody: a volunteer claims it without network, and learns whom to reach once it is confirmed', async ({
  server,
  phone,
}) => {
  test.setTimeout(180_000)
  const [desk, wu] = [await phone(), await phone()]
  await enter(desk, server.codes().coordinator)
  await enter(wu, server.codes().volunteer)
  const need = aNeed(server)
  await test.step('from the need at its household: the name is taken over by a tap that is recorded', async () => {
    await walkTo(desk, `/household/${need.household}`)
    await desk.getByRole('link', { name: '发成任务' }).click()
    await desk.getByRole('button', { name: '写上姓名和电话，记一笔' }).click()
    await expect(desk.getByLabel('姓名')).not.toHaveValue('')
    expect(await desk.getByLabel('要交代的').inputValue()).toBe(need.words)
  })
  await test.step('what is wrong is told in a word, where it stands', async () => {
    await desk.getByRole('button', { name: '发布' }).click()
    await expect(desk.getByText('选一类。')).toBeVisible()
    await desk.getByLabel('哪一类').selectOption({ label: '维修' })
    await desk.getByLabel('名称').fill(`帮${await desk.getByLabel('姓名').inputValue()}修插座`)
    await expect(desk.getByText('这里人人都看得到，别写姓名和电话')).toBeVisible()
    await desk.getByLabel('名称').fill('修一个插座')
    const until = await desk.getByLabel('结束').inputValue()
    await desk.getByLabel('结束').fill(`${until.slice(0, 11)}08:00`)
    await expect(desk.getByText('结束比开始还早。')).toBeVisible()
    await desk.getByLabel('结束').fill(until)
    await desk.getByRole('button', { name: '发布' }).click()
    await expect(desk.getByRole('heading', { level: 1, name: '修一个插座' })).toBeVisible()
    await sendAll(desk)
    expect(readLooks(server).length).toBeGreaterThan(0)
  })
  await test.step('Wu claims it in the cellar, comes up, and reads door and words of the need', async () => {
    await sendAll(wu)
    await wu.context().setOffline(true)
    await claim(wu, '修一个插座')
    await expect(wu.getByText('先别出门。', { exact: true })).toBeVisible()
    await wu.context().setOffline(false)
    await sendAll(wu)
    await openOwn(wu, '修一个插座')
    await expect(wu.getByText('已确认').first()).toBeVisible()
    await expect(wu.locator('.contact')).toContainText(need.words)
  })
  await test.step('the household says that there is a task, and the task who comes', async () => {
    await sendAll(desk)
    await walkTo(desk, `/household/${need.household}`)
    await desk.getByRole('link', { name: '已发任务' }).click()
    await expect(holder(desk, '吴')).toContainText('已确认')
  })
})

test('a change after claims tells the claimer what; a contact that is taken back leaves her phone', async ({
  server,
  phone,
}) => {
  test.setTimeout(180_000)
  const office = await callAs(server, server.codes().coordinator)
  const contact = { name: '徐阿根', phone: '15400001234', place: '9号 501' }
  const task = await hangUp(office, { title: '陪读报', contact })
  const [desk, wu] = [await phone(), await phone()]
  await enter(wu, server.codes().volunteer)
  await claim(wu, '陪读报')
  await sendAll(wu)
  await openOwn(wu, '陪读报')
  await expect(wu.locator('.contact')).toContainText('9号 501')
  // Whoever has the task before him when it changes has read it.
  await walkTo(wu, '/')
  await enter(desk, await office.codeFor(office.person))
  await walkTo(desk, `/task/${task}`)
  await desk.getByRole('link', { name: '改', exact: true }).click()
  await expect(desk.getByText('已有 1 个人认领，改了会告诉他们。')).toBeVisible()
  await desk.getByLabel('在哪里碰头').fill('活动室')
  await desk.getByLabel('几个人').fill('0')
  await expect(desk.getByText('写 1 到 200 之间的数。')).toBeVisible()
  await desk.getByLabel('几个人').fill('2')
  await desk.getByRole('button', { name: '全部拿掉' }).click()
  await desk.getByRole('button', { name: '存好改动' }).click()
  await expect(desk.getByText('1 / 2 人').first()).toBeVisible()
  await sendAll(desk)
  await sendAll(wu)
  await walkTo(wu, '/tasks')
  await expect(ownRow(wu, '陪读报')).toContainText('改过了')
  await walkTo(wu, '/needs')
  const told = wu.locator('.card.you').filter({ hasText: '改过了：地点、联系谁' })
  await told.getByRole('link', { name: '看这件事' }).click()
  await expect(wu.getByText('改过了：地点、联系谁')).toBeVisible()
  await expect(wu.getByText('9号 501')).toHaveCount(0)
  await expect(wu.getByText('活动室')).toBeVisible()
  await wu.reload()
  await walkTo(wu, '/tasks')
  await expect(ownRow(wu, '陪读报')).not.toContainText('改过了')
})

test('the coordinator asks one volunteer, then another in her place, each time with a reason that stands in the history; a room more, and a cancellation', async ({
  server,
  phone,
}) => {
  test.setTimeout(180_000)
  const office = await callAs(server, server.codes().coordinator)
  const task = await hangUp(office, { title: '推轮椅去晒太阳' })
  const [desk, wu] = [await phone(), await phone()]
  await enter(desk, await office.codeFor(office.person))
  await enter(wu, server.codes().volunteer)
  const ask = async (button: RegExp, name: string, why: string) => {
    await desk.getByRole('button', { name: button }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel('找人').fill(name)
    await dialog.getByRole('button', { name, exact: true }).click()
    await dialog.getByLabel('为什么').fill(why)
    await dialog.locator('.btn--go').click()
    await expect(dialog).toHaveCount(0)
  }
  await walkTo(desk, `/task/${task}`)
  await desk.context().setOffline(true)
  await ask(/^请一个人来做/, '吴晓燕', '会推轮椅')
  await expect(holder(desk, '吴晓燕')).toContainText('在手机')
  await desk.context().setOffline(false)
  await sendAll(desk)
  await sendAll(wu)
  await openOwn(wu, '推轮椅去晒太阳')
  await expect(wu.getByText('会推轮椅').first()).toBeVisible()
  await wu.getByRole('button', { name: '我来做' }).click()
  await sendAll(wu)
  await sendAll(desk)
  await walkTo(desk, `/task/${task}`)
  await expect(holder(desk, '吴晓燕')).toContainText('已确认')
  await ask(/^换人/, '沈桂芳', '吴晓燕那天要上班')
  await sendAll(desk)
  await sendAll(wu)
  await walkTo(wu, '/tasks')
  const told = wu.locator('.card.you').filter({ hasText: '推轮椅去晒太阳' })
  await expect(told).toContainText('不用去了')
  await expect(told).toContainText('说不用你去了：吴晓燕那天要上班')
  await openHistory(desk, task)
  await expect(holder(desk, '沈桂芳')).toContainText('等他答复')
  const past = desk.locator('.task__past')
  await expect(past).toContainText('指派：会推轮椅（吴晓燕）')
  await expect(past).toContainText('放掉：吴晓燕那天要上班（吴晓燕）')
  await expect(past).toContainText('指派：吴晓燕那天要上班（沈桂芳）')
  await desk.getByRole('button', { name: '加一个名额' }).click()
  await expect(desk.getByText('1 / 2 人').first()).toBeVisible()
  await desk.getByRole('button', { name: '取消任务' }).click()
  const dialog = desk.getByRole('dialog')
  await expect(dialog).toContainText('1 个认领的人会知道')
  await dialog.getByLabel('为什么').fill('下雨')
  await dialog.getByRole('button', { name: '取消任务' }).click()
  await sendAll(desk)
  await expect.poll(() => readRegister(server).find(({ id }) => id === task)?.body['state']).toBe('cancelled')
})

test('a task asks papers for what usually needs none: they are written on the card, and the task can be claimed', async ({
  server,
  phone,
}) => {
  test.setTimeout(120_000)
  const office = await callAs(server, server.codes().coordinator)
  const task = await hangUp(office, { title: '上门理发' })
  const [desk, wu] = [await phone(), await phone()]
  await enter(desk, await office.codeFor(office.person))
  await walkTo(desk, `/publish/change/${task}`)
  await desk.getByText('请谁来', { exact: true }).click()
  await desk.getByRole('button', { name: '理发', exact: true }).click()
  await desk.getByRole('button', { name: '这件事要有效证书' }).click()
  await desk.getByRole('button', { name: '存好改动' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: '上门理发' })).toBeVisible()
  await sendAll(desk)
  await enter(wu, server.codes().volunteer)
  await walkTo(wu, `/task/${task}`)
  await expect(wu.getByText('理发（要证书）')).toBeVisible()
  await expect(wu.getByText('要有效的证书：理发')).toBeVisible()
  await walkTo(wu, '/card')
  // 理发 is on her card already, without papers.
  await wu.getByText('别的证书，有就写').click()
  await wu.getByLabel('理发：证书').fill('沪理 0731')
  await wu.getByRole('button', { name: '存好', exact: true }).click()
  await expect(wu.getByRole('heading', { level: 1, name: '我的', exact: true })).toBeVisible()
  await walkTo(wu, `/task/${task}`)
  await expect(wu.getByText('要有效的证书：理发')).toBeHidden()
  await wu.getByRole('button', { name: '认领：上门理发' }).click()
  await sendAll(wu)
  expect([...claimsOn(server, task).values()].map(({ state }) => state)).toEqual(['confirmed'])
})

test('a stair leader publishes without network, goes on where she was cut off, and reads who comes to her own task', async ({
  server,
  phone,
}) => {
  test.setTimeout(180_000)
  const [shen, wu] = [await phone(), await phone()]
  await enter(shen, server.codes().groupLeader)
  await shen.context().setOffline(true)
  await walkTo(shen, '/tasks')
  await shen.getByRole('link', { name: '发任务' }).click()
  await shen.getByLabel('名称').fill('想要一副老花镜')
  await expect(shen.locator('.st--phone')).toBeVisible()
  await walkTo(shen, '/')
  await shen.getByRole('link', { name: /草稿 想要一副老花镜/ }).click()
  await expect(shen.getByLabel('名称')).toHaveValue('想要一副老花镜')
  await shen.getByLabel('哪一类').selectOption({ label: '微心愿' })
  await expect(shen.getByText('微心愿：只写想要什么，不写是谁的心愿。')).toBeVisible()
  await expect(shen.getByLabel(/^步骤/)).toHaveValue(/送到本人手里$/)
  await shen.getByLabel(/^步骤/).fill('送到老人手里')
  await shen.getByLabel('哪一类').selectOption({ label: '跑腿代办' })
  await expect(shen.getByLabel(/^步骤/)).toHaveValue('送到老人手里')
  await shen.getByLabel('哪一类').selectOption({ label: '微心愿' })
  await shen.getByLabel('姓名').fill('徐阿根')
  await shen.getByRole('button', { name: '发布' }).click()
  await expect(shen.getByRole('heading', { level: 1, name: '想要一副老花镜' })).toBeVisible()
  await shen.context().setOffline(false)
  await sendAll(shen)
  await enter(wu, server.codes().volunteer)
  await claim(wu, '想要一副老花镜')
  await sendAll(wu)
  const task = readRegister(server).find(({ body }) => body['title'] === '想要一副老花镜')?.id ?? ''
  await sendAll(shen)
  await walkTo(shen, `/task/${task}`)
  await expect(holder(shen, '吴晓燕')).toContainText('已确认')
  await expect(holder(shen, '吴晓燕').getByRole('button')).toHaveCount(0)
  await expect(shen.locator('.contact')).toContainText('徐*根')
})

test('what was published before is published again with a few words changed, at a facility of the map', async ({
  server,
  phone,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  const before = await hangUp(office, { title: '送冬衣', places: 3, steps: ['领衣服', '送上门'] })
  const page = await phone()
  await enter(page, await office.codeFor(office.person))
  await walkTo(page, '/publish')
  await page.getByText('照以前的发').click()
  await page.getByRole('link', { name: /送冬衣/ }).click()
  await expect(page).toHaveURL(new RegExp(`/publish/copy/${before}$`))
  await expect(page.getByLabel('名称')).toHaveValue('送冬衣')
  await expect(page.getByLabel(/^步骤/)).toHaveValue('领衣服\n送上门')
  await expect(page.getByLabel('几个人')).toHaveValue('3')
  await page.getByLabel('名称').fill('送棉被')
  await page.getByLabel('地点').selectOption({ label: '地图上一处' })
  await page.getByRole('button', { name: '发布' }).click()
  await expect(page.getByText('选一处设施，或在地图上点一下。')).toBeVisible()
  await page.getByLabel('哪处设施').selectOption({ index: 1 })
  const facility = await page.getByLabel('哪处设施').locator('option:checked').textContent()
  await page.getByRole('button', { name: '发布' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '送棉被' })).toBeVisible()
  await sendAll(page)
  const tasks = readRegister(server).filter(({ kind }) => kind === 'task')
  const again = tasks.find(({ body }) => body['title'] === '送棉被')
  expect(again?.body).toMatchObject({
    place: { sort: 'point', point: [expect.any(Number), expect.any(Number)], words: facility },
    steps: [{ text: '领衣服' }, { text: '送上门' }],
  })
  expect(tasks.filter(({ id }) => id === before).map(({ body }) => body['title'])).toEqual(['送冬衣'])
})
