import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { ImportReport, ImportSource } from '../src/domain/import-wire.ts'
import { readApart } from '../src/server/import/read-apart.ts'
import { readFile } from '../src/server/import/read-file.ts'
import { runImport } from '../src/server/import/run.ts'
import { makeServer } from '../src/server/server.ts'
import { openDatabase } from '../src/server/sqlite.ts'
import { describeMachine } from './machine/machine.ts'
import { rosterWorkbook } from './roster.ts'

/** What was done with a file; memory is the highest resident size, of the server and its reader together where both are there. */
interface Measured {
  readonly milliseconds: number
  /** Work of this process's processors; on a machine that others use too it tells more than the time. */
  readonly cpu: number
  readonly megabytes: number
  readonly counts?: Readonly<Record<string, number>>
  /** How long the server's one thread was busy with a single step. */
  readonly longestBlock?: number
}
const TOWN = resolve('../shared/data/geo/snezhinsk_town_buildings.geojson')
/** Resident megabytes of this process and of those it has begun, where the system tells. */
function together(): number {
  const own = process.memoryUsage.rss() / 2 ** 20
  const children = `/proc/self/task/${process.pid}/children`
  if (!existsSync(children)) return own
  const pids = readFileSync(children, 'utf8').split(' ').filter(Boolean)
  return pids.reduce((sum, pid) => sum + residentOf(pid), own)
}
function residentOf(pid: string): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    // It has ended since.
    return 0
  }
}
const cpu = (): number => Math.round((process.cpuUsage().user + process.cpuUsage().system) / 1000)
const megabytes = (): number => Math.round(process.resourceUsage().maxRSS / 1024)

/** Reading alone, in a process with the heap that readers have. */
async function read(source: ImportSource, path: string): Promise<Measured> {
  const begun = performance.now()
  const outcome = await readFile(source, readFileSync(path))
  if ('fault' in outcome) throw new Error(outcome.fault)
  return { milliseconds: Math.round(performance.now() - begun), cpu: cpu(), megabytes: megabytes() }
}

/** The whole way as the server goes it: read apart, compare, write; then the same file again. */
async function bringIn(source: ImportSource, path: string): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'))
  const db = openDatabase(join(folder, 'bench.db'))
  const server = makeServer({ db })
  const watch = watchAll()
  const begun = performance.now()
  const outcome = await readApart({ source, path })
  if ('fault' in outcome) throw new Error(outcome.fault)
  const files = { [source]: outcome.ok }
  const shown = await mustRun(runImport(server, files, { dryRun: true, acceptGoodRows: true }))
  const { digest } = shown
  const done = await mustRun(runImport(server, files, { dryRun: false, acceptGoodRows: true, digest }))
  const milliseconds = Math.round(performance.now() - begun)
  const { longestBlock, most } = watch.stop()
  const used = { cpu: cpu(), megabytes: Math.max(megabytes(), most) }
  const again = await mustRun(runImport(server, files, { dryRun: true, acceptGoodRows: true }))
  if (!done.written || !again.nothingNew) throw new Error('the same file again would change something')
  const rows = await db.read((tx) => tx.all("SELECT length(body) AS size FROM entity WHERE pack = 'c'"))
  const packC = rows.reduce((sum, row) => sum + Number(row['size']), 0)
  await db.close()
  rmSync(folder, { recursive: true })
  const { buildings, doors, households, residents } = done.counts
  const counts = { buildings: buildings.new, doors: doors.new, households: households.new, residents: residents.new }
  return { milliseconds, ...used, longestBlock, counts: { ...counts, packCBytes: packC } }
}
async function mustRun(run: ReturnType<typeof runImport>): Promise<ImportReport> {
  const report = await run
  if ('communities' in report) throw new Error('more than one community')
  return report
}
/** How long the one thread stood still, and how much memory there was at most while the reader was there too. */
function watchAll(): { stop(): { readonly longestBlock: number; readonly most: number } } {
  let [last, longest, most] = [performance.now(), 0, 0]
  const timer = setInterval(() => {
    const now = performance.now()
    most = Math.max(most, together())
    longest = Math.max(longest, now - last - 10)
    last = now
  }, 10)
  return {
    stop() {
      clearInterval(timer)
      return { longestBlock: Math.round(Math.max(longest, performance.now() - last)), most: Math.round(most) }
    },
  }
}

/** Each measure has a process of its own: the peak of one would hide the next. */
function inOwnProcess(part: 'read' | 'bring', source: ImportSource, path: string): Measured {
  const heap = part === 'read' ? ['--max-old-space-size=256'] : []
  const words = [...heap, '--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), '--part', part]
  const { stdout, stderr, status } = spawnSync(process.execPath, [...words, '--source', source, '--file', path], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Measured
}
const REACH = { milliseconds: 5000, megabytes: 300 }
function measure(source: ImportSource, path: string) {
  return { reach: REACH, whole: inOwnProcess('bring', source, path), reading: inOwnProcess('read', source, path) }
}

const say = (line: string): unknown => process.stdout.write(`${line}\n`)
const sayOne = ({ milliseconds, cpu: used, megabytes: most }: Measured): string =>
  `${milliseconds} ms (${used} of processor), ${most} MB`
function tell(name: string, found: ReturnType<typeof measure> | string): void {
  if (typeof found === 'string') return void say(`${name}: ${found}`)
  const { whole, reading } = found
  say(`${name}: brought in in ${sayOne(whole)}; the server's thread busy for ${whole.longestBlock} ms at a time`)
  say(`  reading alone ${sayOne(reading)}`)
  say(`  ${JSON.stringify(whole.counts)}`)
}

async function main(): Promise<void> {
  const options = {
    json: { type: 'string' },
    part: { type: 'string' },
    source: { type: 'string' },
    file: { type: 'string' },
  } as const
  const { values } = parseArgs({ options })
  const { part, file = '' } = values
  if (part !== undefined) {
    const source = values.source === 'buildings' ? 'buildings' : 'roster'
    const measured = part === 'read' ? await read(source, file) : await bringIn(source, file)
    process.stdout.write(JSON.stringify(measured))
    return
  }
  const machine = describeMachine()
  const folder = mkdtempSync(join(tmpdir(), 'bench-roster-'))
  const path = join(folder, 'roster.xlsx')
  writeFileSync(path, await rosterWorkbook())
  const result = {
    'roster of 2,716 households and 6,300 residents (XLSX)': measure('roster', path),
    'town of 6,471 buildings (GeoJSON)': existsSync(TOWN)
      ? measure('buildings', TOWN)
      : 'not measured: ../shared/data is not here',
  }
  rmSync(folder, { recursive: true })
  for (const [name, found] of Object.entries(result)) tell(name, found)
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, ...result }, null, 2)}\n`)
}

await main()
