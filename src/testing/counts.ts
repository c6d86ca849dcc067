/** What a run proved: how many passed, and each that did not by its name. */
export interface Counts {
  readonly passed: number
  readonly failed: readonly string[]
}
export const addCounts = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: [...a.failed, ...b.failed],
})

const numberAt = (value: unknown, field: string): number => {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined
  if (typeof found !== 'number') throw new Error(`the report has no number ${field}`)
  return found
}
/** As many names as failed, whatever the report calls them. */
const named = (failed: number, names: readonly string[]): readonly string[] => [
  ...names.slice(0, failed),
  ...Array.from({ length: failed - Math.min(failed, names.length) }, () => 'without a name'),
]

interface VitestFile {
  readonly name?: string
  readonly status: string
  readonly assertionResults: readonly { readonly status?: string; readonly fullName?: string }[]
}
/** Reads vitest's JSON report. A file that could not be loaded has no tests and counts as one failure. */
export function countVitest(report: unknown): Counts {
  const { testResults } = report as { readonly testResults: readonly VitestFile[] }
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = testResults.flatMap(({ name = '', assertionResults }) =>
    assertionResults.flatMap(({ status, fullName }) => (status === 'failed' ? [`${name}: ${fullName}`] : [])),
  )
  const passed = numberAt(report, 'numPassedTests')
  const files = unloaded.map(({ name = '' }) => `${name} could not be loaded`)
  return { passed, failed: [...named(numberAt(report, 'numFailedTests'), failed), ...files] }
}

interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs?: readonly { readonly ok: boolean; readonly file: string; readonly title: string }[]
}
const specsThatFailed = ({ suites = [], specs = [] }: Suite): readonly string[] => [
  ...specs.flatMap(({ ok, file, title }) => (ok ? [] : [`${file}: ${title}`])),
  ...suites.flatMap(specsThatFailed),
]
/** Reads Playwright's JSON report; what passed only on a second try (in CI alone) passed, and its report names it. */
export function countPlaywright(report: unknown): Counts {
  const { stats } = report as { readonly stats: unknown }
  return {
    passed: numberAt(stats, 'expected') + numberAt(stats, 'flaky'),
    failed: named(numberAt(stats, 'unexpected'), specsThatFailed(report as Suite)),
  }
}

interface SimReport {
  readonly failing?: readonly { readonly seed: string }[]
  readonly mutants: Readonly<Record<string, { readonly caught: boolean }>>
}
/** Reads the simulator's report: every world, and every fault that must be caught, is a test. */
export function countSim(report: unknown): Counts {
  const { failing = [], mutants } = report as SimReport
  const escaped = Object.entries(mutants).flatMap(([name, { caught }]) => (caught ? [] : [`mutant: ${name}`]))
  const caught = Object.keys(mutants).length - escaped.length
  const failures = numberAt(report, 'failures')
  const worlds = numberAt(report, 'seeds') + numberAt(report, 'kept')
  const failed = named(
    failures,
    failing.map(({ seed }) => `world ${seed}`),
  )
  return { passed: worlds - failures + caught, failed: [...failed, ...escaped] }
}
