import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type History, wholeHistory } from './history.ts'
import { MUTANTS, type Mutant, type MutantName } from './mutants.ts'
import { Pool } from './pool.ts'
import { ESTATE_WORLD, REGISTER_WORLD } from './register-acts.ts'
import type { Done } from './worker.ts'

/** Histories that once found something, and those by which each mutant is caught. */
interface Kept {
  readonly histories: readonly (History & { readonly why: string })[]
  readonly mutants: Readonly<Record<string, readonly History[]>>
}
export interface Report {
  readonly seeds: number
  readonly first: number
  readonly kept: number
  readonly failures: number
  readonly failing: readonly History[]
  readonly commands: number
  readonly counts: Readonly<Record<string, number>>
  readonly mutants: Readonly<Record<string, { readonly caught: boolean; readonly afterSeeds: number }>>
}

const USAGE = `npm run sim -- [--seeds N] [--seed S] [--mutant NAME|all] [--json F] [--keep] [--database-url URL]
  --seeds N      so many worlds (50 unless told), beside all that were kept
  --seed S       the first one's number (drawn unless told)
  --mutant NAME  a fault that kept histories must catch, or all: ${Object.keys(MUTANTS).join(', ')}
  --json F       the report
  --keep         shortens what was found and keeps it in kept.json
  --database-url URL  the server stands on this PostgreSQL instead of a file`
const KEPT = new URL('kept.json', import.meta.url)
/** Without any of these in a long run nothing was proved. */
const MUST_HAPPEN = [
  'tap saved',
  'tap refused',
  'tap failed',
  'tap died',
  'died in a round',
  'restored',
  'server restart',
  'request lost',
  'answer lost',
  'sent twice',
  'answered late',
  'delivered later',
  'late delivery',
  'cut short',
  'stalls',
  'signed out',
  'administration ok',
  'backup',
  'pack split',
  'fold',
  'undo',
  'changed hands',
  'newer build wrote',
  'clock jumps',
  'ended ok',
  'ended conflict',
  'ended refused',
  'ended held',
  'reset restored',
  'saved household.add',
  'saved resident.add',
  'saved resident.move',
  'saved register.merge',
  'saved register.part',
  'saved building.edit',
  'saved household.look',
  'claim confirmed',
  'claim lost',
  'claim waitlisted',
  'claim released',
  'claim cancelled',
  'claim expired',
  'claim verified',
  'handed_over',
  'lease_over',
  'unanswered',
  'sheet',
  'sheet taken back',
] as const
const ENOUGH = 200
/** A mutant without kept histories is looked for in so many worlds. */
const MOST_SEEDS = 400

const say = (line: string): unknown => process.stdout.write(`${line}\n`)
const readKept = (): Kept => JSON.parse(readFileSync(KEPT, 'utf8')) as Kept
const writeKept = (kept: Kept): void => writeFileSync(KEPT, `${JSON.stringify(kept, null, 2)}\n`)

interface Options {
  readonly seeds: number
  readonly first: number
  readonly mutants: readonly MutantName[]
  readonly json: string | undefined
  readonly keep: boolean
}
function readOptions(): Options | string {
  try {
    const { values } = parseArgs({
      options: {
        seeds: { type: 'string', default: '50' },
        seed: { type: 'string' },
        mutant: { type: 'string' },
        json: { type: 'string' },
        keep: { type: 'boolean', default: false },
        'database-url': { type: 'string' },
      },
    })
    // The threads that live the worlds inherit it.
    if (values['database-url'] !== undefined) process.env['SIM_DATABASE_URL'] = values['database-url']
    const seeds = Number(values.seeds)
    const first = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
    if (!Number.isInteger(seeds) || seeds < 0 || !Number.isInteger(first)) return USAGE
    const names = Object.keys(MUTANTS) as MutantName[]
    const mutants = values.mutant === 'all' ? names : names.filter((name) => name === values.mutant)
    if (values.mutant !== undefined && mutants.length === 0) return USAGE
    return { seeds, first, mutants, json: values.json, keep: values.keep }
  } catch {
    return USAGE
  }
}

