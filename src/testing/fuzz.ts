import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'
import { asId } from '../domain/ids.ts'
import type { Session } from '../domain/wire.ts'
import { giveCode } from '../server/codes.ts'
import { createApp } from '../server/http.ts'
import { makeLog } from '../server/log.ts'
import { TABLES, type TableName } from '../server/schema.ts'
import { revokeSessions, signOut } from '../server/session.ts'
import { aServer, COMMUNITY, packOf, type TestServer } from './community.ts'
import { aVisitPayload, pushOne } from './conversation.ts'
import { CANARY } from './hostile-payloads.ts'
import { bytesOf, type Caller, type Hostile, hostileRequests, type Setting } from './hostile-requests.ts'
import { type Heard, type Listening, listenWithRoutes, sendRaw } from './raw-http.ts'

/** Run again what failed: MINQING_FUZZ_SEED=<the seed printed>. */
export const SEED = Number(process.env['MINQING_FUZZ_SEED'] ?? Date.now() % 2 ** 31)
/** Words that only the database knows. */
export const SECRET = 'geheimnis'

export interface World extends Listening {
  readonly server: TestServer
  readonly setting: Setting
  /** The log, as text. */
  readonly lines: string[]
  /** Signs the caller in anew where the last request has signed it out. */
  renew(): Promise<void>
}

/** A community where something of every sort lies in the other grid, and a real server in front of it. */
export async function aWorld(
  person: string,
  plant: (app: FastifyInstance, server: TestServer) => void = () => undefined,
) {
  const lines: string[] = []
  const base = await aServer()
  const server = { ...base, log: makeLog((line) => void lines.push(line), base.clock) }
  const visit = { payload: aVisitPayload({ household: 'h-s3-1', words: SECRET }) }
  for (let i = 0; i < 8; i++) await pushOne(server, 'leader3', visit)
  for (const [by, note] of [
    ['leader3', SECRET],
    ['staff', `${SECRET} 2`],
  ] as const)
    await pushOne(server, by, { type: 'household.edit', payload: { household: 'h-s3-1', set: { note } } })
  await pushOne(server, 'volunteer', visit)
  const listening = await listenWithRoutes(async () => {
    const limits = { requestsPerMinute: 1e9, signInsPerMinute: 1e9 }
    const app = await createApp(server, { version: '1', https: false, ...limits })
    plant(app, server)
    return app
  })
  onTestFinished(() => listening.app.close())
  const signIn = () => signInOver(server, listening, person)
  const self = await signIn()
  const cookies: Record<Caller, string> = { ...(await deadCookies(server, listening)), self: self.cookie }
  const setting: Setting = { port: listening.port, account: self.session.account, cookies }
  const renew = async () => {
    cookies.self = (await signIn()).cookie
  }
  return { ...listening, server, setting, lines, renew } satisfies World
}
async function signInOver(server: TestServer, { app }: Listening, person: string) {
  const { code } = await giveCode(server, COMMUNITY, asId(person))
  const headers = { host: 'x', origin: 'http://x' }
  const response = await app.inject({ method: 'POST', url: '/api/session', headers, payload: { code } })
  const token = response.cookies[0]?.value ?? ''
  return { token, cookie: `minqing=${token}`, session: response.json<Session>() }
}
async function deadCookies(server: TestServer, listening: Listening): Promise<Omit<Record<Caller, string>, 'self'>> {
  const { now } = server.time
  server.time.now = now - 200 * 86_400_000
  const expired = await signInOver(server, listening, 'staff')
  server.time.now = now
  const signedOut = await signInOver(server, listening, 'leader3')
  await signOut(server, signedOut.token)
  const revoked = await signInOver(server, listening, 'leader2')
  await revokeSessions(server, COMMUNITY, asId('leader2'))
  return {
    nobody: '',
    forged: `minqing=test.${'A'.repeat(43)}`,
    expired: expired.cookie,
    'signed-out': signedOut.cookie,
    revoked: revoked.cookie,
  }
}

const changesSoFar = (server: TestServer): Promise<unknown> =>
  server.db.read(async (tx) => (await tx.all('SELECT total_changes() AS n'))[0]?.['n'])
const OWN_PACKS = `'${packOf('s1')}', 'h:${packOf('s1').slice(2)}', 'p:leader1'`
const inOwnPack = (column: string) => `${column} IN (${OWN_PACKS}) OR ${column} LIKE 'w:%'`
/** What the group leader of s1 may bring about: rows of his packs, own commands, what is held, own sessions. */
const OWN: Partial<Record<TableName, (account: string) => string>> = {
  community: () => 'TRUE',
  command: () => "author = 'leader1'",
  entity: () => inOwnPack('pack'),
  exit: () => inOwnPack('old_pack'),
  pack: () => inOwnPack('id'),
  // One that has run out may be ended by whoever has it still.
  session: (account) => `account = '${account}' OR seen_at < '2026-11-01'`,
  code: (account) => `account = '${account}'`,
  // What its own phone tells of itself with every round.
  device: (account) => `session IN (SELECT hash FROM session WHERE account = '${account}')`,
}
/** Every row of every table but those. */
const othersState = (server: TestServer, account: string): Promise<string> =>
  server.db.read(async (tx) => {
    const tables: unknown[] = []
    for (const table of Object.keys(TABLES) as TableName[])
      tables.push(await tx.all(`SELECT * FROM ${table} WHERE NOT (${OWN[table]?.(account) ?? 'FALSE'})`))
    return JSON.stringify(tables)
  })

