import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { asId } from '../domain/ids.ts'
import { FRAME, FRAME_PREFIX, type PacksHead, type SyncRequest } from '../domain/wire.ts'
import { NOON, syncGzip } from '../testing/phone-kit.ts'
import { makeTransport } from './transport.ts'

function aHeadFrame(packs: number): Uint8Array {
  const head: PacksHead = { now: NOON, head: { seq: 1, hash: 'm' }, scope: [], packs }
  const header = new TextEncoder().encode(JSON.stringify(head))
  const frame = new Uint8Array(FRAME_PREFIX + header.length)
  frame[0] = FRAME.head
  new DataView(frame.buffer).setUint32(1, header.length)
  frame.set(header, FRAME_PREFIX)
  return frame
}
/** A stream that hands over all its frames and then breaks. */
const broken = (frames: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const frame of frames) controller.enqueue(frame)
      setTimeout(() => controller.error(new TypeError('network')), 20)
    },
  })

describe('the network as a round sees it', () => {
  test('all that arrived before a stream broke is given, however slowly it is taken', async () => {
    const body = broken([1, 2, 3, 4].map(aHeadFrame))
    const headers = { 'content-type': 'application/octet-stream' }
    const transport = makeTransport({ fetch: async () => new Response(body, { headers }), gzip: syncGzip })
    const frames = await transport.packs({ account: asId('a-1'), have: [] }, new AbortController().signal)
    if ('failed' in frames) throw new Error(frames.failed)
    const counts: number[] = []
    for await (const frame of frames) {
      if (frame.sort === 'head') counts.push(frame.head.packs)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    expect(counts).toEqual([1, 2, 3, 4])
  })
})

const request = { account: 'a', now: NOON, commands: [] } as unknown as SyncRequest
const quiet = () => new AbortController().signal
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  makeTransport({ fetch: async () => Response.json(body, { status, headers }), gzip: syncGzip }).sync(request, quiet())
const error = (code: string) => ({ error: { code } })
const OK = { now: NOON, results: [], safe: 0 }

describe('an answer', () => {
  test('of ours comes through', async () => {
    expect(await answer(200, OK)).toEqual(OK)
  })
  test('N1 that is not recognisably ours counts as no network', async () => {
    const page = async (status: number) => new Response('<html>', { status, headers: { 'content-type': 'text/html' } })
    for (const status of [200, 302, 401, 403, 404, 500, 502, 503, 511]) {
      const sent = makeTransport({ fetch: () => page(status), gzip: syncGzip }).sync(request, quiet())
      expect(await sent).toMatchObject({ failed: 'network' })
    }
    expect(await answer(200, { hello: 'portal' })).toEqual({ failed: 'network' })
    expect(await answer(401, { message: 'log in' })).toEqual({ failed: 'network' })
    const down = makeTransport({ fetch: () => Promise.reject(new TypeError('failed')), gzip: syncGzip })
    expect(await down.sync(request, quiet())).toEqual({ failed: 'network' })
    expect(await down.packs({ account: asId('a'), have: [] }, quiet())).toEqual({ failed: 'network' })
  })
  test('N3 that refuses has a name', async () => {
    expect(await answer(401, error('signed_out'))).toEqual({ failed: 'signed_out' })
    expect(await answer(403, error('revoked'))).toEqual({ failed: 'revoked' })
    expect(await answer(403, error('origin'))).toEqual({ failed: 'refused' })
    expect(await answer(409, error('other_account'))).toEqual({ failed: 'other_account' })
  })
  test('N2 counts against the batch only if it rejects the request, or a proxy found it too large', async () => {
    expect(await answer(400, error('bad_request'))).toEqual({ failed: 'rejected' })
    expect(await answer(500, error('failed'))).toEqual({ failed: 'rejected' })
    expect(await answer(413, error('too_large'))).toEqual({ failed: 'rejected' })
    expect(await answer(413, 'Request Entity Too Large')).toEqual({ failed: 'rejected' })
    expect(await answer(413, error('scope_too_large'))).toEqual({ failed: 'scope_too_large' })
    expect(await answer(502, error('failed'))).toEqual({ failed: 'network' })
  })
  test('N5 of a busy server says when to come again', async () => {
    const busy = { 'retry-after': '60' }
    expect(await answer(503, error('disk_full'), busy)).toEqual({ failed: 'busy', retryAfter: 60_000 })
    expect(await answer(429, error('too_many'), busy)).toEqual({ failed: 'busy', retryAfter: 60_000 })
    expect(await answer(503, error('busy'), { 'retry-after': 'soon' })).toEqual({ failed: 'busy' })
  })
})

test('a large request is packed, a small one is not, and redirects are not followed', async () => {
  const sent: RequestInit[] = []
  const fetch = async (_: unknown, init: RequestInit = {}) => {
    sent.push(init)
    return Response.json(OK)
  }
  const transport = makeTransport({ fetch, gzip: syncGzip })
  await transport.sync(request, quiet())
  const large = { ...request, store: 'x'.repeat(5_000) }
  await transport.sync(large, quiet())
  expect(sent.map((init) => new Headers(init.headers).get('content-encoding'))).toEqual([null, 'gzip'])
  expect(JSON.parse(gunzipSync(sent[1]?.body as Uint8Array).toString())).toEqual(large)
  expect(sent.map((init) => init.redirect)).toEqual(['error', 'error'])
})

describe('a server that takes the request and then says nothing', () => {
  afterEach(() => void vi.useRealTimers())
  test('N1 is given up after a while', async () => {
    vi.useFakeTimers()
    const fetch = (_: unknown, init: RequestInit = {}) =>
      new Promise<Response>((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
      })
    const sent = makeTransport({ fetch, gzip: syncGzip }).sync(request, quiet())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await sent).toEqual({ failed: 'network' })
  })
  test('P1 or stops in the middle of a stream, just ends', async () => {
    vi.useFakeTimers()
    const fetch = async (_: unknown, init: RequestInit = {}) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          init.signal?.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')))
        },
      })
      return new Response(body, { headers: { 'content-type': 'application/octet-stream' } })
    }
    const frames = await makeTransport({ fetch, gzip: syncGzip }).packs({ account: asId('a'), have: [] }, quiet())
    if ('failed' in frames) throw new Error(frames.failed)
    const seen: unknown[] = []
    const reading = (async () => {
      for await (const frame of frames) seen.push(frame)
    })()
    await vi.advanceTimersByTimeAsync(60_000)
    await reading
    expect(seen).toEqual([])
  })
})
