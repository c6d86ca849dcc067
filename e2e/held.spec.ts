import { expect, type Page } from '@playwright/test'
import { type Caller, callAs } from './support/caller.ts'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers, LOOKS, wear } from './support/looks.ts'
import { findLost } from './support/measures.ts'
import { chooseAndSave, savedLine } from './support/phone-in-hand.ts'
import { doorElsewhere, householdAt, readLooks, readRegister } from './support/register.ts'
import type { Server } from './support/server.ts'

/** Moves the household of a door of the leader's stair out of her hands. Gives its id. */
async function moveAway(server: Server, office: Caller, room: string): Promise<string> {
  const rows = readRegister(server)
  const moving = householdAt(rows, { stair: '13号', room })
  await office.administer('household.move', { household: moving.id, door: doorElsewhere(rows).id })
  return moving.id
}
/** A visit and an edit by the leader where her post does not reach, and something that no server understands. */
async function holdThree(server: Server, office: Caller): Promise<void> {
  const leader = await callAs(server, server.codes().groupLeader)
  const [visited, edited] = [await moveAway(server, office, '602'), await moveAway(server, office, '401')]
  const visit = { household: visited, outcome: 'met', method: 'door', purpose: 'routine', words: '楼道灯又不亮了' }
  const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
  const note = { household: edited, set: { note: '敲门要响一点' } }
  const results = await leader.push(
    { type: 'visit.log', payload: visit, happenedAt: ago(3) },
    { type: 'household.edit', payload: note, happenedAt: ago(2) },
    { type: 'visit.dance', payload: { household: visited }, happenedAt: ago(1) },
  )
  expect(results.map(({ status }) => status)).toEqual(['held', 'held', 'held'])
}
const rowsOf = (page: Page) => page.locator('.qi')
const stateOf = (server: Server, type: string): unknown =>
  readRegister(server).find((row) => row.kind === 'held' && row.body['type'] === type)?.body['state']
const countVisits = (server: Server, words: string): number =>
  readRegister(server).filter((row) => row.kind === 'visit' && row.body['words'] === words).length

test('the coordinator decides by keyboard alone what the server could not carry out', async ({
  desk,
  server,
  network,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  await holdThree(server, office)
  const page = await desk()
  await enter(page, await office.codeFor(office.person))
  await expect(page.locator('.note', { hasText: '待裁定' })).toContainText('3')
  await walkTo(page, '/review')
  await page.getByRole('link', { name: '待裁定 3' }).focus()
  await page.keyboard.press('Enter')
  await expect(rowsOf(page)).toHaveCount(3)
  const detail = page.locator('.det')
  await test.step('what cannot be read is not accepted, whatever key is pressed', async () => {
    await expect(detail).toContainText('服务器读不出来')
    await page.keyboard.press('e')
    await expect(page.getByRole('button', { name: /收下/ })).toHaveCount(0)
  })
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(detail).toContainText('记的人管不到这一户')
  await expect(detail).toContainText('楼道灯又不亮了')
  await expect(detail).toContainText('沈桂芳')
  await expect(page.locator('.side')).toBeVisible()
  await test.step('without network nothing is decided, and it says so', async () => {
    network.become('cut')
    await page.keyboard.press('e')
    await expect(detail.getByRole('alert')).toContainText('还没定')
    network.become('open')
    expect(stateOf(server, 'visit.log')).toBe('open')
  })
  await page.keyboard.press('e')
  await expect(page.locator('.done')).toContainText('收下了')
  await expect(rowsOf(page)).toHaveCount(2)
  expect([stateOf(server, 'visit.log'), countVisits(server, '楼道灯又不亮了')]).toEqual(['accepted', 1])
  await expect(detail).toContainText('敲门要响一点')
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog')).toContainText('退回给沈桂芳')
  await page.keyboard.press('Escape')
  await expect(rowsOf(page)).toHaveCount(2)
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('.done')).toContainText('退回给沈桂芳了')
  await expect(rowsOf(page)).toHaveCount(1)
  expect(stateOf(server, 'household.edit')).toBe('dismissed')
})

test('on the phone by touch; who wrote it is told that it was not accepted and still has every word', async ({
  phone,
  server,
  network,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  const leader = await phone()
  await enter(leader, server.codes().groupLeader)
  network.become('cut')
  const moved = await moveAway(server, office, '602')
  await walkTo(leader, `/visit/${moved}`)
  await chooseAndSave(leader, '见到本人')
  await expect(savedLine(leader)).toContainText('13号 602')
  network.become('open')
  await sendAll(leader)
  await walkTo(leader, '/needs')
  const hers = leader.locator('.card.you').filter({ hasText: '13号 602' })
  await expect(hers).toContainText('先留着')

  const page = await phone()
  await enter(page, await office.codeFor(office.person))
  await page.locator('.note', { hasText: '待裁定' }).tap()
  const card = page.locator('.card.held')
  await expect(card).toHaveCount(1)
  await expect(card).toContainText('走访，见到本人')
  await card.getByRole('button', { name: '不收' }).tap()
  await page.getByRole('dialog').getByRole('button', { name: '不收' }).tap()
  await expect(page.getByRole('heading', { name: '没有要裁定的' })).toBeVisible()
  await expect(page.locator('.done')).toContainText('退回给沈桂芳了')
  await expect(hers).toContainText('被退回')
  await expect(hers).toContainText('见到本人')
})

test('a coordinator’s look at full names is told beforehand and kept by the server; a leader’s in her own stair is not', async ({
  phone,
  desk,
  server,
}) => {
  const { id } = householdAt(readRegister(server), { stair: '12号', room: '302' })
  const leader = await phone()
  await enter(leader, server.codes().groupLeader)
  await walkTo(leader, `/household/${id}`)
  await leader.getByRole('button', { name: '显示全名', exact: true }).tap()
  await expect(leader.getByRole('button', { name: '遮住全名' })).toBeVisible()
  const page = await desk()
  await enter(page, server.codes().coordinator)
  await walkTo(page, `/household/${id}`)
  expect(readLooks(server)).toEqual([])
  await page.getByRole('button', { name: '看全名，记一笔' }).click()
  await expect(page.locator('.who a[href^=tel]').first()).toBeVisible()
  await expect.poll(() => readLooks(server)).toEqual([{ author: 'p-coordinator', payload: { household: id } }])
})

test('nobody is shut out of what is to be decided, at the desk and on the phone', async ({ desk, server }) => {
  test.setTimeout(240_000)
  const office = await callAs(server, server.codes().coordinator)
  await holdThree(server, office)
  const page = await desk()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await enter(page, await office.codeFor(office.person))
  await walkTo(page, '/held')
  await expect(rowsOf(page)).toHaveCount(3)
  const found: string[] = []
  const lookAll = async (name: string): Promise<void> => {
    for (const look of LOOKS) {
      await wear(page, look)
      found.push(...(await findBarriers(page)).map((line) => `${name}, ${look}: ${line}`))
    }
    await wear(page, 'light')
  }
  await lookAll('desk')
  found.push(...(await findLost(page)))
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog')).toBeVisible()
  await lookAll('question')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 320, height: 844 })
  await expect(page.locator('.card.held')).toHaveCount(3)
  await lookAll('phone')
  await wear(page, 'elder')
  found.push(...(await findLost(page)))
  expect(found).toEqual([])
})
