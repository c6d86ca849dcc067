import { expect } from '@playwright/test'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { OUTLINES } from './support/office-files.ts'
import { must, readRegister } from './support/register.ts'

/** How far in degrees GCJ-02 lies from WGS84 in the middle of Shanghai, about 480 m; north and east of it. */
const SHIFT = [0.0044, -0.0021] as const

test('the houses of a map by 高德 stand beside their streets until its coordinates are named; then they stand where they are', async ({
  desk,
  server,
}) => {
  const page = await desk()
  await enter(page, server.codes().coordinator)
  await walkTo(page, '/import')
  const bringIn = async (datum?: string): Promise<readonly number[]> => {
    await page.getByRole('button', { name: /^楼栋/ }).click()
    const file = { name: 'houses.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(OUTLINES) }
    await page.locator('input[type=file]').setInputFiles(file)
    if (datum !== undefined) {
      const choice = page.getByRole('group', { name: '坐标系' }).getByRole('button', { name: datum })
      await choice.click({ timeout: 60_000 })
      await expect(choice).toHaveAttribute('aria-pressed', 'true')
    }
    await page.getByRole('button', { name: '确认导入' }).click({ timeout: 60_000 })
    await expect(page.getByText('已写入')).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: '换一个文件' }).click()
    const house = must(readRegister(server).find(({ kind, body }) => kind === 'building' && body['name'] === '2号楼'))
    const [[[corner = []] = []] = []] = house.body['shape'] as readonly (readonly (readonly number[][])[])[]
    return corner
  }
  const [asIs, moved] = [await bringIn(), await bringIn('GCJ-02')]
  expect(asIs).toEqual([121.4706, 31.23])
  for (const axis of [0, 1]) expect((asIs[axis] ?? 0) - (moved[axis] ?? 0)).toBeCloseTo(SHIFT[axis] ?? 0, 3)
})
