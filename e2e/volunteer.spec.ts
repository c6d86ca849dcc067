import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { readRegister } from './support/register.ts'
import { claim, claimsOn, hangUp, openOwn, ownRow } from './support/volunteers.ts'

const DAY = 24
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const card = (page: Page, title: string) => page.locator('.task').filter({ hasText: title })
const chip = (page: Page, name: string) => page.locator('.chip').filter({ hasText: name })
const told = (page: Page, title: string) => page.locator('.card.you').filter({ hasText: title })

test('“I cannot, but Shen could”: she is asked, says yes, and only then it is no longer mine; a cancellation reaches her by the list', async ({
  server,
  phone,
}) => {
  test.setTimeout(180_000)
  const office = await callAs(server, server.codes().coordinator)
  const task = await hangUp(office, { title: '陪打太极' })
  const [wu, shen] = [await phone(), await phone()]
  await enter(wu, server.codes().volunteer)
  await enter(shen, server.codes().groupLeader)
  await claim(wu, '陪打太极')
  await sendAll(wu)
  await test.step('Wu asks her', async () => {
    await openOwn(wu, '陪打太极')
    await wu.getByRole('button', { name: '做不了' }).click()
    await wu.getByRole('button', { name: '请别人接手' }).click()
    await wu.getByLabel('找人').fill('沈桂芳')
    await wu.getByRole('button', { name: '请沈桂芳接手' }).click()
    await sendAll(wu)
    await walkTo(wu, '/tasks')
    await expect(ownRow(wu, '陪打太极')).toContainText('已确认')
    await walkTo(wu, '/')
  })
  await test.step('Shen says yes', async () => {
    await sendAll(shen)
    await walkTo(shen, '/needs')
    await told(shen, '陪打太极').getByRole('link', { name: '看这件事' }).click()
    await expect(shen.getByRole('heading', { name: '吴晓燕想请你接手' })).toBeVisible()
    await shen.getByRole('button', { name: '我来做' }).click()
    await sendAll(shen)
  })
  await test.step('Wu reads that somebody has taken over, once', async () => {
    await sendAll(wu)
    await walkTo(wu, '/needs')
    await expect(told(wu, '陪打太极')).toContainText('不用去了')
    await expect(told(wu, '陪打太极')).toContainText('有人接手')
    await told(wu, '陪打太极').getByRole('button', { name: '知道了' }).click()
    await wu.reload()
    await walkTo(wu, '/needs')
    await expect(wu.locator('[data-loaded="all"]')).toBeAttached()
    await expect(told(wu, '陪打太极')).toHaveCount(0)
  })
  await test.step('it is cancelled before Shen has done anything: her list says so', async () => {
    await office.push({ type: 'task.cancel', payload: { task, why: '下雨' } })
    await sendAll(shen)
    await walkTo(shen, '/needs')
    await expect(told(shen, '陪打太极')).toContainText('取消了：下雨')
  })
  expect([...claimsOn(server, task).values()].map(({ state }) => state).sort()).toEqual(['cancelled', 'released'])
})

test('“I rest for a month”: written on the card without network, and until then nothing is planned for me', async ({
  server,
  phone,
}) => {
  test.setTimeout(120_000)
  const office = await callAs(server, server.codes().coordinator)
  await hangUp(office, { title: '浇花' })
  const wu = await phone()
  await enter(wu, server.codes().volunteer)
  await walkTo(wu, '/tasks')
  await expect(card(wu, '浇花')).toBeVisible()
  await wu.context().setOffline(true)
  await walkTo(wu, '/card')
  await wu.getByLabel('休息到').fill(inDays(30))
  await wu.getByLabel('不方便的').fill('怕狗')
  await wu.getByRole('button', { name: '存好', exact: true }).click()
  await expect(wu.getByRole('heading', { level: 1, name: '我的', exact: true })).toBeVisible()
  await wu.reload()
  await walkTo(wu, '/tasks')
  await expect(wu.getByText(/^休息到 .*这之前不给你排/)).toBeVisible()
  await expect(card(wu, '浇花')).toHaveCount(0)
  await chip(wu, '适合我').click()
  await expect(card(wu, '浇花')).toContainText('和你卡上写的时间或编组不合')
  await wu.context().setOffline(false)
  await sendAll(wu)
  const rows = readRegister(server).filter(({ kind, body }) => kind === 'card' && body['limits'] === '怕狗')
  expect(rows.map(({ body }) => body['resting'])).toEqual([inDays(30)])
})

