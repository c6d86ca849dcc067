import { expect, type Page } from '@playwright/test'
import { callAs } from './support/caller.ts'
import { enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { visitWithWords } from './support/notes.ts'
import { chooseAndSave, sendNow } from './support/phone-in-hand.ts'
import { findIn, readKeys, readProfile } from './support/profile.ts'
import {
  householdAt,
  householdsIn,
  otherBuilding,
  ownBuilding,
  personalWords,
  phonesOf,
  postOf,
  type Row,
  readRegister,
  rowsOfPacks,
  staffNames,
} from './support/register.ts'
import { findSpoken, logLines } from './support/said.ts'
import { startServer } from './support/server.ts'

/** A calendar day of the community, so many days from today. */
const dayFrom = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

/** All that the packs of the leader's building say about people and no other pack says. */
function lostWords(rows: readonly Row[]): readonly string[] {
  const own = rowsOfPacks(rows, ownBuilding(rows))
  const others = new Set(personalWords(rowsOfPacks(rows, otherBuilding(rows))))
  return personalWords(own, staffNames(rows)).filter((words) => !others.has(words))
}
const stairGrid = (building: Row): string =>
  (building.body['stairs'] as readonly { readonly grid: string }[])[0]?.grid ?? ''

const tabs = (page: Page) => page.getByRole('navigation', { name: '主导航' }).getByRole('link')
async function countBuildings(page: Page): Promise<number> {
  await walkTo(page, '/map?as=list')
  await expect(page.getByRole('heading', { level: 1, name: '民情地图' })).toBeVisible()
  return page.locator('.bld[href^="/building/"]').count()
}
const gone = (page: Page) => page.getByRole('heading', { level: 1, name: '这一户不在你手机里' })

test('a volunteer is shown no household and no review, and his phone holds nobody’s name', async ({
  phone,
  server,
}) => {
  const rows = readRegister(server)
  const page = await phone()
  await enter(page, server.codes().volunteer)
  await expect(tabs(page)).toHaveText(['今日', '地图', '任务', '我的'])
  expect(await countBuildings(page)).toBe(0)
  await walkTo(page, `/household/${householdAt(rows, { stair: '12号', room: '302' }).id}`)
  await expect(gone(page)).toBeVisible()
  await walkTo(page, '/review')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('.qi')).toHaveCount(0)
  expect(findIn(await readProfile(page), personalWords(rows, staffNames(rows)))).toEqual([])
})

test('a group leader sees her own building and nothing of the next one', async ({ phone, server }) => {
  const rows = readRegister(server)
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await expect(tabs(page)).toHaveText([/今日/, '地图', '任务', '我的'])
  expect(await countBuildings(page)).toBe(1)
  const own = householdsIn(rows, ownBuilding(rows))
  const foreign = rows.filter((row) => row.kind === 'household' && !own.includes(row))
  await walkTo(page, `/household/${foreign[0]?.id}`)
  await expect(gone(page)).toBeVisible()
  const kept = await readProfile(page)
  expect(findIn(kept, phonesOf(rows, own)).length, 'the search finds what is there').toBeGreaterThan(10)
  expect(findIn(kept, phonesOf(rows, foreign))).toEqual([])
})

test('a coordinator sees every building and what every leader brought, and no doors that are others’ work', async ({
  desk,
  server,
}) => {
  const rows = readRegister(server)
  const page = await desk()
  await enter(page, server.codes().coordinator)
  const rounds = page.getByRole('link', { name: /^.*微网格 到期/ })
  await expect(rounds).toHaveCount(rows.filter((row) => row.kind === 'grid' && row.body['level'] === 'micro').length)
  await expect(page.getByText('下一户')).toHaveCount(0)
  await rounds.first().click()
  await expect(page).toHaveURL(/layer=due/)
  expect(await countBuildings(page)).toBe(rows.filter((row) => row.kind === 'building').length)
  await walkTo(page, '/review')
  const visits = rows.filter((row) => row.kind === 'visit' && row.pack.startsWith('b:')).length
  await expect(page.getByText(`收到的走访 ${visits.toLocaleString('en')} 次`)).toBeVisible()
})

