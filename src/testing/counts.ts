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

/** With the first line of what it failed of: of a long log often only the end is kept. */
const because = (name: string, why: string | undefined): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal
  const [line = ''] = (why ?? '').replaceAll(/\u001b\[[\d;]*m/g, '').split('\n')
  return line === '' ? name : `${name} (${line})`
}

interface VitestTest {
  readonly status?: string
  readonly fullName?: string
  readonly failureMessages?: readonly string[]
}
interface VitestFile {
  readonly name?: string
  readonly status: string
  readonly assertionResults: readonly VitestTest[]
}
/** Reads vitest's JSON report. A file that could not be loaded has no tests and counts as one failure. */
export function countVitest(report: unknown): Counts {
  const { testResults } = report as { readonly testResults: readonly VitestFile[] }
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = testResults.flatMap(({ name = '', assertionResults }) =>
    assertionResults.flatMap(({ status, fullName, failureMessages }) =>
      status === 'failed' ? [because(`${name}: ${fullName}`, failureMessages?.[0])] : [],
    ),
  )
  const passed = numberAt(report, 'numPassedTests')
  const files = unloaded.map(({ name = '' }) => `${name} could not be loaded`)
  return { passed, failed: [...named(numberAt(report, 'numFailedTests'), failed), ...files] }
}

interface Spec {
  readonly ok: boolean
  readonly file: string
  readonly title: string
  readonly tests?: readonly { readonly results: readonly { readonly error?: { readonly message?: string } }[] }[]
}
interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs?: readonly Spec[]
}
const whyOf = ({ tests = [] }: Spec): string | undefined =>
  tests.flatMap(({ results }) => results.flatMap(({ error }) => error?.message ?? []))[0]
const specsThatFailed = ({ suites = [], specs = [] }: Suite): readonly string[] => [
  ...specs.flatMap((spec) => (spec.ok ? [] : [because(`${spec.file}: ${spec.title}`, whyOf(spec))])),
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
