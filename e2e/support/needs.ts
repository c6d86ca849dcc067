import { expect, type Page } from '@playwright/test'
import { type Caller, callAs } from './caller.ts'
import { sendAll, walkTo } from './enter.ts'
import type { Network } from './network.ts'
import { chooseAndSave, savedLine } from './phone-in-hand.ts'
import { doorElsewhere, householdAt, readRegister, under } from './register.ts'
import type { Server } from './server.ts'

interface Around {
  readonly server: Server
  readonly network: Network
}
/**
 * While the leader's phone has no network: the micro-grid's leader settles the two numbers of 13号 501 first and
 * writes another note for 12号 101, and the coordinator moves the household of 13号 602 into another grid. The leader
 * does the same three things, and comes back: one is refused, one is held, one stands beside another value.
 */
export async function comeBackToThree(page: Page, { server, network }: Around): Promise<Caller> {
  const rows = readRegister(server)
  const moving = householdAt(rows, { stair: '13号', room: '602' })
  const noted = householdAt(rows, { stair: '12号', room: '101' })
  const [conflict] = under(rows, 'conflict', [householdAt(rows, { stair: '13号', room: '501' })])
  const values = (conflict?.body['values'] ?? []) as readonly { readonly value: unknown }[]
  const saw = values.map(({ value }) => JSON.stringify(value))
  network.become('cut')
  const colleague = await callAs(server, server.codes().microLeader)
  const office = await callAs(server, server.codes().coordinator)
  const settle = { conflict: conflict?.id, household: conflict?.body['household'], choice: 1, saw }
  await colleague.push(
    { type: 'conflict.settle', payload: settle },
    { type: 'household.edit', payload: { household: noted.id, set: { note: '下半日在家' } } },
  )
  await office.administer('household.move', { household: moving.id, door: doorElsewhere(rows).id })

  await walkTo(page, '/needs')
  await page
    .getByRole('button', { name: /^用这个/ })
    .first()
    .click()
  await walkTo(page, `/edit/${noted.id}`)
  await page.getByLabel('敲门前要知道的').fill('敲门要响一点，伊耳朵勿灵')
  await page.getByRole('button', { name: /^存在手机/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: '12号 101' })).toBeVisible()
  await walkTo(page, `/visit/${moving.id}`)
  await chooseAndSave(page, '见到本人')
  await expect(savedLine(page)).toContainText('13号 602')
  await walkTo(page, '/waiting')
  await expect(page.locator('.wrow')).toHaveCount(3)
  network.become('open')
  await sendAll(page)
  await walkTo(page, '/needs')
  await expect(page.locator('.card.you')).toHaveCount(3)
  return office
}
