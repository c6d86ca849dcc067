import { type Agent, request as ask, type IncomingMessage } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'
import { scopeOf } from '../../src/domain/check.ts'
import { type CommandId, instantOf, makeCommandId } from '../../src/domain/ids.ts'
import { type Mark, type PacksHead, PROTOCOL, type SyncRequest, type SyncResponse } from '../../src/domain/wire.ts'
import { readFrames } from '../../src/sync/frames.ts'
import type { Phone } from './fill.ts'

/** A phone as the server sees it: its protocol over one connection that is kept, without a store behind. */
export interface Caller {
  readonly port: number
  readonly phone: Phone
  readonly agent?: Agent
}
export interface Answered {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export function post(caller: Caller, path: string, body: unknown): Promise<Answered> {
  const { port, phone, agent } = caller
  const plain = Buffer.from(JSON.stringify(body))
  const isSmall = plain.length < 1024
  const bytes = isSmall ? plain : gzipSync(plain)
  const headers = {
    ...{ 'content-type': 'application/json', 'content-length': bytes.length, cookie: phone.cookie },
    ...{ origin: `http://127.0.0.1:${port}`, 'accept-encoding': 'gzip' },
    ...(isSmall ? {} : { 'content-encoding': 'gzip' }),
  }
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method: 'POST', headers, ...(agent && { agent }) }
    const asked = ask(options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const whole = Buffer.concat(parts)
        const unpacked = response.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: unpacked })
      })
    })
    asked.on('error', reject)
    asked.end(bytes)
  })
}

const newId = (): CommandId => makeCommandId(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
const START: Mark = { seq: 0, hash: '' }

/** Visits that raise a need each: three rows a command. */
export const visitCommands = (households: readonly string[], from = 1): SyncRequest['commands'] =>
  households.map((household, k) => ({
    id: newId(),
    n: from + k,
    type: 'visit.log',
    v: 1,
    happenedAt: instantOf(Date.now()),
    needs: [],
    seen: {},
    payload: {
      ...{ household, outcome: 'reached', method: 'door', purpose: 'routine', persons: [] },
      ...{ observations: { health: 'fine', safety: 'fine' }, words: '腿脚不便，下趟楼要歇三趟。' },
      needs: [{ category: 'live.aging_adapt', text: '厕所想装个扶手' }],
    },
  }))

/** A request of this phone; what it holds is named by `mark` and `scope`. */
export const syncRequest = (phone: Phone, more: Partial<SyncRequest>): SyncRequest => ({
  proto: PROTOCOL,
  build: 'bench',
  account: phone.account,
  store: 'bench',
  now: instantOf(Date.now()),
  mark: START,
  cursor: 0,
  scope: scopeOf([]),
  commands: [],
  ...more,
})
export async function sync(caller: Caller, more: Partial<SyncRequest>): Promise<SyncResponse> {
  const { status, body } = await post(caller, '/api/sync', syncRequest(caller.phone, more))
  if (status !== 200) throw new Error(`the server answered ${status}: ${body.toString().slice(0, 200)}`)
  return JSON.parse(body.toString()) as SyncResponse
}

/** A first sync as the server sees it: every pack fetched and its frames taken apart. */
export async function firstSync(caller: Caller): Promise<PacksHead> {
  const { status, body } = await post(caller, '/api/packs', { account: caller.phone.account, have: [] })
  if (status !== 200) throw new Error(`the server answered ${status} to a first sync`)
  let [head, packs, isWhole]: [PacksHead | undefined, number, boolean] = [undefined, 0, false]
  for await (const frame of readFrames(oneChunk(body))) {
    if (frame.sort === 'head') head = frame.head
    else if (frame.sort === 'pack') packs++
    else isWhole = true
  }
  if (head === undefined || !isWhole || packs !== head.packs) throw new Error('a first sync was cut')
  return head
}
async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
/** Where a phone stands after its first sync: what it says of itself in every request. */
export const standing = ({ head, scope }: PacksHead): Pick<SyncRequest, 'mark' | 'cursor' | 'scope'> => ({
  mark: head,
  cursor: head.seq,
  scope: scopeOf(scope),
})

/** Brings a visit to each household; the ids of the visits, once the server has them. */
export async function pushVisits(
  caller: Caller & { readonly households: readonly string[] },
): Promise<readonly string[]> {
  const commands = visitCommands(caller.households)
  const { results } = await sync(caller, { commands })
  const lost = results.filter(({ status }) => status !== 'ok')
  if (lost.length > 0) throw new Error(`not accepted: ${JSON.stringify(lost[0])}`)
  return commands.map(({ id }) => id)
}
