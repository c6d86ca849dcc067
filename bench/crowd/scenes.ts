import { request as ask, type ClientRequest } from 'node:http'
import type { SyncRequest, SyncResponse } from '../../src/domain/wire.ts'
import type { Phone } from '../community/fill.ts'
import { firstSync, post, standing, syncRequest } from '../community/phone.ts'
import { median, quantile, round, sum } from '../machine/numbers.ts'
import { residentBytes } from '../machine/processes.ts'
import { callerOf, countVisits, insist, type Target, visitRequest } from './target.ts'

export type Figures = Readonly<Record<string, number>>
const spread = (times: readonly number[]): Figures => ({
  p50: round(median(times)),
  p95: round(quantile(times, 0.95)),
  max: round(Math.max(...times)),
})

/** So many staff fetch the whole community at the same moment, from a server that has just started. */
export async function firstSyncs(target: Target, count: number): Promise<Figures> {
  const begun = performance.now()
  const times = await Promise.all(
    target.staff.slice(0, count).map(async (phone, n) => {
      const caller = callerOf(target, phone, n)
      await firstSync(caller)
      caller.agent?.destroy()
      return performance.now() - begun
    }),
  )
  return { phones: times.length, ...spread(times) }
}

/** Every phone brings its visits at the same moment, and pulls; then all of them once more, as if the answers were lost. */
export async function visitsAtOnce(
  target: Target,
  { phones, each }: { phones: number; each: number },
): Promise<Figures> {
  const before = await countVisits(target)
  const seats = target.leaders.slice(0, phones)
  const callers = seats.map((phone, n) => callerOf(target, phone, n))
  const stands: Pick<SyncRequest, 'mark' | 'cursor' | 'scope'>[] = []
  for (const caller of callers) stands.push(standing(await firstSync(caller)))
  const requests = seats.map(
    (phone, n): SyncRequest => ({ ...visitRequest(target, n, { phone, count: each }), ...stands[n] }),
  )
  const all = () => Promise.all(callers.map((caller, n) => insist(caller, requests[n] as SyncRequest)))
  const begun = performance.now()
  const tried = await all()
  const seconds = (performance.now() - begun) / 1000
  const accepted = tried.flatMap(({ answer }) => {
    const { results } = JSON.parse(answer.body.toString()) as SyncResponse
    return results.filter(({ status }) => status === 'ok' || status === 'conflict')
  })
  const visits = phones * each
  const kept = (await countVisits(target)) - before
  await all()
  const keptAfter = (await countVisits(target)) - before
  for (const { agent } of callers) agent?.destroy()
  return {
    ...{ phones, visits, accepted: accepted.length, lost: visits - kept, doubled: keptAfter - visits },
    ...{
      perSecond: round(accepted.length / seconds),
      ...spread(tried.map(({ ms }) => ms)),
      busy: sum(tried.map((one) => one.busy)),
    },
  }
}

/** More at once than may wait for their turn in any process: what is turned away comes again, and all of it is kept once. */
export async function overload(
  target: Target,
  { requestsEach, hurry }: { requestsEach: number; hurry: number },
): Promise<Figures> {
  const requests = requestsEach * target.ports.length
  const before = await countVisits(target)
  const seats = Array.from({ length: requests }, (_, n) => target.leaders[n % target.leaders.length] as Phone)
  const begun = performance.now()
  const tried = await Promise.all(
    seats.map(async (phone, n) => {
      const caller = callerOf(target, phone, n)
      const done = await insist(caller, visitRequest(target, n, { phone, count: 1 }), hurry)
      caller.agent?.destroy()
      return done
    }),
  )
  const kept = (await countVisits(target)) - before
  const others = tried.filter(({ answer }) => answer.status !== 200)
  return {
    ...{
      requests,
      turnedAway: sum(tried.map(({ busy }) => busy)),
      cut: sum(tried.map((one) => one.cut)),
      failed: others.length,
      lost: requests - kept,
    },
    ...{ seconds: round((performance.now() - begun) / 1000), ...spread(tried.map(({ ms }) => ms)) },
  }
}

