import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { allRead, enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { chooseAndSave, savedLine } from './support/phone-in-hand.ts'
import { type DoorName, householdAt, readRegister } from './support/register.ts'
import type { Server } from './support/server.ts'

const HOUR = 3_600_000
/** 11月23日, so many days from today. */
function dayInWords(days: number): string {
  const at = new Date(Date.now() + days * 24 * HOUR)
  return new Intl.DateTimeFormat('zh-CN', { month: 'long', day: 'numeric', timeZone: 'Asia/Shanghai' }).format(at)
}
const idOf = (server: Server, door: DoorName): string => householdAt(readRegister(server), door).id
const note = (page: Page, door: string) => page.locator('.note', { hasText: `草稿 ${door}` })

test('the app is closed over a half-written form: it waits on Today and goes on where I was', async ({
  phone,
  server,
  network,
}) => {
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  network.become('cut')
  await walkTo(page, `/visit/${idOf(server, { stair: '12号', room: '302' })}`)
  await page.getByRole('button', { name: '见到本人', exact: true }).click()
  await page.getByRole('button', { name: /多记一点/ }).click()
  await page.getByLabel('原话').fill('灯修好了伐？')
  await page.getByRole('group', { name: /健康/ }).getByRole('button', { name: '要留意' }).click()
  await expect(page.getByText('草稿已存')).toBeVisible()
  await page.close()

  const again = await page.context().newPage()
  await again.goto('/')
  await allRead(again)
  await expect(note(again, '12号 302')).toContainText('写到一半')
  await note(again, '12号 302').click()
  await expect(again.getByRole('button', { name: '见到本人', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await again.getByRole('button', { name: /多记一点/ }).click()
  await expect(again.getByLabel('原话')).toHaveValue('灯修好了伐？')
  await expect(again.getByRole('group', { name: /健康/ }).getByRole('button', { name: '要留意' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await again.getByRole('button', { name: /^存在手机/ }).click()
  await expect(savedLine(again)).toContainText('12号 302')
  await walkTo(again, '/')
  await expect(note(again, '12号 302')).toHaveCount(0)
})

test('a draft I no longer want is dropped only after a second question', async ({ phone, server }) => {
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await walkTo(page, `/edit/${idOf(server, { stair: '12号', room: '302' })}`)
  await page.getByLabel('敲门前要知道的').fill('写错了')
  await walkTo(page, '/')
  await note(page, '12号 302').click()
  await expect(page.getByLabel('敲门前要知道的')).toHaveValue('写错了')
  await page.getByRole('button', { name: '不要这份草稿' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '留着' }).click()
  await expect(page.getByLabel('敲门前要知道的')).toHaveValue('写错了')
  await page.getByRole('button', { name: '不要这份草稿' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '不要了' }).click()
  await expect(page.locator('.who')).not.toContainText('写错了')
  await walkTo(page, '/')
  await expect(note(page, '12号 302')).toHaveCount(0)
})

test('a visit saved by mistake is taken back while it has not left, and is a draft again', async ({
  phone,
  server,
}) => {
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await page.context().setOffline(true)
  await walkTo(page, `/visit/${idOf(server, { stair: '12号', room: '302' })}`)
  await chooseAndSave(page, '无人应门')
  await expect(savedLine(page)).toContainText('12号 302 存在手机了')
  await savedLine(page).getByRole('button', { name: '撤回' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('12号 302')
  await expect(page.getByRole('button', { name: '无人应门', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await walkTo(page, '/')
  await expect(note(page, '12号 302')).toBeVisible()
  await expect(page.locator('.sync').getByRole('link')).toHaveCount(0)
  await page.context().setOffline(false)
})

test('nobody opens: the form says when to come again and who hears of it before I save', async ({ phone, server }) => {
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  const effect = page.locator('.then')
  await walkTo(page, `/visit/${idOf(server, { stair: '12号', room: '302' })}`)
  await page.getByRole('button', { name: '无人应门', exact: true }).click()
  await expect(effect).toContainText(/第 1 次没应门，不算走到/)
  await expect(effect).toContainText(`${dayInWords(1)}`)
  await expect(effect).toContainText(/红色户没应门，今天就告诉块长/)
  await walkTo(page, `/visit/${idOf(server, { stair: '12号', room: '602' })}`)
  await page.getByRole('button', { name: '无人应门', exact: true }).click()
  await expect(effect).toContainText(dayInWords(1))
  await expect(effect).not.toContainText('告诉')
})

test('three knocks on three parts of the day without answer, and the block chief hears of it', async ({
  phone,
  server,
}) => {
  const household = idOf(server, { stair: '12号', room: '602' })
  const leader = await callAs(server, server.codes().groupLeader)
  const office = await callAs(server, server.codes().coordinator)
  const knock = (days: number) => ({
    type: 'visit.log',
    payload: { household, outcome: 'not_home', method: 'door', purpose: 'routine' },
    happenedAt: new Date(Date.now() - days * 24 * HOUR).toISOString(),
  })
  expect(await leader.push(knock(4), knock(3))).toMatchObject([{ status: 'ok' }, { status: 'ok' }])
  const page = await phone()
  await enter(page, await office.codeFor('p-group-leader'))
  await expect(page.locator('.door', { hasText: '602' }).first()).toContainText('没应门 2 次')
  await walkTo(page, `/visit/${household}`)
  await page.getByRole('button', { name: '无人应门', exact: true }).click()
  await expect(page.locator('.then')).toContainText(/三次没应门，今天就告诉块长/)
  await page.getByRole('button', { name: '电话联系上', exact: true }).click()
  await expect(page.locator('.then')).not.toContainText('告诉')
})
