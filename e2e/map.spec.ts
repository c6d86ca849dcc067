import { expect, type Page } from '@playwright/test'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { chooseAndSave } from './support/phone-in-hand.ts'
import { takeMap, takePicture } from './support/picture.ts'
import { findIn, readProfile } from './support/profile.ts'
import { householdAt, type Row, readRegister, under } from './support/register.ts'

/** The first number of a text: 2,716 户 → 2716. */
const numberIn = (text: string): number => Number((/[\d,]+/.exec(text)?.[0] ?? 'none').replaceAll(',', ''))
const askFor = async (page: Page, question: RegExp): Promise<void> => {
  await page.getByRole('button', { name: '问一问' }).click()
  await page.getByRole('link', { name: question }).click()
}
const answers = (page: Page) => page.locator('.ans__r')
const house = (page: Page, name: RegExp) => page.locator('.mp').getByRole('link', { name })
async function openMap(page: Page, code: string): Promise<void> {
  await enter(page, code)
  await walkTo(page, '/map')
  await expect(page.locator('.mh').first()).toBeVisible()
}
/** Somebody of under eighty who lives alone and was last reached more than a month ago. */
function aloneAndUnseen(rows: readonly Row[]): { readonly household: Row; readonly resident: Row } {
  const month = new Date(Date.now() - 30 * 86_400_000).toISOString()
  for (const household of rows.filter((row) => row.kind === 'household')) {
    const reached = household.body['lastReached']
    const [resident, ...others] = under(rows, 'resident', [household])
    const isAlone =
      resident !== undefined && others.length === 0 && String(resident.body['residence']).startsWith('live')
    if (isAlone && typeof reached === 'string' && reached < month && household.body['care'] !== 'grey') {
      return { household, resident }
    }
  }
  throw new Error('the demo community has nobody like that')
}

test('who over 80 living alone has not been seen for 14 days? two taps', async ({ phone, server }) => {
  const { household, resident } = aloneAndUnseen(readRegister(server))
  const page = await phone()
  await enter(page, server.codes().coordinator)
  await test.step('somebody who lives alone turns out to be older than was written', async () => {
    await walkTo(page, `/edit/${household.id}/${resident.id}`)
    await page.getByLabel(/出生/).fill('1940')
    await page.getByRole('button', { name: /^存/ }).click()
    await expect(page.locator('.bar-note, .who').first()).toBeVisible()
  })
  await walkTo(page, '/map')
  await askFor(page, /80 岁以上独居，14 天没见着/)
  await expect(page.getByText(/独居 80 岁以上 \d+ 户，其中 \d+ 户 14 天没见着/)).toBeVisible()
  const his = page.locator(`.ans__r a[href="/household/${household.id}"]`)
  await expect(his).toBeVisible()
  await his.click()
  await expect(page).toHaveURL(new RegExp(`/household/${household.id}$`))
})

test('whom do I visit next near here? two taps, and on to the visit', async ({ phone, server }) => {
  const page = await phone()
  await openMap(page, server.codes().microLeader)
  await askFor(page, /附近下一户/)
  const metres = (await answers(page).allInnerTexts()).map((text) => numberIn(/约 [\d,]+ 米/.exec(text)?.[0] ?? ''))
  expect(metres.length).toBeGreaterThan(5)
  expect(metres).toEqual([...metres].sort((a, b) => a - b))
  await answers(page).first().getByRole('link', { name: /^走访/ }).click()
  await expect(page.getByText('这次怎么样？')).toBeVisible()
})

test('what do our records lack? two taps; what I put right without network leaves the list', async ({
  phone,
  server,
}) => {
  const page = await phone()
  await openMap(page, server.codes().coordinator)
  await page.context().setOffline(true)
  await askFor(page, /资料里有什么要补、要改/)
  const forgotten = page.getByRole('button', { name: /^敏感内容没写依据/ })
  await forgotten.click()
  const before = numberIn(await forgotten.innerText())
  // Somebody with tags; a home may lack the ground of its level and its note too.
  const his = page.locator('.ans__r a[href^="/edit/"]:not([href$="/"])').first()
  const address = await his.getAttribute('href')
  await his.click()
  await page.getByLabel('凭什么记标签').selectOption('consent')
  await page.getByRole('button', { name: /^存/ }).click()
  await expect(page.locator('.bar-note, .who').first()).toBeVisible()
  await walkTo(page, '/map?ask=gaps')
  await forgotten.click()
  await expect(forgotten).toContainText(String(before - 1))
  await expect(page.locator(`.ans__r a[href="${address}"]`)).toHaveCount(0)
})

