import { FRAME, FRAME_PREFIX, type PackHeader, type PacksHead } from '../domain/wire.ts'
import type { ArrivedPack } from '../store/staged.ts'

export type Frame =
  | { readonly sort: 'head'; readonly head: PacksHead }
  | { readonly sort: 'pack'; readonly pack: ArrivedPack }
  /** A stream without it was cut. */
  | { readonly sort: 'end' }

/** A frame longer than this is not ours. */
const LONGEST = 64 * 1024 * 1024

/** Takes a stream of packs apart as its bytes arrive; ends quietly at the first byte that makes no sense. */
export async function* readFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Frame, void> {
  let held: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks) {
    held = join(held, chunk)
    for (let frame = cutFrame(held); frame !== 'short'; frame = cutFrame(held)) {
      if (frame === 'bad') return
      held = held.subarray(frame.length)
      yield frame.frame
      if (frame.frame.sort === 'end') return
    }
  }
}
function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function cutFrame(bytes: Uint8Array): { frame: Frame; length: number } | 'short' | 'bad' {
  if (bytes.length < FRAME_PREFIX) return 'short'
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const header = view.getUint32(1)
  const body = view.getUint32(5)
  const length = FRAME_PREFIX + header + body
  if (length > LONGEST) return 'bad'
  if (bytes.length < length) return 'short'
  const frame = readFrame(bytes[0], {
    header: () => JSON.parse(new TextDecoder().decode(bytes.subarray(FRAME_PREFIX, FRAME_PREFIX + header))),
    body: () => bytes.slice(FRAME_PREFIX + header, length),
  })
  return frame === undefined ? 'bad' : { frame, length }
}
function readFrame(sort: number | undefined, parts: { header(): unknown; body(): Uint8Array }): Frame | undefined {
  switch (sort) {
    case FRAME.head:
      return { sort: 'head', head: parts.header() as PacksHead }
    case FRAME.pack:
      return { sort: 'pack', pack: { header: parts.header() as PackHeader, body: parts.body() } }
    case FRAME.end:
      return { sort: 'end' }
    default:
      return undefined
  }
}