/** What worlds are about, in turn. */
const ABOUT = [REGISTER_WORLD, 'claims/', ESTATE_WORLD, REGISTER_WORLD, 'claims/', 'sheets/'] as const
/** Worlds of the code as it is: all must hold. */
async function runWorlds({ seeds, first, keep }: Options): Promise<Omit<Report, 'mutants'>> {
  const { histories, mutants } = readKept()
  const kept = [...histories, ...Object.values(mutants).flat()]
  const fresh = Array.from({ length: seeds }, (_, n) => wholeHistory(`${ABOUT[n % ABOUT.length]}${first + n}`))
  const counts: Record<string, number> = {}
  const failing: Done[] = []
  let commands = 0
  const pool = new Pool({ threads: availableParallelism() })
  await pool.each([...kept, ...fresh], (done) => {
    commands += done.commands
    for (const [what, times] of Object.entries(done.counts)) counts[what] = (counts[what] ?? 0) + times
    if (done.error === undefined) return
    failing.push(done)
    say(`✗ world ${done.history.seed}: ${done.error.split('\n', 1)[0]}`)
  })
  const shortest: History[] = []
  for (const { history } of failing) shortest.push(tell(await pool.shorten(history)))
  await pool.end()
  if (keep && shortest.length > 0) keepHistories(shortest)
  return { seeds, first, kept: kept.length, failures: failing.length, failing: shortest, commands, counts }
}
function tell(done: Done): History {
  const { seed, steps } = done.history
  say(`✗ world ${seed}, ${steps.length} steps: ${JSON.stringify(steps)}`)
  for (const line of done.log) say(`    ${line}`)
  say(`    ${(done.error ?? '').split('\n').slice(0, 12).join('\n    ')}`)
  return { seed, steps }
}
function keepHistories(found: readonly History[]): void {
  const kept = readKept()
  const histories = [...kept.histories, ...found.map((history) => ({ why: 'not yet understood', ...history }))]
  writeKept({ ...kept, histories })
}

/** Histories in which a fault shows: those kept for it, or the first found. */
async function runMutant(name: MutantName, { first, keep }: Options): Promise<Report['mutants'][string]> {
  const kept = readKept()
  const known = kept.mutants[name] ?? []
  const { scene }: Mutant = MUTANTS[name]
  const seedOf = (n: number): string => `${scene === undefined ? REGISTER_WORLD : `${scene}/`}${n}`
  const tried = known.length > 0 ? known : Array.from({ length: MOST_SEEDS }, (_, n) => wholeHistory(seedOf(first + n)))
  const pool = new Pool({ threads: 1, mutant: name })
  const plain = new Pool({ threads: 1 })
  let afterSeeds = 0
  let caught: History | undefined
  for (const history of tried) {
    afterSeeds++
    const done = await pool.live(history)
    // Where the code as it is fails too, nothing is said about the fault.
    if (done.error === undefined || (known.length === 0 && (await plain.live(history)).error !== undefined)) continue
    caught = known.length > 0 || !keep ? history : (await pool.shorten(history)).history
    break
  }
  await Promise.all([pool.end(), plain.end()])
  if (caught !== undefined && known.length === 0 && keep) {
    const now = readKept()
    writeKept({ ...now, mutants: { ...now.mutants, [name]: [caught] } })
  }
  say(`${caught === undefined ? '✗' : '✓'} mutant: ${name} (${afterSeeds})`)
  return { caught: caught !== undefined, afterSeeds }
}

async function main(): Promise<void> {
  const options = readOptions()
  if (typeof options === 'string') {
    say(options)
    process.exitCode = 1
    return
  }
  const started = Date.now()
  const worlds = await runWorlds(options)
  const mutants: Record<string, Report['mutants'][string]> = {}
  for (const name of options.mutants) mutants[name] = await runMutant(name, options)
  const report: Report = { ...worlds, mutants }
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(report))
  const escaped = Object.values(mutants).filter(({ caught }) => !caught).length
  const missing = options.seeds < ENOUGH ? [] : MUST_HAPPEN.filter((what) => (worlds.counts[what] ?? 0) === 0)
  if (missing.length > 0) say(`✗ never happened: ${missing.join(', ')}`)
  const { seeds, first, kept, failures, commands } = worlds
  const seconds = Math.round((Date.now() - started) / 1000)
  say(
    `${seeds} worlds from ${first}, ${kept} kept, ${commands} commands, ${failures} failures; ${options.mutants.length - escaped} of ${options.mutants.length} mutants caught; ${seconds} s`,
  )
  process.exitCode = failures + escaped + missing.length === 0 ? 0 : 1
}
await main()
