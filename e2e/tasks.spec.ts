import { expect } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { allRead, enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { openNetwork } from './support/network.ts'
import { claim, claimsOn, enterBy, hangUp, joinWaitList, openOwn, ownRow } from './support/volunteers.ts'

const HOUR = 3_600_000

test('the last place, claimed by two without network: the one who arrives later is told by the first sync, and takes another with a tap', async ({
  server,
  network,
  phone,
}) => {
  test.setTimeout(180_000)
  const office = await callAs(server, server.codes().coordinator)
  const task = await hangUp(office, { title: '推轮椅去晒太阳', waits: false })
  await hangUp(office, { title: '推轮椅去菜场', places: 2 })
  const [wu, shen] = [await phone(), await phone()]
  const line = await openNetwork(server.port)
  await test.step('both look at the board at home', async () => {
    await enter(wu, server.codes().volunteer)
    await enterBy(shen, line.url, server.codes().groupLeader)
  })
  await test.step('in the cellar both claim the last place: told that it counts only later, and to stay at home', async () => {
    network.become('cut')
    line.become('cut')
    for (const page of [wu, shen]) {
      await page.context().setOffline(true)
      await claim(page, '推轮椅去晒太阳')
      await expect(page.getByText('先别出门。', { exact: true })).toBeVisible()
      await expect(ownRow(page, '推轮椅去晒太阳')).toContainText('待确认')
    }
  })
  await test.step('Wu comes up first and has the place', async () => {
    await wu.context().setOffline(false)
    network.become('open')
    await sendAll(wu)
    await walkTo(wu, '/tasks')
    await expect(ownRow(wu, '推轮椅去晒太阳')).toContainText('已确认')
  })
  await test.step('Shen comes up: her first sync tells her, and what is free instead', async () => {
    await shen.context().setOffline(false)
    line.become('open')
    await sendAll(shen)
    await walkTo(shen, '/tasks')
    const told = shen.locator('.card.you').filter({ hasText: '推轮椅去晒太阳' })
    await expect(told).toContainText('未成')
    await expect(told).toContainText('名额给了比你先送到的人')
    await expect(told).toContainText('换一件：推轮椅去菜场')
    await told.getByRole('button', { name: '认领：推轮椅去菜场' }).click()
    await sendAll(shen)
    await walkTo(shen, '/tasks')
    await expect(ownRow(shen, '推轮椅去菜场')).toContainText('已确认')
    await shen.locator('.card.you').getByRole('button', { name: '知道了' }).click()
    await expect(shen.getByText('名额给了比你先送到的人')).toHaveCount(0)
  })
  expect([...claimsOn(server, task).values()].map(({ state }) => state).sort()).toEqual(['confirmed', 'lost'])
  await line.close()
})

test('who waits is asked when another gives the place back, and has it with a yes', async ({ server, phone }) => {
  test.setTimeout(180_000)
  const office = await callAs(server, server.codes().coordinator)
  await hangUp(office, { title: '陪读报', contact: { name: '徐阿根', phone: '15400001234', place: '9号 501' } })
  const [wu, shen] = [await phone(), await phone()]
  await enter(wu, server.codes().volunteer)
  await claim(wu, '陪读报')
  await sendAll(wu)
  await test.step('Shen finds it full and goes on the wait list', async () => {
    await enter(shen, server.codes().groupLeader)
    await joinWaitList(shen, '陪读报')
    await sendAll(shen)
    await walkTo(shen, '/tasks')
    await expect(ownRow(shen, '陪读报')).toContainText('候补')
  })
  await test.step('Wu knows whom to call; she cannot after all, says so, and the door leaves her phone', async () => {
    await openOwn(wu, '陪读报')
    await expect(wu.getByText('9号 501 徐*根')).toBeVisible()
    await wu.getByRole('button', { name: '做不了' }).click()
    await wu.getByLabel('要留句话吗').fill('孙女发烧了')
    await wu.reload()
    await walkTo(wu, '/')
    await wu.getByRole('link', { name: /草稿 陪读报/ }).click()
    await wu.getByRole('button', { name: '做不了' }).click()
    await expect(wu.getByLabel('要留句话吗')).toHaveValue('孙女发烧了')
    await wu.getByRole('button', { name: '放掉' }).click()
    await sendAll(wu)
    await walkTo(wu, '/tasks')
    await expect(ownRow(wu, '陪读报')).toBeHidden()
    await expect(wu.getByText('9号 501')).toHaveCount(0)
  })
  await test.step('Shen is asked, says yes, and now it is hers', async () => {
    await sendAll(shen)
    await openOwn(shen, '陪读报')
    await expect(shen.getByRole('heading', { name: '轮到你了' })).toBeVisible()
    await expect(shen.getByText('9号 501')).toHaveCount(0)
    await shen.getByRole('button', { name: '我来做' }).click()
    await sendAll(shen)
    await openOwn(shen, '陪读报')
    await expect(shen.getByText('9号 501 徐*根')).toBeVisible()
    await expect(shen.getByRole('link', { name: '电话' })).toHaveAttribute('href', 'tel:15400001234')
  })
})

test('a task is cancelled while its volunteer is without network and ticks two steps: what she did is kept, flagged, and handed in', async ({
  server,
  network,
  phone,
}) => {
  test.setTimeout(180_000)
  const office = await callAs(server, server.codes().coordinator)
  const task = await hangUp(office, { title: '擦玻璃窗', steps: ['领工具', '擦里面', '还工具'] })
  const wu = await phone()
  await enter(wu, server.codes().volunteer)
  await claim(wu, '擦玻璃窗')
  await sendAll(wu)
  await test.step('without network she does two steps, the dock naming each', async () => {
    network.become('cut')
    await openOwn(wu, '擦玻璃窗')
    await wu.getByRole('button', { name: '第 1 步好了' }).click()
    await wu.getByRole('button', { name: '第 2 步好了' }).click()
    await expect(wu.getByText('做好 2 / 3')).toBeVisible()
    await expect(wu.getByRole('button', { name: '第 3 步好了' })).toBeVisible()
  })
  await office.push({ type: 'task.cancel', payload: { task, why: '楼外在装脚手架' } })
  await test.step('back in the network she reads why, and that her two steps are kept', async () => {
    network.become('open')
    await sendAll(wu)
    await walkTo(wu, '/tasks')
    const told = wu.locator('.card.you').filter({ hasText: '擦玻璃窗' })
    await expect(told).toContainText('取消了：楼外在装脚手架')
    await expect(told).toContainText('你做好的 2 步都留着')
    const [kept] = claimsOn(server, task).values()
    expect([kept?.state, kept?.late, Object.keys(kept?.ticked ?? {})]).toEqual(['cancelled', true, ['1', '2']])
  })
  await test.step('and hands in what she did', async () => {
    await openOwn(wu, '擦玻璃窗')
    await wu.getByRole('button', { name: '做到这里，先交上来' }).click()
    await wu.getByRole('button', { name: '30 分' }).click()
    await wu.getByRole('button', { name: '交上来', exact: true }).click()
    await sendAll(wu)
    const [kept] = claimsOn(server, task).values()
    expect(kept?.done).toMatchObject({ minutes: 30, partial: true })
  })
})

test('a lease runs out while the phone is off: the first sync says so, and the one who waited has been asked', async ({
  server,
  network,
  phone,
}) => {
  test.setTimeout(240_000)
  const office = await callAs(server, server.codes().coordinator)
  const task = await hangUp(office, { title: '取快递上楼' })
  const [wu, shen] = [await phone(), await phone()]
  await enter(wu, server.codes().volunteer)
  await claim(wu, '取快递上楼')
  await sendAll(wu)
  await openOwn(wu, '取快递上楼')
  await expect(wu.getByText('这件事给你留到')).toBeVisible()
  await enter(shen, server.codes().groupLeader)
  await joinWaitList(shen, '取快递上楼')
  await sendAll(shen)
  await test.step('the phone is off for more than a day', async () => {
    network.become('cut')
    await server.stop()
    await server.start({ clockAhead: 27 * HOUR })
    const states = (): string[] => [...claimsOn(server, task).values()].map(({ state }) => state).sort()
    // The server looks once a minute for what is due.
    await expect.poll(states, { timeout: 90_000 }).toEqual(['released', 'waitlisted'])
  })
  network.become('open')
  await test.step('on again, it says that the time ran out', async () => {
    await wu.reload()
    await allRead(wu)
    await sendAll(wu)
    await walkTo(wu, '/tasks')
    await expect(wu.locator('.card.you').filter({ hasText: '取快递上楼' })).toContainText('时间到了没动静')
  })
  await test.step('and Shen is asked', async () => {
    await sendAll(shen)
    await walkTo(shen, '/tasks')
    await expect(ownRow(shen, '取快递上楼')).toContainText('等你答复')
  })
})

test('a claim is one request: it goes up and its outcome comes down in the same', async ({
  server,
  network,
  phone,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  await hangUp(office, { title: '浇花' })
  const wu = await phone()
  await enter(wu, server.codes().volunteer)
  await sendAll(wu)
  await walkTo(wu, '/tasks')
  const before = network.seen.length
  await claim(wu, '浇花')
  await expect(ownRow(wu, '浇花')).toContainText('已确认')
  const asked = network.seen.slice(before).filter(({ path, method }) => method === 'POST' && path.startsWith('/api/'))
  expect(asked.map(({ path }) => path)).toEqual(['/api/sync'])
})
