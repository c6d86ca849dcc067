import { expect, type Page } from '@playwright/test'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers } from './support/looks.ts'
import { findLost, findSmall } from './support/measures.ts'
import { householdAt, must, ownBuilding, readRegister, under } from './support/register.ts'

const wayTo = (page: Page) => page.getByRole('banner').getByRole('link', { name: '找人找门牌' })
/** A heading squeezed beside its buttons into a column of a few characters is none. */
const countLines = (page: Page): Promise<number> =>
  page.getByRole('heading', { level: 1 }).evaluate((heading) => {
    const { height } = heading.getBoundingClientRect()
    return Math.round(height / Number.parseFloat(getComputedStyle(heading).lineHeight))
  })
const field = (page: Page) => page.getByRole('searchbox')

test('whoever stands on Today, the map or a door board searches with one tap, in large letters too, and the heading still fits', async ({
  phone,
  server,
}) => {
  test.slow()
  const board = `/building/${ownBuilding(readRegister(server)).id}`
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  for (const size of ['standard', 'elder']) {
    if (size === 'elder') {
      await walkTo(page, '/me')
      await page.getByRole('button', { name: '大字' }).click()
    }
    for (const path of ['/', '/map?as=list', board, `${board}?as=list`]) {
      await walkTo(page, path)
      await expect(page).toHaveURL((url) => url.pathname + url.search === path)
      await expect(wayTo(page)).toBeVisible()
      const found = [...(await findBarriers(page)), ...(await findLost(page)), ...(await findSmall(page, 44))]
      expect([path, size, found]).toEqual([path, size, []])
      expect([path, size, (await countLines(page)) <= 2]).toEqual([path, size, true])
      await wayTo(page).click()
      await expect(field(page)).toBeFocused()
    }
  }
})

test('a service point is found by its name or by what it is, and opens', async ({ phone, server }) => {
  const rows = readRegister(server)
  const canteen = rows.find(({ kind, body }) => kind === 'facility' && body['sort'] === 'canteen')
  const page = await phone()
  await enter(page, server.codes().volunteer)
  await walkTo(page, '/search')
  await field(page).fill('没有这样的')
  await expect(page.getByText('没找到「没有这样的」')).toBeVisible()
  for (const words of [String(canteen?.body['name']), '社区食堂']) {
    await field(page).fill(words)
    await expect(page.getByText(/\d+ 处服务点/)).toBeVisible()
    await expect(page.locator(`a[href="/facility/${canteen?.id}"]`)).toBeVisible()
    await expect(page.getByText('没找到')).toHaveCount(0)
  }
  await page.locator(`a[href="/facility/${canteen?.id}"]`).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(String(canteen?.body['name']))
})

test('who and where, however one writes it: signs, pinyin, first letters, the end of the number, the door; without network', async ({
  phone,
  server,
}) => {
  const rows = readRegister(server)
  const home = householdAt(rows, { stair: '12号', room: '302' })
  const who = must(
    under(rows, 'resident', [home]).find(({ body }) => body['phone'] !== undefined && body['pinyin'] !== undefined),
  )
  const [pinyin = '', initials = ''] = who.body['pinyin'] as readonly string[]
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await page.context().setOffline(true)
  await walkTo(page, '/search')
  const found = page.locator(`a[href="/household/${home.id}"]`)
  const ways = {
    signs: String(who.body['name']),
    pinyin: pinyin.replaceAll(' ', ''),
    initials,
    'end of the number': String(who.body['phone']).slice(-4),
    'door with a stroke': '12-302',
    'door in words': '12号302',
  }
  for (const [way, words] of Object.entries(ways)) {
    await field(page).fill('没有这样的')
    await expect(found).toHaveCount(0)
    await field(page).fill(words)
    await expect(found, `by ${way}`).toBeVisible()
  }
  await found.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('302')
})
