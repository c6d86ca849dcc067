import { expect, type Page } from '@playwright/test'
import { setClockAhead } from './support/clock.ts'
import { allRead, enter, sendAll, walkTo } from './support/enter.ts'
import { test } from './support/journey.ts'
import { findBarriers, looksRight } from './support/looks.ts'
import { OUTLINES, PLACES, ROSTER } from './support/office-files.ts'
import { chooseAndSave, savedLine } from './support/phone-in-hand.ts'
import { homeIn, readRegister } from './support/register.ts'

test.use({ filling: 'none' })

const DAY_MS = 86_400_000
const PASSPHRASE = '楼下的桂花开了三天还香着'
/** As a person types it into a field for days. */
const daysFromNow = (days: number): string =>
  new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(Date.now() + days * DAY_MS)
/** From the list of people to somebody's page. */
async function openPerson(page: Page, name: string): Promise<void> {
  await walkTo(page, '/office/people')
  await page.getByRole('link', { name: new RegExp(`^${name}`) }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}
async function addLeader(page: Page, name: string, grid: RegExp): Promise<void> {
  await walkTo(page, '/office/person/new')
  await page.getByLabel('名字').fill(name)
  await page.getByLabel('做什么').selectOption({ label: '楼组长' })
  const option = page.getByLabel('管哪个网格').locator('option', { hasText: grid })
  await page.getByLabel('管哪个网格').selectOption((await option.getAttribute('value')) ?? '')
  await page.getByLabel('从哪天起').fill(daysFromNow(-10))
  await page.getByRole('button', { name: '给一个岗位' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}
/** A change of grids by which nobody gains or loses anybody. */
async function confirmFromToday(page: Page, change: string): Promise<void> {
  await page.getByLabel('从哪天起').fill(daysFromNow(0))
  await page.getByRole('button', { name: '先看看会怎样' }).click()
  await expect(page.getByText('没有人多看到或少看到住户')).toBeVisible()
  await looksRight(page)
  await page.getByRole('button', { name: `确认：${change}` }).click()
  await expect(page.getByRole('button', { name: `确认：${change}` })).toHaveCount(0)
}
/** On the page of a list of words. */
async function addWord(page: Page, word: string): Promise<void> {
  await page.getByRole('button', { name: '加一个词' }).click()
  await page.getByLabel('中文').fill(word)
  await page.getByRole('button', { name: '存下' }).click()
  await expect(page.getByRole('button', { name: new RegExp(`^${word}`) })).toBeVisible({ timeout: 30_000 })
}
/** Makes the sheet for everybody chosen and reads the codes off it. */
async function codesOnSheet(page: Page, names: readonly string[]): Promise<readonly string[]> {
  await walkTo(page, '/office/invite')
  for (const name of names) await page.getByLabel(new RegExp(`^${name}`)).check()
  await page.getByRole('button', { name: `做 ${names.length} 张` }).click()
  await expect(page.getByText(`做好 ${names.length} 张，共 ${names.length} 张`)).toBeVisible()
  await looksRight(page)
  const tickets = page.locator('.invite section')
  await expect(tickets.getByRole('img', { name: '登录用的二维码' })).toHaveCount(names.length)
  return Promise.all(
    names.map((name) =>
      tickets
        .filter({ hasText: name })
        .locator('b')
        .innerText()
        .then((code) => code.replace(' ', '')),
    ),
  )
}

test('from an empty server to a first visit, a hand-over and a lost phone, all in the browser', async ({
  desk,
  phone,
  server,
}) => {
  test.slow()
  const page = await desk()
  page.setDefaultTimeout(30_000)

  await test.step('the set-up link: the first coordinator names the community and chooses a passphrase', async () => {
    await page.goto(server.setUpLink())
    await expect(page.getByRole('heading', { level: 1, name: '启用民情' })).toBeVisible()
    await looksRight(page)
    await page.getByLabel('社区叫什么').fill('幸福里社区')
    await page.getByLabel('你的名字').fill('王芳')
    await page.getByLabel('给自己定一个口令').fill('王芳王芳王芳王芳王芳')
    await page.getByRole('button', { name: '启用', exact: true }).click()
    await expect(page.getByRole('alert')).toContainText('太容易猜到')
    await page.getByLabel('给自己定一个口令').fill(PASSPHRASE)
    await page.getByRole('button', { name: '启用', exact: true }).click()
    await allRead(page)
    await expect(page.getByText('幸福里社区').first()).toBeVisible()
    const late = await phone()
    await late.goto(server.setUpLink())
    await late.getByLabel('社区叫什么').fill('别的社区')
    await late.getByLabel('你的名字').fill('别人')
    await late.getByLabel('给自己定一个口令').fill(PASSPHRASE)
    await late.getByRole('button', { name: '启用', exact: true }).click()
    await expect(late.getByRole('alert')).toContainText('已经用过了')
  })

  await test.step('the outline of a house comes in, and a table that says where another stands', async () => {
    await walkTo(page, '/import')
    for (const [name, text] of [
      ['houses.geojson', OUTLINES],
      ['houses.csv', PLACES],
    ] as const) {
      await page.getByRole('button', { name: /^楼栋/ }).click()
      await page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })
      await page.getByRole('button', { name: '确认导入' }).click({ timeout: 60_000 })
      await expect(page.getByText('已写入')).toBeVisible({ timeout: 60_000 })
      await page.getByRole('button', { name: '换一个文件' }).click()
    }
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  })

  await test.step('and the office’s own Excel sheet of who lives there', async () => {
    await page.getByRole('button', { name: /^住户名册/ }).click()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '名册.xlsx', mimeType: 'application/octet-stream', buffer: ROSTER })
    await page.locator('summary').filter({ hasText: '说明' }).click({ timeout: 60_000 })
    await expect(page.getByText('按上一行的算').first()).toBeVisible()
    await page.getByRole('button', { name: '确认导入' }).click({ timeout: 60_000 })
    await expect(page.getByText('已写入')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('a second micro-grid is added, and the leaf of the second house goes under it', async () => {
    await walkTo(page, '/office/grids')
    await expect(page.getByRole('button', { name: /^2号楼/ })).toBeVisible({ timeout: 30_000 })
    await looksRight(page)
    await page.getByRole('button', { name: /^幸福里社区/ }).click()
    await page.getByRole('button', { name: '加下级网格' }).click()
    await page.getByLabel('哪一级').selectOption('micro')
    await page.getByLabel('网格叫什么').fill('第二微网格')
    await page.getByRole('button', { name: '加下级网格' }).last().click()
    await expect(page.getByRole('button', { name: /^第二微网格/ })).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: /^2号楼/ }).click()
    await page.getByRole('button', { name: '移到别处' }).click()
    await page.getByLabel('移到哪个网格下面').selectOption({ label: '\u3000第二微网格' })
    await confirmFromToday(page, '移到别处')
    await page.getByRole('button', { name: '看谁改过什么' }).click()
    await expect(page.getByText(/起：.*归第二微网格/)).toBeVisible({ timeout: 30_000 })
  })

  await test.step('the third house comes to hang on the leaf of the first: one leader for both', async () => {
    await page.getByRole('button', { name: /^1号楼/ }).click()
    await page.getByRole('button', { name: '把楼门挂到这里' }).click()
    await page.getByLabel('哪一栋楼').selectOption({ label: '3号楼' })
    await confirmFromToday(page, '把楼门挂到这里')
    const leafOf = (house: string): unknown => {
      const row = readRegister(server).find(({ kind, body }) => kind === 'building' && body['name'] === house)
      const stairs = row?.body['stairs'] as readonly { readonly grid: string }[] | undefined
      return stairs?.[0]?.grid
    }
    expect(leafOf('3号楼')).toBe(leafOf('1号楼'))
  })

  const [older, younger] = await test.step('two leaders get posts and a printed sheet with a code each', async () => {
    await addLeader(page, '陈阿姨', /1号楼/)
    await looksRight(page)
    await addLeader(page, '李叔', /2号楼/)
    return codesOnSheet(page, ['陈阿姨', '李叔'])
  })

  const old = await phone()
  await test.step('a leader signs in, goes down without network and logs the first visit', async () => {
    await enter(old, older ?? '')
    await old.context().setOffline(true)
    await walkTo(old, '/map')
    await expect(old.locator('.mp__svg[viewBox] .mh')).toHaveCount(1)
    await expect(old.getByText(/栋只知道位置，画成方块/)).toContainText('1 栋不在图上，看列表')
    await looksRight(old)
    // The visit was the day before yesterday; she has not been under a network since.
    await setClockAhead(old, -2 * DAY_MS)
    await old.reload()
    await walkTo(old, `/visit/${homeIn(readRegister(server), '1号楼')}`)
    await chooseAndSave(old, '见到本人')
    await expect(savedLine(old)).toContainText('存在手机了')
  })

  await test.step('her post goes to a successor; who gains and who loses is shown before', async () => {
    await openPerson(page, '陈阿姨')
    await page.getByRole('button', { name: '交给别人' }).click()
    await page.getByLabel('交给谁').selectOption({ label: '李叔' })
    await page.getByLabel('哪天交接').fill(daysFromNow(-1))
    await page.getByRole('button', { name: '先看看会怎样' }).click()
    const preview = page.getByRole('status').filter({ hasText: '起：' })
    await expect(preview).toContainText('陈阿姨')
    await expect(preview).toContainText('不再看到 1号楼：6 户，6 人')
    await expect(preview).toContainText('看得到 1号楼：6 户，6 人')
    await looksRight(page)
    await page.getByRole('button', { name: '确认：交给别人' }).click()
    await expect(page.getByText('已结束')).toBeVisible({ timeout: 30_000 })
  })

  await test.step('the visit of before arrives late and is not lost', async () => {
    await setClockAhead(old, 2 * DAY_MS)
    await old.reload()
    await old.context().setOffline(false)
    const visits = () => readRegister(server).filter(({ kind }) => kind === 'visit')
    await expect.poll(() => visits().length, { timeout: 45_000 }).toBe(1)
    expect(visits()[0]?.body['late']).toBe(true)
  })

  await test.step('the successor sees both houses', async () => {
    const next = await phone()
    await enter(next, younger ?? '')
    for (const house of ['1号楼', '2号楼']) {
      await walkTo(next, `/household/${homeIn(readRegister(server), house)}`)
      await expect(next.getByRole('heading', { level: 1 })).toContainText(house)
    }
    await sendAll(next)
  })

  await test.step('his phone is lost and taken away; the page tells when it was last heard of', async () => {
    await openPerson(page, '李叔')
    await expect(page.getByText(/最近同步/)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('没送出 0 条')).toBeVisible()
    await expect(page.getByText(/版本 \S+/).first()).toBeVisible()
    await page.getByRole('button', { name: /^收回/ }).click()
    await expect(page.getByRole('dialog')).toContainText('收回这部手机？')
    expect(await findBarriers(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: '收回', exact: true }).click()
    await expect(page.getByText('已收回')).toBeVisible()
    await page.getByRole('button', { name: '看谁改过什么' }).click()
    await expect(page.getByText(/给了 李叔 岗位/).first()).toBeVisible()
    await expect(page.getByText('收回了 李叔 的一部手机')).toBeVisible()
    await expect(page.getByText('给了 李叔 一个登录码')).toBeVisible()
  })

  await test.step('a word is changed and a new one added; a leader is offered both, and who did it is kept', async () => {
    await walkTo(page, '/office/words')
    await page.getByRole('link', { name: /^走访方式/ }).click()
    await looksRight(page)
    await page.getByRole('button', { name: /^微信/ }).click()
    await page.getByRole('button', { name: '停用' }).click()
    await expect(page.getByText('已停用')).toBeVisible({ timeout: 30_000 })
    await addWord(page, '在凉亭里聊')
    await page.getByRole('button', { name: '看谁改过什么' }).click()
    await expect(page.getByText('词改成 在凉亭里聊')).toBeVisible()
    await walkTo(page, `/visit/${homeIn(readRegister(server), '1号楼')}`)
    await page.getByRole('button', { name: '见到本人', exact: true }).click()
    await page.getByRole('button', { name: /多记一点/ }).click()
    await expect(page.getByRole('button', { name: '在凉亭里聊' })).toBeVisible()
    await expect(page.getByRole('button', { name: /^微信/ })).toHaveCount(0)
  })

  await test.step('a kind of task gets other usual steps, a group of volunteers another name and one more: who publishes finds them', async () => {
    await walkTo(page, '/office/words/taskKinds')
    await page.getByRole('button', { name: /^结对关爱/ }).click()
    await page.getByLabel('通常的步骤，一行一步').fill('先打电话\n上门坐一坐\n')
    await page.getByLabel(/^步骤的英文/).fill('Call first')
    await looksRight(page)
    await page.getByRole('button', { name: '存下' }).click()
    await expect(page.getByLabel('通常的步骤，一行一步')).toBeHidden()
    await walkTo(page, '/office/words/volunteerGroups')
    await page.getByRole('button', { name: /^关爱照护组/ }).click()
    await page.getByLabel('中文').fill('邻里照护队')
    await page.getByRole('button', { name: '存下' }).click()
    await expect(page.getByRole('button', { name: /^邻里照护队/ })).toBeVisible({ timeout: 30_000 })
    await addWord(page, '夜巡队')
    for (const [list, word] of Object.entries({
      volunteerSkills: '会推轮椅',
      poiKinds: '助浴点',
      consentBases: '家属同意',
    })) {
      await walkTo(page, `/office/words/${list}`)
      await addWord(page, word)
    }
    await walkTo(page, '/publish')
    await page.getByLabel('哪一类').selectOption({ label: '结对关爱' })
    await expect(page.getByLabel('步骤，一行一步（可不写）')).toHaveValue('先打电话\n上门坐一坐')
    await expect(page.getByLabel('先请哪一组')).toContainText('邻里照护队')
    await expect(page.getByLabel('先请哪一组')).toContainText('夜巡队')
    await page.getByRole('heading', { name: '请谁来' }).click()
    await expect(page.getByRole('button', { name: '会推轮椅' })).toBeVisible()
  })

  await test.step('on another computer the coordinator comes in by name and passphrase', async () => {
    const other = await desk()
    await other.goto('/signin')
    await other.getByRole('button', { name: '社区干部：用名字和口令登录' }).click()
    await looksRight(other)
    await other.getByLabel('名字').fill('王芳')
    await other.getByLabel('口令', { exact: true }).fill('不是这一句话吧，对不对')
    await other.getByRole('button', { name: '登录', exact: true }).click()
    await expect(other.getByRole('alert')).toContainText('名字或口令不对')
    await other.getByLabel('口令', { exact: true }).fill(PASSPHRASE)
    await other.getByRole('button', { name: '登录', exact: true }).click()
    await allRead(other)
    await walkTo(other, '/office/passphrase')
    await looksRight(other)
    await other.getByLabel('给自己定一个口令').fill('小区门口的早点铺六点就开')
    await other.getByRole('button', { name: '存下' }).click()
    await expect(other.getByText('口令定好了')).toBeVisible()
  })
})
