import { gunzipSync } from 'node:zlib'
import { scopeOf } from '../domain/check.ts'
import type { Command } from '../domain/commands.ts'
import { instantOf, type PackId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import type { PackHeader, PacksHead, Result, SyncRequest, SyncResponse } from '../domain/wire.ts'
import { FRAME, FRAME_PREFIX } from '../domain/wire.ts'
import { streamPacks } from '../server/packs.ts'
import { syncOnce } from '../server/sync.ts'
import { freshId, NOW, type TestServer, who } from './community.ts'

let n = 0
/** A visit at the first household of stair s1, a minute ago. */
export const aCommand = (over: Partial<Command> = {}): Command => {
  n += 1
  return {
    id: freshId(),
    n,
    type: 'visit.log',
    v: 1,
    happenedAt: instantOf(NOW - 60_000),
    needs: [],
    seen: {},
    payload: aVisitPayload(),
    ...over,
  }
}
export const aVisitPayload = (over: Readonly<Record<string, unknown>> = {}) => ({
  household: 'h-s1-1',
  outcome: 'met',
  method: 'door',
  purpose: 'routine',
  ...over,
})

export const aRequest = (person: string, over: Partial<SyncRequest> = {}): SyncRequest => ({
  proto: 1,
  build: 'test',
  account: who(person).account,
  store: `store-${person}`,
  now: instantOf(NOW),
  mark: { seq: 0, hash: '' },
  cursor: 0,
  scope: 'held',
  commands: [],
  ...over,
})

/** One round trip that must be answered with 200. */
export async function sync(server: TestServer, person: string, over: Partial<SyncRequest> = {}): Promise<SyncResponse> {
  const now = instantOf(server.time.now)
  const answer = await syncOnce(server, who(person), aRequest(person, { now, ...over }))
  if (answer.status !== 200) throw new Error(`answered ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body as SyncResponse
}
export const push = async (
  server: TestServer,
  person: string,
  ...commands: readonly Command[]
): Promise<readonly Result[]> => (await sync(server, person, { commands })).results
/** Pushes one command and gives its answer. */
export async function pushOne(server: TestServer, person: string, over: Partial<Command> = {}): Promise<Result> {
  const [result] = await push(server, person, aCommand(over))
  if (result === undefined) throw new Error('no result')
  return result
}

interface Frame {
  readonly sort: number
  readonly header: unknown
  readonly body: Uint8Array
}
function readFrames(bytes: Uint8Array): readonly Frame[] {
  const frames: Frame[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < bytes.byteLength; ) {
    const header = at + FRAME_PREFIX
    const body = header + view.getUint32(at + 1)
    const end = body + view.getUint32(at + 5)
    const text = new TextDecoder().decode(bytes.subarray(header, body))
    frames.push({
      sort: view.getUint8(at),
      header: text === '' ? null : JSON.parse(text),
      body: bytes.subarray(body, end),
    })
    at = end
  }
  return frames
}
export interface Streamed {
  readonly head: PacksHead
  readonly packs: readonly { readonly header: PackHeader; readonly rows: readonly Row[] }[]
  readonly complete: boolean
}
export function readStream(bytes: Uint8Array): Streamed {
  const frames = readFrames(bytes)
  return {
    head: frames[0]?.header as PacksHead,
    packs: frames
      .filter((frame) => frame.sort === FRAME.pack)
      .map((frame) => ({
        header: frame.header as PackHeader,
        rows: (JSON.parse(gunzipSync(frame.body).toString()) as { rows: readonly Row[] }).rows,
      })),
    complete: frames.at(-1)?.sort === FRAME.end,
  }
}
export async function fetchPacks(
  server: TestServer,
  person: string,
  ask: { want?: readonly PackId[]; have?: readonly (readonly [PackId, number])[] } = {},
): Promise<Streamed> {
  const answer = await streamPacks(server, who(person), { account: who(person).account, have: [], ...ask })
  if ('status' in answer) throw new Error(`answered ${answer.status}`)
  const chunks: Uint8Array[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return readStream(Buffer.concat(chunks))
}

/** The plainest phone there can be: it holds packs and follows pages. */
export class PlainPhone {
  readonly server: TestServer
  readonly person: string
  packs = new Map<PackId, Map<string, Row>>()
  mark = { seq: 0, hash: '' }
  cursor = 0
  constructor(server: TestServer, person: string) {
    this.server = server
    this.person = person
  }
  async firstSync(): Promise<void> {
    const { head, packs } = await fetchPacks(this.server, this.person)
    this.packs = new Map(packs.map(({ header, rows }) => [header.id, new Map(rows.map((row) => [keyOf(row), row]))]))
    this.mark = head.head
    this.cursor = head.head.seq
  }
  /** Pulls until there is no more; gives the answers to the commands. */
  async round(commands: readonly Command[] = []): Promise<readonly SyncResponse[]> {
    const answers: SyncResponse[] = []
    for (let more = true; more; ) {
      const { mark, cursor, server, person } = this
      const first = answers.length === 0
      const scope = scopeOf(this.packs.keys())
      const answer = await sync(server, person, { mark, cursor, scope, commands: first ? commands : [] })
      answers.push(answer)
      await this.#apply(answer)
      more = answer.pull?.more === true
    }
    return answers
  }
  async #apply(answer: SyncResponse): Promise<void> {
    const { pull, scope } = answer
    if (pull === undefined) return
    for (const row of pull.rows) {
      const pack = this.packs.get(row.pack)
      const held = pack?.get(keyOf(row))
      if (pack !== undefined && (held === undefined || held.seq < row.seq)) pack.set(keyOf(row), row)
    }
    for (const exit of pull.exits) {
      const pack = this.packs.get(exit.pack)
      const held = pack?.get(keyOf(exit))
      if (held !== undefined && held.seq <= exit.seq) pack?.delete(keyOf(exit))
    }
    this.mark = pull.to
    this.cursor = pull.to.seq
    if (scope !== undefined) await this.#changeScope(scope)
  }
  async #changeScope(scope: readonly PackId[]): Promise<void> {
    for (const pack of this.packs.keys()) if (!scope.includes(pack)) this.packs.delete(pack)
    const want = scope.filter((pack) => !this.packs.has(pack))
    if (want.length === 0) return
    const { packs } = await fetchPacks(this.server, this.person, { want })
    for (const { header, rows } of packs) this.packs.set(header.id, new Map(rows.map((row) => [keyOf(row), row])))
  }
  rows(): readonly Row[] {
    return [...this.packs.values()].flatMap((pack) => [...pack.values()])
  }
  find(kind: string, id: string): Row | undefined {
    return this.rows().find((row) => row.kind === kind && row.id === id)
  }
}
const keyOf = (row: { kind: string; id: string }): string => `${row.kind}/${row.id}`
