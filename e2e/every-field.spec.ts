import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, walkTo } from './support/enter.ts'
import { findRun, pasteEverywhere, unfold, watchFaults } from './support/every-field.ts'
import { DESK_FIELDS, deskScreens, LEADER_FIELDS, leaderScreens } from './support/field-screens.ts'
import { type Means, test } from './support/journey.ts'
import { readRegister } from './support/register.ts'
import { openScreen, type Screen } from './support/screens.ts'
import { doTask, hangUp } from './support/volunteers.ts'

const whereIs = async (page: Page): Promise<string> => `${page.url()} ${await page.locator('h1').first().innerText()}`
/** Back by what the screen itself offers: its arrow or cross, a button, else a tab. */
async function tapBack(page: Page): Promise<void> {
  const arrow = page.locator('.top a.iconbtn')
  const button = page.getByRole('button', { name: '返回', exact: true })
  const tab = page.locator('nav a:not([aria-current])')
  await arrow.or(button).or(tab).filter({ visible: true }).first().click()
}
/** Pastes into all of a screen, leaves it by its own way back and opens it anew; tells what went wrong, and the fields. */
async function pesterScreen(page: Page, screen: Screen): Promise<{ names: readonly string[]; faults: string[] }> {
  await openScreen(page, screen)
  await unfold(page)
  const { names, faults } = await pasteEverywhere(page)
  faults.push(...(await findRun(page)))
  if ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape')
  const here = await whereIs(page)
  await tapBack(page)
  await expect.poll(() => whereIs(page), `${screen.name} is left by its way back`).not.toBe(here)
  await expect(page.locator('h1').first()).toBeVisible()
  if (names.length > 0) {
    await openScreen(page, screen.once ? { ...screen, also: async () => undefined } : screen)
    await expect(page.locator('h1').first()).toBeVisible()
    faults.push(...(await findRun(page)))
    await walkTo(page, '/me')
    await expect(page.locator('.me')).toBeVisible()
  }
  return { names, faults: faults.map((fault) => `${screen.name}: ${fault}`) }
}
/** Every screen in turn; gives the fields it was to find and did not, and all that went wrong. */
async function pester(
  page: Page,
  { screens, fields }: { readonly screens: readonly Screen[]; readonly fields: readonly string[] },
) {
  const names = new Set<string>()
  const faults: string[] = []
  const complaints = watchFaults(page)
  for (const screen of screens) {
    const found = await pesterScreen(page, screen)
    for (const name of found.names) names.add(name)
    faults.push(...found.faults, ...complaints.splice(0).map((complaint) => `${screen.name}: ${complaint}`))
  }
  return { missed: fields.filter((name) => !names.has(name)), faults }
}
/** What is typed stays on the phone until it is saved. */
const askedWith = ({ network }: Pick<Means, 'network'>): readonly string[] =>
  network.seen.map(({ path }) => decodeURIComponent(path)).filter((path) => path.includes('DROP TABLE'))

test('200 kB pasted into every field of every screen of a leader on the phone: each takes what it can hold, nothing of it runs, and the way back is open', async ({
  server,
  phone,
  network,
}) => {
  test.setTimeout(240_000)
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  const screens = leaderScreens(readRegister(server))
  expect(await pester(page, { screens, fields: LEADER_FIELDS })).toEqual({ missed: [], faults: [] })
  expect(askedWith({ network })).toEqual([])
})

