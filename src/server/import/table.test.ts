import { utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { readTables } from './table.ts'

const linesOf = async (bytes: Uint8Array) =>
  (await readTables(bytes)).map(({ rows }) => rows.map(({ line, cells }) => `${line} ${cells[0]}`))

test('a row is told by the line on which it begins, whatever lines its cells hold and whatever empty ones stand before', async () => {
  const csv = '楼栋,备注\n1号楼,"先敲门\n再打电话"\n\n2号楼,\n'
  expect(await linesOf(new TextEncoder().encode(csv))).toEqual([['1 楼栋', '2 1号楼', '5 2号楼']])
})

test('rows of a sheet that begins further down keep the numbers that the spreadsheet shows', async () => {
  const sheet = utils.sheet_add_aoa({}, [['楼栋', '室号'], ['1号楼', '101'], [], ['2号楼', '102']], { origin: 'A3' })
  const book = { SheetNames: ['表'], Sheets: { 表: sheet } }
  for (const bookType of ['biff8', 'xlsx'] as const)
    expect(await linesOf(new Uint8Array(write(book, { type: 'array', bookType }))), bookType).toEqual([
      ['3 楼栋', '4 1号楼', '6 2号楼'],
    ])
})
