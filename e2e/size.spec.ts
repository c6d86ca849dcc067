import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { test } from './support/journey.ts'

/** What the size check counts as run before Today shows. */
function countedScripts(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'minqing-size-'))
  try {
    const json = join(folder, 'size.json')
    const { status } = spawnSync(process.execPath, ['build/size.ts', '--json', json], { stdio: 'ignore' })
    expect(status).toBe(0)
    return JSON.parse(readFileSync(json, 'utf8')).sizes.scripts.files
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('no script runs before Today shows that the size limit does not count', async ({ phone, server }) => {
  const page = await phone()
  await page.goto(`/signin#code=${server.codes().groupLeader}`)
  await page.getByRole('button', { name: '用这个码登录' }).click()
  await expect(page.getByText('下一户')).toBeVisible()
  await page.addInitScript(() => {
    const look = (): void => {
      if (document.body?.innerText.includes('下一户')) performance.mark('today')
      else requestAnimationFrame(look)
    }
    look()
  })
  await page.goto('/')
  await expect(page.getByText('下一户')).toBeVisible()
  const ran = await page.evaluate(() => {
    const [shown] = performance.getEntriesByName('today')
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
    return scripts
      .filter(
        (each) => (each as PerformanceResourceTiming).responseEnd < (shown?.startTime ?? Number.POSITIVE_INFINITY),
      )
      .map(({ name }) => new URL(name).pathname.slice(1))
  })
  expect(ran.length).toBeGreaterThan(0)
  const counted = countedScripts()
  expect(ran.filter((file) => !counted.includes(file))).toEqual([])
})
