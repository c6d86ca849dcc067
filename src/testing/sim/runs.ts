import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { type History, wholeHistory } from './history.ts'
import { MUTANTS, type Mutant, type MutantName } from './mutants.ts'
import { Pool } from './pool.ts'
import { DOORS_WORLD, ESTATE_WORLD, REGISTER_WORLD } from './register-acts.ts'
import type { Done } from './worker.ts'

/** Histories that once found something, and those by which each mutant is caught. */
export interface Kept {
  readonly histories: readonly (History & { readonly why: string })[]
  readonly mutants: Readonly<Record<string, readonly History[]>>
}
export interface Worlds {
  readonly seeds: number
  readonly first: number
  readonly kept: number
  readonly failures: number
  readonly failing: readonly History[]
  readonly commands: number
  readonly counts: Readonly<Record<string, number>>
  /** What happened in the new worlds alone: what was kept is bound to happen. */
  readonly fresh: Readonly<Record<string, number>>
}
export interface Caught {
  readonly caught: boolean
  readonly afterSeeds: number
}
export interface Options {
  readonly seeds: number
  readonly first: number
  readonly mutants: readonly MutantName[]
  readonly json: string | undefined
  readonly keep: boolean
  /** The file of what was kept. */
  readonly kept: string | URL
  readonly plant: MutantName | undefined
}
/** A fault is looked for in so many worlds, to keep one of them. */
const MOST_SEEDS = 400

export const say = (line: string): unknown => process.stdout.write(`${line}\n`)
const readKept = ({ kept }: Options): Kept => JSON.parse(readFileSync(kept, 'utf8')) as Kept
const writeKept = ({ kept: file }: Options, kept: Kept): void =>
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`)

/** What worlds are about, in turn. */
const ABOUT = [REGISTER_WORLD, 'claims/', ESTATE_WORLD, DOORS_WORLD, 'claims/', 'sheets/'] as const
/** A crowd takes as long as a handful of other worlds. */
const CROWD_EVERY = 40
const seedOf = (n: number, first: number): string =>
  `${n % CROWD_EVERY === CROWD_EVERY - 1 ? 'crowd/' : ABOUT[n % ABOUT.length]}${first + n}`
/** Worlds of the code as it is: all must hold. */
export async function runWorlds(options: Options): Promise<Worlds> {
  const { seeds, first, plant } = options
  const { histories, mutants } = readKept(options)
  const kept = [...histories, ...Object.values(mutants).flat()].map(({ seed, steps }) => ({ seed, steps }))
  const fresh = Array.from({ length: seeds }, (_, n) => wholeHistory(seedOf(n, first)))
  const pool = new Pool({ threads: availableParallelism(), ...(plant !== undefined && { mutant: plant }) })
  const inKept = await liveAll(pool, kept)
  const inFresh = await liveAll(pool, fresh)
  const shortest: History[] = []
  const failing = [...inKept.failing, ...inFresh.failing]
  for (const found of failing) shortest.push(tell(await pool.shorten(found.history), found))
  await pool.end()
  if (options.keep && shortest.length > 0) keepHistories(options, shortest)
  const counts = { ...inKept.counts }
  add(counts, inFresh.counts)
  const commands = inKept.commands + inFresh.commands
  const about = { seeds, first, kept: kept.length, commands, counts, fresh: inFresh.counts }
  return { ...about, failures: failing.length, failing: shortest }
}
interface Lives {
  readonly failing: readonly Done[]
  readonly commands: number
  readonly counts: Readonly<Record<string, number>>
}
async function liveAll(pool: Pool, histories: readonly History[]): Promise<Lives> {
  const counts: Record<string, number> = {}
  const failing: Done[] = []
  let commands = 0
  await pool.each(histories, (done) => {
    commands += done.commands
    add(counts, done.counts)
    if (done.error === undefined) return
    failing.push(done)
    say(`✗ world ${done.history.seed}: ${done.error.split('\n', 1)[0]}`)
  })
  return { failing, commands, counts }
}
function add(to: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [what, times] of Object.entries(more)) to[what] = (to[what] ?? 0) + times
}
/** What the shortest history shows; where it holds when it is lived again, what was found at first. */
function tell(shortened: Done, found: Done): History {
  const isBack = shortened.error !== undefined
  const done = isBack ? shortened : found
  const { seed, steps } = done.history
  say(`✗ world ${seed}, ${steps.length} steps: ${JSON.stringify(steps)}${isBack ? '' : ' (lived again it held)'}`)
  for (const line of done.log) say(`    ${line}`)
  say(`    ${(done.error ?? '').split('\n').slice(0, 12).join('\n    ')}`)
  return { seed, steps }
}
function keepHistories(options: Options, found: readonly History[]): void {
  const kept = readKept(options)
  const histories = [...kept.histories, ...found.map((history) => ({ why: 'not yet understood', ...history }))]
  writeKept(options, { ...kept, histories })
}

/**
 * Whether one of the histories kept for a fault shows it. A fault that nothing is kept for counts as not caught: that
 * some world of hundreds stumbles over it is luck. To keep a history it is looked for all the same.
 */
export async function runMutant(name: MutantName, options: Options): Promise<Caught> {
  const known = readKept(options).mutants[name] ?? []
  if (known.length === 0) return options.keep ? findMutant(name, options) : notKept(name)
  const pool = new Pool({ threads: 1, mutant: name })
  let afterSeeds = 0
  let caught = false
  for (const history of known) {
    afterSeeds++
    caught = (await pool.live(history)).error !== undefined
    if (caught) break
  }
  await pool.end()
  return told(name, { caught, afterSeeds })
}
function told(name: MutantName, caught: Caught): Caught {
  say(`${caught.caught ? '✓' : '✗'} mutant: ${name} (${caught.afterSeeds})`)
  return caught
}
function notKept(name: MutantName): Caught {
  say(`✗ mutant: ${name}: no history is kept for it (--keep looks for one)`)
  return { caught: false, afterSeeds: 0 }
}
/** The first of many new worlds in which the fault shows is shortened and kept. */
async function findMutant(name: MutantName, options: Options): Promise<Caught> {
  const { scene }: Mutant = MUTANTS[name]
  const nameOf = (n: number): string => `${scene === undefined ? REGISTER_WORLD : `${scene}/`}${n}`
  const pool = new Pool({ threads: 1, mutant: name })
  const plain = new Pool({ threads: 1 })
  let afterSeeds = 0
  let found: History | undefined
  while (found === undefined && afterSeeds < MOST_SEEDS) {
    const history = wholeHistory(nameOf(options.first + afterSeeds++))
    // Where the code as it is fails too, nothing is said about the fault.
    if ((await pool.live(history)).error === undefined || (await plain.live(history)).error !== undefined) continue
    found = (await pool.shorten(history)).history
  }
  await Promise.all([pool.end(), plain.end()])
  if (found !== undefined) {
    const now = readKept(options)
    writeKept(options, { ...now, mutants: { ...now.mutants, [name]: [found] } })
  }
  return told(name, { caught: found !== undefined, afterSeeds })
}
