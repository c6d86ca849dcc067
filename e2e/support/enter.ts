import { expect, type Page } from '@playwright/test'

/** Signs in by the address of the printed QR code, whoever it is; ends when every pack is readable and the app is stored. */
export async function enter(page: Page, code: string): Promise<void> {
  await page.goto(`/signin#code=${code}`)
  await page.locator('button[type=submit]').click()
  await allRead(page)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}
/** Every pack is in the page's memory. */
export async function allRead(page: Page): Promise<void> {
  await expect(page.locator('[data-loaded="all"]')).toBeAttached({ timeout: 30_000 })
}

/** Goes to a place inside the app as a tap on a link does, without loading the page anew. */
export async function walkTo(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement('a')
    link.href = href
    document.body.append(link)
    link.click()
    link.remove()
  }, path)
}

/** Asks for a round now and waits until nothing of this phone is unsent. */
export async function sendAll(page: Page): Promise<void> {
  await walkTo(page, '/me')
  await page.getByRole('button', { name: /^(现在同步|正在同步)$/ }).click()
  await walkTo(page, '/waiting')
  await expect(page.getByRole('heading', { name: '都收到了' })).toBeVisible()
}
