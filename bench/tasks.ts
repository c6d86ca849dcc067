import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { getChromium, thisMachine } from '../e2e/support/chromium.ts'
import { enter, walkTo } from '../e2e/support/enter.ts'
import { DESK, PHONE } from '../e2e/support/phone.ts'
import { startServer } from '../e2e/support/server.ts'
import { type Due, measureDue } from './board/due.ts'
import { type Board, fillBoard } from './board/fill.ts'
import { describeMachine } from './machine/machine.ts'
import { timeTap, typeLetters } from './screen/inside.ts'
import { SLOWED, Slow, type Spread, spread, type Taken } from './screen/slow.ts'
import { timeLink } from './screen/time-link.ts'

const WHOLE = { tasks: 5_000, volunteers: 2_000, times: 7 }
const SMALL = { tasks: 100, volunteers: 40, times: 2 }

type Found = Readonly<Record<string, Spread>>

/** A tap, until the frame that shows what it leads to is painted; an even number puts things back as they were. */
async function tapOften(slow: Slow, button: string, times: number): Promise<Spread> {
  const found: Taken[] = []
  for (let time = 0; time < times; time++) {
    found.push(await slow.timed(() => slow.page.evaluate(timeTap, { button, until: 'main' })))
  }
  return spread(found)
}
async function openOften(slow: Slow, way: { href: string; until: string }, times: number): Promise<Spread> {
  const found: Taken[] = []
  // The first time its files are fetched; that one is not counted.
  for (let time = 0; time <= times; time++) {
    await walkTo(slow.page, '/me')
    await slow.page.locator('.me').waitFor()
    found.push(await slow.timed(() => slow.page.evaluate(timeLink, way)))
  }
  return spread(found.slice(1))
}

/** What walking to any page takes, whatever is on it. */
const EMPTY = { href: '/waiting', until: '.empty' }

/** A volunteer's lists: opened, narrowed, searched. */
async function asVolunteer(page: Page, times: number): Promise<Found> {
  const slow = await Slow.of(page)
  const open = await openOften(slow, { href: '/tasks', until: '.chips .chip' }, times)
  const fits = await tapOften(slow, '.chips .chip:nth-child(1)', times * 2)
  const week = await tapOften(slow, '.chips .chip:nth-last-child(2)', times * 2)
  const keys: Taken[] = []
  for (const query of ['陪', '任', '4', '园', '药']) {
    const field = 'input[type=search]'
    keys.push(await slow.timed(async () => (await page.evaluate(typeLetters, { field, query })).at(-1) ?? 0))
  }
  const empty = await openOften(slow, EMPTY, times)
  return {
    'an empty page opens': empty,
    'list opens': open,
    'fits me, a tap': fits,
    'in seven days, a tap': week,
    'search, a letter': spread(keys),
  }
}

/** A coordinator's desk: the board, the checks, the volunteers and their gaps. */
async function asCoordinator(page: Page, times: number): Promise<Found> {
  const slow = await Slow.of(page)
  const board = await openOften(slow, { href: '/tasks/board', until: '.queue .qi' }, times)
  const phase = await tapOften(slow, '.filters .chip', times * 2)
  const check = await openOften(slow, { href: '/tasks/check', until: '.queue .qi' }, times)
  const all = await tapOften(slow, '.task__dock .btn', times * 2)
  const people = await openOften(slow, { href: '/tasks/people', until: '.wish' }, times)
  const gaps = await tapOften(slow, '.filters .chip:nth-child(2)', 1)
  const empty = await openOften(slow, EMPTY, times)
  return {
    'an empty page opens': empty,
    'board opens': board,
    'board narrowed, a tap': phase,
    'checks open': check,
    'select all, a tap': all,
    'volunteers open': people,
    'gaps, a tap': gaps,
  }
}

async function onDevice(
  { dataDir, device, code }: { dataDir: string; device: typeof PHONE | typeof DESK; code: 'volunteer' | 'coordinator' },
  use: (page: Page) => Promise<Found>,
): Promise<Found> {
  const server = await startServer({ from: dataDir })
  const browser = await chromium.launch({ executablePath: getChromium(thisMachine()) })
  try {
    const page = await (await browser.newContext({ ...device, baseURL: server.url() })).newPage()
    await enter(page, server.codes()[code])
    return await use(page)
  } finally {
    await browser.close()
    await server.remove()
  }
}

const say = (line: string): unknown => process.stdout.write(`${line}\n`)
function tell(who: string, found: Found): void {
  for (const [what, { p50, max, work }] of Object.entries(found))
    say(`  ${who}: ${what} ${p50} ms (at most ${max}), ${work} ms of work`)
}
const tellDue = ({ tasks, due, rows, ms }: Due): unknown =>
  say(`  expiry: ${due} of ${tasks} tasks due: ${rows} rows read, ${ms} ms`)

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean', default: false } } })
  const amount = values.small ? SMALL : WHOLE
  const machine = describeMachine(getChromium(thisMachine()))
  const dataDir = mkdtempSync(join(tmpdir(), 'minqing-board-'))
  try {
    const board: Board = await fillBoard(dataDir, amount)
    say(
      `${board.tasks} open tasks, ${board.volunteers} volunteers, ${board.claims} claims, ${board.toCheck} to be checked; ${SLOWED}:`,
    )
    const volunteer = await onDevice({ dataDir, device: PHONE, code: 'volunteer' }, (page) =>
      asVolunteer(page, amount.times),
    )
    tell('volunteer', volunteer)
    const coordinator = await onDevice({ dataDir, device: DESK, code: 'coordinator' }, (page) =>
      asCoordinator(page, amount.times),
    )
    tell('coordinator', coordinator)
    const due = [await measureDue(amount.tasks / 10), await measureDue(amount.tasks)]
    due.forEach(tellDue)
    const report = {
      machine,
      throttle: SLOWED,
      board,
      volunteer,
      coordinator,
      due,
    }
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
await main()