test('what did we promise in building 37? two taps', async ({ phone, server }) => {
  const page = await phone()
  await openMap(page, server.codes().coordinator)
  const rows = readRegister(server)
  const owing = rows.filter((row) => row.kind === 'need' && row.body['state'] === 'raised')
  const houses = new Map(rows.filter((row) => row.kind === 'building').map((row) => [row.id, String(row.body['name'])]))
  const doors = new Map(rows.filter((row) => row.kind === 'door').map((row) => [row.id, String(row.body['building'])]))
  const homes = new Map(
    rows
      .filter((row) => row.kind === 'household')
      .map((row) => [row.id, doors.get((row.body['doors'] as readonly string[])[0] ?? '') ?? '']),
  )
  const building = homes.get(String(owing[0]?.body['household'])) ?? ''
  const own = owing.filter((need) => homes.get(String(need.body['household'])) === building)
  await house(page, new RegExp(`^${houses.get(building)}，`)).click()
  await page.getByRole('link', { name: `答应 ${own.length} 件` }).click()
  await expect(answers(page)).toHaveCount(own.length)
  await answers(page).first().getByRole('link').first().click()
  await expect(page).toHaveURL(/\/household\//)
})

test('which stairs have the same need twice? two taps', async ({ phone, server }) => {
  const page = await phone()
  await openMap(page, server.codes().coordinator)
  await askFor(page, /一样的诉求/)
  const [first] = await page.locator('.ans__h').allInnerTexts()
  expect(first).toMatch(/号 .+ \d+$/)
  await expect(page.locator('.ans ul').first().locator('.ans__r')).toHaveCount(Number(/\d+$/.exec(first ?? '')?.[0]))
  await answers(page).first().getByRole('link').first().click()
  await expect(page).toHaveURL(/\/household\//)
})

test('down the five levels the numbers add up, and picture, list and legend say the same', async ({
  phone,
  server,
}) => {
  const page = await phone()
  await openMap(page, server.codes().coordinator)
  const legend = page.getByRole('region', { name: '图例和户数' })
  await page.getByRole('link', { name: '没见着' }).click()
  const parts = await legend.locator('button b').allInnerTexts()
  expect(parts.map(numberIn).reduce((sum, one) => sum + one, 0)).toBe(2716)
  await expect(legend.getByText('合计 2,716 户')).toBeVisible()
  await page.getByRole('link', { name: '看列表' }).click()
  const shares = page.locator('.sec__n')
  const ofAll = /(\d[\d,]*) \/ (\d[\d,]*) 户/
  const read = (text: string): readonly number[] => (ofAll.exec(text) ?? []).slice(1).map((each) => numberIn(each))
  await page.getByRole('navigation', { name: '网格' }).getByRole('link', { name: '示范街道总网格' }).click()
  await expect(page.locator('.proof b')).toContainText('2,716 户')
  const title = page.getByRole('heading', { level: 1 })
  const into = page.getByRole('link', { name: /^进入/ })
  const been: string[] = []
  while (been.length < 9) {
    been.push(await title.innerText())
    const [seen, of] = read(await page.locator('.proof b').innerText())
    const below = (await shares.allInnerTexts()).map(read)
    const level = been.join(' / ')
    expect(
      below.reduce((sum, [part = 0]) => sum + part, 0),
      level,
    ).toBe(seen)
    expect(
      below.reduce((sum, [, whole = 0]) => sum + whole, 0),
      level,
    ).toBe(of)
    if ((await into.count()) === 0) break
    await into.first().click()
    await expect(title).not.toHaveText(been.at(-1) ?? '')
    await expect(page.locator('.proof')).toBeVisible()
  }
  expect(been, 'street, block, residential, micro-grid, stair').toHaveLength(5)
})

test('a class that is hidden is not drawn, its number stays, and the choice outlives a reload', async ({
  phone,
  server,
}) => {
  const page = await phone()
  await openMap(page, server.codes().coordinator)
  const red = page.locator('.mh--red')
  const count = await red.count()
  expect(count).toBeGreaterThan(10)
  await page.getByRole('button', { name: /高风险/ }).click()
  await expect(red).toHaveCount(0)
  await expect(page.getByRole('button', { name: /高风险/ })).toContainText('64')
  await page.reload()
  await expect(page.getByRole('button', { name: /高风险/ })).toHaveAttribute('aria-pressed', 'false')
  await expect(page.locator('.mh--yellow').first()).toBeVisible()
  await page.getByRole('button', { name: /高风险/ }).click()
  await expect(red).toHaveCount(count)
})

test('fingers, wheel, keys and buttons move the picture, and moving draws no house anew', async ({ phone, server }) => {
  const page = await phone()
  await openMap(page, server.codes().coordinator)
  const view = (): Promise<readonly number[]> =>
    page.locator('.mp__svg').evaluate((svg) => (svg.getAttribute('viewBox') ?? '').split(' ').map(Number))
  const changes = await page.evaluateHandle(() => {
    const seen = { count: 0 }
    const observer = new MutationObserver((list) => {
      seen.count += list.length
    })
    for (const group of document.querySelectorAll('.mp__svg > g:has(> [data-house])'))
      observer.observe(group, { childList: true, subtree: true, attributes: true })
    return seen
  })
  const moved = async (
    act: () => Promise<unknown>,
    judge: (before: readonly number[], after: readonly number[]) => boolean,
  ) => {
    const before = await view()
    await act()
    await expect.poll(async () => judge(before, await view())).toBe(true)
  }
  const closer = ([, , was = 0]: readonly number[], [, , is = 0]: readonly number[]): boolean => is < was * 0.99
  const farther = ([, , was = 0]: readonly number[], [, , is = 0]: readonly number[]): boolean => is > was * 1.01
  const aside = ([was]: readonly number[], [is]: readonly number[]): boolean => was !== is
  const box = (await page.locator('.mp').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await moved(() => page.getByRole('button', { name: '放大' }).click(), closer)
  await moved(() => page.mouse.move(x, y).then(() => page.mouse.wheel(0, -300)), closer)
  await page.locator('.mh').first().focus()
  await moved(() => page.keyboard.press('-'), farther)
  await moved(() => page.keyboard.press('ArrowRight'), aside)
  await moved(async () => {
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 80, y + 10, { steps: 4 })
    await page.mouse.up()
  }, aside)
  await moved(() => page.mouse.dblclick(4 + box.x, 4 + box.y), closer)
  await moved(() => page.keyboard.press('0'), farther)
  expect(await page.locator('.mp__svg > g:has(> [data-house])').count()).toBe(1)
  expect(await changes.evaluate((seen) => seen.count)).toBe(0)
})

test('what one sees can be taken along: a picture, and a file that names its datum, without a name of anybody', async ({
  phone,
  server,
}) => {
  const page = await phone()
  await openMap(page, server.codes().groupLeader)
  const file = JSON.parse((await takeMap(page, '存成 GeoJSON')).toString())
  expect(file.datum).toContain('WGS84')
  const known = file.features.filter((one: { properties: { known: boolean } }) => one.properties.known)
  expect(known).toHaveLength(1)
  expect(known[0].properties).toMatchObject({ name: '88弄 12–13号', households: 28, highest: 'red' })
  const { png, written } = await takePicture(page)
  expect(written).toMatch(/关爱等级 {2}.*\d+月\d+日.* \d+:\d+/)
  for (const level of ['高风险', '重点', '一般', '平稳', '未知/空关'])
    expect(written).toMatch(new RegExp(`${level} {2}[\\d,]+ 户`))
  expect(written).toContain('合计 28 户  网格范围按楼推算')
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBeGreaterThan(1000)
})

test('where one stands is asked of the phone on a tap only, is shown, and is kept nowhere', async ({
  phone,
  network,
  server,
}) => {
  // Digits that stand in nothing else: a place kept in any form of degrees would be found by them.
  const [longitude, latitude] = [122.8504837, 31.0493619]
  const digits = ['8504837', '0493619', '850484', '049362']
  const page = await phone()
  await page.context().grantPermissions(['geolocation'])
  await page.context().setGeolocation({ longitude, latitude })
  await openMap(page, server.codes().groupLeader)
  await expect(page.locator('.mp__here')).toHaveCount(0)
  await page.getByRole('button', { name: '我在哪里（不保存）' }).click()
  await expect(page.locator('.mp__here')).toHaveCount(1)
  // What is noted at the door just then does not take the place along either.
  const { id } = householdAt(readRegister(server), { stair: '12号', room: '302' })
  await walkTo(page, `/visit/${id}`)
  await chooseAndSave(page, '见到本人')
  await sendAll(page)
  expect(findIn(await readProfile(page), digits)).toEqual([])
  const said = [...network.seen.map(({ path }) => path), server.log(), JSON.stringify(readRegister(server))]
  expect(digits.filter((each) => said.some((text) => text.includes(each)))).toEqual([])
  await page.evaluate((at) => localStorage.setItem('planted', at), String(longitude))
  expect(findIn(await readProfile(page), digits)).toEqual(['8504837 in localStorage'])
  await walkTo(page, '/map')
  await page.reload()
  await expect(page.locator('.mh').first()).toBeVisible()
  await expect(page.locator('.mp__here')).toHaveCount(0)
})

test('the doors on paper: a sheet for each stair, every household on it, names masked unless asked for', async ({
  phone,
  server,
}) => {
  const page = await phone()
  await openMap(page, server.codes().groupLeader)
  await house(page, /12–13号/).click()
  await page.getByRole('link', { name: '看门牌' }).click()
  await page.getByRole('link', { name: '打印门牌板' }).click()
  await expect(page.locator('.sheet')).toHaveCount(2)
  const who = page.locator('.sheet tbody tr td:nth-child(2)')
  expect((await who.allInnerTexts()).join(' ')).toContain('*')
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('.foot')).toBeHidden()
  await expect(page.locator('.sheet').first()).toBeVisible()
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: '印全名' }).click()
  expect((await who.allInnerTexts()).join(' ')).not.toContain('*')
})
