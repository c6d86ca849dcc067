import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { householdAt, ownBuilding, type Row, readRegister } from './support/register.ts'

const HOUR = 3_600_000
/** The calendar day of an instant, or so many days from now, as the community counts. */
const dayOf = (at: unknown): string => new Date(Date.parse(String(at)) + 8 * HOUR).toISOString().slice(0, 10)
const dayFrom = (days: number): string => dayOf(new Date(Date.now() + days * 24 * HOUR).toISOString())

const rowsOf = (page: Page) => page.locator('.qi')
const current = (page: Page) => page.locator('.qi[aria-current]')
async function openList(page: Page, code: string): Promise<void> {
  await enter(page, code)
  await walkTo(page, '/review')
  await expect(rowsOf(page).first()).toBeVisible()
}
const found = (count: number) => new RegExp(`筛出 ${count.toLocaleString('en')} 次`)

test('the coordinator finds visits by grid, person, outcome and day', async ({ desk, server }) => {
  const rows = readRegister(server)
  const visits = rows.filter((row) => row.kind === 'visit' && row.pack.startsWith('b:'))
  const page = await desk()
  await openList(page, server.codes().coordinator)
  const count = (fits: (visit: Row) => boolean): number => visits.filter(fits).length
  const say = page.locator('.top__sub').first()

  const leaf = ownBuilding(rows).body['stairs'] as readonly { readonly grid: string }[]
  const own = (visit: Row): boolean => visit.pack.endsWith(`:${leaf[0]?.grid}`)
  await page.getByLabel('网格').selectOption(leaf[0]?.grid ?? '')
  await expect(say).toHaveText(found(count(own)))
  for (const door of await rowsOf(page).locator('b').allInnerTexts()) expect(door).toMatch(/^(88弄 )?1[23]号/)

  await page.getByLabel('结果').selectOption('not_home')
  await expect(say).toHaveText(found(count((visit) => own(visit) && visit.body['outcome'] === 'not_home')))
  await page.getByRole('button', { name: '清掉筛选' }).click()
  await expect(say).toHaveText(/^收到的走访/)

  await page.getByLabel('谁走的').selectOption('p-group-leader')
  await expect(say).toHaveText(found(count((visit) => visit.body['by'] === 'p-group-leader')))
  await page.getByRole('button', { name: '清掉筛选' }).click()

  await page.getByLabel('日子').selectOption('week')
  await expect(say).toHaveText(found(count((visit) => dayOf(visit.body['at']) >= dayFrom(-6))))
  await page.getByLabel('日子').selectOption('between')
  await page.getByLabel('从', { exact: true }).fill(dayFrom(-20))
  await page.getByLabel('到', { exact: true }).fill(dayFrom(-10))
  const between = (visit: Row): boolean => {
    const day = dayOf(visit.body['at'])
    return day >= dayFrom(-20) && day <= dayFrom(-10)
  }
  await expect(say).toHaveText(found(count(between)))
  // What was chosen is found again on the way back, and is nowhere in the address.
  expect(new URL(page.url()).search).toBe('')
  await rowsOf(page).first().click()
  await page.getByRole('link', { name: /打开这一户/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('审核')
  await page.goBack()
  await expect(say).toHaveText(found(count(between)))
})

test('nobody opened at a red door: it comes in on top, flagged, while the coordinator looks on', async ({
  desk,
  server,
}) => {
  const page = await desk()
  await openList(page, server.codes().coordinator)
  const leader = await callAs(server, server.codes().groupLeader)
  const { id } = householdAt(readRegister(server), { stair: '12号', room: '302' })
  const visit = { household: id, outcome: 'not_home', method: 'door', purpose: 'routine', note: '灯亮着没人应' }
  expect(await leader.push({ type: 'visit.log', payload: visit })).toMatchObject([{ status: 'ok' }])
  const first = rowsOf(page).first()
  await expect(first).toContainText('12号 302')
  await expect(first.locator('.st--you')).toHaveText('急')
  await expect(first).toContainText('沈桂芳')
  await expect(first).toContainText('已收到')
  await page.getByRole('button', { name: /只看急的/ }).click()
  await expect(first).toContainText('12号 302')
  await first.click()
  await expect(page.locator('.det')).toContainText('红级无人应门，当天要联系')
  await expect(page.locator('.det')).toContainText(/服务器 (今早|今天) \d+:\d\d 收到/)
  // Somebody reached them since: the flag goes.
  const again = { ...visit, outcome: 'met', note: '下午见到了' }
  expect(await leader.push({ type: 'visit.log', payload: again })).toMatchObject([{ status: 'ok' }])
  await expect(rowsOf(page).filter({ hasText: '12号 302' }).filter({ hasText: '灯亮着' })).toHaveCount(0)
})

test('the coordinator works by keyboard: j, k, Enter, / and ?', async ({ desk, server }) => {
  const page = await desk()
  await openList(page, server.codes().coordinator)
  const [first, second] = [rowsOf(page).first(), rowsOf(page).nth(1)]
  await expect(first).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('j')
  await expect(second).toHaveAttribute('aria-current', 'true')
  for (let steps = 0; steps < 12; steps++) await page.keyboard.press('j')
  await expect(current(page)).toBeInViewport()
  for (let steps = 0; steps < 13; steps++) await page.keyboard.press('k')
  await expect(first).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: '按键' })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(first).toHaveAttribute('aria-current', 'true')
  const door = (await first.locator('b').innerText()).split(' ').slice(0, -1).join(' ')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/household\//)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(door).not.toBe('')
  await page.goBack()
  await expect(rowsOf(page).first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('j/k?')
  await expect(page.getByRole('searchbox')).toHaveValue('j/k?')
})
