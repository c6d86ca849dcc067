import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Samples } from '../../bench/adapters/items.ts'
import { cpuOfTree } from '../../bench/machine/processes.ts'
import { readSettings } from '../../bench/settings.ts'
import { summarize, tableOf } from '../../bench/table.ts'

const OURS = ['--adapters', 'limit,ours']
describe('the options of the benchmark', () => {
  it('are taken where all of them are known', () => {
    const args = [...OURS, '--runs', '12', '--scale', '10', '--throttle', '4', '--net', 'weak', '--small']
    const asked = { runs: 12, scale: 10, throttle: 4, net: 'weak', small: true, json: undefined }
    expect(readSettings(args)).toEqual({ adapters: ['limit', 'ours'], ...asked })
  })

  it.each([
    [['--adapters', 'limit,ours,couch'], '--adapters "couch" is not known: limit, ours, yjs, pouchdb'],
    [['--adapters', ''], '--adapters "" is not known'],
    [['--adapters', 'ours,ours'], 'one is named twice'],
    [[...OURS, '--runs', '0'], '--runs "0" is not a number from 1 on'],
    [[...OURS, '--runs', '-1'], '--runs'],
    [[...OURS, '--runs', '2.5'], '--runs "2.5"'],
    [[...OURS, '--runs', 'many'], '--runs "many"'],
    [[...OURS, '--scale', '2'], '--scale "2" is not known: 1, 10'],
    [[...OURS, '--throttle', '3'], '--throttle "3" is not known: 1, 4'],
    [[...OURS, '--net', '5g'], '--net "5g" is not known: loop, 4g, weak'],
    [[...OURS, '--fast'], "Unknown option '--fast'"],
  ])('are refused in one line: %j', (args, line) => {
    const said = readSettings(args)
    expect(said).toContain(line)
    expect(said).not.toContain('\n')
  })

  it('end the program with 2 before anything is measured', () => {
    const words = ['--disable-warning=ExperimentalWarning', 'bench/compare.ts', ...OURS, '--scale', '2']
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    expect([status, stdout, stderr]).toEqual([2, '', '--scale "2" is not known: 1, 10\n'])
  })
})

/** A run in which every item came to the same, but for what is named. */
const run = (W1: Samples[string], W8: Samples[string] = { bytes: 1000 }): Samples => ({ W1, W8 })
const wire = { up: 500, down: 1500, requests: 2 }
const lineOf = (table: string, item: string, name: string): string => {
  const lines = table.split('\n')
  const at = lines.findIndex((line) => line.startsWith(item))
  return lines.slice(at + 1).find((line) => line.startsWith(`  ${name} `)) ?? ''
}

describe('the table of the benchmark', () => {
  it('tells the longest task of all runs, and of times the middle one', () => {
    const runs = [10, 30, 20].map((ms) => run({ ms, longestTask: ms === 30 ? 140 : 0, ...wire }))
    expect(summarize({ ours: runs })['W1']?.['ours']).toMatchObject({ ms: 20, min: 10, max: 30, longestTask: 140 })
  })

  it('tells the least and the most storage', () => {
    const runs = [3, 1, 2].map((bytes) => run({ ms: 1 }, { bytes }))
    expect(summarize({ ours: runs })['W8']?.['ours']).toEqual({ bytes: 2, min: 1, max: 3 })
  })

  it('has a dash where the processor time is not known, in any run', () => {
    const runs = [run({ ms: 1, cpuMs: 20, ...wire }), run({ ms: 1, ...wire })]
    const items = summarize({ ours: runs })
    expect(items['W1']?.['ours']).not.toHaveProperty('cpuMs')
    expect(lineOf(tableOf(items, ['ours']), 'W1', 'ours')).toMatch(/^ {2}ours +1 \(1–1\) +– +– +500 B/)
  })

  it('has bytes each way with their ratios, requests and the longest task', () => {
    const limit = [run({ ms: 4, cpuMs: 10, longestTask: 0, ...wire })]
    const ours = [run({ ms: 2, cpuMs: 10, longestTask: 120, up: 1000, down: 1500, requests: 3 })]
    const line = lineOf(tableOf(summarize({ limit, ours }), ['limit', 'ours']), 'W1', 'ours')
    const cells = ['2 (2–2) ×0.5', '–', '10', '1000 B ×2', '1500 B ×1', '2500 B ×1.25', '3', '120']
    expect(line.trim().split(/ {2,}/)).toEqual(['ours', ...cells])
  })

  it('says how many rows the account holds where the server has ten times as many', () => {
    const once = { ours: [{ W2: { ms: 10 } }] }
    const items = summarize(once, { runs: { ours: [{ W2: { ms: 12 } }] }, rows: { held: 23, kept: 210 } })
    expect(items['W9']?.['ours']).toMatchObject({ W2: { times: 1.2 }, rows: { held: 23, kept: 210 } })
    expect(tableOf(items, ['ours'])).toContain('the account holds 23 of the 210 rows on that server')
  })
})

it('the processor time of a process that is not there is not told as none', () => {
  expect(cpuOfTree(2 ** 30)).toBeUndefined()
})
