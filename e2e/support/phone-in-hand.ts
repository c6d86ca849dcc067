import { expect, type Locator, type Page } from '@playwright/test'

/** What a volunteer does with the app, in the words that are on its buttons. */

/** A first sync of a whole community, on a machine that has other work. */
const FIRST_SYNC = { timeout: 45_000 }

/** Opens the address of the printed QR code and signs in with a tap. */
export async function signIn(page: Page, code: string, address = ''): Promise<void> {
  await page.goto(`${address}/signin#code=${code}`)
  await page.getByRole('button', { name: '用这个码登录' }).click()
  await expect(page.getByText('下一户')).toBeVisible(FIRST_SYNC)
}
/** Signed in, and the app is stored in the browser: from here on no network is needed. */
export async function signInForTheRound(page: Page, code: string): Promise<void> {
  await signIn(page, code)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}

export const savedLine = (page: Page): Locator => page.locator('.bar-note')
export const waitingCount = (page: Page): Locator => page.locator('.sync').getByRole('link')

/** From the door board of the leader's one building to the page of a door. */
export async function findDoor(page: Page, door: { readonly stair: number; readonly room: string }): Promise<void> {
  await page.getByRole('link', { name: '地图' }).click()
  await page.getByRole('link', { name: /88弄 12–13号/ }).click()
  await page.getByRole('link', { name: '看门牌' }).click()
  await page
    .getByRole('link', { name: new RegExp(` ${door.room}( |$)`) })
    .nth(door.stair - 1)
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(door.room)
}
/** What happened, and save: on an open visit form. */
export async function chooseAndSave(page: Page, outcome: string): Promise<void> {
  await page.getByRole('button', { name: outcome, exact: true }).click()
  await page.getByRole('button', { name: /^存在手机/ }).click()
}
/** A routine visit at the next door of Today. Gives the door's name. */
export async function logNextDoor(page: Page, outcome = '见到本人'): Promise<string> {
  const next = page.getByRole('link', { name: /下一户/ })
  const door = await next.locator('.next__d').innerText()
  await next.click()
  await chooseAndSave(page, outcome)
  await expect(savedLine(page)).toContainText(door)
  return door
}
/** Opens the form of the next door of Today. Gives the household's id. */
export async function openNextDoor(page: Page): Promise<string> {
  await page.getByRole('link', { name: /下一户/ }).click()
  await expect(page.getByText('这次怎么样？')).toBeVisible()
  return householdOf(page)
}
/** Whose form or page is open. */
export const householdOf = (page: Page): string => new URL(page.url()).pathname.split('/')[2] ?? ''

/** Whose door is in the dock of Today. */
export async function nextHousehold(page: Page): Promise<string> {
  const address = await page.getByRole('link', { name: /下一户/ }).getAttribute('href')
  return address?.split('/')[2] ?? ''
}

/** Opens what waits on this phone and sends it. */
export async function sendNow(page: Page): Promise<void> {
  await page.goto('/waiting')
  await page.getByRole('button', { name: '现在就送' }).or(page.getByText('都收到了')).first().click()
}
/** The same, until the server has all of it. */
export async function sendUntilReceived(page: Page): Promise<void> {
  await sendNow(page)
  await expect(page.getByText('都收到了')).toBeVisible()
}

export const heading = (page: Page) => page.getByRole('heading', { level: 1 })
/** From a household's page to one of the changes. */
export async function openChange(page: Page, change: string | RegExp): Promise<void> {
  await page.getByRole('link', { name: '人户变动' }).click()
  await page.getByRole('link', { name: change }).click()
}
export const save = (page: Page): Promise<void> => page.getByRole('button', { name: /^存在手机/ }).click()
