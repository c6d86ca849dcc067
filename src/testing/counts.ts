export interface Counts {
  readonly passed: number
  readonly failed: number
}
export const addCounts = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
})

const numberAt = (value: unknown, field: string): number => {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined
  if (typeof found !== 'number') throw new Error(`the report has no number ${field}`)
  return found
}

/** Reads vitest's JSON report. A file that could not be loaded has no tests and counts as one failure. */
export function countVitest(report: unknown): Counts {
  const { testResults } = report as { testResults: { status: string; assertionResults: unknown[] }[] }
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return { passed: numberAt(report, 'numPassedTests'), failed: numberAt(report, 'numFailedTests') + unloaded.length }
}

/** Reads Playwright's JSON report; what passed only on a second try (in CI alone) passed, and its report names it. */
export function countPlaywright(report: unknown): Counts {
  const { stats } = report as { stats: unknown }
  return {
    passed: numberAt(stats, 'expected') + numberAt(stats, 'flaky'),
    failed: numberAt(stats, 'unexpected'),
  }
}

/** Reads the simulator's report: every world, and every fault that must be caught, is a test. */
export function countSim(report: unknown): Counts {
  const { mutants } = report as { mutants: Readonly<Record<string, { caught: boolean }>> }
  const caught = Object.values(mutants).filter((mutant) => mutant.caught).length
  const escaped = Object.keys(mutants).length - caught
  const failures = numberAt(report, 'failures')
  const worlds = numberAt(report, 'seeds') + numberAt(report, 'kept')
  return { passed: worlds - failures + caught, failed: failures + escaped }
}
