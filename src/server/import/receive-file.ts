import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { IMPORT_FILE_LIMIT } from '../../domain/import-wire.ts'

class TooLarge extends Error {}

/** Writes a stream to a file that only this user can read; false where it is larger than a file may be. */
export async function receiveFile(body: Readable, path: string): Promise<boolean> {
  let size = 0
  async function* limited(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > IMPORT_FILE_LIMIT) throw new TooLarge()
      yield chunk
    }
  }
  try {
    await pipeline(body, limited, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
    return true
  } catch (error) {
    if (error instanceof TooLarge) return false
    throw error
  }
}
