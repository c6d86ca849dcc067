import { expect, type Page } from '@playwright/test'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers } from './support/looks.ts'
import { findLost, findSmall } from './support/measures.ts'
import { doorElsewhere, householdAt, otherBuilding, type Row, readRegister, under } from './support/register.ts'

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
    await look(page, path)
  }
}
async function look(page: Page, name: string): Promise<void> {
  const found = [...(await findBarriers(page)), ...(await findLost(page)), ...(await findSmall(page, 44))]
  expect([name, found]).toEqual([name, []])
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

test('a post given to the wrong person is taken back the same day, and stays to be read as one that never was', async ({
  phone,
  server,
}) => {
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await walkTo(page, '/office/person/p-group-leader')
  await page.getByRole('button', { name: '给一个岗位' }).click()
  const form = page.locator('.office__form').filter({ has: page.getByLabel('做什么') })
  await form.getByLabel('做什么').selectOption({ label: '志愿者' })
  await form.getByLabel('管哪个网格').selectOption({ index: 1 })
  await form.getByRole('button', { name: '给一个岗位' }).click()
  // The newest stands first; she has been one elsewhere for a year.
  const cards = page.locator('.card', { hasText: '志愿者' }).filter({ has: page.locator('.st') })
  await expect(cards).toHaveCount(2)
  const card = cards.first()
  await card.getByRole('button', { name: '结束岗位' }).click()
  await card.getByRole('button', { name: '给错了，当作没有给过' }).click()
  await expect(card).toContainText('当作没有给过：确认后马上看不到。')
  await card.getByRole('button', { name: '先看看会怎样' }).click()
  await card.getByRole('button', { name: '确认：结束岗位' }).click()
  const over = cards.filter({ hasText: '没有生效' })
  await expect(over).toBeVisible()
  await expect(over.getByRole('button')).toHaveCount(0)
})

const doorsOf = (rows: readonly Row[], id: string): unknown => rows.find((row) => row.id === id)?.body['doors']

test('a household that goes from one floor to another is moved by keyboard, and nothing is typed anew', async ({
  phone,
  server,
}) => {
  const rows = readRegister(server)
  const [moving, beside] = ['101', '601'].map((room) => householdAt(rows, { stair: '12号', room })) as [Row, Row]
  const people = under(rows, 'resident', [moving]).length
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await walkTo(page, `/register/${moving.id}`)
  await page.getByRole('link', { name: /^搬到社区里另一个门/ }).press('Enter')
  const door = page.getByLabel(/^哪个门(?!洞)/)
  await door.focus()
  await page.keyboard.type('601')
  await expect(page.getByText('从 12号 101 搬到 12号 601')).toBeVisible()
  await expect(page.getByText(/已经登记着 1 户/)).toBeVisible()
  await page.getByRole('button', { name: '先看看会怎样' }).press('Enter')
  await expect(page.getByText('没有人多看到或少看到住户。')).toBeVisible()
  expect(doorsOf(readRegister(server), moving.id)).not.toEqual(beside.body['doors'])
  await page.getByRole('button', { name: '确认：搬过去' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('12号 601')
  const now = readRegister(server)
  expect(doorsOf(now, moving.id)).toEqual(beside.body['doors'])
  expect(under(now, 'resident', [moving])).toHaveLength(people)
})

test('a household moves to another building only with a network and after it was shown who will see it, and it leaves the phone of the leader of before', async ({
  phone,
  server,
}) => {
  const rows = readRegister(server)
  const moving = householdAt(rows, { stair: '12号', room: '302' })
  const to = doorElsewhere(rows)
  const [page, leader] = [await phone(), await phone()]
  await enter(leader, server.codes().groupLeader)
  await walkTo(leader, `/register/${moving.id}`)
  await expect(leader.getByRole('link', { name: /^整户搬走/ })).toBeVisible()
  await expect(leader.getByRole('link', { name: /^搬到社区里另一个门/ })).toHaveCount(0)
  await walkTo(leader, `/register/${moving.id}/move`)
  await expect(leader.getByText('只有社区干部能管')).toBeVisible()

  await enter(page, server.codes().coordinator)
  await walkTo(page, '/me')
  await page.getByRole('button', { name: '大字' }).click()
  await walkTo(page, `/register/${moving.id}/move`)
  await page.getByLabel('哪一栋楼').selectOption(otherBuilding(rows).id)
  const stair = page.getByLabel('哪个门洞')
  if ((await stair.count()) > 0) await stair.selectOption(String(to.body['stair']))
  await page.getByLabel(/^哪个门(?!洞)/).selectOption(to.id)
  await page.context().setOffline(true)
  await page.getByRole('button', { name: '先看看会怎样' }).click()
  await expect(page.getByRole('alert')).toContainText('没有网络')
  await page.context().setOffline(false)
  await page.getByRole('button', { name: '先看看会怎样' }).click()
  await expect(page.getByText(/^不再看到 88弄 12–13号：1 户/).first()).toBeVisible()
  await look(page, 'a household moves')
  expect(doorsOf(readRegister(server), moving.id)).toEqual(moving.body['doors'])
  await page.getByRole('button', { name: '确认：搬过去' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(String(to.body['room']))
  expect(doorsOf(readRegister(server), moving.id)).toEqual([to.id])
  await sendAll(leader)
  await walkTo(leader, `/household/${moving.id}`)
  await expect(leader.getByRole('heading', { level: 1 })).not.toContainText('302')
})
