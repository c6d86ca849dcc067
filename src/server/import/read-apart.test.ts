import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Source } from './problems.ts'
import { type ReadingLimits, readApart } from './read-apart.ts'

const aFile = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'read-apart-')), 'file')
  writeFileSync(path, text)
  return path
}
const faultOf = async (source: Source, path: string, limits: Partial<ReadingLimits> = {}) => {
  const outcome = await readApart({ source, path }, limits)
  return 'fault' in outcome ? outcome.fault : 'read'
}
const PEOPLE = '楼栋,室号,姓名\n1,302,张建明\n'

test('a file is read in a process of its own', async () => {
  expect(await readApart({ source: 'roster', path: aFile(PEOPLE) })).toMatchObject({
    ok: { rows: [{ line: 2, cells: { building: '1', room: '302', name: '张建明' } }] },
    preview: { line: 1, rows: 1 },
  })
  expect(await faultOf('buildings', aFile('{'))).toBe('not_json')
})

test('a file that takes longer than its time is one clear fault', async () => {
  const long = `楼栋,室号,姓名\n${'1,302,张建明\n'.repeat(400_000)}`
  expect(await faultOf('roster', aFile(long), { milliseconds: 40 })).toBe('too_slow')
})

test('a file that takes more memory than it may is one clear fault', async () => {
  const deep = `{"type":"FeatureCollection","features":[${'{"a":[{}]},'.repeat(900_000)}{}]}`
  expect(await faultOf('buildings', aFile(deep), { megabytes: 24 })).toBe('too_much_memory')
})

test('a file beyond the limit is not even opened', async () => {
  const path = aFile('')
  truncateSync(path, 100 * 1024 * 1024)
  expect(await faultOf('roster', path)).toBe('too_big')
})

test('a reading that is stopped ends at once and says so', async () => {
  const stop = new AbortController()
  const reading = faultOf('roster', aFile(PEOPLE), { signal: stop.signal })
  stop.abort()
  expect(await reading).toBe('stopped')
})
