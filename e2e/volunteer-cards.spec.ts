import { expect } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { readRegister } from './support/register.ts'
import { doTask, hangUp } from './support/volunteers.ts'

test('a volunteer is put into the group that suits, for a reason in words, and gaps are named', async ({
  server,
  desk,
  phone,
}) => {
  test.setTimeout(120_000)
  const office = await callAs(server, server.codes().coordinator)
  const wu = await callAs(server, server.codes().volunteer)
  const skills = [{ skill: 'nursing' }, { skill: 'watch' }]
  await wu.push({ type: 'volunteer.edit', payload: { set: { skills } } })
  const page = await desk()
  await enter(page, await office.codeFor(office.person))
  await walkTo(page, '/tasks/people')
  const hers = page.locator('.wish').filter({ hasText: '吴晓燕' })
  await expect(hers).toContainText('会照护，合关爱照护组')
  await test.step('all as suggested with a tap, and back with another', async () => {
    const all = page.getByRole('button', { name: /人按建议编组/ })
    await all.click()
    await expect(hers).toBeHidden()
    await expect(all).toBeHidden()
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await expect(hers).toContainText('合关爱照护组')
    await expect(all).toBeVisible()
  })
  await page.getByRole('button', { name: '吴晓燕编进关爱照护组' }).click()
  await expect(hers).toBeHidden()
  await sendAll(page)
  await test.step('she reads it on her own card', async () => {
    const own = await phone()
    await enter(own, await office.codeFor(wu.person))
    await walkTo(own, '/card')
    await expect(own.getByText('编在 关爱照护组')).toBeVisible()
  })
  await test.step('who can mend a watch, and shall be asked to lead', async () => {
    await walkTo(page, '/tasks/people')
    await page.getByRole('combobox', { name: '编组' }).selectOption('')
    await page.getByRole('combobox', { name: '会什么' }).selectOption({ label: '修钟表' })
    await expect(page.locator('.wish b:first-child')).toHaveText(['吴晓燕'])
    await hers.getByText('看卡').click()
    await page.getByRole('link', { name: '请来带头：吴晓燕，给一个岗位' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '吴晓燕' })).toBeVisible()
  })
  await test.step('nobody practises law', async () => {
    await walkTo(page, '/tasks/people')
    await page.getByRole('button', { name: '缺口' }).click()
    const law = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '法律' }) })
    await expect(law.getByText('缺')).toHaveCount(9)
    const care = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '照护' }) })
    await expect(care.getByText('缺')).toHaveCount(0)
  })
})

test('a card is read in words and filled in by whoever leads: what has run out is marked, and consent of a guardian is noted', async ({
  server,
  desk,
}) => {
  const office = await callAs(server, server.codes().coordinator)
  const wu = await callAs(server, server.codes().volunteer)
  const task = await hangUp(office, { title: '扫落叶' })
  const claim = await doTask(wu, task, 60)
  await office.push({ type: 'task.verify', payload: { task, claim, verdict: 'verified' } })
  const skills = [{ skill: 'first_aid', certificate: '急救证', until: '2020-05-01' }]
  const set = { skills, languages: ['沪语'], limits: '爬不了高楼', will: '周末有空', birth: '2012' }
  await wu.push({ type: 'volunteer.edit', payload: { set } })
  const page = await desk()
  await enter(page, await office.codeFor(office.person))
  await walkTo(page, '/tasks/people')
  const hers = page.locator('.wish').filter({ hasText: '吴晓燕' })
  const unfold = (): Promise<void> => hers.getByText('看卡').click()
  await expect(hers).toContainText(/上次做事 \d+月\d+日/)
  await expect(hers).not.toContainText('爬不了高楼')
  await unfold()
  for (const words of [
    '急救证',
    '已过期（2020-05-01）',
    '沪语',
    '爬不了高楼',
    '周末有空',
    '2012',
    '还没有记监护人同意',
  ])
    await expect(hers).toContainText(words)
  await page.getByRole('link', { name: '改这张卡：吴晓燕' }).click()
  await page.getByLabel('监护人同意').fill('母亲')
  await test.step('called away, it goes on from Today', async () => {
    await expect(page.getByText('草稿已存')).toBeVisible()
    await page.goto('/')
    await page.getByRole('link', { name: /志愿者卡/ }).click()
    await expect(page.getByLabel('监护人同意')).toHaveValue('母亲')
  })
  await page.getByLabel('监护人同意').fill('母亲，当面问过')
  await page.getByRole('button', { name: '存好' }).click()
  await unfold()
  await expect(hers).toContainText('母亲，当面问过')
  await sendAll(page)
  const kept = readRegister(server).find(({ kind, id }) => kind === 'card' && id === wu.person)
  expect(kept?.body).toMatchObject({ ...set, guardian: '母亲，当面问过' })
})

test('a leader enrols a volunteer at a door without network, and the coordinator gives the post and the code', async ({
  server,
  phone,
  network,
  desk,
}) => {
  test.setTimeout(120_000)
  const office = await callAs(server, server.codes().coordinator)
  const shen = await callAs(server, server.codes().groupLeader)
  const hers = await phone()
  await enter(hers, await office.codeFor(shen.person))
  network.become('cut')
  await hers.locator('a[href^="/household/"]').first().click()
  await hers.getByRole('button', { name: /显示全名/ }).click()
  await hers
    .getByRole('link', { name: /^登记志愿者 / })
    .first()
    .click()
  const name = await hers.getByLabel('姓名').inputValue()
  expect(name).not.toContain('*')
  await expect(hers.getByLabel('住在哪一片')).not.toHaveValue('')
  await hers.getByRole('button', { name: '理发', exact: true }).click()
  await hers.getByRole('button', { name: '存好' }).click()
  await expect(hers.getByText('登记好了，联网就送给社区干部。')).toBeAttached()
  // The door says it from now on, and nobody is written down twice.
  await hers.getByRole('button', { name: /显示全名/ }).click()
  await hers
    .getByRole('link', { name: `志愿者卡 ${name}` })
    .first()
    .click()
  await expect(hers.getByRole('button', { name: '理发', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await expect(hers.getByLabel('姓名')).toHaveCount(0)
  network.become('open')
  await sendAll(hers)
  const page = await desk()
  await enter(page, await office.codeFor(office.person))
  await walkTo(page, '/tasks/people')
  await expect(page.locator('.wish').filter({ hasText: name })).toContainText('在门口登记的，还没有岗位。')
  await page.getByRole('link', { name: `给岗位和登录码：${name}` }).click()
  await expect(page.getByLabel('名字')).toHaveValue(name)
  await page.getByLabel('做什么').selectOption({ label: '志愿者' })
  await page.getByLabel('管哪个网格').selectOption({ index: 1 })
  await page.getByRole('button', { name: '给一个岗位' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
})
