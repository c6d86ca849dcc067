import { Fault } from './fault.ts'

export type Bytes = Uint8Array<ArrayBuffer>

/**
 * Compression as a door: the simulator passes a synchronous one, since asynchronous gzip finishes in another order
 * each time and no seed could be replayed.
 */
export interface Gzip {
  zip(bytes: Bytes): Bytes | Promise<Bytes>
  unzip(bytes: Bytes): Bytes | Promise<Bytes>
}

/** First byte of every body on disk: how the rest is to be read. */
const PLAIN = 0
const GZIP = 1
/** Below this gzip costs more than it saves. */
const SMALL = 4096

const contain = (container: number, body: Uint8Array): Bytes => {
  const bytes = new Uint8Array(body.length + 1)
  bytes[0] = container
  bytes.set(body, 1)
  return bytes
}

/** Every body that is stored passes `close` and comes back through `open`, so that sealing later changes this file alone. */
export async function close(value: unknown, gzip: Gzip): Promise<Bytes> {
  const plain = new TextEncoder().encode(JSON.stringify(value))
  return plain.length < SMALL ? contain(PLAIN, plain) : contain(GZIP, await gzip.zip(plain))
}

/** A body that the server has already packed. */
export const closePacked = (packed: Uint8Array): Bytes => contain(GZIP, packed)

/** Raises Fault `upgrade` for a container that only a newer build can read. */
export async function open(bytes: Bytes, gzip: Gzip): Promise<unknown> {
  const body = bytes.subarray(1)
  switch (bytes[0]) {
    case PLAIN:
      return JSON.parse(new TextDecoder().decode(body))
    case GZIP:
      return JSON.parse(new TextDecoder().decode(await gzip.unzip(body)))
    default:
      throw new Fault('upgrade')
  }
}

/** So many are unpacked side by side. */
const AHEAD = 6
/**
 * Opens records in their order, the next ones begun before they are asked for: a stream hands its bytes over in several
 * turns, and one after the other most of the time would go in waiting for them.
 */
export function* openEach<R extends { readonly bytes: Bytes }>(
  records: readonly R[],
  gzip: Gzip,
): Generator<readonly [R, Promise<unknown>]> {
  const begun: Promise<unknown>[] = []
  let next = 0
  for (const record of records) {
    for (; next < records.length && begun.length < AHEAD; next++) {
      const opening = open(records[next]?.bytes ?? record.bytes, gzip)
      // One that cannot be read is told to whoever awaits it, in its turn.
      opening.catch(() => undefined)
      begun.push(opening)
    }
    yield [record, begun.shift() as Promise<unknown>]
  }
}

/** The browser's own streams (Chromium 80, Firefox 113, Safari 16.4). */
export function nativeGzip(): Gzip {
  const through = async (bytes: Bytes, { readable, writable }: GenericTransformStream): Promise<Bytes> => {
    // Straight into the stream: a blob goes to another process of the browser and back.
    const writer = writable.getWriter()
    const written = writer.write(bytes).then(() => writer.close())
    const [read] = await Promise.all([new Response(readable).arrayBuffer(), written])
    return new Uint8Array(read)
  }
  return {
    zip: (bytes) => through(bytes, new CompressionStream('gzip')),
    unzip: (bytes) => through(bytes, new DecompressionStream('gzip')),
  }
}
