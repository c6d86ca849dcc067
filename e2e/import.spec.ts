import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { countVisits } from './support/database.ts'
import { enter, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers, looksRight } from './support/looks.ts'
import { chooseAndSave, savedLine } from './support/phone-in-hand.ts'
import { type Row, readRegister } from './support/register.ts'
import { findSpoken, logLines, wordsOf } from './support/said.ts'
import type { Server } from './support/server.ts'
import { aWorkbook } from './support/workbook.ts'

const ESTATE = resolve(process.cwd(), '../shared/data/geo/singapore_sengkang_hdb_buildings.geojson')

interface Feature {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
}
/** The coordinator's screen for what comes in. */
async function atImport(page: Page, server: Pick<Server, 'codes'>): Promise<Page> {
  await enter(page, server.codes().coordinator)
  await walkTo(page, '/import')
  return page
}
/** A house of about 20 by 40 metres. */
function aHouse(place: number): Feature {
  const [west, south] = [103.88 + place / 1000, 1.39]
  const corners = [
    [west, south],
    [west + 0.0004, south],
    [west + 0.0004, south + 0.0002],
    [west, south],
  ]
  const properties = { '@id': `made/${place}`, 'addr:housenumber': `${310 + place}A`, 'addr:street': 'Made Road' }
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [corners] } }
}
/** The real estate where it is at hand, else six houses made here. */
function theEstate(): { readonly text: string; readonly features: readonly Feature[] } {
  const made = JSON.stringify({ type: 'FeatureCollection', features: Array.from({ length: 6 }, (_, n) => aHouse(n)) })
  const text = existsSync(ESTATE) ? readFileSync(ESTATE, 'utf8') : made
  return { text, features: (JSON.parse(text) as { features: Feature[] }).features }
}
/** Two flats with a person each in every house with a number, an identity column, and a last row without a room. */
function rosterOf(features: readonly Feature[]): string {
  const houses = features.flatMap(({ properties }) => {
    const [number, street] = [properties['addr:housenumber'], properties['addr:street']]
    return typeof number === 'string' && typeof street === 'string' ? [`${number},${street}`] : []
  })
  const rows = [...new Set(houses)].flatMap((house, place) =>
    [1, 2].map((flat) => `${house},#02-${flat},Person ${place}-${flat},1950,11010519491231002X`),
  )
  return ['Block,Street,Unit No.,Called,Year of birth,ID number', ...rows, `${houses[0]},,Nobody,1950,`].join('\r\n')
}
const choose = (page: Page, name: string, text: string): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
/** A household that came with the roster, and the grid its stair hangs on. */
function importedHome(rows: readonly Row[]): { readonly household: string; readonly grid: unknown } {
  const person = rows.find(({ kind, body }) => kind === 'resident' && body['name'] === 'Person 0-1')
  const household = String(person?.body['household'])
  const doors = rows.find((row) => row.id === household)?.body['doors'] as readonly string[]
  const door = rows.find((row) => row.id === doors[0])
  const building = rows.find((row) => row.id === door?.body['building'])
  const stairs = building?.body['stairs'] as readonly { readonly id: string; readonly grid: string }[]
  return { household, grid: stairs.find((stair) => stair.id === door?.body['stair'])?.grid }
}
const names = (server: { readonly dataDir: string }): readonly unknown[] =>
  readRegister(server).flatMap(({ kind, body }) => (kind === 'resident' ? [body['name']] : []))