interface Listening {
  readonly request: ClientRequest
  /** How often the server said that it is busy before. */
  readonly busy: number
  /** How many heads it has heard of. */
  heard(): number
}
/** Opens `/api/poke` and waits for the first head; comes again where the server is busy. */
function listen(target: Target, phone: Phone, { n, busy }: { n: number; busy: number }): Promise<Listening> {
  const port = target.ports[n % target.ports.length] ?? 0
  return new Promise((resolve, reject) => {
    let heard = 0
    const headers = { cookie: phone.cookie, accept: 'text/event-stream' }
    const request = ask({ host: '127.0.0.1', port, path: '/api/poke', headers, agent: false }, (response) => {
      if (response.statusCode === 503) {
        response.resume()
        setTimeout(
          () => listen(target, phone, { n, busy: busy + 1 }).then(resolve, reject),
          1000 * (0.75 + Math.random() / 2),
        )
        return
      }
      if (response.statusCode !== 200) return reject(new Error(`no poke: ${response.statusCode}`))
      response.on('error', () => undefined)
      response.on('data', (bytes: Buffer) => {
        heard += bytes.toString().split('data:').length - 1
        resolve({ request, busy, heard: () => heard })
      })
    })
    request.on('error', reject)
    request.end()
  })
}
const inBatches = async <T>(count: number, one: (n: number) => Promise<T>): Promise<readonly T[]> => {
  const all: T[] = []
  for (let from = 0; from < count; from += 100) {
    const batch = Array.from({ length: Math.min(100, count - from) }, (_, k) => one(from + k))
    all.push(...(await Promise.all(batch)))
  }
  return all
}

/** Phones that only listen: what each costs the server, and how long a visit takes to be told to all of them. */
export async function idleAndStorm(target: Target, { idle, storm }: { idle: number; storm: number }): Promise<Figures> {
  const memory = (): number => sum(target.pids.map(residentBytes))
  const before = memory()
  const phoneOf = (n: number): Phone => target.leaders[n % target.leaders.length] as Phone
  const listening = await inBatches(idle, (n) => listen(target, phoneOf(n), { n, busy: 0 }))
  const kilobytes = round((memory() - before) / 1024 / idle)
  const heard = listening.map((one) => one.heard())
  const first = callerOf(target, phoneOf(0), 0)
  const toldFrom = performance.now()
  await post(first, '/api/sync', visitRequest(target, 0, { phone: phoneOf(0), count: 1 }))
  while (listening.some((one, n) => one.heard() === heard[n])) await new Promise((resolve) => setTimeout(resolve, 5))
  const told = round(performance.now() - toldFrom)
  const calm = standing(await firstSync(first))
  first.agent?.destroy()
  for (const { request } of listening) request.on('error', () => undefined).destroy()
  const again = Array.from({ length: storm }, (_, n) => callerOf(target, phoneOf(n), n))
  const begun = performance.now()
  let [busy, pokeBusy] = [0, 0]
  const times = await Promise.all(
    again.map(async (caller, n) => {
      const [open, asked] = await Promise.all([
        listen(target, caller.phone, { n, busy: 0 }),
        insist(caller, syncRequest(caller.phone, { mark: calm.mark, cursor: calm.cursor })),
      ])
      busy += asked.busy
      pokeBusy += open.busy
      const ms = performance.now() - begun
      open.request.on('error', () => undefined).destroy()
      caller.agent?.destroy()
      return ms
    }),
  )
  const { p50 = 0, p95 = 0, max = 0 } = spread(times)
  return {
    idle,
    kilobytesEach: kilobytes,
    toldMs: told,
    storm,
    stormP50: p50,
    stormP95: p95,
    stormMax: max,
    stormBusy: busy,
    stormPokeBusy: pokeBusy,
  }
}
