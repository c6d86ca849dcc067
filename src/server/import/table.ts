import { parse } from 'csv-parse/sync'
import { checkArchive } from './archive.ts'
import { FileFault } from './problems.ts'
import { decodeText } from './text.ts'

export interface TableRow {
  /** Line of the file, or row of the sheet, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}
export const INFLATED_LIMIT = 64 * 1024 * 1024

/** Every row of a CSV or XLSX file as text, empty rows left out. Throws a FileFault for anything else. */
export async function readTable(bytes: Uint8Array): Promise<readonly TableRow[]> {
  if (bytes.length === 0) throw new FileFault('empty')
  if (bytes.length > INFLATED_LIMIT) throw new FileFault('too_big')
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new FileFault('old_excel')
  const rows = startsWith(bytes, [0x50, 0x4b]) ? await readXlsx(bytes) : readCsv(decodeText(bytes))
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (filled.length === 0) throw new FileFault('empty')
  return filled
}
const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, place) => bytes[place] === byte)

const DELIMITERS = [',', '\t', ';', '，'] as const
/** The delimiter that the first line has most of. */
const delimiterOf = (text: string): string => {
  const line = text.slice(0, text.search(/[\r\n]|$/u))
  const count = (delimiter: string) => line.split(delimiter).length
  return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0] ?? ','
}

function readCsv(raw: string): readonly TableRow[] {
  // A NUL never stands in a text table: pictures and programs end here.
  if (raw.includes('\0')) throw new FileFault('not_a_table')
  const text = raw.replace(/^\uFEFF/u, '')
  if (/^\s*[<{[]/u.test(text)) throw new FileFault('not_a_table', text.trim().slice(0, 20))
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as readonly { record: readonly string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({ line: info.lines, cells: record.map(cellText) }))
  } catch (error) {
    throw new FileFault('broken_table', error instanceof Error ? error.message.slice(0, 120) : '')
  }
}

async function readXlsx(bytes: Uint8Array): Promise<readonly TableRow[]> {
  checkArchive(bytes, INFLATED_LIMIT)
  try {
    const { readSheet } = await import('read-excel-file/node')
    const sheet = await readSheet(Buffer.from(bytes))
    return sheet.map((row, place) => ({ line: place + 1, cells: row.map((cell) => cellText(wordOf(cell))) }))
  } catch (error) {
    throw new FileFault('not_a_table', error instanceof Error ? error.message.slice(0, 120) : '')
  }
}
function wordOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell)
}
/** Rows begin and end with stray blanks of every width; a cell that says there is nothing says nothing. */
const cellText = (cell: string): string => {
  const text = cell.replace(/[\s\u00a0\u3000]+/gu, ' ').trim()
  return /^(?:无|暂无|暂无数据|null|NULL|N\/A|#N\/A|-|—|\/)$/u.test(text) ? '' : text
}
