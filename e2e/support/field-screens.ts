import { expect, type Page } from '@playwright/test'
import { ownBuilding, type Row } from './register.ts'
import { type Screen, screensOf } from './screens.ts'

const tap = (page: Page, name: string | RegExp): Promise<void> =>
  page
    .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .click()
/** Opens a question that has a field. */
const ask =
  (...taps: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of taps) await tap(page, name)
    await expect(page.getByRole('dialog')).toBeVisible()
  }
/** Taps one after the other. */
const tapAll =
  (...taps: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of taps) await tap(page, name)
  }

const houseForm = (rows: readonly Row[]): Screen => ({
  name: 'what a building is like',
  path: `/building/${ownBuilding(rows).id}/edit`,
  shows: 'textarea',
})
/** Every screen of whoever leads stairs, and what else of fields is behind a tap. */
export const leaderScreens = (rows: readonly Row[]): readonly Screen[] => [
  ...screensOf(rows),
  houseForm(rows),
  { name: 'a task handed over', path: '/task/task02', shows: '.step', also: ask('做不了', '请别人接手') },
  {
    name: 'a task handed in',
    path: '/task/task02',
    shows: '.step',
    also: async (page) => {
      const early = page.getByRole('button', { name: '做到这里，先交上来' })
      if ((await early.count()) === 0) await tap(page, '第 1 步好了')
      await early.click()
      await expect(page.getByRole('heading', { level: 1, name: '交上来' })).toBeVisible()
    },
  },
]

/** Of these the coordinator has fields as the leader has. */
const SHARED = [
  'visit form, all of it',
  'edit household',
  'edit resident',
  'a household moves in',
  'a person more',
  'to another household',
  'split',
  'merge',
  'search',
  'tasks',
  'volunteer card',
]
const office = (name: string, what: string, ...taps: readonly (string | RegExp)[]): Screen => ({
  name,
  path: `/office/${what}`,
  shows: '.office .card',
  also: tapAll(...taps),
})
/** Every screen with fields of whoever coordinates. */
export const deskScreens = (rows: readonly Row[]): readonly Screen[] => [
  ...screensOf(rows).filter(({ name }) => SHARED.includes(name)),
  houseForm(rows),
  { name: 'list of visits', path: '/review', shows: '.qi' },
  { name: 'held', path: '/held', shows: 'h1' },
  { name: 'import', path: '/import', shows: 'input[type=file]' },
  { name: 'boundary', path: '/boundary/g-1', shows: '.bn__b' },
  { name: 'a new service point', path: '/facility/new/edit?grid=g-a', shows: 'textarea' },
  { name: 'a service point', path: '/facility/f-4/edit', shows: 'textarea' },
  ...TASK_SCREENS,
  office('people', 'people'),
  office('somebody new', 'person/new'),
  office('another name', 'person/p-group-leader', '改名字'),
  {
    ...office('a post for somebody new', 'person/p-group-leader', '交给别人'),
    also: async (page) => {
      await tap(page, '交给别人')
      await page.getByLabel('交给谁').selectOption({ label: '新的人' })
    },
  },
  office('a grid more', 'grids', /社区/, '加下级网格'),
  office('another name of a grid', 'grids', /第一微网格/, '改名'),
  office('a word more', 'words/needCategories', '加一个词'),
  {
    ...office('a word', 'words/taskKinds'),
    also: (page) => page.locator('.office button.note').first().click(),
  },
  office('passphrase', 'passphrase'),
]
const TASK_SCREENS: readonly Screen[] = [
  { name: 'board', path: '/tasks/board', shows: '.qi' },
  { name: 'checks', path: '/tasks/check', shows: '.qi', also: (page) => page.locator('.qi').first().click() },
  { name: 'minutes put right', path: '/tasks/check', shows: '.wish', also: ask(/^更正：/) },
  { name: 'who did not come', path: '/tasks/check', shows: '.wish', also: ask(/^记未到：/) },
  { name: 'volunteers', path: '/tasks/people', shows: '.wish' },
  {
    name: 'somebody written down',
    path: '/card/new',
    shows: '.chip',
    also: async (page) => {
      for (const chip of await page.locator('fieldset').filter({ hasText: '会什么' }).getByRole('button').all()) {
        if ((await chip.getAttribute('aria-pressed')) === 'false') await chip.click()
      }
    },
  },
  { name: 'a card', path: '/card/p-volunteer', shows: '.chip' },
  {
    name: 'publish',
    path: '/publish',
    shows: 'textarea',
    also: async (page) => {
      await page.getByLabel('地点').selectOption({ label: '地图上一处' })
    },
  },
  {
    name: 'somebody under age written down',
    path: '/card/new',
    shows: '.chip',
    also: async (page) => {
      // Once there is a word of a guardian, its field stays whatever the year becomes.
      await page.getByLabel('出生年份').fill('2015')
      await page.getByLabel('监护人同意').fill('妈妈')
    },
    once: true,
  },
  { name: 'publish one like it', path: '/publish/copy/task04', shows: 'textarea' },
  { name: 'change a task', path: '/publish/change/task04', shows: 'textarea' },
  { name: 'somebody is asked', path: '/task/task04', shows: '.cap', also: ask('请一个人来做') },
  { name: 'a task is called off', path: '/task/task04', shows: '.cap', also: ask('取消任务') },
  { name: 'somebody else is asked', path: '/task/task02', shows: '.step', also: ask(/^换人/) },
]

/** Fields by their names; more than these may be found, never fewer. */
const COMMON_FIELDS =
  `原话 记一笔 为什么定这一级 几天走一次 敲门前要知道的 一门几户时怎么分 姓名 电话 出生 哪一户 姓名、门牌、电话后四位
  找任务 会说 不方便的 想做什么、为什么来 出生年份 叫什么 地址 层数 建成年份 大家要知道的 找人`.split(/\s+/)
export const LEADER_FIELDS: readonly string[] = [
  ...COMMON_FIELDS,
  ...'门牌 助餐送餐，说清楚一点 要留句话吗（可不写） 做了多少分钟 要说的话（可不写）'.split(' '),
]
export const DESK_FIELDS: readonly string[] = [
  ...COMMON_FIELDS,
  ...`要知道的（几点开门、怎么走） 核实多少分钟 谢一句（可不写） 退回要写哪里不清楚 应该是多少分钟 为什么更正 怎么知道的 找志愿者
    医护：证书 修钟表：证书 监护人同意 名称 说明（可不写） 步骤，一行一步（可不写） 几个人 在哪里碰头（可不写） 门牌 要交代的 最小几岁
    最大几岁 为什么（写进经过） 找名字 名字 网格叫什么 编号（可以不写） 中文 英文（可以不写） 通常的步骤，一行一步
    步骤的英文，逐行对应（可不写） 给自己定一个口令`.split(/\s+/),
]
