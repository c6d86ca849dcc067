import { Agent } from 'node:http'
import type { SyncRequest } from '../../src/domain/wire.ts'
import type { Database } from '../../src/server/database.ts'
import { COMMUNITY, type Phone } from '../community/fill.ts'
import { type Answered, type Caller, post, syncRequest, visitCommands } from '../community/phone.ts'

/** The server's processes as a crowd meets them, and the register behind, for counting. */
export interface Target {
  readonly ports: readonly number[]
  readonly pids: readonly number[]
  /** Signed in: of the whole community, and of a building each. */
  readonly staff: readonly Phone[]
  readonly leaders: readonly Phone[]
  /** So many people the leaders are: after all of them come their second phones, in the same order. */
  readonly people: number
  /** Households of the building that the nth leader visits. */
  readonly householdsOf: (leader: number) => readonly string[]
  /** Reads beside the server. */
  readonly look: <T>(use: (db: Pick<Database, 'read'>) => Promise<T>) => Promise<T>
}
/** Browsers keep their connection; so do these, one a phone. */
export const keptOpen = (): Agent => new Agent({ keepAlive: true, maxSockets: 1 })
/** A phone of the crowd: always at the same process, as behind a load balancer that remembers. */
export const callerOf = ({ ports }: Target, phone: Phone, n: number): Caller => ({
  port: ports[n % ports.length] ?? 0,
  phone,
  agent: keptOpen(),
})

export interface Tried {
  readonly ms: number
  readonly answer: Answered
  /** How often the server said that it is busy, and when to come again. */
  readonly busy: number
  /** How often the connection ended without an answer. */
  readonly cut: number
}
const MOST_TRIES = 12
/** As src/sync/round.ts waits: from five seconds on twice as long each time, and never less than the server asks for. */
const FIRST_WAIT = 5_000
const LONGEST_WAIT = 300_000

/**
 * Sends until the server takes it, as phones do: a 503 names a time, and the phone comes again then; without an answer
 * it comes again by itself. `hurry` cuts the waiting short, so that a measurement of a minute is not one of waiting.
 */
export async function insist(caller: Caller, request: SyncRequest, hurry = 1): Promise<Tried> {
  const begun = performance.now()
  let [busy, cut] = [0, 0]
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const answer = await post(caller, '/api/sync', request).catch(() => undefined)
    if (answer !== undefined && answer.status !== 503) return { ms: performance.now() - begun, answer, busy, cut }
    if (answer === undefined) cut++
    else busy++
    const asked = answer === undefined ? 0 : Number(answer.headers['retry-after']) * 1000
    if (Number.isNaN(asked)) throw new Error('a server that is busy does not say when to come again')
    const own = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries) * (0.75 + Math.random() / 2)
    await new Promise((resolve) => setTimeout(resolve, Math.max(own, asked) * hurry))
  }
  throw new Error('the server never took it')
}

/** Visits in the register; each is to be there once. */
export const countVisits = (target: Target): Promise<number> =>
  target.look((db) =>
    db.read(async (tx) => {
      const sql = "SELECT count(*) AS n FROM entity WHERE community = ? AND kind = 'visit'"
      return Number((await tx.all(sql, COMMUNITY))[0]?.['n'])
    }),
  )
/** A request with so many visits behind the doors of the nth leader. */
export function visitRequest(target: Target, n: number, of: { phone: Phone; count: number }): SyncRequest {
  const homes = target.householdsOf(n % target.people)
  const households = Array.from({ length: of.count }, (_, k) => homes[(n + k) % homes.length] ?? '')
  return syncRequest(of.phone, { commands: visitCommands(households) })
}
