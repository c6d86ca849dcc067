import { expect, test } from 'vitest'
import { BlobCache } from './blobs.ts'

const bytes = (length: number): Uint8Array => new Uint8Array(length)
/** Packs that many bytes and counts how often it was asked to. */
function aPacker(length: number): { times: number; pack(): Promise<Uint8Array> } {
  const packer = {
    times: 0,
    pack: async () => {
      packer.times += 1
      return bytes(length)
    },
  }
  return packer
}

test('a crowd that asks for one pack at once packs it once', async () => {
  const cache = new BlobCache(1000)
  const packer = aPacker(10)
  const all = await Promise.all(Array.from({ length: 100 }, () => cache.make('a', packer.pack)))
  expect(packer.times).toBe(1)
  expect(new Set(all).size).toBe(1)
  await cache.make('a', packer.pack)
  expect(packer.times).toBe(1)
})

test('a pack that could not be packed is packed anew for the next', async () => {
  const cache = new BlobCache(1000)
  await expect(cache.make('a', () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory')
  expect(cache.find('a')).toBeUndefined()
  expect(await cache.make('a', aPacker(10).pack)).toEqual(bytes(10))
})

test('beyond the limit the longest unused goes first', async () => {
  const cache = new BlobCache(25)
  for (const key of ['a', 'b']) await cache.make(key, aPacker(10).pack)
  await cache.find('a')
  await cache.make('c', aPacker(10).pack)
  expect(['a', 'b', 'c'].map((key) => cache.find(key) !== undefined)).toEqual([true, false, true])
})
