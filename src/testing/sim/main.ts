import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { MUTANTS, type MutantName } from './mutants.ts'
import { type Caught, type Options, runMutant, runWorlds, say, type Worlds } from './runs.ts'

export interface Report extends Omit<Worlds, 'fresh'> {
  readonly mutants: Readonly<Record<string, Caught>>
}

const USAGE = `npm run sim -- [--seeds N] [--seed S] [--mutant NAME|all] [--json F] [--keep] [--database-url URL]
  --seeds N      so many worlds (50 unless told), beside all that were kept
  --seed S       the first one's number (drawn unless told)
  --mutant NAME  a fault that kept histories must catch, or all: ${Object.keys(MUTANTS).join(', ')}
  --json F       the report
  --keep         shortens what was found and keeps it, also for a fault that nothing is kept for
  --kept F       the histories that were kept (kept.json beside this file unless told)
  --plant NAME   this fault stands in every world: to see one fail
  --database-url URL  the server stands on this PostgreSQL instead of a file`
const KEPT = new URL('kept.json', import.meta.url)
/** Without any of these in the new worlds of a long run nothing was proved. */
const MUST_HAPPEN = [
  'tap saved',
  'tap refused',
  'tap failed',
  'tap died',
  'died in a round',
  'restored',
  'restored twice did',
  'server restart',
  'request lost',
  'answer lost',
  'sent twice',
  'answered late',
  'delivered later',
  'late delivery did',
  'cut short',
  'stalls',
  'signed out',
  'administration ok',
  'backup',
  'pack split',
  'fold did',
  'undo did',
  'changed hands',
  'newer build wrote did',
  'imported did',
  'exits forgotten did',
  'dismissed did',
  'held judged did',
  'clock jumps',
  'ended ok',
  'ended conflict',
  'ended refused',
  'ended held',
  'reset restored',
  'reset resync',
  'saved household.add',
  'saved resident.add',
  'saved resident.move',
  'saved register.merge',
  'saved register.part',
  'saved building.edit',
  'saved door.add',
  'saved door.edit',
  'saved household.look',
  'claim confirmed',
  'claim lost',
  'claim waitlisted',
  'claim released',
  'claim cancelled',
  'claim expired',
  'saved task.verify',
  'saved task.unverify',
  'saved task.correct',
  'handed_over',
  'lease_over',
  'unanswered',
  'sheet',
  'sheet taken back',
] as const
/** So seldom that a long run may do without: what was kept counts too. */
const SELDOM = ['claim verified'] as const
const ENOUGH = 200

function readOptions(): Options | string {
  try {
    const { values } = parseArgs({
      options: {
        seeds: { type: 'string', default: '50' },
        seed: { type: 'string' },
        mutant: { type: 'string' },
        json: { type: 'string' },
        keep: { type: 'boolean', default: false },
        kept: { type: 'string' },
        plant: { type: 'string' },
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
    const plant = names.find((name) => name === values.plant)
    if (values.plant !== undefined && plant === undefined) return USAGE
    return { seeds, first, mutants, json: values.json, keep: values.keep, kept: values.kept ?? KEPT, plant }
  } catch {
    return USAGE
  }
}

type Counts = Worlds['counts']
const neverHappened = (all: Counts, fresh: Counts): readonly string[] => [
  ...MUST_HAPPEN.filter((what) => (fresh[what] ?? 0) === 0),
  ...SELDOM.filter((what) => (all[what] ?? 0) === 0),
]

async function main(): Promise<void> {
  const options = readOptions()
  if (typeof options === 'string') {
    say(options)
    process.exitCode = 1
    return
  }
  const started = Date.now()
  const { fresh, ...worlds } = await runWorlds(options)
  const mutants: Record<string, Caught> = {}
  for (const name of options.mutants) mutants[name] = await runMutant(name, options)
  const report: Report = { ...worlds, mutants }
  if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(report))
  const escaped = Object.values(mutants).filter(({ caught }) => !caught).length
  const missing = options.seeds < ENOUGH ? [] : neverHappened(worlds.counts, fresh)
  if (missing.length > 0) say(`✗ never happened: ${missing.join(', ')}`)
  const { seeds, first, kept, failures, commands } = worlds
  const seconds = Math.round((Date.now() - started) / 1000)
  say(
    `${seeds} worlds from ${first}, ${kept} kept, ${commands} commands, ${failures} failures; ${options.mutants.length - escaped} of ${options.mutants.length} mutants caught; ${seconds} s`,
  )
  process.exitCode = failures + escaped + missing.length === 0 ? 0 : 1
}
await main()
