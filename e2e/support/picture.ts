import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

/** Opens what may be taken along of the map and takes this of it. */
export async function takeMap(page: Page, what: '存成图片' | '存成 GeoJSON'): Promise<Buffer> {
  await page.getByRole('button', { name: '存成图片或文件' }).click()
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: what, exact: true }).click()
  return readFileSync(await (await coming).path())
}
/** The picture, and every word written on it: of a PNG nobody can read them any more. */
export async function takePicture(page: Page): Promise<{ readonly png: Buffer; readonly written: string }> {
  await page.evaluate(() => {
    const { prototype } = CanvasRenderingContext2D
    const { fillText } = prototype
    prototype.fillText = function (words, ...at) {
      document.body.dataset['written'] = `${document.body.dataset['written'] ?? ''}${words}\n`
      return fillText.call(this, words, ...at)
    }
  })
  const png = await takeMap(page, '存成图片')
  return { png, written: (await page.locator('body').getAttribute('data-written')) ?? '' }
}
