import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { HOSTILE, paste, readEscaped } from './support/hostile.ts'
import { test } from './support/journey.ts'
import { findLost } from './support/measures.ts'
import { findVisits, visitWithWords, wordsIn } from './support/notes.ts'
import { savedLine } from './support/phone-in-hand.ts'
import { householdAt, readRegister, under } from './support/register.ts'

const save = (page: Page) => page.getByRole('button', { name: /^存在手机/ })
const PLAIN = '今朝蛮好'
/** Of the words that the coordinator's list cuts after four lines, on purpose: they are whole beside it. */
const CUT = '倒过来'
const stored = (body: Readonly<Record<string, unknown>> | undefined, field: string): string =>
  JSON.stringify(body?.[field])
/** What a form keeps of what stands in a field: not the blanks around it. */
const kept = (escaped: string): string => JSON.stringify((JSON.parse(escaped) as string).trim())

test('200 kB of hostile text pasted into every field: cut or told, kept and shown as the text it is, and nobody else waits for it', async ({
  server,
  network,
  phone,
  desk,
}) => {
  test.setTimeout(180_000)
  const rows = readRegister(server)
  const home = householdAt(rows, { stair: '12号', room: '302' })
  const other = householdAt(rows, { stair: '12号', room: '101' }).id
  const [resident] = under(rows, 'resident', [home])
  const row = (kind: string, id: string | undefined) =>
    readRegister(server).find((one) => one.kind === kind && one.id === id)?.body
  const page = await phone()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('dialog', (dialog) => faults.push(dialog.message()))
  await page.goto('/signin')
  await paste(page.getByLabel('登录码'), HOSTILE)
  expect((await page.getByLabel('登录码').inputValue()).length).toBeLessThan(30)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('登录码还差')
  await enter(page, server.codes().groupLeader)
  network.become('cut')

  let words = ''
  await test.step('a visit: each field takes what it can hold; all of it together is too long for one record, told', async () => {
    await walkTo(page, `/visit/${home.id}`)
    await page.getByRole('button', { name: '见到本人', exact: true }).click()
    await page.getByRole('button', { name: /多记一点/ }).click()
    await paste(page.getByLabel('原话'), HOSTILE)
    // Written down, each takes six characters.
    await paste(page.getByLabel('记一笔'), '\u0007'.repeat(200_000))
    const needs = page.locator('fieldset').filter({ has: page.locator('.all-needs') })
    await needs.locator(':scope > .chips .chip').first().click()
    await paste(page.locator('.need-text'), HOSTILE)
    words = await readEscaped(page.getByLabel('原话'))
    expect((JSON.parse(words) as string).length).toBeGreaterThan(3900)
    await save(page).click()
    await expect(page.getByRole('alert')).toContainText('这条写得太长')
    expect(await readEscaped(page.getByLabel('原话')), 'nothing typed is gone').toBe(words)
    await page.getByLabel('记一笔').fill('')
    await save(page).click()
    await expect(savedLine(page)).toContainText('12号 302')
  })
  let [reason, label, name, number] = ['', '', '', '']
  await test.step('the record of a household, and of one who lives there', async () => {
    await walkTo(page, `/edit/${home.id}`)
    await paste(page.getByLabel('几天走一次'), HOSTILE)
    await expect(page.getByText('写 1 到 366 的整数，或者空着')).toBeVisible()
    await expect(save(page)).toBeDisabled()
    await page.getByLabel('几天走一次').fill('9')
    await paste(page.getByLabel('为什么定这一级'), HOSTILE)
    await paste(page.getByLabel('一门几户时怎么分'), HOSTILE)
    reason = await readEscaped(page.getByLabel('为什么定这一级'))
    label = await readEscaped(page.getByLabel('一门几户时怎么分'))
    await save(page).click()
    await expect(page.getByRole('heading', { level: 1, name: '12号 302' })).toBeVisible()
    await walkTo(page, `/edit/${home.id}/${resident?.id}`)
    await paste(page.getByLabel('姓名'), HOSTILE)
    await paste(page.getByLabel('电话'), HOSTILE)
    await paste(page.getByLabel('出生'), HOSTILE)
    await expect(page.getByText('写成 1944 或 1944-03-08')).toBeVisible()
    await expect(save(page)).toBeDisabled()
    await page.getByLabel('出生').fill('1944')
    name = await readEscaped(page.getByLabel('姓名'))
    number = await readEscaped(page.getByLabel('电话'))
    await save(page).click()
    await expect(page.locator('.who')).toBeVisible()
  })
  await walkTo(page, '/search')
  await paste(page.getByRole('searchbox'), HOSTILE)
  await expect(page.getByText(/没找到|找不到|没有/).first()).toBeVisible()
  await visitWithWords(page, other, PLAIN)

  await test.step('sent: kept letter for letter, and the plain visit with it', async () => {
    network.become('open')
    await sendAll(page)
    expect(wordsIn(findVisits(server, [PLAIN]))).toEqual([PLAIN])
    const visits = readRegister(server).filter((one) => one.kind === 'visit' && one.body['household'] === home.id)
    expect(visits.map(({ body }) => stored(body, 'words'))).toContain(kept(words))
    const house = row('household', home.id)
    expect([stored(house, 'careReason'), stored(house, 'label')]).toEqual([kept(reason), kept(label)])
    const person = row('resident', resident?.id)
    expect([stored(person, 'name'), stored(person, 'phone')]).toEqual([kept(name), kept(number)])
  })
  await test.step('shown as text on every screen, on this phone and at the desk, and nothing falls out of place', async () => {
    const table = await desk()
    table.on('pageerror', (error) => faults.push(error.message))
    await enter(table, server.codes().coordinator)
    for (const [screen, path] of [
      [page, `/household/${home.id}`],
      [page, `/visit/${home.id}`],
      [page, `/edit/${home.id}`],
      [page, '/needs'],
      [page, '/search'],
      [page, '/'],
      [table, '/review'],
      [table, `/household/${home.id}`],
    ] as const) {
      await walkTo(screen, path)
      await expect(screen.getByRole('heading', { level: 1 })).toBeVisible()
      const lost = await findLost(screen)
      expect(path === '/review' ? lost.filter((found) => !found.includes(CUT)) : lost, path).toEqual([])
      expect(await findTurned(screen), path).toEqual([])
      expect(await screen.locator('img[src="x"], main script').count(), path).toBe(0)
      expect(await screen.evaluate(() => Reflect.get(globalThis, 'harmed')), path).toBe(undefined)
    }
  })
  await test.step('200 kB in one field, past every form: held, and the next command goes its way', async () => {
    const colleague = await callAs(server, server.codes().microLeader)
    const results = await colleague.push(
      { type: 'household.edit', payload: { household: other, set: { note: HOSTILE } } },
      { type: 'household.edit', payload: { household: other, set: { note: '先打电话' } } },
    )
    expect(results.map(({ status, code }) => [status, code])).toEqual([
      ['held', 'too_large'],
      ['ok', undefined],
    ])
    await sendAll(page)
    await walkTo(page, `/household/${other}`)
    await expect(page.locator('.who')).toContainText('先打电话')
  })
  expect(faults).toEqual([])
})

/** Words of the app itself that a mark in somebody's text has turned around: their letters run from right to left. */
const findTurned = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const turned: string[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const text = node.textContent ?? ''
      // Plain Chinese alone: what was pasted may run as it likes.
      if (!/^[\p{Script=Han}，。：]{2,}$/u.test(text)) continue
      const range = document.createRange()
      const leftOf = (at: number): DOMRect => {
        range.setStart(node as Node, at)
        range.setEnd(node as Node, at + 1)
        return range.getBoundingClientRect()
      }
      const [first, second] = [leftOf(0), leftOf(1)]
      if (first.width > 0 && first.top === second.top && second.left < first.left) turned.push(text)
    }
    return turned
  })
