import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { IMPORT_FILE_LIMIT } from '../../domain/import-wire.ts'

class TooLarge extends Error {}

/**
 * Writes a stream to a file that only this user can read; false where it is larger than a file may be. What is left of
 * the stream then is the caller's: a request that is destroyed half read stops its connection until it times out.
 */
export async function receiveFile(body: Readable, path: string): Promise<boolean> {
  let size = 0
  async function* limited(): AsyncGenerator<Buffer> {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > IMPORT_FILE_LIMIT) throw new TooLarge()
      yield chunk
    }
  }
  try {
    await pipeline(limited, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
    return true
  } catch (error) {
    if (error instanceof TooLarge) return false
    throw error
  }
}
