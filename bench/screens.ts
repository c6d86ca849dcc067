import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { getChromium, thisMachine } from '../e2e/support/chromium.ts'
import { deskScreens } from '../e2e/support/field-screens.ts'
import { openNetwork } from '../e2e/support/network.ts'
import { otherBuilding, ownBuilding, type Row, readRegister } from '../e2e/support/register.ts'
import { type Screen, screensOf } from '../e2e/support/screens.ts'
import { type Server, startServer } from '../e2e/support/server.ts'
import { describeMachine } from './machine/machine.ts'
import { type Found, type Scene, spendDay } from './screen/hand.ts'
import { isLighthouseHere, LIGHTHOUSE_SLOWED, lighthouseRuns, type Scores } from './screen/lighthouse.ts'
import { SLOWED } from './screen/slow.ts'

interface Amount {
  readonly pending: number
  readonly timed: number
  readonly starts: number
  readonly buildings: number
  readonly screens: number
  readonly lighthouse: number
}
const WHOLE: Amount = {
  pending: 50,
  timed: 40,
  starts: 5,
  buildings: Number.POSITIVE_INFINITY,
  screens: 99,
  lighthouse: 3,
}
const SMALL: Amount = { pending: 2, timed: 2, starts: 1, buildings: 2, screens: 3, lighthouse: 0 }

/** What asks the server, has nothing to show on this day, or is where others stand before a closed door. */
const ELSEWHERE = new Set(['history', 'nothing waits', 'needs you', 'import, for others', 'administration, for others'])
interface Shown {
  readonly today: string
  readonly screens: readonly Screen[]
}
const stairs = (building: Row) => building.body['stairs'] as readonly { readonly grid: string }[]
/** g-3-07 lies in g-3. */
const microOf = (building: Row): string => stairs(building)[0]?.grid.split('-').slice(0, 2).join('-') ?? ''
/** What a post reaches: the households are taken evenly from all of it. */
function scenes(server: Server, amount: Amount): Readonly<Record<string, Scene>> {
  const rows = readRegister(server)
  const all = rows.filter((row) => row.kind === 'building')
  const plain = (screens: readonly Screen[]): readonly Screen[] =>
    screens.filter(({ name, also, shows }) => also === undefined && shows !== 'h1' && !ELSEWHERE.has(name))
  const sceneOf = (code: string, buildings: readonly Row[], { today, screens }: Shown): Scene => {
    const ids = new Set(buildings.map(({ id }) => id))
    const homes = rows.filter((row) => row.kind === 'household' && ids.has(row.pack.split(':')[1] ?? ''))
    const every = Math.max(1, Math.floor(homes.length / (amount.pending + amount.timed)))
    const households = homes.filter((_, n) => n % every === 0).map(({ id }) => id)
    return {
      code,
      households,
      buildings: [...ids].slice(0, amount.buildings),
      screens: plain(screens).slice(0, amount.screens),
      today,
      pending: amount.pending,
      timed: amount.timed,
      starts: amount.starts,
    }
  }
  const { microLeader, coordinator } = server.codes()
  const own = all.filter((building) => microOf(building) === microOf(ownBuilding(rows)))
  if (own.includes(otherBuilding(rows))) throw new Error('the micro-grid of the demo has changed')
  return {
    'leader of a micro-grid': sceneOf(microLeader, own, { today: '.next', screens: screensOf(rows) }),
    coordinator: sceneOf(coordinator, all, { today: '.note__t', screens: deskScreens(rows) }),
  }
}

const say = (line: string): unknown => process.stdout.write(`${line}\n`)
function tell(who: string, found: Found): void {
  const { coldStart, save, board, keystroke, scroll, heap } = found
  say(`${who}, ${found.buildings} buildings, ${found.waiting} visits waiting, network stalled; ${SLOWED}:`)
  say(`  cold start to Today ${coldStart.p50} ms (at most ${coldStart.max})`)
  const { saves, waitingBefore, waitingAfter } = save
  say(
    `  save until "on this phone" ${save.p50} ms, p95 ${save.p95} of ${saves}, ${waitingBefore} to ${waitingAfter} waiting`,
  )
  say(`  door board opens in ${board.p50} ms, p95 ${board.p95}`)
  const slowest = Object.entries(found.screens.found).sort(([, a], [, b]) => b.p50 - a.p50)
  say(`  ${slowest.length} screens open in ${slowest.map(([name, { p50 }]) => `${name} ${p50}`).join(', ')} ms`)
  if (found.screens.closed.length > 0) say(`  without network did not open: ${found.screens.closed.join(', ')}`)
  say(`  search keystroke ${keystroke.p50} ms, p95 ${keystroke.p95}, at most ${keystroke.max}`)
  say(`  scrolling ${scroll.households} households: ${scroll.over50} frames over 50 ms, at most ${scroll.max}`)
  say(`  JS heap ${heap.kept} MB, ${heap.most} before a collection`)
}

async function main(): Promise<void> {
  const options = { json: { type: 'string' }, small: { type: 'boolean', default: false } } as const
  const { values } = parseArgs({ options })
  const amount = values.small ? SMALL : WHOLE
  const machine = describeMachine(getChromium(thisMachine()))
  const found: Record<string, Found> = {}
  let scores: Readonly<Record<string, readonly Scores[]>> = {}
  const server = await startServer()
  const network = await openNetwork(server.port)
  try {
    for (const [who, scene] of Object.entries(scenes(server, amount))) {
      if (values.small && who === 'coordinator') continue
      const one = await spendDay(network, scene)
      found[who] = one
      tell(who, one)
    }
    if (amount.lighthouse > 0 && !isLighthouseHere()) say('Lighthouse is not installed: npm --prefix bench ci')
    else if (amount.lighthouse > 0) scores = await lighthouseRuns(server, amount.lighthouse)
    if (Object.keys(scores).length > 0) say(`${LIGHTHOUSE_SLOWED}:`)
    for (const [page, runs] of Object.entries(scores)) {
      for (const run of runs) say(`Lighthouse (mobile), ${page}: ${JSON.stringify(run)}`)
    }
  } finally {
    await network.close()
    await server.remove()
  }
  const report = {
    machine,
    throttle: SLOWED,
    screens: found,
    lighthouseThrottle: LIGHTHOUSE_SLOWED,
    lighthouse: scores,
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}
await main()
