import { checkArchive } from './archive.ts'
import { FileFault } from './problems.ts'

/** Rows of a sheet as they stand, the first row first. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly unknown[])[]
}
const detail = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 120) : '')

/** The sheets of an XLSX file that inflates to no more than `limit` bytes. Throws a FileFault. */
export async function readXlsx(bytes: Uint8Array, limit: number): Promise<readonly Sheet[]> {
  checkArchive(bytes, limit)
  try {
    const { default: readSheets } = await import('read-excel-file/node')
    const sheets = await readSheets(Buffer.from(bytes))
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data }))
  } catch (error) {
    throw new FileFault('not_a_table', detail(error), { cause: error })
  }
}

/** The sheets of a workbook of Excel 97–2003, with words in the code page of its time. Throws a FileFault. */
export async function readXls(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const [{ read, set_cptable, utils }, codePages] = await Promise.all([
    import('@e965/xlsx'),
    import('@e965/xlsx/dist/cpexcel.full.mjs'),
  ])
  set_cptable(codePages)
  try {
    const book = read(bytes, { type: 'buffer', dense: true, cellDates: true, UTC: true, ...NOT_WANTED })
    return book.SheetNames.flatMap((name) => {
      const sheet = book.Sheets[name]
      if (sheet === undefined || sheet['!ref'] === undefined) return []
      return [
        // From the first row on, also where the sheet begins further down.
        { name, rows: utils.sheet_to_json<unknown[]>(sheet, { ...ROWS, range: 0 }) },
      ]
    })
  } catch (error) {
    // The library tells it by its message alone.
    if (/password|encrypt/iu.test(detail(error))) throw new FileFault('password', '', { cause: error })
    throw new FileFault('not_a_table', detail(error), { cause: error })
  }
}
const ROWS = { header: 1, raw: true, blankrows: true, UTC: true } as const
const NOT_WANTED = { cellFormula: false, cellHTML: false, cellText: false, bookVBA: false } as const