test('the coordinator brings in buildings and a roster, sees what it would do, and only then says yes; a leader visits there offline', async ({
  desk,
  phone,
  network,
  server,
}) => {
  test.slow()
  const { text, features } = theEstate()
  const office = await callAs(server, server.codes().coordinator)
  const page = await desk()
  await enter(page, await office.codeFor(office.person))
  await walkTo(page, '/me')
  await page.getByRole('link', { name: /^导入/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: '导入' })).toBeVisible()
  expect(await findBarriers(page)).toEqual([])

  await test.step('buildings with their outlines', async () => {
    await page.getByRole('button', { name: /^楼栋/ }).click()
    await choose(page, 'estate.geojson', text)
    await expect(page.getByText(`${features.length} 栋楼`)).toBeVisible({ timeout: 60_000 })
    expect(await findBarriers(page)).toEqual([])
    await page.getByRole('button', { name: '确认导入' }).click()
    await expect(page.getByText('已写入')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('a roster: a column is put right by hand, nothing is written before', async () => {
    await page.getByRole('button', { name: '换一个文件' }).click()
    await page.getByRole('button', { name: /^住户名册/ }).click()
    await choose(page, 'roster.csv', rosterOf(features))
    await expect(page.getByText('身份证号一列没有导入')).not.toHaveCount(0, { timeout: 60_000 })
    await page.getByLabel('“Called”是什么').selectOption('name')
    await page.getByRole('button', { name: '按这样再读一遍' }).click()
    await page.getByText('新增的，举例').click()
    await expect(page.getByText('Person 0-1').first()).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('heading', { name: '没有收下：1 行' })).toBeVisible()
    await looksRight(page)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载清单' }).click()
    expect(readFileSync((await (await download).path()) ?? '', 'utf8')).toContain('没有写室号')
    expect(names(server)).not.toContain('Person 0-1')
  })

  await test.step('the good rows come in, and the same file again changes nothing', async () => {
    // The word arrives and the network goes before its answer comes: the screen asks again.
    network.become('deaf')
    await page.getByRole('button', { name: '只导好的，1 行不导' }).click()
    await expect.poll(() => names(server), { timeout: 60_000 }).toContain('Person 0-1')
    network.become('cut')
    network.become('open')
    await expect(page.getByText('已写入')).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: '换一个文件' }).click()
    await choose(page, 'roster.csv', rosterOf(features).replace('Called', 'Name'))
    await expect(page.getByRole('button', { name: '和登记册一样，没有要改的' })).toBeDisabled({ timeout: 60_000 })
  })

  await test.step('a leader is given the stairs of an imported house, visits there without network, and it arrives', async () => {
    const { grid, household } = importedHome(readRegister(server))
    const { person } = await callAs(server, server.codes().groupLeader)
    const since = new Date().toISOString().slice(0, 10)
    await office.administer('post.give', { post: randomUUID(), person, grid, role: 'stair_leader', since, until: null })
    const leader = await phone()
    await enter(leader, await office.codeFor(person))
    network.become('cut')
    await leader.context().setOffline(true)
    await walkTo(leader, `/visit/${household}`)
    await expect(leader.getByRole('heading', { level: 1 })).toContainText('02-')
    await chooseAndSave(leader, '见到本人')
    await expect(savedLine(leader)).toContainText('存在手机了')
    expect(countVisits(server.dataDir, household)).toBe(0)
    network.become('open')
    await leader.context().setOffline(false)
    await expect.poll(() => countVisits(server.dataDir, household), { timeout: 30_000 }).toBe(1)
    await walkTo(page, '/review')
    await expect(page.locator('.qi').first()).toContainText('已收到')
  })
})

test('the grid tree comes in from a table, shown before it is made, and the same file again changes nothing', async ({
  phone,
  server,
}) => {
  const page = await atImport(await phone(), server)
  const tree = '楼群微网格,楼组,编号,负责人\n河东微网格,河东一组,0901,陆新月\n,河东二组,0902,\n'
  await page.getByRole('button', { name: /^网格树/ }).click()
  await choose(page, 'tree.csv', tree)
  await page.getByText('新增的，举例').click()
  await expect(page.getByText('河东二组').first()).toBeVisible({ timeout: 60_000 })
  expect(await findBarriers(page)).toEqual([])
  const isThere = (): boolean => readRegister(server).some(({ body }) => body['name'] === '河东二组')
  expect(isThere()).toBe(false)
  await page.getByRole('button', { name: '确认导入' }).click()
  await expect(page.getByText('已写入')).toBeVisible({ timeout: 60_000 })
  expect(isThere()).toBe(true)
  await expect(page.getByText('陆新月')).toBeVisible()
  await page.getByRole('button', { name: '换一个文件' }).click()
  await page.getByRole('button', { name: /^网格树/ }).click()
  await choose(page, 'tree.csv', tree)
  await expect(page.getByRole('button', { name: '和登记册一样，没有要改的' })).toBeDisabled({ timeout: 60_000 })
})

test('a file that is stopped on its way in leaves nothing behind, and the next one comes in', async ({
  phone,
  server,
}) => {
  const page = await atImport(await phone(), server)
  const before = readRegister(server).length
  const many = Array.from({ length: 60_000 }, (_, n) => `停下楼${n % 300},${100 + Math.floor(n / 300)},停下${n}`)
  await choose(page, 'many.csv', ['楼栋,室号,姓名', ...many].join('\r\n'))
  await expect(page.getByRole('progressbar')).toBeVisible()
  const stopped = page.waitForRequest(
    (request) => request.method() === 'DELETE' && /\/api\/import\//.test(request.url()),
  )
  await expect(page.getByText(/正在读文件|正在和登记册比/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: '停下' }).click()
  await stopped
  await expect(page.getByRole('button', { name: /^住户名册/ })).toBeVisible()
  await choose(page, 'few.csv', '楼栋,室号,姓名\r\n停下楼,101,只有我\r\n')
  await page.getByRole('button', { name: '确认导入' }).click({ timeout: 60_000 })
  await expect(page.getByText('已写入')).toBeVisible({ timeout: 60_000 })
  const rows = readRegister(server)
  expect(rows.filter(({ kind, body }) => kind === 'resident' && String(body['name']).startsWith('停下'))).toEqual([])
  expect(names(server)).toContain('只有我')
  expect(rows.length - before).toBeLessThan(10)
})

