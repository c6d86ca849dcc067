import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { close, closePacked, nativeGzip, open, openEach } from './bytes.ts'

const value = { words: '还没有', rows: Array.from({ length: 500 }, (_, n) => ({ n, text: '梧桐里' })) }

test('a body comes back as it was, small ones plain and large ones packed', async () => {
  const gzip = nativeGzip()
  const small = await close({ a: '甲' }, gzip)
  const large = await close(value, gzip)
  expect([small[0], large[0]]).toEqual([0, 1])
  expect(large.length).toBeLessThan(JSON.stringify(value).length / 4)
  expect(await open(small, gzip)).toEqual({ a: '甲' })
  expect(await open(large, gzip)).toEqual(value)
})
test('a body that the server packed is kept without packing it again', async () => {
  const packed = gzipSync(JSON.stringify(value))
  const bytes = closePacked(packed)
  expect(bytes.length).toBe(packed.length + 1)
  expect(await open(bytes, nativeGzip())).toEqual(value)
})
test('I10 a container that this build does not know asks for an update', async () => {
  await expect(open(new Uint8Array([7, 1]), nativeGzip())).rejects.toMatchObject({
    kind: 'upgrade',
    retry: 'after-update',
  })
})
test('I10 records come opened in their order, and one that cannot be read is told in its turn', async () => {
  const gzip = nativeGzip()
  const bodies = await Promise.all(Array.from({ length: 20 }, (_, n) => close({ ...value, n }, gzip)))
  const records = bodies.map((bytes, n) => ({ n, bytes: n === 9 ? new Uint8Array([7, 1]) : bytes }))
  const came: unknown[] = []
  for (const [record, opening] of openEach(records, gzip)) {
    came.push(
      await opening.then(
        (body) => (body as { n: number }).n === record.n,
        ({ kind }) => kind,
      ),
    )
  }
  expect(came).toEqual(records.map(({ n }) => (n === 9 ? 'upgrade' : true)))
})