test('and into every field of whoever coordinates, at the desk', async ({ server, desk, network }) => {
  test.setTimeout(300_000)
  const office = await callAs(server, server.codes().coordinator)
  const wu = await callAs(server, server.codes().volunteer)
  const [task, other] = [await hangUp(office, { title: '修长椅' }), await hangUp(office, { title: '贴通知' })]
  await doTask(wu, task, 65)
  const claim = await doTask(wu, other, 30)
  const verdict = { task: other, claim, verdict: 'verified', minutes: 30 }
  expect((await office.push({ type: 'task.verify', payload: verdict })).map(({ status }) => status)).toEqual(['ok'])
  // Of a task that is over while nobody has heard of whoever claimed it.
  const missed = await hangUp(office, { title: '早市值守', from: 1, until: 3 })
  await wu.push({ type: 'task.claim', payload: { task: missed } })
  await server.stop()
  await server.start({ clockAhead: 4 * 3_600_000 })
  const page = await desk()
  await enter(page, server.codes().coordinator)
  const screens = deskScreens(readRegister(server))
  expect(await pester(page, { screens, fields: DESK_FIELDS })).toEqual({ missed: [], faults: [] })
  expect(askedWith({ network })).toEqual([])
})

test('and before anybody is signed in: code, name and passphrase', async ({ phone }) => {
  const page = await phone()
  const complaints = watchFaults(page)
  await page.goto('/signin')
  await expect(page.getByLabel('登录码')).toBeVisible()
  expect(await pasteEverywhere(page)).toEqual({ names: ['登录码'], faults: [] })
  await page.getByRole('button', { name: '社区干部：用名字和口令登录' }).click()
  await expect(page.getByLabel('口令', { exact: true })).toBeVisible()
  expect(await pasteEverywhere(page)).toEqual({ names: ['名字', '口令'], faults: [] })
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('名字或口令不对')
  expect([...(await findRun(page)), ...complaints]).toEqual([])
  await page.getByRole('button', { name: '用登录码登录' }).click()
  await expect(page.getByLabel('登录码')).toBeVisible()
})

test.describe('on an empty server', () => {
  test.use({ filling: 'none' })
  test('and where a community is founded: its name, one’s own and the passphrase', async ({ phone, server }) => {
    const page = await phone()
    const complaints = watchFaults(page)
    await page.goto(server.setUpLink())
    await expect(page.getByLabel('社区叫什么')).toBeVisible()
    const names = ['社区叫什么', '你的名字', '给自己定一个口令']
    expect(await pasteEverywhere(page)).toEqual({ names, faults: [] })
    await page.getByRole('button', { name: '启用', exact: true }).click()
    await expect(page.getByRole('alert').or(page.locator('[data-loaded="all"]')).first()).toBeAttached()
    expect([...(await findRun(page)), ...complaints]).toEqual([])
  })
})

test('the paste tells a field without an end, one that takes nothing, text that becomes a picture, and what the app complains of', async ({
  phone,
}) => {
  const page = await phone()
  const complaints = watchFaults(page)
  await page.goto('/signin')
  await expect(page.getByLabel('登录码')).toBeVisible()
  await page.evaluate(() => {
    const plant = (name: string, most: number): HTMLInputElement => {
      const label = document.createElement('label')
      label.innerHTML = `<span>${name}</span><input>`
      const input = label.querySelector('input') as HTMLInputElement
      if (most >= 0) input.maxLength = most
      document.querySelector('main')?.prepend(label)
      return input
    }
    plant('没有底', -1)
    plant('什么都不收', 0)
    plant('当真', 400).addEventListener('input', ({ target }) => {
      const shown = document.createElement('p')
      shown.innerHTML = (target as HTMLInputElement).value
      document.querySelector('main')?.append(shown)
    })
  })
  const { faults } = await pasteEverywhere(page)
  expect(faults).toEqual(['“什么都不收” took nothing', expect.stringMatching(/^“没有底” takes \d{6} letters$/)])
  expect(await findRun(page)).toContainEqual(expect.stringContaining('made of text'))
  await page.evaluate(() => {
    // biome-ignore lint/suspicious/noConsole: as an app does that complains.
    console.error('complained')
    setTimeout(() => {
      throw new Error('fell')
    })
  })
  await expect.poll(() => complaints).toContain('thrown: fell')
  expect(complaints).toContain('console: complained')
})
