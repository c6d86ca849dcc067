import { expect, type Page } from '@playwright/test'

/** Signs in by the address of the printed QR code, whoever it is; ends when every pack of theirs is readable. */
export async function enter(page: Page, code: string): Promise<void> {
  await page.goto(`/signin#code=${code}`)
  await page.locator('button[type=submit]').click()
  await allRead(page)
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

/** The phone has spoken with the server since: nothing waits and the header says it is connected. */
export async function allSent(page: Page): Promise<void> {
  await expect(page.locator('.sync').getByRole('link')).toHaveCount(0)
}
