import type { RejectedRow } from '../../domain/import-wire.ts'
import { BUILDING_COLUMNS, GRID_COLUMNS, headerFor, OF_REJECTED, POST_COLUMNS, ROSTER_COLUMNS } from './headers.ts'
import { writeOutPlaces } from './joined-cells.ts'
import type { ParsedFiles } from './parsed.ts'
import { writeOutLevels } from './plan-grids.ts'
import { REASONS } from './problems.ts'
import type { Language } from './words.ts'

type Cells = Readonly<Record<string, string>>
type Words = Readonly<Record<string, readonly string[]>>
/** Sources that come as tables; rows of a map cannot be mended in one. */
const TABLES = ['roster', 'grids', 'posts', 'buildings'] as const
type TableSource = (typeof TABLES)[number]
const COLUMNS: Readonly<Record<TableSource, Words>> = {
  roster: ROSTER_COLUMNS,
  grids: GRID_COLUMNS,
  posts: POST_COLUMNS,
  buildings: BUILDING_COLUMNS,
}

/**
 * Rejected rows with what was read of them, to be mended and brought again as what they were: every column of the file
 * that was understood is there, headed by a word that is understood. A CSV with a mark, which spreadsheet programs
 * then read as UTF-8. Columns that say nothing to us are named in the last header: their cells are not at hand.
 */
export function rejectedCsv(rejected: readonly RejectedRow[], files: ParsedFiles, language: Language): string {
  const source = TABLES.find((one) => files[one] !== undefined) ?? 'roster'
  const rows = rowsIn(files, source)
  const { columns = [], unused = [] } = files[source] ?? {}
  const own = OF_REJECTED[language]
  const left = unused.length === 0 ? [] : [`${own.left}${unused.join(language === 'zh' ? '、' : ', ')}`]
  const headers = columns.map((field) => headerFor(COLUMNS[source][field] ?? [], language))
  const reasons: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = REASONS
  const lines = rejected.map(({ file, line, reason, found = '' }) => {
    const cells = file === source ? (rows.get(line) ?? {}) : {}
    const said = [reasons[reason]?.[language] ?? reason, String(line), found]
    return [...said, ...columns.map((field) => cells[field] ?? '')]
  })
  const table = [[...own.columns, ...headers, ...left], ...lines]
  return `\uFEFF${table.map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`
}
function rowsIn(files: ParsedFiles, source: TableSource): ReadonlyMap<number, Cells> {
  if (source === 'buildings') return new Map(files.buildings?.rejected.map(({ line, cells = {} }) => [line, cells]))
  const { rows = [] } = files[source] ?? {}
  const own = source === 'grids' ? writeOutLevels(rows) : source === 'roster' ? writeOutPlaces(rows) : rows
  return new Map(own.map(({ line, cells }) => [line, cells]))
}

/** A cell that begins like a formula would be carried out by the program that opens the file. */
const FORMULA = /^[=+\-@\t\r]/u
/**
 * What a spreadsheet takes for a number or a day it writes back as another: 007 as 7, 1-2 as the second of January, a
 * telephone number as 1.5E+10. A tab in front makes it keep the text, and reading takes the tab off.
 */
const MISREAD = /^\d[\d\s.,:/\-年月日E+]*$/iu
const SHORT_NUMBER = /^(?:0|[1-9]\d{0,7})$/u
function quote(cell: string): string {
  const isMisread = MISREAD.test(cell) && !SHORT_NUMBER.test(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : isMisread ? `\t${cell}` : cell
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
