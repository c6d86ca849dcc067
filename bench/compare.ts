import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getChromium, thisMachine } from '../e2e/support/chromium.ts'
import type { Row } from '../src/domain/nouns.ts'
import { bundlePage } from './adapters/bundle.ts'
import { type Conditions, runItems, runLargeItems, type Samples } from './adapters/items.ts'
import { type Prepared, type Rehearsed, rehearse, startOurs, startPeer } from './adapters/server.ts'
import { codeFor, fillCommunity, readHeld, signInAs, withFile } from './community/fill.ts'
import { buildingId, packOf, staffId } from './community/places.ts'
import { describeMachine } from './machine/machine.ts'
import { type Adapter, readSettings, type Settings } from './settings.ts'
import { type Large, type Runs, summarize, tableOf } from './table.ts'

interface Ground extends Prepared, Rehearsed {
  readonly rows: readonly Row[]
}
/** The community in a database file, once; each run begins from a copy. */
async function prepare(folder: string, times: number, { runs, small }: Settings): Promise<Ground> {
  const data = join(folder, `times-${times}`)
  const prepared = await withFile(data, async (server) => {
    await fillCommunity(server, { times, staff: 2, leaders: 118, ...(small ? { lived: 8 } : {}) })
    const rows = await readHeld(server.db)
    const households = rows.filter((row) => row.kind === 'household')
    const other = await signInAs(server, staffId(1))
    const codes: string[] = []
    for (let run = 0; run < runs; run++) codes.push(await codeFor(server, staffId(0)))
    return { data, rows, households, other, codes }
  })
  const rehearsed = await rehearse(prepared)
  if (rehearsed.held !== prepared.rows.length) throw new Error('the peers would not hold what the account may see')
  return { ...prepared, ...rehearsed }
}

function namesOf(rows: readonly Row[]): readonly string[] {
  const people = rows.filter((row) => row.kind === 'resident')
  return Array.from({ length: 30 }, (_, k) => {
    const body = people[(k * 97) % people.length]?.body
    const [full = '', initials = ''] = body?.pinyin ?? []
    return [body?.name ?? '', full.replaceAll(' ', ''), initials][k % 3] ?? ''
  })
}

const say = (line: string): unknown => process.stderr.write(`${line}\n`)

interface Measured {
  readonly runs: Runs
  readonly large?: Large
  readonly ground: Ground
}
async function measure(settings: Settings, folder: string): Promise<Measured> {
  const { adapters, small } = settings
  const pages = new Map<Adapter, string>()
  for (const adapter of adapters) pages.set(adapter, await bundlePage(adapter))
  const ground = await prepare(folder, settings.scale, settings)
  const isLarge = !small && settings.scale === 1 && adapters.includes('ours')
  const large = isLarge ? await prepare(folder, 10, settings) : undefined
  const counts = small ? { saves: 5, pushes: 10, restarts: 1 } : { saves: 200, pushes: 500, restarts: 9 }
  const shared = { throttle: settings.throttle, net: settings.net, names: namesOf(ground.rows), ...counts }
  const runs = new Map<string, Samples[]>(adapters.map((name) => [name, []]))
  const tenfold: Samples[] = []
  for (let run = 0; run < settings.runs; run++) {
    for (const adapter of adapters) {
      const app = pages.get(adapter) ?? ''
      const isOurs = adapter === 'ours'
      const conditions: Conditions = { ...shared, building: isOurs ? buildingId(7) : packOf(7) }
      const server = await (isOurs ? startOurs(ground, app) : startPeer(adapter, ground, app))
      runs.get(adapter)?.push(await runItems(adapter, server, conditions).finally(server.stop))
      say(`run ${run + 1} of ${settings.runs}: ${adapter}`)
      if (!isOurs || large === undefined) continue
      const other = await startOurs(large, app)
      tenfold.push(await runLargeItems(adapter, other, conditions).finally(other.stop))
      say(`run ${run + 1} of ${settings.runs}: ${adapter}, ten times the data`)
    }
  }
  for (const app of pages.values()) rmSync(app, { recursive: true, force: true })
  const measured = { runs: Object.fromEntries(runs), ground }
  return large === undefined ? measured : { ...measured, large: { runs: { ours: tenfold }, rows: rowsOf(large) } }
}
const rowsOf = ({ held, kept }: Rehearsed): Large['rows'] => ({ held, kept })

/** Under which conditions the figures hold. */
function headerOf({ adapters, runs, scale, throttle, net }: Settings, { held, kept }: Rehearsed): string {
  const lines = [`${held} rows on the phone; ${JSON.stringify({ runs, scale, throttle, net })}`]
  const peers = adapters.filter((name) => name !== 'ours')
  if (scale > 1)
    lines.push(
      `Only our own server holds ${scale} times the data, ${kept} rows${
        peers.length === 0 ? '' : `; those of ${peers.join(', ')} hold the ${held} rows of the account and no more`
      }.`,
    )
  if (throttle > 1) lines.push("The throttle slows the page's thread only.")
  return lines.map((line) => `${line}\n`).join('')
}

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2))
  if (typeof settings === 'string') {
    say(settings)
    process.exitCode = 2
    return
  }
  const machine = describeMachine(getChromium(thisMachine()))
  const folder = mkdtempSync(join(tmpdir(), 'minqing-bench-'))
  try {
    const { runs, large, ground } = await measure(settings, folder)
    const items = summarize(runs, large)
    const { adapters, scale, throttle, net } = settings
    process.stdout.write(headerOf(settings, ground) + tableOf(items, adapters))
    const about = { adapters, runs: settings.runs, scale, throttle, net, rows: ground.held, kept: ground.kept }
    const report = { machine, settings: about, items }
    if (settings.json !== undefined) writeFileSync(settings.json, `${JSON.stringify(report, null, 2)}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
await main()
