import { describe, expect, it } from 'vitest'
import { countPlaywright, countSim, countVitest } from './counts.ts'

describe('the counts of a test run', () => {
  it('are those of the unit tests, with the names of what failed', () => {
    const assertionResults = [
      { status: 'failed', fullName: 'a rule holds' },
      { status: 'passed', fullName: 'another' },
    ]
    const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults }]
    const report = { numPassedTests: 3, numFailedTests: 1, testResults }
    expect(countVitest(report)).toEqual({ passed: 3, failed: ['a.test.ts: a rule holds'] })
  })

  it('say what a test failed of in the first line of its message, without colours', () => {
    const failureMessages = ['\u001b[31mError\u001b[39m: answered 503\n    at aLine', 'another']
    const assertionResults = [{ status: 'failed', fullName: 'a rule holds', failureMessages }]
    const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults }]
    const report = { numPassedTests: 3, numFailedTests: 1, testResults }
    expect(countVitest(report).failed).toEqual(['a.test.ts: a rule holds (Error: answered 503)'])
    const results = [{ error: { message: 'Error: too late\nCall log' } }, {}]
    const specs = [{ ok: false, file: 'a.spec.ts', title: 'second', tests: [{ results }] }]
    const stats = { expected: 0, unexpected: 1, flaky: 0 }
    expect(countPlaywright({ stats, suites: [{ specs }] }).failed).toEqual(['a.spec.ts: second (Error: too late)'])
  })

  it('have a failure for a file that could not be loaded', () => {
    const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }]
    const report = { numPassedTests: 3, numFailedTests: 0, testResults }
    expect(countVitest(report)).toEqual({ passed: 3, failed: ['a.test.ts could not be loaded'] })
  })

  it('count a journey that passed on a second try once', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 0 }
    const specs = [
      { ok: true, file: 'a.spec.ts', title: 'first' },
      { ok: false, file: 'a.spec.ts', title: 'second' },
    ]
    const report = { stats, suites: [{ suites: [{ specs }] }] }
    expect(countPlaywright(report)).toEqual({ passed: 6, failed: ['a.spec.ts: second'] })
  })

  it('are the worlds that held and the faults that were caught', () => {
    const mutants = { a: { caught: true }, b: { caught: false } }
    const report = { seeds: 5, kept: 2, failures: 1, failing: [{ seed: 'r1' }], mutants }
    expect(countSim(report)).toEqual({ passed: 7, failed: ['world r1', 'mutant: b'] })
  })

  it('are as many as the report says, where it does not name them', () => {
    expect(countPlaywright({ stats: { expected: 5, unexpected: 2, flaky: 0 } }).failed).toHaveLength(2)
  })

  it('are never read from a report that has none', () => {
    expect(() => countVitest({ testResults: [] })).toThrow('numPassedTests')
    expect(() => countPlaywright({ stats: {} })).toThrow('expected')
    expect(() => countSim({ mutants: {} })).toThrow('failures')
  })
})
