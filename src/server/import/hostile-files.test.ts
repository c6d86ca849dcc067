import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import type { Source } from './problems.ts'
import { readApart } from './read-apart.ts'

/** What a file comes to within the limits of every import: 256 MB of heap, 60 s, 64 MB inflated. */
async function faultOf(source: Source, bytes: Uint8Array | string): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'hostile-')), 'file')
  writeFileSync(path, bytes)
  const outcome = await readApart({ source, path })
  return 'fault' in outcome ? outcome.fault : 'read'
}
const workbook = (rows: readonly (readonly string[])[]): Promise<Buffer> =>
  writeXlsxFile(rows.map((row) => row.map((value) => ({ value })))).toBuffer()

test('a small workbook that inflates to more than 64 MB is one clear fault', async () => {
  const big = await workbook(Array.from({ length: 2200 }, (_, place) => [`${place}${'a'.repeat(32_000)}`]))
  expect(big.length).toBeLessThan(2_000_000)
  expect(await faultOf('roster', big)).toBe('too_big')
})

test('10,000 columns are one clear fault in a workbook of either age and in a text table', async () => {
  const wide = [Array.from({ length: 10_000 }, (_, place) => `列${place}`)]
  expect(await faultOf('roster', await workbook(wide))).toBe('too_many_columns')
  expect(await faultOf('roster', wide[0]?.join(',') ?? '')).toBe('too_many_columns')
  const book = utils.book_new(utils.aoa_to_sheet([Array.from({ length: 256 }, () => 'x')]))
  expect(await faultOf('roster', write(book, { type: 'buffer', bookType: 'biff8' }) as Uint8Array)).toBe('no_header')
})

test('100 MB and more rows than a town has people are one clear fault', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'hostile-')), 'file')
  writeFileSync(path, '楼栋,室号,姓名\n')
  truncateSync(path, 100 * 1024 * 1024)
  expect(await readApart({ source: 'roster', path })).toMatchObject({ fault: 'too_big' })
  expect(await faultOf('roster', `楼栋,室号,姓名\n${'1,2,甲\n'.repeat(210_000)}`)).toBe('too_many_rows')
})

test('a page of the web that calls itself a workbook is told as what it is', async () => {
  const page = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>楼栋</td></tr></table></html>'
  for (const source of ['roster', 'posts'] as const) expect(await faultOf(source, page)).toBe('web_page')
})

test('a workbook of Excel 97 that is cut short or full of chance is one clear fault', async () => {
  const book = utils.book_new(
    utils.aoa_to_sheet([
      ['楼栋', '室号'],
      ['1', '2'],
    ]),
  )
  const whole = write(book, { type: 'buffer', bookType: 'biff8' }) as Uint8Array
  for (const length of [600, 1100, whole.length - 700])
    expect(await faultOf('roster', whole.subarray(0, length)), String(length)).toMatch(
      /^(?:not_a_table|empty|no_header)$/u,
    )
  const noise = Uint8Array.from(whole, (byte, place) => (place < 512 ? byte : (place * 7919) % 251))
  expect(await faultOf('roster', noise)).toMatch(/^(?:not_a_table|empty|no_header)$/u)
})
