import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getChromium, thisMachine } from '../../e2e/support/chromium.ts'
import { addCounts, type Counts, countPlaywright, countSim, countVitest } from './counts.ts'

const NONE: Counts = { passed: 0, failed: [] }
const asCounts = (name: string, passed: boolean): Counts =>
  passed ? { passed: 1, failed: [] } : { passed: 0, failed: [name] }
const say = (line: string): unknown => process.stdout.write(`${line}\n`)

/** Runs one of the installed tools with this Node; its output goes where ours goes. */
function runTool(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const { status } = spawnSync(process.execPath, [join('node_modules', script), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  return status === 0
}
const BIOME = '@biomejs/biome/bin/biome'

/** A checker counts as one test. */
function check(name: string, run: () => boolean): Counts {
  const started = Date.now()
  const passed = run()
  say(`${passed ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  return asCounts(name, passed)
}

/** Runs a test tool that writes a report; a run that failed or wrote none never counts as passed. */
function runTests(name: string, run: (report: string) => boolean, count: (report: unknown) => Counts): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'minqing-report-'))
  const report = join(folder, 'report.json')
  try {
    const wentWell = run(report)
    const counts = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : NONE
    const isUnexplained = counts.failed.length === 0 && (!wentWell || counts.passed === 0)
    const all = isUnexplained ? addCounts(counts, asCounts(name, false)) : counts
    say(`${wentWell ? '✓' : '✗'} ${name}: ${all.passed} passed, ${all.failed.length} failed`)
    return all
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What the daily part leaves to the whole one: the second engine, and the proofs that take longest. */
const DAILY = [
  ['--project', 'sqlite'],
  ['--exclude', 'src/testing/checkers.test.ts'],
  ['--exclude', 'src/testing/sim/*.test.ts'],
  ['--exclude', 'src/server/fuzz.test.ts'],
].flat()
const runUnitTests = (more: readonly string[]): Counts =>
  runTests(
    'import rules, unit and contract tests',
    (report) =>
      runTool('vitest/vitest.mjs', [
        'run',
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...more,
      ]),
    countVitest,
  )
const checkers: readonly (() => Counts)[] = [
  () => check('format', () => runTool(BIOME, ['check', '--linter-enabled=false'])),
  () => check('lint', () => runTool(BIOME, ['lint', '--error-on-warnings'])),
  () => check('types', () => runTool('typescript/bin/tsc', ['-b'])),
]
function runJourneys(): Counts {
  const chromium = getChromium(thisMachine())
  return runTests(
    'journeys',
    (report) =>
      runTool('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
        CHROMIUM_PATH: chromium,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      }),
    countPlaywright,
  )
}
/** As many new worlds as fit into three minutes, every one that was kept, and every fault that must be caught. */
const runWorlds = (): Counts =>
  runTests(
    'worlds of the simulator',
    (report) => runStart(['sim', '--seeds', '200', '--mutant', 'all', '--json', report]),
    countSim,
  )
/** The programs that measure, on little of everything: that they run and find what they look for, not how fast. */
function runMeasures(): Counts {
  const hasPeers = existsSync('bench/node_modules')
  if (!hasPeers) say("The peers' packages are not installed (npm --prefix bench ci): only our own side is run.")
  const adapters = hasPeers ? 'limit,ours,yjs,pouchdb' : 'limit,ours'
  const browser = { CHROMIUM_PATH: getChromium(thisMachine()) }
  const run = (file: string, args: readonly string[]): boolean => {
    const words = ['--disable-warning=ExperimentalWarning', `bench/${file}.ts`, '--small', ...args]
    const env = { ...process.env, ...browser }
    return spawnSync(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0
  }
  return [
    check(`bench, small: ${adapters}`, () => run('compare', ['--runs', '1', '--adapters', adapters])),
    check('load, small', () => run('load', ['--phones', '10'])),
    check('bench:ui, small', () => run('screens', [])),
  ].reduce(addCounts, NONE)
}
const daily: readonly (() => Counts)[] = [...checkers, () => runUnitTests(DAILY)]
const whole: readonly (() => Counts)[] = [
  ...checkers,
  () => runUnitTests([]),
  () => check('nothing unused', () => runTool('knip/bin/knip.js', [])),
  () => check('build and size', () => runStart(['size'])),
  runMeasures,
  runWorlds,
  runJourneys,
]
const runStart = (args: readonly string[]): boolean =>
  spawnSync(process.execPath, ['start.mjs', ...args], { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0

/** A step that cannot even be taken has failed, and the others are taken all the same. */
function take(step: () => Counts): Counts {
  try {
    return step()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    say(`✗ ${why}`)
    return asCounts(why, false)
  }
}

function main(): void {
  const total = (process.argv[2] === 'test' ? whole : daily).map(take).reduce(addCounts, NONE)
  // Once more at the end: of a long log often only the end is kept.
  for (const name of total.failed) say(`✗ ${name}`)
  say(`${total.passed} passed, ${total.failed.length} failed`)
  process.exitCode = total.failed.length === 0 ? 0 : 1
}
main()
