import type { Sample, Samples } from './adapters/items.ts'
import { median, round, sorted } from './machine/numbers.ts'

export type Runs = Readonly<Record<string, readonly Samples[]>>
/** Of each figure the median of the runs; `min` and `max` are of milliseconds, of W8's of its bytes. */
export type Summary = Readonly<Record<string, number>>
export type Items = Readonly<Record<string, Readonly<Record<string, Summary | Readonly<Record<string, Summary>>>>>>
/** What was asked of a server with ten times the data, and how many rows it keeps and the account may see. */
export interface Large {
  readonly runs: Runs
  readonly rows: { readonly held: number; readonly kept: number }
}

const ITEMS = {
  W1: 'first sync of everything until one building is read',
  W2: 'browser restarted until one building is read',
  W3: 'one visit saved; processor a visit, bytes are of the wire',
  W4: 'offline visits pushed until the server has them',
  W5: '186 rows changed elsewhere until stored and seen',
  W6: 'a poll with nothing new',
  W7: 'search by name; processor a name, with what is made ready before the first',
  W8: 'storage used',
} as const
const LARGE = ['W2', 'W5', 'W6'] as const
/** Reach is that no run has any longer or more: of these the worst run is told. */
const WORST: readonly string[] = ['longestTask', 'missed']

function summaryOf(samples: readonly Sample[]): Summary {
  // What one run could not tell is not told of all.
  const names = Object.keys(samples[0] ?? {}).filter((name) => samples.every((one) => one[name] !== undefined))
  const of = (name: string): readonly number[] => sorted(samples.map((one) => one[name] ?? 0))
  const figures = names.map((name) => {
    const value = WORST.includes(name) ? (of(name).at(-1) ?? 0) : median(of(name))
    return [name, round(value, 2)] as const
  })
  const all = of(names.includes('ms') ? 'ms' : 'bytes')
  if (names.length === 0) return {}
  return { ...Object.fromEntries(figures), min: round(all[0] ?? 0, 2), max: round(all.at(-1) ?? 0, 2) }
}
const itemOf = (runs: readonly Samples[], item: string): Summary =>
  summaryOf(runs.flatMap((run) => (run[item] === undefined ? [] : [run[item]])))

/** Items by number, then by adapter. W9 is W2, W5 and W6 again at ten times the data, with the ratio to once. */
export function summarize(runs: Runs, large?: Large): Items {
  const adapters = Object.keys(runs)
  const of = (item: string) => Object.fromEntries(adapters.map((name) => [name, itemOf(runs[name] ?? [], item)]))
  const items: Record<string, Items[string]> = Object.fromEntries(Object.keys(ITEMS).map((item) => [item, of(item)]))
  if (large === undefined) return items
  const tenfold = Object.keys(large.runs).map((name) => {
    const parts = LARGE.map((item) => {
      const summary = itemOf(large.runs[name] ?? [], item)
      const times = round((summary['ms'] ?? 0) / (itemOf(runs[name] ?? [], item)['ms'] ?? 1), 2)
      return [item, { ...summary, times }] as const
    })
    return [name, { ...Object.fromEntries(parts), rows: { ...large.rows } }] as const
  })
  return { ...items, W9: Object.fromEntries(tenfold) }
}

const NONE = '–'
const number = (value: number): string => String(round(value, Math.abs(value) < 10 ? 2 : 1))
function size(bytes: number): string {
  if (bytes < 10_000) return `${round(bytes, 0)} B`
  return bytes < 1_000_000 ? `${round(bytes / 1000)} kB` : `${round(bytes / 1_000_000, 2)} MB`
}
type Say = (value: number) => string
/** A figure and its ratio to the limit's, of what is told and is not nothing. */
function told(value: number | undefined, limit: number | undefined, say: Say): string {
  if (value === undefined) return NONE
  return limit === undefined || limit === 0 ? say(value) : `${say(value)} ×${round(value / limit, 2)}`
}
const bothWays = ({ up, down }: Summary): number | undefined =>
  up === undefined || down === undefined ? undefined : up + down
const task = (ms: number): string => (ms === 0 ? '<50' : number(ms))

const COLUMNS = ['', 'ms, W8 bytes (min–max)', 'p95', 'cpu ms', 'up', 'down', 'both ways', 'requests', 'longest task']
function cellsOf(name: string, one: Summary, limit: Summary | undefined): readonly string[] {
  const { ms, bytes, min = 0, max = 0 } = one
  const isTime = ms !== undefined
  const say: Say = isTime ? number : size
  const main = isTime ? ms : bytes
  const ratio = (key: string, by: Say): string => told(one[key], limit?.[key], by)
  return [
    `  ${name}`,
    main === undefined
      ? NONE
      : told(main, limit?.[isTime ? 'ms' : 'bytes'], (value) => `${say(value)} (${say(min)}–${say(max)})`),
    ratio('p95', number),
    told(one['cpuMs'], undefined, number),
    ratio('up', size),
    ratio('down', size),
    told(bothWays(one), limit && bothWays(limit), size),
    told(one['requests'], undefined, number),
    told(one['longestTask'], undefined, task),
  ]
}

/** Medians of the runs, and of the longest task of the page's thread the longest; × is the ratio to the limit. */
export function tableOf(items: Items, adapters: readonly string[]): string {
  const lines = Object.entries(ITEMS).flatMap(([item, title]) => {
    const of = (name: string) => (items[item]?.[name] ?? {}) as Summary
    const limit = (name: string) => (name === 'limit' || items[item]?.['limit'] === undefined ? undefined : of('limit'))
    return [[`${item} ${title}`], ...adapters.map((name) => cellsOf(name, of(name), limit(name)))]
  })
  const rows = [COLUMNS, ...lines]
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => (row.length === 1 ? 0 : (row[at]?.length ?? 0)))))
  const text = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
  return `${[...text.map((line) => line.trimEnd()), ...notesOf(items, adapters)].join('\n')}\n`
}
function notesOf(items: Items, adapters: readonly string[]): readonly string[] {
  const figure = (item: string, name: string, key: string): number => ((items[item]?.[name] ?? {}) as Summary)[key] ?? 0
  const strict = adapters.map((name) => `${name} ${number(figure('W3', name, 'strict'))} ms`)
  const missed = adapters.filter((name) => figure('W7', name, 'missed') > 0)
  return [
    `W3 beside it: one small record flushed in the same browser, and nothing else: ${strict.join(', ')}`,
    ...missed.map((name) => `W7: ${name} found nobody for ${figure('W7', name, 'missed')} names`),
    ...Object.entries(items['W9'] ?? {}).flatMap(([name, parts]) =>
      largeNotes(name, parts as Readonly<Record<string, Summary>>),
    ),
  ]
}
function largeNotes(name: string, parts: Readonly<Record<string, Summary>>): readonly string[] {
  const said = LARGE.map((item) => {
    const one = parts[item] ?? {}
    const range = `${number(one['min'] ?? 0)}–${number(one['max'] ?? 0)}`
    return `${item} ${number(one['ms'] ?? 0)} ms (${range}), ${one['times']} times, ${size(bothWays(one) ?? 0)}`
  })
  const { held, kept } = parts['rows'] ?? {}
  return [
    `W9 ${name}, ten times the data on the server: ${said.join('; ')}`,
    `W9 ${name}: the account holds ${held} of the ${kept} rows on that server`,
  ]
}
