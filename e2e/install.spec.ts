import { expect } from '@playwright/test'
import { test } from './support/journey.ts'

interface Manifest {
  readonly name: string
  readonly short_name: string
  readonly start_url: string
  readonly display: string
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose: string }[]
}

test('the app can be put on the home screen', async ({ ownPhone }) => {
  const phone = await ownPhone()
  const page = phone.page()
  await page.goto('/')
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  const session = await phone.context().newCDPSession(page)
  expect((await session.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([])
  const { errors, data = '' } = await session.send('Page.getAppManifest')
  expect(errors).toEqual([])
  const manifest: Manifest = JSON.parse(data)
  expect(manifest).toMatchObject({ name: '民情', short_name: '民情', start_url: '/', display: 'standalone' })
  for (const [sizes, purpose] of [
    ['192x192', 'any'],
    ['512x512', 'any'],
    ['512x512', 'maskable'],
  ]) {
    const icon = manifest.icons.find((one) => one.sizes === sizes && one.purpose === purpose)
    expect(icon, `${sizes} ${purpose}`).toBeDefined()
    const size = await page.evaluate(async (src) => {
      const { width, height } = await createImageBitmap(await (await fetch(src)).blob())
      return `${width}x${height}`
    }, icon?.src ?? '')
    expect(size).toBe(sizes)
  }
})

test('the check for installing notices an app without its worker', async ({ ownPhone, network }) => {
  const phone = await ownPhone()
  network.only(/manifest/, 'cut')
  const page = phone.page()
  await page.goto('/')
  const session = await phone.context().newCDPSession(page)
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  expect(installabilityErrors.length).toBeGreaterThan(0)
})
