import { utils, write } from '@e965/xlsx'

/** A workbook as a spreadsheet program saves it: a sheet of instructions before the one with the rows. */
export function aWorkbook(rows: readonly (readonly unknown[])[], kind: 'xlsx' | 'xls'): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([['填表说明']]), '说明')
  const sheet = utils.aoa_to_sheet(
    rows.map((row) => [...row]),
    { cellDates: true, UTC: true },
  )
  utils.book_append_sheet(book, sheet, '名册')
  return write(book, { type: 'buffer', bookType: kind === 'xls' ? 'biff8' : 'xlsx' }) as Buffer
}