test.describe('I am given other stairs while I am in a stairwell without network', () => {
  test('what I did before its end arrives flagged, what I did after it waits for the committee, all I held is gone, and the stairs I have now are there', async ({
    phone,
    desk,
    server,
    network,
  }) => {
    const rows = readRegister(server)
    const secrets = lostWords(rows)
    const office = await callAs(server, server.codes().coordinator)
    const page = await phone()
    await enter(page, server.codes().groupLeader)
    expect(findIn(await readProfile(page), secrets).length, 'the search finds what is there').toBeGreaterThan(50)

    network.become('cut')
    await walkTo(page, `/visit/${householdAt(rows, { stair: '12号', room: '101' }).id}`)
    await page.getByRole('button', { name: '见到本人', exact: true }).click()
    await page.getByRole('button', { name: /多记一点/ }).click()
    await page.getByLabel('原话').fill('昨日讲的闲话')
    await page
      .getByLabel('什么时候', { exact: true })
      .locator('visible=true')
      .last()
      .fill(`${dayFrom(-1)}T10:00`)
    await page.getByRole('button', { name: /^存在手机/ }).click()
    await walkTo(page, `/visit/${householdAt(rows, { stair: '12号', room: '302' }).id}`)
    await chooseAndSave(page, '见到本人')
    await office.administer('post.end', { post: postOf(rows, 'p-group-leader', 'stair_leader').id, until: dayFrom(-1) })
    await office.administer('post.give', {
      post: 'post-at-76',
      person: 'p-group-leader',
      grid: stairGrid(otherBuilding(rows)),
      role: 'stair_leader',
      since: dayFrom(0),
      until: null,
    })

    network.become('open')
    await sendAll(page)
    expect(findIn(await readProfile(page), secrets)).toEqual([])
    await page.reload()
    expect(findIn(await readProfile(page), secrets)).toEqual([])
    expect(await countBuildings(page)).toBe(1)
    await expect(page.locator('.bld[href^="/building/"]')).toContainText('76弄')

    await walkTo(page, '/needs')
    const card = page.locator('.card.you')
    await expect(card).toHaveCount(1)
    await expect(card).toContainText('先留着')
    await expect(card).toContainText('岗位已经到期')
    await page.reload()
    await expect(card).toContainText('12号 302 走访，见到本人')

    const table = await desk()
    await enter(table, await office.codeFor('p-coordinator'))
    await walkTo(table, '/review')
    await table.locator('.qi', { hasText: '昨日讲的闲话' }).click()
    await expect(table.locator('.det')).toContainText('岗位到期后送到')
  })
})

test('signing out takes everything about the households off the phone', async ({ phone, server, network }) => {
  const rows = readRegister(server)
  const secrets = lostWords(rows)
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  await walkTo(page, `/household/${householdAt(rows, { stair: '12号', room: '302' }).id}`)
  await page.getByRole('button', { name: '显示全名' }).click()
  await walkTo(page, '/search')
  await page.getByRole('searchbox').fill(secrets[0] ?? '')
  await walkTo(page, '/me')
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '退出', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '登录' })).toBeVisible()
  expect(findIn(await readProfile(page), secrets)).toEqual([])
  await page.goto('/')
  expect(findIn(await readProfile(page), secrets)).toEqual([])

  const said = [server.log(), ...network.seen.map(({ path }) => decodeURIComponent(path))].join('\n')
  const told = [
    ...secrets,
    ...phonesOf(
      rows,
      rows.filter((row) => row.kind === 'household'),
    ),
    server.codes().groupLeader,
  ]
  expect(told.filter((words) => said.includes(words))).toEqual([])
  expect(said).not.toMatch(/p-group-leader|1\d{10}/)
})

