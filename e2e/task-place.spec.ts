import { expect } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers } from './support/looks.ts'
import { readRegister } from './support/register.ts'

test('“We meet under the old tree”: any place on the map is a task’s, and whoever looks at it finds it there without network', async ({
  server,
  phone,
  desk,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  const page = await desk()
  await enter(page, await office.codeFor(office.person))
  await walkTo(page, '/publish')
  await page.getByLabel('名称').fill('扫落叶')
  await page.getByLabel('哪一类').selectOption({ index: 1 })
  await page.getByLabel('地点').selectOption({ label: '地图上一处' })
  await expect(page.getByText('还没放位置')).toBeVisible()
  await page.getByRole('button', { name: '放在十字处' }).click()
  await expect(page.locator('.mf__s')).toHaveText('务')
  await page.getByLabel('在哪里碰头（可不写）').fill('老槐树下')
  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('button', { name: '发布' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '扫落叶' })).toBeVisible()
  await sendAll(page)
  const task = readRegister(server).find(({ body }) => body['title'] === '扫落叶')
  expect(task?.body['place']).toEqual({
    ...{ sort: 'point', words: '老槐树下' },
    point: [expect.any(Number), expect.any(Number)],
  })
  const wu = await phone()
  await enter(wu, server.codes().volunteer)
  await wu.context().setOffline(true)
  await walkTo(wu, `/task/${task?.id}`)
  await wu.getByRole('link', { name: '在地图上看' }).click()
  await expect(wu.getByRole('link', { name: '扫落叶，任务' })).toBeInViewport()
  const dock = wu.getByRole('region', { name: '选中的' })
  await expect(dock).toContainText('扫落叶 老槐树下')
  expect(await findBarriers(wu)).toEqual([])
  await dock.getByRole('link', { name: '看任务' }).click()
  await expect(wu).toHaveURL(new RegExp(`/task/${task?.id}$`))
  // Who visits nobody finds the houses and the service points all the same, and nothing that counts.
  await walkTo(wu, '/map')
  await wu.getByRole('link', { name: /居委会/ }).click()
  await expect(dock).toContainText('A社区居委会')
  await expect(wu.locator('.foot').getByText('合计')).toHaveCount(0)
  expect(await findBarriers(wu)).toEqual([])
  await wu.getByRole('link', { name: '看列表' }).click()
  await expect(wu.getByRole('link', { name: /A社区居委会/ })).toBeVisible()
})