test('a file that is no table is one clear word, and a group leader is offered no import', async ({
  phone,
  server,
}) => {
  const page = await atImport(await phone(), server)
  await choose(page, 'roster.xls', '<html><table><tr><td>楼栋</td></tr></table></html>')
  await expect(page.getByRole('alert')).toContainText('这是网页，不是表格', { timeout: 60_000 })
  expect(await findBarriers(page)).toEqual([])
  const leader = await phone()
  await enter(leader, server.codes().groupLeader)
  await walkTo(leader, '/me')
  await expect(leader.getByRole('heading', { level: 1, name: '我的', exact: true })).toBeVisible()
  await expect(leader.getByRole('link', { name: /^导入/ })).toHaveCount(0)
  await walkTo(leader, '/import')
  await expect(leader.getByText('只有社区干部能导入')).toBeVisible()
})

test('a roster comes in as spreadsheet programs save it, new and old: numbers as rooms, days as days', async ({
  phone,
  server,
}) => {
  const page = await atImport(await phone(), server)
  for (const kind of ['xlsx', 'xls'] as const) {
    const rows = [
      ['楼栋', '室号', '姓名', '出生日期', '电话'],
      [`${kind}楼`, 302, `表里人${kind}`, new Date('1944-03-09T00:00:00Z'), 13800002231],
    ]
    const buffer = aWorkbook(rows, kind)
    await page.locator('input[type=file]').setInputFiles({ name: `名册.${kind}`, mimeType: '', buffer })
    await expect(page.getByText('这个工作表没有读')).toBeAttached({ timeout: 60_000 })
    await page.getByRole('button', { name: '确认导入' }).click()
    await expect(page.getByText('已写入')).toBeVisible({ timeout: 60_000 })
    const now = readRegister(server)
    const person = now.find((row) => row.kind === 'resident' && row.body['name'] === `表里人${kind}`)
    expect(person?.body).toMatchObject({ birth: '1944-03-09', phone: '13800002231' })
    const home = now.find((row) => row.id === person?.body['household'])
    const door = now.find((row) => row.id === [home?.body['doors']].flat()[0])
    expect(door?.body).toMatchObject({ room: '302', floor: 3 })
    await page.getByRole('button', { name: '换一个文件' }).click()
  }
})

test('of many rejected rows the screen lists the first and says how many more are in the list; a remark names its line', async ({
  phone,
  server,
}) => {
  const page = await atImport(await phone(), server)
  const roomless = Array.from({ length: 33 }, (_, n) => `缺室楼,,无室${n}`)
  await choose(page, 'roster.csv', ['楼栋,室号,姓名', '缺室楼,101,有室', ...roomless].join('\r\n'))
  await expect(page.getByRole('heading', { name: '没有收下：33 行' })).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('.note--you')).toHaveCount(30)
  await expect(page.getByText('还有 3 行，在下载的清单里。')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载清单' }).click()
  const list = readFileSync((await (await download).path()) ?? '', 'utf8')
  expect(list.match(/无室\d+/g)).toHaveLength(33)

  await page.getByRole('button', { name: '换一个文件' }).click()
  await page.getByRole('button', { name: /^楼栋/ }).click()
  await choose(page, 'houses.csv', '楼名,层数,建筑年代\r\n甲苑,6,1999\r\n乙苑,6,-9年\r\n丙苑,6,-9年\r\n丁苑,多,\r\n')
  await page.getByText('说明', { exact: true }).click({ timeout: 60_000 })
  await expect(page.locator('.note', { hasText: '年份不可信' })).toContainText('最早在第 3 行 ×2')
  await expect(page.locator('.note', { hasText: '数字看不懂' })).toContainText('第 5 行')
  await expect(page.locator('.note', { hasText: '第 1 行' })).toHaveCount(0)
})

test('the last search knows whoever came with a roster: in a log line the name would be found', async ({
  desk,
  server,
}) => {
  const name = '甄不漏'
  const page = await desk()
  await enter(page, server.codes().coordinator)
  await walkTo(page, '/import')
  await choose(page, 'roster.csv', `楼栋,单元,室号,姓名,出生年份\r\n名册楼,,101,${name},1950\r\n`)
  await page.getByRole('button', { name: '确认导入' }).click({ timeout: 60_000 })
  await expect(page.getByText('已写入')).toBeVisible({ timeout: 60_000 })
  const said = {
    word: new Set(wordsOf(server)),
    log: new Set(logLines(server.log())),
    address: new Set<string>(),
    key: new Set<string>(),
  }
  expect(findSpoken(said)).toEqual([])
  const planted = logLines(`{"level":30,"time":"2026-01-01","msg":"row 1: ${name}"}`)
  expect(findSpoken({ ...said, log: new Set([...said.log, ...planted]) })).toEqual([`${name} in a log`])
})
