import { describe, expect, it } from 'vitest'
import { countPlaywright, countSim, countVitest } from './counts.ts'

describe('the counts of a test run', () => {
  it('are those of the unit tests', () => {
    const report = { numPassedTests: 3, numFailedTests: 1, testResults: [{ status: 'failed', assertionResults: [{}] }] }
    expect(countVitest(report)).toEqual({ passed: 3, failed: 1 })
  })

  it('have a failure for a file that could not be loaded', () => {
    const report = { numPassedTests: 3, numFailedTests: 0, testResults: [{ status: 'failed', assertionResults: [] }] }
    expect(countVitest(report)).toEqual({ passed: 3, failed: 1 })
  })

  it('count a journey that passed on a second try once', () => {
    expect(countPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 } })).toEqual({
      passed: 6,
      failed: 1,
    })
  })

  it('are the worlds that held and the faults that were caught', () => {
    const report = { seeds: 5, kept: 2, failures: 1, mutants: { a: { caught: true }, b: { caught: false } } }
    expect(countSim(report)).toEqual({ passed: 7, failed: 2 })
  })

  it('are never read from a report that has none', () => {
    expect(() => countVitest({ testResults: [] })).toThrow('numPassedTests')
    expect(() => countPlaywright({ stats: {} })).toThrow('expected')
    expect(() => countSim({ mutants: {} })).toThrow('failures')
  })
})
