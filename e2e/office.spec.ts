import { expect, type Page } from '@playwright/test'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers } from './support/looks.ts'
import { findLost, findSmall } from './support/measures.ts'

const SCREENS = [
  { path: '/office', shows: '.note' },
  { path: '/office/people', shows: '.note' },
  { path: '/office/person/new', shows: 'select' },
  { path: '/office/person/p-group-leader', shows: '.st' },
  { path: '/office/grids', shows: '.note' },
  { path: '/office/words', shows: '.note' },
  { path: '/office/words/needCategories', shows: '.note' },
  { path: '/office/passphrase', shows: '[name=passphrase]' },
  { path: '/office/invite', shows: '[type=checkbox]' },
] as const

async function lookAround(page: Page): Promise<void> {
  for (const { path, shows } of SCREENS) {
    await walkTo(page, path)
    await expect(page.locator(`.office ${shows}`).first()).toBeVisible({ timeout: 30_000 })
    const found = [...(await findBarriers(page)), ...(await findLost(page)), ...(await findSmall(page, 44))]
    expect([path, found]).toEqual([path, []])
  }
}

test('a coordinator arranges everything on a phone too: standard, and in large letters on dark', async ({
  phone,
  server,
}) => {
  test.slow()
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await lookAround(page)
  await walkTo(page, '/me')
  await page.getByRole('button', { name: '大字' }).click()
  await page.getByRole('button', { name: '深色' }).click()
  await lookAround(page)
})

test('a hand-over in a full community shows before it is done whose households come and go, and nothing happens until it is confirmed', async ({
  phone,
  server,
}) => {
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await walkTo(page, '/office/person/p-group-leader')
  const card = page.locator('.card', { hasText: '楼组长' }).first()
  await card.getByRole('button', { name: '交给别人' }).click()
  await card.getByLabel('交给谁').selectOption({ label: '吴晓燕' })
  await card.getByRole('button', { name: '先看看会怎样' }).click()
  const preview = card.getByRole('status')
  await expect(preview).toContainText(/沈桂芳不再看到 88弄 12–13号：\d+ 户，\d+ 人/)
  await expect(preview).toContainText(/吴晓燕看得到 88弄 12–13号：\d+ 户，\d+ 人/)
  await walkTo(page, '/office/people')
  await walkTo(page, '/office/person/p-group-leader')
  await expect(page.locator('.card', { hasText: '楼组长' }).first()).toContainText('在任')
})
