import { expect } from '@playwright/test'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { chooseAndSave, heading, householdOf, openChange, save, savedLine } from './support/phone-in-hand.ts'
import {
  householdAt,
  householdsIn,
  masked,
  must,
  ownBuilding,
  type Row,
  readRegister,
  under,
} from './support/register.ts'

const named = (rows: readonly Row[], name: string): Row | undefined =>
  rows.find((row) => row.kind === 'resident' && row.body['name'] === name)

test('a family moves out and another moves in: I write it down at the door without network, call on them, and it arrives', async ({
  phone,
  server,
}) => {
  const rows = readRegister(server)
  const old = householdAt(rows, { stair: '12号', room: '601' })
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await page.context().setOffline(true)

  await test.step('those who lived here have moved out: the record ends and stays', async () => {
    await walkTo(page, `/household/${old.id}`)
    await openChange(page, /整户搬走/)
    await page.getByRole('button', { name: '搬走了' }).click()
    await save(page)
    await expect(page.getByText(/这一户 .*迁出/)).toBeVisible()
  })
  await test.step('the door is empty on the board; a tap on it writes down who came', async () => {
    await walkTo(page, `/building/${ownBuilding(rows).id}`)
    await page.getByRole('link', { name: /^601 .*登记住进来的/ }).click()
    await expect(heading(page)).toHaveText('住进来一户')
    await page.getByLabel('姓名').fill('单小红')
    await page.getByLabel('出生').fill('1990')
    await page.getByLabel('电话').fill('13900001234')
    await page.getByRole('button', { name: '再添一个人' }).click()
    await page.getByLabel('姓名').nth(1).fill('王小宝')
    await page.getByLabel('出生').nth(1).fill('2024')
    await save(page)
    await expect(page.locator('.who')).toContainText('单*红')
    await expect(page.locator('.who')).toContainText('在手机')
  })
  const made = householdOf(page)
  await test.step('who has not been met stands on the welcome list, two taps from the map, and is called on at once', async () => {
    await walkTo(page, '/map')
    await page.getByRole('button', { name: '问一问' }).click()
    await page.getByRole('link', { name: /^谁新搬来，还没见过面？/ }).click()
    await page.getByRole('link', { name: /^走访 .*601/ }).click()
    await chooseAndSave(page, '见到本人')
    await expect(savedLine(page)).toBeVisible()
    await page.goto('/map?ask=newcomers')
    await expect(page.getByText('一户也没有')).toBeVisible()
    await walkTo(page, '/waiting')
    await expect(page.getByText('住进来一户')).toBeVisible()
  })
  await page.context().setOffline(false)
  await sendAll(page)
  const now = readRegister(server)
  expect(named(now, '单小红')?.body).toMatchObject({ household: made, pinyin: ['shan xiao hong', 'sxh'] })
  expect(now.find((row) => row.id === old.id)?.body['ended']).toMatchObject({ why: 'moved_out' })
  expect(now.filter((row) => row.kind === 'visit' && row.body['household'] === made)).toHaveLength(1)
})

test('while I type I am told of somebody who is registered already, and may go on', async ({ phone, server }) => {
  const rows = readRegister(server)
  const home = householdAt(rows, { stair: '12号', room: '302' })
  const known = under(rows, 'resident', [home])[0]?.body
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await walkTo(page, `/household/${home.id}`)
  await openChange(page, /添一个人/)
  await page.getByLabel('姓名').fill(String(known?.['name']))
  await expect(page.getByText('像是登记过的')).toBeVisible()
  await expect(page.locator('.alike')).toContainText('同一个门')
  await save(page)
  await expect(heading(page)).toHaveText('12号 302')
  await page.getByRole('link', { name: '人户变动' }).click()
  await expect(
    page.getByRole('link', { name: /走了、搬开/ }).filter({ hasText: masked(String(known?.['name'])) }),
  ).toHaveCount(2)

  await test.step('also where I give somebody who is there already another name', async () => {
    const other = must(under(rows, 'resident', [home])[1])
    await walkTo(page, `/edit/${home.id}/${other.id}`)
    await expect(page.getByLabel('姓名')).toHaveValue(String(other.body['name']))
    await expect(page.getByText('像是登记过的')).toHaveCount(0)
    await page.getByLabel('姓名').fill(String(known?.['name']))
    await expect(page.getByText('像是登记过的')).toBeVisible()
  })
})

