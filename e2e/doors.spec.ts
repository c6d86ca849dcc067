import { expect, type Page } from '@playwright/test'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { heading, householdOf, save } from './support/phone-in-hand.ts'
import { householdAt, ownBuilding, type Row, readRegister } from './support/register.ts'

/** Saves, and taps a link before the phone has answered. */
const saveAndLeave = (page: Page, to: string): Promise<void> =>
  page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href })
    document.body.append(link)
    document.querySelector<HTMLElement>('.dock button')?.click()
    link.click()
    link.remove()
  }, to)
const doorCalled = (rows: readonly Row[], room: string): Row | undefined =>
  rows.find((row) => row.kind === 'door' && row.body['room'] === room)

test('a room that the roster does not have: I add it at the door without network, write down who lives there, and put its number right', async ({
  phone,
  server,
}) => {
  const rows = readRegister(server)
  const board = `/building/${ownBuilding(rows).id}`
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await page.context().setOffline(true)

  await test.step('below the board I say that one is missing; its number tells the storey', async () => {
    await walkTo(page, board)
    await page.getByRole('link', { name: /^(12号 少一间|这里少一间)/ }).click()
    await expect(heading(page)).toHaveText('添一间')
    await page.getByLabel('门牌').fill('302')
    await expect(page.getByText('这个门牌登记过了')).toBeVisible()
    await page.getByLabel('门牌').fill('302A')
    await expect(page.getByText('这个门牌登记过了')).toHaveCount(0)
    await expect(page.getByLabel('几楼')).toHaveValue('3')
    await save(page)
  })
  await test.step('and go straight on to the household', async () => {
    await expect(heading(page)).toHaveText('住进来一户')
    await expect(page.locator('.top')).toContainText('12号 302A')
    await page.getByLabel('姓名').fill('隔小间')
    await save(page)
    await expect(heading(page)).toContainText('12号 302A')
  })
  const made = householdOf(page)
  await test.step('the number was another: it is changed where the household changes', async () => {
    await page.getByRole('link', { name: '人户变动' }).click()
    await page.getByRole('link', { name: /改门牌、用途/ }).click()
    await expect(page.getByText('门里还登记着住户')).toBeVisible()
    await page.getByLabel('门牌').fill('302甲')
    await save(page)
    await expect(page.getByRole('link', { name: /302甲/ })).toBeVisible()
    await walkTo(page, '/waiting')
    await expect(page.getByText('添了一间')).toBeVisible()
    await expect(page.getByText('门牌改成「302甲」')).toBeVisible()
  })
  await page.context().setOffline(false)
  await sendAll(page)
  const now = readRegister(server)
  const door = doorCalled(now, '302甲')
  expect(door?.body).toMatchObject({ floor: 3, use: 'home' })
  expect(now.find((row) => row.id === made)?.body['doors']).toEqual([door?.id])
  expect(door?.pack).toBe(now.find((row) => row.id === made)?.pack)
  await test.step('who wrote it down is told', async () => {
    await walkTo(page, `${board}/door/${door?.id}/history`)
    await expect(page.locator('.tl')).toContainText('新登记')
    await expect(page.locator('.history__f', { hasText: '门牌' }).first()).toContainText('302A')
  })
})

test('an empty home has become a shop, and a door that is no more leaves the board', async ({ phone, server }) => {
  const rows = readRegister(server)
  const home = householdAt(rows, { stair: '12号', room: '601' })
  const board = `/building/${ownBuilding(rows).id}`
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await walkTo(page, `/register/${home.id}/out`)
  await page.getByRole('button', { name: '登错了' }).click()
  await test.step('who goes elsewhere while it is still being saved stays there', async () => {
    await saveAndLeave(page, board)
    await expect(page.getByRole('link', { name: /^601 没人登记/ })).toBeVisible()
    expect(new URL(page.url()).pathname).toBe(board)
  })
  await page.getByRole('link', { name: /^601 / }).click()
  await page.getByRole('link', { name: '改门牌、用途' }).click()
  await page.getByRole('button', { name: '店铺' }).click()
  await page.getByLabel('店名').fill('修伞铺')
  await save(page)
  await page.getByRole('link', { name: /^修伞铺/ }).click()
  await page.getByRole('button', { name: '拆了、打通了' }).click()
  await save(page)
  await expect(heading(page)).toBeVisible()
  await expect(page.getByRole('link', { name: /^修伞铺/ })).toHaveCount(0)
  await sendAll(page)
  const door = readRegister(server).find((row) => row.kind === 'door' && row.body['name'] === '修伞铺')
  expect(door?.body).toMatchObject({ use: 'shop', ended: { why: 'demolished' } })
})