test('locked out by the committee: everything about the households leaves the phone, but what I had not sent', async ({
  phone,
  server,
  network,
}) => {
  const rows = readRegister(server)
  const secrets = lostWords(rows)
  const page = await phone()
  await enter(page, server.codes().groupLeader)
  network.become('cut')
  await visitWithWords(page, householdAt(rows, { stair: '12号', room: '302' }).id, '只有我记着的话')
  await walkTo(page, `/household/${householdAt(rows, { stair: '12号', room: '101' }).id}`)
  expect(findIn(await readProfile(page), secrets).length, 'the search finds what is there').toBeGreaterThan(50)
  const office = await callAs(server, server.codes().coordinator)
  await office.revoke('p-group-leader')
  network.become('open')
  await sendNow(page)
  await expect(page.getByText('这个账号的权限收回了，资料已从手机上清掉。')).toBeVisible()
  await expect(page.locator('.wrow')).toHaveCount(1)
  expect(findIn(await readProfile(page), secrets)).toEqual([])
  await page.goto('/')
  const kept = await readProfile(page)
  expect(findIn(kept, secrets)).toEqual([])
  expect(findIn(kept, ['只有我记着的话']).length, 'what was not sent is kept').toBeGreaterThan(0)
})

test('the search for what leaked finds a name wherever one is planted: in a packed record, a cache, a cookie, an index, a log and an address', async ({
  phone,
  network,
  filled,
}) => {
  const name = '欧阳不在'
  const page = await phone()
  await page.goto('/signin')
  await page.evaluate(plant, name)
  const kept = await readProfile(page)
  expect(new Set(findIn(kept, [name]).map((found) => found.replace(/http\S*\//, '')))).toEqual(
    new Set([
      `${name} in planted pack`,
      `${name} in planted planted`,
      `${name} in localStorage`,
      `${name} in page`,
      `${name} in cookies`,
      `${name} in keys of planted pack`,
      `${name} in keys of planted`,
    ]),
  )
  // A server that says on stderr what it must not.
  const talkative = `--import=data:text/javascript,process.stderr.write(${encodeURIComponent(JSON.stringify(`${name}\n`))})`
  const server = await startServer({ from: filled.dataDir, env: { NODE_OPTIONS: talkative } })
  await server.remove()
  await page.request.get(`/api/health?who=${encodeURIComponent(name)}`)
  const said = {
    word: new Set([name, '别人']),
    log: new Set(logLines(server.log())),
    address: new Set(network.seen.slice(-1).map(({ path }) => decodeURIComponent(path))),
    key: new Set((await readKeys(page)).map(({ text }) => text)),
  }
  expect(findSpoken(said)).toEqual([`${name} in a log`, `${name} in a address`, `${name} in a key`])
})

/** Run inside the page. */
async function plant(name: string): Promise<void> {
  const plain = new Blob([JSON.stringify({ name })]).stream().pipeThrough(new CompressionStream('gzip'))
  const packed = new Uint8Array(await new Response(plain).arrayBuffer())
  const open = indexedDB.open('planted', 1)
  open.onupgradeneeded = () => {
    const table = open.result.createObjectStore('pack')
    table.createIndex('byName', 'name')
    table.put({ bytes: new Uint8Array([1, ...packed]) }, 'b:1')
    table.put({ name }, 'b:2')
  }
  await new Promise((resolve) => {
    open.onsuccess = resolve
  })
  open.result.close()
  await (await caches.open('planted')).put('/planted', new Response(`{"name":"${name}"}`))
  await (await caches.open('planted')).put(`/${name}`, new Response('nothing'))
  localStorage.setItem('planted', name)
  // biome-ignore lint/suspicious/noDocumentCookie: as a careless page does it.
  document.cookie = `planted=${encodeURIComponent(name)}`
  document.body.append(name)
}
