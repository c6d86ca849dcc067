import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { readFile } from './read-file.ts'
import { decodeText } from './text.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const CSV = '楼栋,室号,姓名,电话\n12号楼,302,张建明,15400001234\n'
/** 楼栋,室号,姓名 / 12号楼,302,张建明 in GB18030 with CRLF, as an office program writes it. */
const GBK = Uint8Array.from([
  ...[0xc2, 0xa5, 0xb6, 0xb0, 0x2c, 0xca, 0xd2, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0d, 0x0a],
  ...[0x31, 0x32, 0xba, 0xc5, 0xc2, 0xa5, 0x2c, 0x33, 0x30, 0x32, 0x2c, 0xd5, 0xc5, 0xbd, 0xa8, 0xc3, 0xf7, 0x0d, 0x0a],
])
const rowsOf = async (bytes: Uint8Array) => {
  const outcome = await readFile('roster', bytes)
  return 'ok' in outcome && 'rows' in outcome.ok ? outcome.ok.rows : outcome
}
const faultOf = async (bytes: Uint8Array) => {
  const outcome = await readFile('roster', bytes)
  return 'fault' in outcome ? outcome.fault : outcome
}
const zhang = { building: '12号楼', room: '302', name: '张建明' }

test('text is read as UTF-8 with or without mark, as UTF-16 with its mark, else as GB18030', async () => {
  for (const text of [CSV, `\uFEFF${CSV}`]) expect(await rowsOf(utf8(text))).toMatchObject([{ line: 2, cells: zhang }])
  expect(await rowsOf(GBK)).toEqual([{ line: 2, cells: zhang }])
  const utf16 = Buffer.from(`\uFEFF${CSV}`, 'utf16le')
  expect(await rowsOf(utf16)).toMatchObject([{ cells: zhang }])
  expect(decodeText(utf16.swap16())).toContain('张建明')
})

test('commas, tabs and semicolons part cells, and lines end in any manner', async () => {
  for (const [delimiter, end] of [
    ['\t', '\r\n'],
    [';', '\r'],
    ['，', '\n'],
  ] as const) {
    const text = CSV.replaceAll(',', delimiter).replaceAll('\n', end)
    expect(await rowsOf(utf8(text)), delimiter).toMatchObject([{ cells: zhang }])
  }
})

test('headers may be English, bear full-width colons, stars and hints, and stand below a title', async () => {
  const titled = `某社区人口登记表,,\n,,\n楼栋：,室号（必填）,* 姓 名 \n12号楼,302,张建明\n`
  expect(await rowsOf(utf8(titled))).toEqual([{ line: 4, cells: zhang }])
  const english = 'Block,Unit No.,Full Name\n12号楼,302,张建明\n'
  expect(await rowsOf(utf8(english))).toEqual([{ line: 2, cells: zhang }])
})

test('an XLSX file gives the same rows, numbers and days as text', async () => {
  const sheet = await writeXlsxFile([
    [{ value: '楼栋' }, { value: '室号' }, { value: '姓名' }, { value: '出生日期' }],
    [
      { value: '12号楼' },
      { value: 302, type: Number },
      { value: '张建明' },
      { value: new Date('1944-03-09T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
    ],
  ]).toBuffer()
  expect(await rowsOf(sheet)).toEqual([{ line: 2, cells: { ...zhang, birth: '1944-03-09' } }])
})

test('in one column of an XLSX file days that are text stand beside days that are days', async () => {
  const day = { value: new Date('1944-03-09T00:00:00Z'), type: Date, format: 'yyyy/mm/dd' }
  const births = [
    day,
    { value: '1944年3月9日' },
    { value: '1944.03' },
    { value: 1944, type: Number },
    { value: '不详' },
  ]
  const sheet = await writeXlsxFile([
    [{ value: '楼栋' }, { value: '室号' }, { value: '姓名' }, { value: '出生日期' }],
    ...births.map((birth) => [{ value: '12号楼' }, { value: '302' }, { value: '张建明' }, birth]),
  ]).toBuffer()
  const rows = await rowsOf(sheet)
  const cells = Array.isArray(rows) ? rows.map((row) => row.cells.birth) : rows
  expect(cells).toEqual(['1944-03-09', '1944年3月9日', '1944.03', '1944', '不详'])
})

test('an old workbook (XLS) gives the same rows, from the sheet that is a roster', async () => {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([['填表说明'], ['请勿改动']]), '说明')
  const rows = [
    ['楼栋', '室号', '姓名', '出生日期'],
    ['12号楼', 302, '张建明', new Date('1944-03-09T00:00:00Z')],
  ]
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows, { cellDates: true, UTC: true }), '名册')
  expect(await readFile('roster', write(book, { type: 'buffer', bookType: 'biff8' }) as Uint8Array)).toMatchObject({
    ok: {
      rows: [{ line: 2, cells: { ...zhang, birth: '1944-03-09' } }],
      remarks: [{ code: 'other_sheets', found: '说明', count: 2 }],
    },
  })
})