/** Without a living session of one's own, or from another site's page, nothing at all may change. */
const mayChange = ({ caller, origin, method }: Hostile): boolean =>
  origin === 'ours' && (caller === 'self' || (caller === 'expired' && method === 'DELETE'))

export interface Watch {
  readonly world: World
  /** Whose rows the caller may change: a group leader's own, or all. */
  readonly reach: 'own' | 'all'
  changes: unknown
  others: string
}
export async function watch(world: World, reach: Watch['reach']): Promise<Watch> {
  const { server, setting } = world
  return { world, reach, changes: await changesSoFar(server), others: await othersState(server, setting.account) }
}
interface Judged {
  readonly faults: readonly string[]
  readonly status: number
}
/** Sends one request and says everything that is wrong with what came of it. */
async function judgeOne(watching: Watch, hostile: Hostile, bound?: number): Promise<Judged> {
  const { server, setting, lines, renew } = watching.world
  const sent = bytesOf(hostile, setting)
  const heard = await sendRaw(setting.port, sent, bound)
  if (sent.after !== 'wait') await restAfter(watching.world)
  const faults = [...faultsOf(hostile, heard), ...faultsInLog(lines.splice(0))]
  const changes = await changesSoFar(server)
  if (changes === watching.changes) return { faults, status: heard.status }
  if (!mayChange(hostile)) faults.push('changed the database without a right to')
  if (watching.reach === 'own' && (await othersState(server, setting.account)) !== watching.others)
    faults.push('changed what is not the caller’s')
  if (hostile.method === 'DELETE' || hostile.endpoint.path === '/api/session') await renew()
  watching.changes = await changesSoFar(server)
  watching.others = await othersState(server, setting.account)
  return { faults, status: heard.status }
}
/** Whoever hangs up does not hear when the server is done: another request is answered first, then nothing is under way. */
async function restAfter({ port, busy }: World): Promise<void> {
  await sendRaw(port, {
    bytes: Buffer.from('GET /api/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'),
    after: 'wait',
  })
  for (let turn = 0; busy() > 0 && turn < 10_000; turn++) await new Promise((resolve) => setImmediate(resolve))
}
function faultsOf(hostile: Hostile, { end, status, body }: Heard): readonly string[] {
  const faults: string[] = []
  if (end === 'hang') faults.push('no answer and no end')
  if (status >= 500) faults.push(`answered ${status}`)
  // Who sends much may be cut off while still sending; nobody is a tunnel's end here.
  const isHeard = hostile.after === 'wait' && hostile.body.length < 10_000 && hostile.method !== 'CONNECT'
  if (status === 0 && isHeard) faults.push('closed without an answer')
  if (hostile.caller !== 'self' && body.includes(SECRET)) faults.push('told a secret')
  if (body.includes('"code":"failed"')) faults.push('could not judge a command')
  return faults
}
function faultsInLog(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const { level } = JSON.parse(line) as { level: string }
    const isTold = [CANARY, SECRET, '张建明', 'leader', 'h-s'].some((word) => line.includes(word))
    return [...(level === 'error' ? [`logged an error: ${line}`] : []), ...(isTold ? [`told the log: ${line}`] : [])]
  })
}

export interface Run {
  readonly callers: fc.Arbitrary<Caller>
  readonly runs: number
  readonly seed?: number
  readonly bound?: number
}
/** Fails with fast-check's seed and the request whole: both make it again. */
export async function fuzz(
  watching: Watch,
  { callers, runs, seed = SEED, bound }: Run,
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>()
  const { endpoints } = watching.world
  const property = fc.asyncProperty(hostileRequests(endpoints, callers), async (hostile) => {
    const { faults, status } = await judgeOne(watching, hostile, bound)
    const key = `${hostile.endpoint.method} ${hostile.endpoint.path} ${hostile.caller} ${status}`
    seen.set(key, (seen.get(key) ?? 0) + 1)
    if (faults.length > 0) throw new Error(faults.join('; '))
  })
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: true })
  return seen
}
export const EVERYBODY = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Caller>('self') },
  { weight: 2, arbitrary: fc.constantFrom<Caller>('nobody', 'forged', 'expired', 'revoked', 'signed-out') },
)
export const SELF = fc.constant<Caller>('self')

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
/** Bytes that stay after a garbage collection. */
export async function heapKept(): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  return process.memoryUsage().heapUsed
}
