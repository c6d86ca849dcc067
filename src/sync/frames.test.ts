import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FRAME } from '../domain/wire.ts'
import { type Frame, readFrames } from './frames.ts'

const HEAD = { head: { seq: 4, hash: 'h' }, scope: ['c'], packs: 2 }
const BODY = Uint8Array.from({ length: 300 }, (_, n) => n % 256)
function frame(sort: number, header: unknown = undefined, body: Uint8Array = new Uint8Array(0)): Uint8Array {
  const head = header === undefined ? new Uint8Array(0) : new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(9 + head.length + body.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, sort)
  view.setUint32(1, head.length)
  view.setUint32(5, body.length)
  bytes.set(head, 9)
  bytes.set(body, 9 + head.length)
  return bytes
}
const join = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const STREAM = join([frame(FRAME.head, HEAD), frame(FRAME.pack, { id: 'c', seq: 4 }, BODY), frame(FRAME.end)])
async function read(chunks: readonly Uint8Array[]): Promise<readonly Frame[]> {
  const frames: Frame[] = []
  const arriving = (async function* () {
    yield* chunks
  })()
  for await (const one of readFrames(arriving)) frames.push(one)
  return frames
}

test('frames are the same however the network cuts them', async () => {
  const whole = await read([STREAM])
  expect(whole).toEqual([
    { sort: 'head', head: HEAD },
    { sort: 'pack', pack: { header: { id: 'c', seq: 4 }, body: BODY } },
    { sort: 'end' },
  ])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: STREAM.length }), { maxLength: 12 }), async (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), STREAM.length]
      expect(await read(at.slice(1).map((to, n) => STREAM.subarray(at[n], to)))).toEqual(whole)
    }),
  )
})
test('P1 a stream that was cut gives what came whole and no end', async () => {
  const frames = await read([STREAM.subarray(0, STREAM.length - 12)])
  expect(frames.map((one) => one.sort)).toEqual(['head'])
})
test('N1 bytes that are no frames of ours end the stream', async () => {
  expect(await read([new TextEncoder().encode('<!doctype html><title>Wi-Fi</title>')])).toEqual([])
  expect(await read([join([frame(FRAME.head, HEAD), frame(9, {})])])).toHaveLength(1)
})
