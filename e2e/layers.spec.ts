import { expect, type Page } from '@playwright/test'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'

/** 88弄 12–13号，28 户，高风险 2 …: each house as the picture says it to whoever listens. */
async function housesInPicture(page: Page): Promise<readonly string[]> {
  await expect(page.locator('.mh').first()).toBeVisible()
  const said = await page
    .locator('.mh[role=link]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''))
  return said.sort()
}
/** The same of each row of the list that is a house; service points have rows of their own. */
async function housesInList(page: Page): Promise<readonly string[]> {
  await expect(page.locator('.bld').first()).toBeVisible()
  const said = await page.locator('.bld[href^="/building/"]').evaluateAll((all) =>
    all.map((row) => {
      const texts = [row.querySelector('b'), row.querySelector('.bld__f')?.firstChild, ...row.querySelectorAll('.cls')]
      return texts.map((each) => each?.textContent ?? '').join('，')
    }),
  )
  return said.sort()
}
/** What each colour of the legend counts, where it counts anything: 超期 22. */
async function legendOf(page: Page): Promise<readonly string[]> {
  const classes = page.getByRole('region', { name: '图例和户数' }).locator('.leg button')
  const said = await classes.evaluateAll((all) =>
    all.map((each) => `${each.querySelector('span')?.textContent} ${each.querySelector('b')?.textContent}`),
  )
  return said.filter((each) => !each.endsWith(' 0'))
}

test('whoever reads the list misses nothing of the picture: every layer says the same of every house in both', async ({
  phone,
  server,
}) => {
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await walkTo(page, '/map')
  const pictures = new Set<string>()
  for (const layer of ['关爱等级', '到期', '没见着', '诉求']) {
    const choice = page.getByRole('navigation', { name: '看什么' }).getByRole('link', { name: layer })
    await choice.click()
    await expect(choice).toHaveAttribute('aria-current', 'true')
    const [picture, legend] = [await housesInPicture(page), await legendOf(page)]
    expect(picture).toHaveLength(118)
    pictures.add(picture.join())
    await page.getByRole('link', { name: '看列表' }).click()
    expect(await housesInList(page), layer).toEqual(picture)
    expect(await page.locator('.proof .cls').allTextContents(), layer).toEqual(legend)
    await page.getByRole('link', { name: '看图' }).click()
  }
  expect(pictures.size).toBe(4)
})
