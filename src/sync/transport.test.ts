import { describe, expect, test } from 'vitest'
import { asId } from '../domain/ids.ts'
import { FRAME, FRAME_PREFIX, type PacksHead } from '../domain/wire.ts'
import { syncGzip } from '../testing/phone-kit.ts'
import { makeTransport } from './transport.ts'

function aHeadFrame(packs: number): Uint8Array {
  const head: PacksHead = { head: { seq: 1, hash: 'm' }, scope: [], packs }
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
