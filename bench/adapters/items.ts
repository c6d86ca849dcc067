import type { Page } from '@playwright/test'
import { median, quantile } from '../machine/numbers.ts'
import { cpuOfTree } from '../machine/processes.ts'
import { type Net, openWire, type Wire } from '../machine/wire.ts'
import { type Browser, openBrowser } from './browser.ts'
import type { Called, Method } from './page.ts'
import type { Running } from './server.ts'

/**
 * What one run of one item came to; up, down and requests are those of the wire between page and server. Processor time
 * is left out where the system does not tell it.
 */
export type Sample = Readonly<Record<string, number>>
export type Samples = Readonly<Record<string, Sample>>

export interface Conditions {
  readonly throttle: number
  readonly net: Net
  /** Characters, full pinyin and initials of people who live there. */
  readonly names: readonly string[]
  /** How the adapter names the building that is read. */
  readonly building: string
  /** Visits saved one after the other, and those pushed at once. */
  readonly saves: number
  readonly pushes: number
  /** How often the browser starts anew for one figure. */
  readonly restarts: number
}
interface Bench {
  readonly adapter: string
  readonly server: Running
  readonly wire: Wire
  readonly browser: Browser
  readonly conditions: Conditions
}

/** Opens a browser on a server that is there, for as long as `use` takes. */
async function withBench<T>(bench: Omit<Bench, 'wire' | 'browser'>, use: (bench: Bench) => Promise<T>): Promise<T> {
  const { server, conditions } = bench
  const wire = await openWire(server.port, conditions.net)
  const browser = await openBrowser(wire.url + server.path, conditions.throttle)
  try {
    return await use({ ...bench, wire, browser })
  } finally {
    await browser.remove()
    await wire.close()
  }
}

/** Every item in one profile, in the order of a phone's life: first sync, restart, news, visits. */
export const runItems = (adapter: string, server: Running, conditions: Conditions): Promise<Samples> =>
  withBench({ adapter, server, conditions }, async (bench) => {
    const W1 = await firstSync(bench)
    const W7 = await searched(bench)
    const { value } = await call(bench.browser.page(), 'stored')
    const W8 = { bytes: Number(value) }
    const W2 = await restarted(bench)
    return { W1, W2, ...(await visits(bench)), W7, W8 }
  })
/** Only what is asked of a server that holds ten times as much. */
export const runLargeItems = (adapter: string, server: Running, conditions: Conditions): Promise<Samples> =>
  withBench({ adapter, server, conditions }, async (bench) => {
    await firstSync(bench)
    return { W2: await restarted(bench), W5: await news(bench), W6: await poll(bench) }
  })

const call = (page: Page, method: Method, argument: unknown = null): Promise<Called> =>
  page.evaluate(([name, given]) => globalThis.bench.call(name as Method, given), [method, argument] as const)

async function timed(bench: Bench, method: Method, argument: unknown): Promise<[Sample, Called]> {
  const { browser, server, wire } = bench
  wire.take()
  const now = () => [cpuOfTree(browser.pid()), cpuOfTree(server.pid)] as const
  const before = now()
  const called = await call(browser.page(), method, argument)
  return [{ ms: called.ms, ...cpuBetween(before, now()), ...wire.take() }, called]
}
type Cpu = readonly [browser: number | undefined, server: number | undefined]
function cpuBetween(before: Cpu, after: Cpu): Sample {
  const [browserBefore, serverBefore] = before
  const [browser, server] = after
  if (browserBefore === undefined || serverBefore === undefined || browser === undefined || server === undefined)
    return {}
  const [browserCpuMs, serverCpuMs] = [browser - browserBefore, server - serverBefore]
  return { cpuMs: browserCpuMs + serverCpuMs, browserCpuMs, serverCpuMs }
}
/** The middle of each figure. */
function middleOf(samples: readonly Sample[]): Sample {
  const names = Object.keys(samples[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, median(samples.map((one) => one[name] ?? 0))]))
}
/** A call that does the same thing many times over: the time of the middle one, and everything else shared out. */
function eachOf(whole: Sample, times: readonly number[]): Sample {
  const shares = Object.entries(whole).map(([name, value]) => [name, value / times.length] as const)
  return { ...Object.fromEntries(shares), ms: median(times), p95: quantile(times, 0.95) }
}

async function firstSync(bench: Bench): Promise<Sample> {
  const [sample, { value, longestTask }] = await timed(bench, 'firstSync', bench.conditions.building)
  if (value === 0) throw new Error(`${bench.adapter} read an empty building`)
  return { ...sample, longestTask }
}
/** A browser that has just started is now and then busy with itself for longer than any of them needs: the middle one is told. */
async function restarted(bench: Bench): Promise<Sample> {
  const opened: Sample[] = []
  for (let time = 0; time < bench.conditions.restarts; time++) {
    await bench.browser.restart()
    const [sample, { value }] = await timed(bench, 'open', bench.conditions.building)
    if (value === 0) throw new Error(`${bench.adapter} read an empty building`)
    opened.push(sample)
  }
  return middleOf(opened)
}
async function news(bench: Bench): Promise<Sample> {
  const ids = await bench.server.change()
  const [sample, { value }] = await timed(bench, 'pull', ids)
  if (value !== ids.length) throw new Error(`${bench.adapter} shows ${value} of ${ids.length} visits`)
  return sample
}
/** The first settles what a connection costs; the middle one of ten is told. */
async function poll(bench: Bench): Promise<Sample> {
  await call(bench.browser.page(), 'poll')
  const polls: Sample[] = []
  for (let time = 0; time < 10; time++) polls.push((await timed(bench, 'poll', null))[0])
  return middleOf(polls)
}
async function visits(bench: Bench): Promise<Samples> {
  const { adapter, browser, conditions, server } = bench
  const [W5, W6] = [await news(bench), await poll(bench)]
  const page = browser.page()
  const [saving, saved] = await timed(bench, 'save', conditions.saves)
  const flushed = (await call(page, 'strict', conditions.saves)).value as readonly number[]
  const W3 = { ...eachOf(saving, saved.value as readonly number[]), strict: median(flushed) }
  await call(page, 'push')
  await call(page, 'save', conditions.pushes)
  const before = await server.visits()
  const [W4] = await timed(bench, 'push', null)
  const brought = (await server.visits()) - before
  if (brought !== conditions.pushes) throw new Error(`${adapter} brought ${brought} of ${conditions.pushes} visits`)
  return { W3, W4, W5, W6 }
}
/** The processor's share of each name is also of what an adapter makes ready before the first. */
async function searched(bench: Bench): Promise<Sample> {
  const [searching, { value }] = await timed(bench, 'search', bench.conditions.names)
  const found = value as readonly (readonly [ms: number, found: number])[]
  const missed = found.filter(([, count]) => count === 0).length
  const times = found.map(([ms]) => ms)
  return { ...eachOf(searching, times), missed }
}
