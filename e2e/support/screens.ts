import { expect, type Page } from '@playwright/test'
import { walkTo } from './enter.ts'
import { householdAt, ownBuilding, type Row, under } from './register.ts'

/** A screen is open once this is on it. */
export interface Screen {
  readonly name: string
  readonly path: string
  readonly shows: string
  /** What else is opened on it. */
  readonly also?: (page: Page) => Promise<void>
  /** A draft keeps what was opened: the same taps a second time would close it. */
  readonly once?: true
}
/** All that whoever leads the stairs of the demo can open. */
export function screensOf(rows: readonly Row[]): readonly Screen[] {
  const first = householdAt(rows, { stair: '12号', room: '302' })
  const [resident] = under(rows, 'resident', [first])
  const building = ownBuilding(rows).id
  const openAll = async (page: Page): Promise<void> => {
    await page.locator('.out button').first().click()
    await page.locator('.fold').click()
    await page.locator('.all-needs summary').click()
    await page.locator('.need-group .chip').first().click()
    await page.locator('.obs .seg button').first().click()
  }
  return [
    { name: 'Today', path: '/', shows: '.next' },
    { name: 'map', path: '/map', shows: '.mh' },
    {
      name: 'map, a house chosen',
      path: '/map',
      shows: '.mh',
      also: async (page) => {
        await page.locator('.mh').first().click()
        await expect(
          page.getByRole('link', { name: '看门牌' }).or(page.getByRole('link', { name: 'Doors' })),
        ).toBeVisible()
      },
    },
    { name: 'map, due', path: '/map?layer=due', shows: '.mh' },
    { name: 'map, not seen', path: '/map?layer=unseen', shows: '.mh' },
    { name: 'map, needs', path: '/map?layer=needs', shows: '.mh' },
    { name: 'map as a list', path: '/map?as=list', shows: '.bld' },
    { name: 'map, unseen as a list', path: '/map?layer=unseen&as=list', shows: '.bld' },
    { name: 'service point', path: '/facility/f-4', shows: '.note' },
    { name: 'service point on the map', path: '/map?spot=f-4', shows: '.mf' },
    { name: 'whom next', path: '/map?ask=nextNear', shows: '.ans__r' },
    { name: 'promised', path: '/map?ask=promised', shows: '.ans' },
    { name: 'newcomers', path: '/map?ask=newcomers', shows: '.ans' },
    { name: 'door board, not seen', path: `/building/${building}?layer=unseen`, shows: '.bd' },
    { name: 'doors on paper', path: `/building/${building}?as=paper`, shows: '.sheet' },
    { name: 'door board', path: `/building/${building}`, shows: '.bd' },
    { name: 'door board, due', path: `/building/${building}?layer=due`, shows: '.bd' },
    { name: 'doors as a list', path: `/building/${building}?as=list`, shows: '.doorlist' },
    { name: 'household', path: `/household/${first.id}`, shows: '.who' },
    { name: 'visit form', path: `/visit/${first.id}`, shows: '.out' },
    { name: 'visit form, all of it', path: `/visit/${first.id}`, shows: '.out', also: openAll, once: true },
    { name: 'edit household', path: `/edit/${first.id}`, shows: '.chip--care' },
    { name: 'edit resident', path: `/edit/${first.id}/${resident?.id}`, shows: '[inputmode=tel]' },
    { name: 'who comes and goes', path: `/register/${first.id}`, shows: '.changes' },
    {
      name: 'a household moves in',
      path: `/movein/${(first.body['doors'] as readonly string[])[0]}`,
      shows: '.newcomer',
    },
    { name: 'a door more', path: `/building/${building}/door`, shows: 'select' },
    {
      name: 'a door put right',
      path: `/building/${building}/door/${(first.body['doors'] as readonly string[])[0]}`,
      shows: 'select',
    },
    { name: 'a person more', path: `/register/${first.id}/person`, shows: '[inputmode=tel]' },
    { name: 'a household moves out', path: `/register/${first.id}/out`, shows: '.chip' },
    { name: 'a person leaves', path: `/register/${first.id}/leave/${resident?.id}`, shows: '.chip' },
    { name: 'to another household', path: `/register/${first.id}/over/${resident?.id}`, shows: 'button.note' },
    { name: 'split', path: `/register/${first.id}/split`, shows: '.chip' },
    { name: 'merge', path: `/register/${first.id}/merge`, shows: 'button.note' },
    { name: 'history', path: `/register/${first.id}/history`, shows: '.history__of' },
    { name: 'needs you', path: '/needs', shows: '.card.you' },
    { name: 'nothing waits', path: '/waiting', shows: '.empty' },
    { name: 'search', path: '/search', shows: '.try' },
    {
      name: 'found',
      path: '/search',
      shows: '.find',
      also: async (page) => {
        await page.getByRole('searchbox').fill('88弄')
        // What is told is what stands there: the rows below the screen follow the first dozen.
        await expect(page.locator('.found')).toHaveText(/\d/)
        const told = Number(/\d+/.exec(await page.locator('.found').innerText()))
        expect(told).toBeGreaterThan(12)
        await expect(page.locator('.hit')).toHaveCount(told)
      },
    },
    { name: 'tasks', path: '/tasks', shows: '.task' },
    { name: 'own task', path: '/task/task02', shows: '.step' },
    {
      name: 'giving a task back',
      path: '/task/task02',
      shows: '.step',
      also: async (page) => {
        await page.getByRole('button', { name: /^(做不了|Cannot)$/ }).click()
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    { name: 'task to claim', path: '/task/task04', shows: '.cap' },
    { name: 'volunteer card', path: '/card', shows: '.chip' },
    { name: 'Me', path: '/me', shows: '.me' },
    { name: 'import, for others', path: '/import', shows: '.empty' },
    { name: 'administration, for others', path: '/office', shows: '.empty' },
    { name: 'badge', path: '/me/badge', shows: '.badge' },
    { name: 'ready check', path: '/ready', shows: '.check' },
    { name: 'no such page', path: '/nowhere', shows: '.empty' },
  ]
}

/** Goes to a screen from wherever the app is, and opens what is to be opened on it. */
export async function openScreen(page: Page, screen: Screen): Promise<void> {
  await walkTo(page, screen.path)
  await expect(page).toHaveURL((url) => url.pathname + url.search === screen.path)
  await expect(page.locator(screen.shows).first()).toBeVisible()
  await screen.also?.(page)
}
