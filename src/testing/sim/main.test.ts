import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { countSim } from '../counts.ts'
import type { MutantName } from './mutants.ts'
import { outcomesIn } from './outcomes.ts'
import type { Kept } from './runs.ts'

const read = (file: string | URL): unknown => JSON.parse(readFileSync(file, 'utf8'))
const { mutants } = read(new URL('kept.json', import.meta.url)) as Kept
const FAULT: MutantName = 'a refused command blocks followers'
const [BROKEN = { seed: '', steps: [] }] = mutants[FAULT] ?? []
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'minqing-sim-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number
  readonly said: string
  readonly report: { readonly failures: number; readonly failing: unknown; readonly mutants: unknown }
  readonly kept: Kept
}
let runs = 0
/** The program as `npm run sim` starts it, with only these histories kept and no new worlds. */
function run(kept: Kept, ...args: readonly string[]): Promise<Ran> {
  const [file, json] = [join(folder, `kept-${++runs}.json`), join(folder, `report-${runs}.json`)]
  writeFileSync(file, JSON.stringify(kept))
  const words = ['--disable-warning=ExperimentalWarning', MAIN, '--seeds', '0', '--kept', file, '--json', json, ...args]
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, words, (_, said) => {
      try {
        resolve({ code: child.exitCode ?? -1, said, report: read(json) as Ran['report'], kept: read(file) as Kept })
      } catch (error) {
        reject(new Error(`${said}${error}`))
      }
    })
  })
}
const one: Kept = { histories: [{ why: 'once it failed', ...BROKEN }], mutants: {} }

test('a run in which every world holds ends well and has nothing to tell', async () => {
  const { code, said, report, kept } = await run(one, '--keep')
  expect([code, report.failures, report.failing]).toEqual([0, 0, []])
  expect(said).not.toContain('✗')
  expect(kept).toEqual(one)
})
test('a failing world is a failure in the report, is told with its steps and its rule, is kept if so asked, and ends the run badly', async () => {
  const { code, said, report, kept } = await run(one, '--plant', FAULT, '--keep')
  expect([code, report.failures]).toEqual([1, 1])
  const [short] = report.failing as readonly [typeof BROKEN]
  expect(short.seed).toBe(BROKEN.seed)
  expect(short.steps.length).toBeGreaterThan(0)
  expect(BROKEN.steps).toEqual(expect.arrayContaining([...short.steps]))
  expect(said).toContain(`✗ world ${short.seed}, ${short.steps.length} steps: ${JSON.stringify(short.steps)}\n`)
  expect(said).toMatch(/I9\b/u)
  expect(kept.histories).toEqual([...one.histories, { why: 'not yet understood', ...short }])
  expect(countSim({ ...report, seeds: 0, kept: 1 })).toEqual({ passed: 0, failed: [`world ${BROKEN.seed}`] })
})
test('a fault is caught by what is kept for it, and one that nothing is kept for is not caught', async () => {
  const caught = await run({ histories: [], mutants: { [FAULT]: [BROKEN] } }, '--mutant', FAULT)
  expect([caught.code, caught.report.mutants]).toEqual([0, { [FAULT]: { caught: true, afterSeeds: 1 } }])
  const escaped = await run({ histories: [], mutants: {} }, '--mutant', FAULT)
  expect([escaped.code, escaped.report.mutants]).toEqual([1, { [FAULT]: { caught: false, afterSeeds: 0 } }])
  expect(escaped.said).toContain(`✗ mutant: ${FAULT}: no history is kept for it`)
})
test('what a step may do is counted only where it did it', () => {
  const log = ['undo v1@v1 nothing', 'undo v1@v1 true', 'undo leader1@a false', 'late delivery staff@d arrived']
  const others = [
    'exits forgotten staff@d 0',
    'fold staff@d nothing',
    'fold staff@d folded',
    '  restored',
    'sync v1@v1 null pulled',
  ]
  expect(outcomesIn([...log, ...others])).toEqual({ 'undo did': 1, 'late delivery did': 1, 'fold did': 1 })
})
