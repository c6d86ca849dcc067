import { expect, test } from 'vitest'
import { FileFault } from './problems.ts'
import { readApart } from './read-apart.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'read',
    (error: unknown) => (error instanceof FileFault ? error.code : error),
  )

test('a file is read in a process of its own', async () => {
  expect(await readApart('roster', utf8('楼栋,室号,姓名\n1,302,张建明\n'))).toMatchObject({
    rows: [{ line: 2, cells: { building: '1', room: '302', name: '张建明' } }],
  })
  expect(await codeOf(readApart('buildings', utf8('{')))).toBe('not_json')
})

test('a file that takes longer than its time is one clear fault', async () => {
  const long = `楼栋,室号,姓名\n${'1,302,张建明\n'.repeat(400_000)}`
  expect(await codeOf(readApart('roster', utf8(long), { megabytes: 256, milliseconds: 40 }))).toBe('too_slow')
})

test('a file that takes more memory than it may is one clear fault', async () => {
  const deep = `{"type":"FeatureCollection","features":[${'{"a":[{}]},'.repeat(900_000)}{}]}`
  expect(await codeOf(readApart('buildings', utf8(deep), { megabytes: 24, milliseconds: 60_000 }))).toBe(
    'too_much_memory',
  )
})

test('a file beyond the limit is not even handed over', async () => {
  expect(await codeOf(readApart('roster', new Uint8Array(64 * 1024 * 1024 + 1)))).toBe('too_big')
})
