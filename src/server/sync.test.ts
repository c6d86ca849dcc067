import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { scopeOf, sumRows } from '../domain/check.ts'
import type { Command } from '../domain/commands.ts'
import { instantOf, type PackId } from '../domain/ids.ts'
import type { SyncRequest, SyncResponse } from '../domain/wire.ts'
import { aServer, freshId, NOW, packOf, type TestServer, who } from '../testing/community.ts'
import { streamPacks } from './packs.ts'
import { syncOnce } from './sync.ts'

let n = 0
const aCommand = (over: Partial<Command> = {}): Command => {
  n += 1
  return {
    id: freshId(),
    n,
    type: 'visit.log',
    v: 1,
    happenedAt: instantOf(NOW - 60_000),
    needs: [],
    seen: {},
    payload: { household: 'h-s1-1', outcome: 'met', method: 'door', purpose: 'routine' },
    ...over,
  }
}
const aRequest = (person: string, over: Partial<SyncRequest> = {}): SyncRequest => ({
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
const sync = async (server: TestServer, person: string, over: Partial<SyncRequest> = {}): Promise<SyncResponse> => {
  const answer = await syncOnce(server, who(person), aRequest(person, over))
  expect(answer.status).toBe(200)
  return answer.body as SyncResponse
}

test('a visit pushed by a leader is pulled by the coordinator with author, time and receipt', async () => {
  const server = await aServer()
  const start = await sync(server, 'staff')
  const visit = aCommand()
  const pushed = await sync(server, 'leader1', { commands: [visit] })
  expect(pushed.results).toMatchObject([{ id: visit.id, status: 'ok', seq: 5 }])
  const to = start.pull?.to ?? { seq: 0, hash: '' }
  const pulled = await sync(server, 'staff', { mark: to, cursor: to.seq, scope: scopeOf(start.scope ?? []) })
  const row = pulled.pull?.rows.find((each) => each.kind === 'visit')
  expect(row?.body).toMatchObject({ by: 'leader1', at: instantOf(NOW - 60_000), received: instantOf(NOW) })
  expect(pulled.scope).toBeUndefined()
})

test('packs arrive as frames with sums that fit their rows', async () => {
  const server = await aServer()
  const stream = await streamPacks(server, who('leader1'), { account: who('leader1').account, have: [] })
  if ('status' in stream) throw new Error('refused')
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const frames = chunks.map((bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    const head = view.getUint32(1)
    const text = new TextDecoder().decode(bytes.subarray(9, 9 + head))
    return { sort: bytes[0], header: text === '' ? null : JSON.parse(text), body: bytes.subarray(9 + head) }
  })
  expect(frames.map((frame) => frame.sort)).toEqual([1, 2, 2, 2, 3])
  expect(frames[0]?.header).toMatchObject({ head: { seq: 4 }, packs: 3, scope: ['c', 'p:leader1', packOf('s1')] })
  for (const frame of frames.slice(1, 4)) {
    const body = JSON.parse(gunzipSync(frame.body).toString()) as { rows: never[]; id: PackId }
    expect(sumRows(body.rows)).toEqual(frame.header.sum)
  }
})
