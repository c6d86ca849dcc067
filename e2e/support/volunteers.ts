import { expect, type Locator, type Page } from '@playwright/test'
import type { Caller } from './caller.ts'
import { allRead, walkTo } from './enter.ts'
import { readRegister } from './register.ts'
import type { Server } from './server.ts'

const HOUR = 3_600_000
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString()

interface Wanted {
  readonly title: string
  readonly kind?: string
  readonly places?: number
  readonly waits?: boolean
  readonly steps?: readonly string[]
  /** Hours from now. */
  readonly from?: number
  readonly until?: number
  readonly contact?: { readonly name: string; readonly phone: string; readonly place: string }
}
/** The coordinator hangs a task on the board, for the days after tomorrow; gives its id. */
export async function hangUp(office: Caller, { title, kind = 'errand', places = 1, ...more }: Wanted): Promise<string> {
  const steps = (more.steps ?? []).map((text, no) => ({ id: `${no + 1}`, text }))
  const payload = {
    ...{ kind, title, grid: 'g-a', steps, waits: more.waits ?? true },
    shifts: [{ from: inHours(more.from ?? 48), until: inHours(more.until ?? 48 + 36), places }],
    ...(more.contact === undefined ? {} : { contact: more.contact }),
  }
  const [result] = await office.push({ type: 'task.publish', payload })
  if (result?.status !== 'ok') throw new Error(`the task was not published: ${result?.code}`)
  return result.id
}

/** Opens the address of the printed QR code on a line of one's own, for a phone that has another network than the rest. */
export async function enterBy(page: Page, address: string, code: string): Promise<void> {
  await page.goto(`${address}/signin#code=${code}`)
  await page.getByRole('button', { name: '用这个码登录' }).click()
  await allRead(page)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}

/** Finds a task by its name in the list of all, and claims it with one tap. */
export async function claim(page: Page, title: string): Promise<void> {
  await findTask(page, title)
  await page.getByRole('button', { name: `认领：${title}`, exact: true }).click()
}
/** What is waiting or full: the same tap puts one on the wait list. */
export async function joinWaitList(page: Page, title: string): Promise<void> {
  await findTask(page, title)
  await page.getByRole('button', { name: `排候补：${title}`, exact: true }).click()
}
async function findTask(page: Page, title: string): Promise<void> {
  await walkTo(page, '/tasks')
  const search = page.getByRole('searchbox', { name: '找任务' })
  await search.fill(title)
  await expect(page.locator('.task').filter({ hasText: title })).toBeVisible()
}
/** One's own row in the list. */
export const ownRow = (page: Page, title: string): Locator => page.locator('.mine').filter({ hasText: title })
export async function openOwn(page: Page, title: string): Promise<void> {
  await walkTo(page, '/tasks')
  await ownRow(page, title).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}

export interface ClaimRow {
  readonly state: string
  readonly late?: boolean
  readonly ticked: Readonly<Record<string, string>>
  readonly done?: { readonly minutes: number; readonly partial?: boolean }
  readonly checked?: readonly { readonly minutes: number; readonly back?: true }[]
}
/** Claims on a task as the server keeps them, by person. */
export const claimsOn = (server: Server, task: string): ReadonlyMap<string, ClaimRow> =>
  new Map(
    readRegister(server)
      .filter((row) => row.kind === 'claim' && row.body['task'] === task)
      .map((row) => [String(row.body['person']), row.body as unknown as ClaimRow]),
  )

/** Claims a task and hands in so many minutes, elsewhere; gives the claim. */
export async function doTask(caller: Caller, task: string, minutes: number): Promise<string> {
  const [claimed] = await caller.push({ type: 'task.claim', payload: { task } })
  if (claimed?.status !== 'ok') throw new Error(`the task was not claimed: ${claimed?.code}`)
  const [done] = await caller.push({ type: 'task.finish', payload: { task, claim: claimed.id, minutes } })
  if (done?.status !== 'ok') throw new Error(`the work was not taken: ${done?.code}`)
  return claimed.id
}
