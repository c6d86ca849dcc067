import { expect } from '@playwright/test'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { heading, openChange, save } from './support/phone-in-hand.ts'
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

test('I noted it of the wrong one: whoever has gone comes back with a tap, without network; two people of one record part again', async ({
  phone,
  server,
}) => {
  const rows = readRegister(server)
  const living = (household: Row): readonly Row[] =>
    under(rows, 'resident', [household]).filter((row) => String(row.body['residence']).startsWith('live'))
  const home = must(householdsIn(rows, ownBuilding(rows)).find((household) => living(household).length > 1))
  const [one, other] = living(home)
  const ended = (id: string | undefined) => readRegister(server).find((row) => row.id === id)?.body['ended']
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await page.context().setOffline(true)

  await test.step('gone by mistake, and back', async () => {
    await walkTo(page, `/register/${home.id}/leave/${one?.id}`)
    await page.getByRole('button', { name: '过世了' }).click()
    await save(page)
    await walkTo(page, `/register/${home.id}`)
    await page.getByRole('button', { name: `${masked(String(one?.body['name']))}：改回来` }).click()
    await expect(page.locator('.who')).toContainText(masked(String(one?.body['name'])))
  })
  await test.step('made one with somebody else, and parted', async () => {
    await walkTo(page, `/register/${home.id}/merge/${one?.id}`)
    await page
      .getByRole('button', { name: masked(String(other?.body['name'])) })
      .first()
      .click()
    await page.getByRole('button', { name: '并成一份', exact: true }).click()
    await page.context().setOffline(false)
    await sendAll(page)
    expect(ended(one?.id)).toMatchObject({ why: 'merged', into: other?.id })
    await walkTo(page, `/register/${home.id}`)
    await page.getByRole('button', { name: `${masked(String(one?.body['name']))}：拆开` }).click()
    await expect(page.locator('.who')).toBeVisible()
    await sendAll(page)
    expect(ended(one?.id)).toBeUndefined()
  })
})

test('a coordinator makes one of two records of a household, and takes them apart again', async ({ desk, server }) => {
  const rows = readRegister(server)
  const twice = householdAt(rows, { stair: '12号', room: '302' })
  const stays = householdAt(rows, { stair: '12号', room: '101' })
  const before = under(rows, 'resident', [twice]).map((row) => row.id)
  const page = await desk()
  await enter(page, server.codes().coordinator)
  await walkTo(page, `/household/${twice.id}`)
  await openChange(page, /这一户登记了两份/)
  await page.getByLabel('哪一户').fill('88弄12号101')
  await page
    .getByRole('button', { name: /12号 101/ })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toContainText('并过去')
  await page.getByRole('button', { name: '并成一份', exact: true }).click()
  await expect(heading(page)).toContainText('12号 101')
  await sendAll(page)
  const one = readRegister(server)
  expect(one.find((row) => row.id === twice.id)?.body['ended']).toMatchObject({ why: 'merged', into: stays.id })
  expect(under(one, 'resident', [twice])).toEqual([])

  await walkTo(page, `/household/${stays.id}`)
  await page.getByRole('link', { name: '这里并进过另一份登记' }).click()
  await page.getByRole('button', { name: '拆开，各归各' }).click()
  await expect(page.getByText('并到另一份登记')).toHaveCount(0)
  await sendAll(page)
  expect(
    under(readRegister(server), 'resident', [twice])
      .map((row) => row.id)
      .sort(),
  ).toEqual([...before].sort())
})

test('without network, records that stand twice become one and somebody moves over; a leader finds all of it', async ({
  phone,
  server,
}) => {
  const rows = readRegister(server)
  const into = householdAt(rows, { stair: '12号', room: '101' })
  const twice = householdAt(rows, { stair: '12号', room: '601' })
  const livingIn = (home: Row): readonly Row[] =>
    under(rows, 'resident', [home]).filter(({ body }) => body['residence'] === 'live_registered')
  const home = must(
    householdsIn(rows, ownBuilding(rows)).find(
      (row) => row.id !== into.id && row.id !== twice.id && livingIn(row).length > 1,
    ),
  )
  const [gone, stays] = livingIn(home) as [Row, Row]
  const name = masked(String(stays.body['name']))
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await page.context().setOffline(true)
  const pickInto = async (): Promise<void> => {
    await page.getByLabel('哪一户').fill('88弄12号101')
    await page
      .getByRole('button', { name: /12号 101/ })
      .first()
      .click()
  }
  const confirm = () => page.getByRole('button', { name: '并成一份', exact: true }).click()

  await test.step('one person stands twice', async () => {
    await walkTo(page, `/register/${home.id}/merge/${gone.id}`)
    await page.getByRole('button', { name }).first().click()
    await confirm()
    await expect(heading(page)).not.toContainText('登记了两份')
  })
  await test.step('goes to live with another household', async () => {
    await walkTo(page, `/register/${home.id}/over/${stays.id}`)
    await pickInto()
    await expect(heading(page)).toContainText('12号 101')
    await expect(page.locator('.who')).toContainText(name)
  })
  await test.step('which itself stands twice', async () => {
    await walkTo(page, `/register/${twice.id}/merge`)
    await pickInto()
    await confirm()
    await expect(heading(page)).toContainText('12号 101')
  })
  await page.context().setOffline(false)
  await sendAll(page)
  const now = readRegister(server)
  const bodyOf = (id: string) => now.find((row) => row.id === id)?.body
  expect(bodyOf(gone.id)?.['ended']).toMatchObject({ why: 'merged', into: stays.id })
  expect(bodyOf(stays.id)?.['household']).toBe(into.id)
  expect(bodyOf(twice.id)?.['ended']).toMatchObject({ why: 'merged', into: into.id })
  const hers = await phone()
  await enter(hers, server.codes().groupLeader)
  await walkTo(hers, `/household/${into.id}`)
  await expect(hers.locator('.who')).toContainText(name)
})
