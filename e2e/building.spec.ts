import { expect } from '@playwright/test'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { looksRight } from './support/looks.ts'
import { readRegister } from './support/register.ts'

test('a leader writes down in the stairwell what the building is like; the coordinator reads it, and who wrote it', async ({
  phone,
  desk,
  network,
  server,
}) => {
  test.slow()
  const house = readRegister(server).find((row) => row.kind === 'building' && row.body['name'] === '88弄 12–13号')
  const said = () => readRegister(server).find((row) => row.id === house?.id)?.body
  const leader = await phone()
  await enter(leader, server.codes().groupLeader)
  await walkTo(leader, `/building/${house?.id}`)
  await expect(leader.getByRole('link', { name: '改楼的资料' })).toBeVisible()
  network.become('cut')
  await leader.context().setOffline(true)
  await leader.getByRole('link', { name: '改楼的资料' }).click()
  await expect(leader.getByRole('heading', { level: 1, name: '楼的资料' })).toBeVisible()
  await leader.getByLabel('层数').fill('六')
  await expect(leader.getByText('层数写 1 到 200')).toBeVisible()
  await leader.getByLabel('层数').fill('6')
  await leader.getByRole('button', { name: '电动车停充隐患' }).click()
  await leader.getByLabel('大家要知道的').fill('北门要用力推')
  await looksRight(leader)
  await leader.getByRole('button', { name: /^存在手机/ }).click()
  await expect(leader.getByText('北门要用力推')).toBeVisible()
  expect(said()).not.toHaveProperty('note')
  network.become('open')
  await leader.context().setOffline(false)
  await expect.poll(() => said()?.['note'], { timeout: 30_000 }).toBe('北门要用力推')
  expect(said()).toMatchObject({ floors: 6 })
  expect(said()?.['attributes']).toContain('ebike_risk')
  const office = await desk()
  await enter(office, server.codes().coordinator)
  await walkTo(office, `/building/${house?.id}/history`)
  await expect(office.getByText('沈桂芳').first()).toBeVisible()
  await expect(office.getByText('北门要用力推')).toBeVisible()
  await walkTo(office, '/map')
  await office.getByRole('button', { name: '问一问' }).click()
  await office.getByRole('link', { name: /^哪些楼有什么特点、隐患？/ }).click()
  const risky = office.locator('.ans section').filter({ hasText: '电动车停充隐患' })
  await risky.getByRole('link', { name: '88弄 12–13号' }).click()
  await expect(office).toHaveURL(new RegExp(`/building/${house?.id}$`))
  const volunteer = await phone()
  await enter(volunteer, server.codes().volunteer)
  await walkTo(volunteer, `/building/${house?.id}`)
  await expect(volunteer.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(volunteer.getByRole('link', { name: '改楼的资料' })).toHaveCount(0)
})