test('columns may be named by hand; an identity column may not', async () => {
  const text = utf8('a,b,c,户主身份证件号\n12号楼,302,张建明,11010519491231002X\n')
  const before = await readFile('roster', text)
  expect(before).toMatchObject({
    fault: 'no_header',
    preview: { line: 1, sample: [{ cells: ['12号楼', '302', '张建明', ''] }] },
  })
  const columns = { '0': 'building', '1': 'room', '2': 'name', '3': 'note' }
  expect(await readFile('roster', text, { columns })).toMatchObject({
    ok: { rows: [{ line: 2, cells: zhang }], identity: ['户主身份证件号'] },
    preview: {
      columns: [{ field: 'building' }, { field: 'room' }, { field: 'name' }, { field: '', isIdentity: true }],
    },
  })
})

test('a column may be taken away from a field and given to another', async () => {
  const text = utf8('楼栋,室号,姓名,备注,说明二\n12号楼,302,张建明,甲,乙\n')
  const taken = await readFile('roster', text, { columns: { '3': '', '4': 'note' } })
  expect(taken).toMatchObject({ ok: { rows: [{ cells: { ...zhang, note: '乙' } }], unused: ['备注'] } })
})

test('full-width digits and letters are read as what they are, free words stay as they are written', async () => {
  const text = utf8('楼栋：,室号：,姓名,备注\n１２号楼,３０２,张建明,电话：１２\n')
  expect(await rowsOf(text)).toEqual([{ line: 2, cells: { ...zhang, note: '电话：１２' } }])
})

test('identity numbers never come in: their columns are left out, elsewhere they are masked', async () => {
  const text = '楼栋,室号,姓名,身份证号码,备注\n12号楼,302,张建明,11010519491231002X,证号 11010519491231002X 已核\n'
  const outcome = await readFile('roster', utf8(text))
  expect(JSON.stringify(outcome)).not.toContain('19491231')
  expect(outcome).toMatchObject({ ok: { identity: ['身份证号码'] } })
})

test('what cannot be read at all is one clear fault', async () => {
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['empty', utf8('')],
    ['empty', utf8('\n\n,,\n')],
    ['empty', utf8('楼栋,室号,姓名\n')],
    ['no_header', utf8('a,b,c\n1,2,3\n')],
    ['missing_columns', utf8('姓名,电话\n张建明,154\n')],
    ['not_a_table', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0])],
    ['web_page', utf8('\n<html><body><table><tr><td>楼栋</td></tr></table></body></html>')],
    ['too_many_columns', utf8(`楼栋,室号,姓名${',甲'.repeat(10_000)}\n`)],
    ['not_a_table', utf8('{"type":"FeatureCollection"}')],
    ['not_a_table', utf8('<?xml version="1.0"?>')],
    ['not_a_table', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])],
    ['not_a_table', Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9])],
    ['broken_table', utf8('楼栋,室号,姓名\n"12号楼,302,张建明\n')],
  ]
  for (const [fault, bytes] of cases) expect(await faultOf(bytes), fault).toBe(fault)
})

test('a web page under the name of a table is told as one, however it begins and whatever it is given as', async () => {
  const table = '<table><tr><td>楼栋</td><td>室号</td><td>姓名</td></tr></table>'
  const pages = [
    `<!-- 报表系统 -->\n${table}`,
    `<div class="x">${table}</div>`,
    `<?xml version="1.0" encoding="utf-8"?>\n<!-- a -->\n<html xmlns="http://www.w3.org/1999/xhtml">${table}</html>`,
    `\uFEFF<!DOCTYPE html><html>${table}</html>`,
    `From: <Saved by Blink>\r\nSubject: 名册\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n\r\n<html>${table}</html>`,
  ]
  for (const page of pages)
    for (const source of ['roster', 'buildings', 'boundaries', 'facilities', 'posts', 'grids'] as const)
      expect(await readFile(source, utf8(page)), `${source} ${page}`).toMatchObject({ fault: 'web_page' })
  expect(await faultOf(utf8('<?xml version="1.0"?><osm version="0.6"></osm>'))).toBe('not_a_table')
})

test('cells that say there is nothing say nothing, and rows of them are no rows', async () => {
  const text = '楼栋,室号,姓名,电话\n12号楼,302,张建明,暂无数据\n,,,\n　,无,-,N/A\n'
  expect(await rowsOf(utf8(text))).toEqual([{ line: 2, cells: zhang }])
})