test('a level is suggested with its reason, and it is I who sets it', async ({ phone, server }) => {
  const rows = readRegister(server)
  const home = must(householdsIn(rows, ownBuilding(rows)).find((row) => row.body['care'] === 'blue'))
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await walkTo(page, `/edit/${home.id}`)
  await page.getByRole('button', { name: '血透' }).click()
  await expect(page.getByText('按情况建议 红·高风险').first()).toBeVisible()
  await page.getByRole('button', { name: /^绿/ }).click()
  await page.getByLabel('为什么定这一级').fill('')
  await expect(page.getByText('定级是人定的')).toBeVisible()
  await expect(page.getByRole('button', { name: /^存在手机/ })).toBeDisabled()
  await page.getByRole('button', { name: '照这样定' }).first().click()
  await page.getByLabel('凭什么定级').selectOption('本人同意')
  await save(page)
  await expect(page.locator('.who')).toContainText('红·高风险')
  await expect(page.locator('.who')).toContainText('定级原因：血透')
  await sendAll(page)
  const now = readRegister(server).find((row) => row.id === home.id)?.body
  expect(now).toMatchObject({ care: 'red', careReason: '血透', careBasis: 'consent' })

  await test.step('and the record tells who set it, from what to what; without network it says that it cannot', async () => {
    await walkTo(page, `/household/${home.id}`)
    await openChange(page, /改动记录/)
    await expect(page.locator('.tl li').first()).toContainText('沈桂芳')
    await expect(page.locator('.history__f', { hasText: '关爱等级' })).toContainText('蓝·一般关注 →')
    await expect(page.locator('.history__f', { hasText: '关爱等级' })).toContainText('红·高风险')
    await page.context().setOffline(true)
    await page.getByRole('link', { name: '返回' }).click()
    await page.getByRole('link', { name: /改动记录/ }).click()
    await expect(page.getByText('要连上网络才能看')).toBeVisible()
  })
})

test('two leaders change the same stair: one splits a household, the other adds a child to it, and both stand', async ({
  phone,
  server,
}) => {
  const rows = readRegister(server)
  const home = rows.find(
    (row) =>
      row.kind === 'household' &&
      row.pack.startsWith(`b:${ownBuilding(rows).id}:`) &&
      under(rows, 'resident', [row]).filter((each) => each.body['residence'] === 'live_registered').length > 1,
  )
  const [mine, hers] = [await phone(), await phone()]
  await enter(mine, server.codes().groupLeader)
  await enter(hers, server.codes().microLeader)
  for (const page of [mine, hers]) await page.context().setOffline(true)
  await walkTo(mine, `/household/${home?.id}`)
  await openChange(mine, /^分户/)
  await mine.locator('.chips .chip').last().click()
  await mine.getByLabel('一门几户时怎么分').fill('乙')
  await save(mine)
  await walkTo(hers, `/household/${home?.id}`)
  await openChange(hers, /添一个人/)
  await hers.getByLabel('姓名').fill('曾新生')
  await save(hers)
  for (const page of [mine, hers]) {
    await page.context().setOffline(false)
    await sendAll(page)
  }
  const now = readRegister(server)
  const split = now.find(
    (row) =>
      row.kind === 'household' &&
      row.body['label'] === '乙' &&
      row.pack === home?.pack &&
      !rows.some((before) => before.id === row.id),
  )
  expect(under(now, 'resident', split === undefined ? [] : [split])).toHaveLength(1)
  expect(named(now, '曾新生')?.body['household']).toBe(home?.id)
})

test('what two people wrote differently is settled by the coordinator too, on the same card', async ({
  desk,
  phone,
  server,
}) => {
  const { id } = householdAt(readRegister(server), { stair: '12号', room: '601' })
  const [mine, hers, office] = [await phone(), await phone(), await desk()]
  await enter(mine, server.codes().groupLeader)
  await enter(hers, server.codes().microLeader)
  for (const [page, day] of [
    [mine, '2026-01-05'],
    [hers, '2026-01-08'],
  ] as const) {
    await page.context().setOffline(true)
    await walkTo(page, `/register/${id}/out`)
    await page.getByRole('button', { name: '搬走了' }).click()
    await page.getByLabel('哪一天起').fill(day)
    await save(page)
  }
  for (const page of [mine, hers]) {
    await page.context().setOffline(false)
    await sendAll(page)
  }
  await enter(office, server.codes().coordinator)
  await walkTo(office, '/needs')
  const card = office.locator('.card.you').filter({ hasText: '12号 601' })
  await expect(card.locator('.val')).toHaveText([/1月5日 迁出/, /1月8日 迁出/])
  await card.getByRole('button', { name: /用这个：.*1月8日/ }).click()
  await sendAll(office)
  const ended = () => readRegister(server).find((row) => row.id === id)?.body['ended']
  expect(ended()).toEqual({ on: '2026-01-08', why: 'moved_out' })
})
