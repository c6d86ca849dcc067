import { parse } from 'csv-parse/sync'
import { IMPORT_FILE_LIMIT } from '../../domain/import-wire.ts'
import { FileFault } from './problems.ts'
import { decodeText, isWebPage } from './text.ts'
import { readXls, readXlsx, type Sheet } from './workbook.ts'

export interface TableRow {
  /** Line of the file, or row of the sheet, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}
export interface Table {
  /** The sheet's name; empty for a text file. */
  readonly name: string
  readonly rows: readonly TableRow[]
}
const COLUMN_LIMIT = 1000
/** No community is larger, and what is compared and written in one piece must not hold up everybody else for long. */
const ROW_LIMIT = 50_000

/** The sheets of a CSV, XLSX or XLS file as text, empty rows and sheets left out. Throws a FileFault for anything else. */
export async function readTables(bytes: Uint8Array): Promise<readonly Table[]> {
  if (bytes.length === 0) throw new FileFault('empty')
  if (bytes.length > IMPORT_FILE_LIMIT) throw new FileFault('too_big')
  const tables = (await readAny(bytes)).map(({ name, rows }) => ({
    name,
    rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')),
  }))
  const filled = tables.filter(({ rows }) => rows.length > 0)
  if (filled.length === 0) throw new FileFault('empty')
  for (const { rows } of filled) {
    if (rows.length > ROW_LIMIT) throw new FileFault('too_many_rows', String(rows.length))
    const widest = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
    if (widest > COLUMN_LIMIT) throw new FileFault('too_many_columns', String(widest))
  }
  return filled
}
async function readAny(bytes: Uint8Array): Promise<readonly Table[]> {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return (await readXls(bytes)).map(tableOf)
  if (startsWith(bytes, [0x50, 0x4b])) return (await readXlsx(bytes, IMPORT_FILE_LIMIT)).map(tableOf)
  return [{ name: '', rows: readCsv(decodeText(bytes)) }]
}
const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, place) => bytes[place] === byte)

const tableOf = ({ name, rows }: Sheet): Table => ({
  name,
  // A row of a sparse sheet has holes, which map would leave.
  rows: rows.map((row, place) => ({ line: place + 1, cells: Array.from(row, (cell) => cellText(wordOf(cell))) })),
})

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
  if (isWebPage(text)) throw new FileFault('web_page')
  if (/^\s*[<{[]/u.test(text)) throw new FileFault('not_a_table', text.trim().slice(0, 20))
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      to: ROW_LIMIT + 2,
    }) as unknown as readonly { record: readonly string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({ line: info.lines - breaksIn(record), cells: record.map(cellText) }))
  } catch (error) {
    throw new FileFault('broken_table', error instanceof Error ? error.message.slice(0, 120) : '', { cause: error })
  }
}
/** A cell in quotes may hold lines of its own; a row is found by its first. */
const breaksIn = (record: readonly string[]): number =>
  record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/gu)?.length ?? 0), 0)
function wordOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell)
}
/**
 * Rows begin and end with stray blanks of every width; a cell that says there is nothing says nothing. An apostrophe
 * before what would be a formula only says that it is none.
 */
const cellText = (cell: string): string => {
  const text = cell
    .replace(/[\s\u00a0\u3000]+/gu, ' ')
    .trim()
    .replace(/^'(?=[=+\-@])/u, '')
  return /^(?:无|暂无|暂无数据|暂无信息|null|NULL|N\/A|#N\/A|-|—|\/)$/u.test(text) ? '' : text
}
