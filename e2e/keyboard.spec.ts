import { expect, type Page } from '@playwright/test'
import { enter } from './support/enter.ts'
import { test } from './support/journey.ts'
import { ownBuilding, readRegister } from './support/register.ts'

interface Focus {
  readonly words: string
  /** What is wrong with how the focus shows; empty when one sees where one is. */
  readonly wrong: string
}
/** Runs inside the page, in the frame after the one in which a picture may come to what has the focus. */
async function lookAtFocus(): Promise<Focus> {
  for (let frames = 0; frames < 2; frames++) await new Promise((resolve) => requestAnimationFrame(resolve))
  const at = document.activeElement
  if (at === null || at === document.body) return { words: '', wrong: 'nothing has the focus' }
  const words = `${at.getAttribute('aria-label') ?? ''} ${at.textContent ?? ''}`.replace(/\s+/g, ' ').trim()
  const { outlineStyle, outlineWidth } = getComputedStyle(at)
  if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) return { words, wrong: `no ring around ${words}` }
  const { left, top, width, height } = at.getBoundingClientRect()
  const seen = document.elementFromPoint(left + width / 2, top + height / 2)
  return { words, wrong: seen !== null && (at.contains(seen) || seen.contains(at)) ? '' : `${words} is covered` }
}
/** Presses Tab until the focus stands on what is called so; on the way one always sees where one is. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press('Tab')
    const { words, wrong } = await page.evaluate(lookAtFocus)
    expect(wrong).toBe('')
    if (name.test(words)) return
  }
  throw new Error(`80 steps of Tab do not lead to ${name}`)
}
const spoken = (page: Page) => page.locator('[role=status][aria-live=polite]').last()
const headed = (page: Page) => page.locator('h1:focus')

test('a visit in three keystrokes of Enter, and the reader says where it is', async ({ phone, server, network }) => {
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  network.become('cut')
  await tabTo(page, /下一户 12号 101/)
  await page.keyboard.press('Enter')
  await expect(headed(page)).toContainText('12号 101')
  await tabTo(page, /^见到本人$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: '见到本人', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('.then[aria-live=polite]')).toContainText('下次该走')
  await tabTo(page, /^存在手机/)
  await page.keyboard.press('Enter')
  await expect(spoken(page)).toHaveText('12号 101 存在手机了')
  await expect(headed(page)).toContainText('12号 302')
  network.become('open')
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(spoken(page)).toHaveText('12号 101 已收到')
})

test('the map, a board and a household by keyboard, and back again', async ({ phone, server }) => {
  const building = ownBuilding(readRegister(server))
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await tabTo(page, /^地图$/)
  await page.keyboard.press('Enter')
  await expect(headed(page)).toHaveText('民情地图')
  // Laid out at its size.
  await expect(page.locator('.mp__svg[data-level]')).toBeVisible()
  await tabTo(page, /88弄 12–13号/)
  await page.keyboard.press('Enter')
  await expect(headed(page)).toHaveText(String(building.body['name']))
  await tabTo(page, /601/)
  await page.keyboard.press('Enter')
  await expect(headed(page)).toContainText('601')
  await page.goBack()
  await expect(headed(page)).toHaveText(String(building.body['name']))
})

test('a question keeps the keyboard inside it, and Escape gives it back', async ({ phone, server }) => {
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await tabTo(page, /^我的$/)
  await page.keyboard.press('Enter')
  await expect(headed(page)).toHaveText('我的')
  await tabTo(page, /^退出登录$/)
  await page.keyboard.press('Enter')
  const question = page.getByRole('dialog')
  await expect(question).toBeVisible()
  for (let steps = 0; steps < 4; steps++) {
    await page.keyboard.press('Tab')
    const inside = await question.evaluate((frame) => frame.contains(document.activeElement) || !document.hasFocus())
    expect(inside || (await page.evaluate(() => document.activeElement === document.body))).toBe(true)
  }
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(page.getByRole('button', { name: '退出登录' })).toBeFocused()
})