test('“What is near, soon, urgent?”: a tap each narrows the list; and the search knows kinds', async ({
  server,
  phone,
}) => {
  test.setTimeout(120_000)
  const office = await callAs(server, server.codes().coordinator)
  await hangUp(office, { title: '下月的事', kind: 'escort', from: 9 * DAY, until: 10 * DAY })
  const shen = await phone()
  await enter(shen, server.codes().groupLeader)
  await walkTo(shen, '/tasks')
  await chip(shen, '适合我').click()
  await expect(card(shen, '下月的事')).toBeVisible()
  for (const name of ['离我近', '七天内', '急']) {
    await chip(shen, name).click()
    await expect(chip(shen, name)).toHaveAttribute('aria-pressed', 'true')
    await expect(card(shen, '下月的事')).toHaveCount(0)
    if (name === '急') await expect(card(shen, '修水龙头').locator('.st--you')).toBeVisible()
    await chip(shen, name).click()
    await expect(card(shen, '下月的事')).toBeVisible()
  }
  await shen.getByRole('searchbox', { name: '找任务' }).fill('陪诊')
  await expect(card(shen, '下月的事')).toBeVisible()
  await expect(card(shen, '修水龙头')).toHaveCount(0)
})

test('“Into my calendar, please”: the phone is handed a file of what is confirmed, without network', async ({
  server,
  phone,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  await hangUp(office, { title: '读报', from: 48, until: 50 })
  const wu = await phone()
  await enter(wu, server.codes().volunteer)
  await claim(wu, '读报')
  await expect(ownRow(wu, '读报')).toContainText('已确认')
  await expect(ownRow(wu, '读报')).toContainText('留到')
  await wu.context().setOffline(true)
  const coming = wu.waitForEvent('download')
  await wu.getByRole('button', { name: '存进日历' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toBe('minqing.ics')
  expect(readFileSync(await file.path(), 'utf8')).toContain('SUMMARY:读报')
})

test('“Can I take one more?”: how much I have and what is at the same hours is told before the tap', async ({
  server,
  phone,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  await hangUp(office, { title: '读报', from: 48, until: 50 })
  const choir = await hangUp(office, { title: '合唱', from: 49, until: 51 })
  const wu = await phone()
  await enter(wu, server.codes().volunteer)
  await walkTo(wu, `/task/${choir}`)
  await expect(wu.getByText('手上 2 件，最多 3 件。')).toBeVisible()
  await expect(wu.getByRole('button', { name: '认领：合唱' })).toBeVisible()
  await claim(wu, '读报')
  await walkTo(wu, `/task/${choir}`)
  await expect(wu.getByText('和「读报」时间撞了')).toBeVisible()
  await expect(wu.getByText('手上已有 3 件，到上限了')).toBeVisible()
  await expect(wu.getByRole('button', { name: '认领：合唱' })).toHaveCount(0)
})

test('“Who are you?”: the badge says it at the door without network, for today, and whom to call', async ({
  server,
  phone,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  const committee = readRegister(server).find(({ kind, body }) => kind === 'facility' && body['sort'] === 'committee')
  const { grid, sort, name, point } = committee?.body ?? {}
  const told = { facility: committee?.id, grid, sort, name, point, phone: '021-55550101' }
  await office.administer('facility.set', told)
  const wu = await phone()
  await enter(wu, server.codes().volunteer)
  await wu.context().setOffline(true)
  await walkTo(wu, '/me')
  await wu.getByRole('link', { name: /^工作证/ }).click()
  const badge = wu.locator('.badge')
  await expect(badge).toContainText('A社区')
  await expect(badge).toContainText('吴晓燕')
  await expect(badge).toContainText('志愿者')
  await expect(badge).toContainText(
    `${new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'Asia/Shanghai' }).format()} 有效`,
  )
  await expect(wu.getByRole('link', { name: '021-55550101' })).toHaveAttribute('href', 'tel:021-55550101')
})
