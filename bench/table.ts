import type { Sample, Samples } from './adapters/items.ts'
import { median, round, sorted } from './machine/numbers.ts'

export type Runs = Readonly<Record<string, readonly Samples[]>>
/** The medians of an item's figures; `min` and `max` are of its milliseconds. */
export type Summary = Readonly<Record<string, number>>
export type Items = Readonly<Record<string, Readonly<Record<string, Summary | Readonly<Record<string, Summary>>>>>>

const ITEMS = ['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W8'] as const
const LARGE = ['W2', 'W5', 'W6'] as const

function summaryOf(samples: readonly Sample[]): Summary {
  const names = Object.keys(samples[0] ?? {})
  const middle = Object.fromEntries(names.map((name) => [name, round(median(samples.map((one) => one[name] ?? 0)), 2)]))
  if (!names.includes('ms')) return middle
  const times = sorted(samples.map((one) => one['ms'] ?? 0))
  return { ...middle, min: round(times[0] ?? 0, 2), max: round(times.at(-1) ?? 0, 2) }
}
const itemOf = (runs: readonly Samples[], item: string): Summary =>
  summaryOf(runs.flatMap((run) => (run[item] === undefined ? [] : [run[item]])))

/** Items by number, then by adapter. W9 is W2, W5 and W6 again at ten times the data, with the ratio to once. */
export function summarize(runs: Runs, large: Runs): Items {
  const adapters = Object.keys(runs)
  const of = (item: string) => Object.fromEntries(adapters.map((name) => [name, itemOf(runs[name] ?? [], item)]))
  const items: Record<string, Items[string]> = Object.fromEntries(ITEMS.map((item) => [item, of(item)]))
  const tenfold = Object.keys(large).map((name) => {
    const parts = LARGE.map((item) => {
      const summary = itemOf(large[name] ?? [], item)
      const times = round((summary['ms'] ?? 0) / (itemOf(runs[name] ?? [], item)['ms'] ?? 1), 2)
      return [item, { ...summary, times }] as const
    })
    return [name, Object.fromEntries(parts)] as const
  })
  return tenfold.length === 0 ? items : { ...items, W9: Object.fromEntries(tenfold) }
}

const kb = (bytes: number): string => `${round(bytes / 1000)} kB`
function say(one: Summary, limit: Summary | undefined): string {
  const { ms, min, max, bytes, up = 0, down = 0, cpuMs } = one
  if (bytes !== undefined) return `${kb(bytes)}${ratio(bytes, limit?.['bytes'])}`
  const wire = up + down === 0 ? '' : `, ${kb(up + down)}`
  const cpu = cpuMs === undefined ? '' : `, ${round(cpuMs, 0)} cpu`
  return `${round(ms ?? 0)} (${round(min ?? 0)}–${round(max ?? 0)})${ratio(ms ?? 0, limit?.['ms'])}${cpu}${wire}`
}
const ratio = (value: number, limit: number | undefined): string =>
  limit === undefined || limit === 0 ? '' : ` ×${round(value / limit, 2)}`

/** Milliseconds: median (min–max) ×ratio to the limit, processor milliseconds, bytes both ways. */
export function tableOf(items: Items, adapters: readonly string[]): string {
  const lines = [`${'item'.padEnd(6)}${adapters.map((name) => name.padEnd(46)).join('')}`]
  for (const item of ITEMS) {
    const limit = items[item]?.['limit'] as Summary | undefined
    const cells = adapters.map((name) =>
      say((items[item]?.[name] ?? {}) as Summary, name === 'limit' ? undefined : limit),
    )
    lines.push(`${item.padEnd(6)}${cells.map((text) => text.padEnd(46)).join('')}`)
  }
  const flushed = (name: string): number => ((items['W3']?.[name] ?? {}) as Summary)['strict'] ?? 0
  const strict = adapters.map((name) => `${name} ${round(flushed(name))} ms`)
  lines.push(`W3    one small record flushed in the same browser, and nothing else: ${strict.join(', ')}`)
  for (const [name, parts] of Object.entries(items['W9'] ?? {})) {
    const said = Object.entries(parts as Readonly<Record<string, Summary>>).map(
      ([item, one]) => `${item} ${round(one['ms'] ?? 0)} ms, ${one['times']} times`,
    )
    lines.push(`W9    ${name}, ten times the data on the server: ${said.join('; ')}`)
  }
  return `${lines.join('\n')}\n`
}
