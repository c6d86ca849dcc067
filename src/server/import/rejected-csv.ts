import type { RejectedRow } from '../../domain/import-wire.ts'
import type { ParsedFiles } from './parsed.ts'
import { REASONS } from './problems.ts'
import type { Language } from './words.ts'

type Cells = Readonly<Record<string, string>>
const SOURCES = ['roster', 'grids', 'posts'] as const
const HEADERS = { zh: ['行', '原因', '看到的'], en: ['line', 'reason', 'found'] } as const

/**
 * Rejected rows with what was read of them, to be mended and brought again: a CSV with a mark, which spreadsheet
 * programs then read as UTF-8.
 */
export function rejectedCsv(rejected: readonly RejectedRow[], files: ParsedFiles, language: Language): string {
  const rows = new Map(
    SOURCES.flatMap((file) =>
      (files[file]?.rows ?? []).map(({ line, cells }): [string, Cells] => [`${file} ${line}`, cells]),
    ),
  )
  const cellsOf = ({ file, line }: RejectedRow): Cells => rows.get(`${file} ${line}`) ?? {}
  const fields = [...new Set(rejected.flatMap((row) => Object.keys(cellsOf(row))))]
  const words: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = REASONS
  const lines = rejected.map((row) => {
    const cells = cellsOf(row)
    const reason = words[row.reason]?.[language] ?? row.reason
    return [String(row.line), reason, row.found ?? '', ...fields.map((field) => cells[field] ?? '')]
  })
  return `\uFEFF${[[...HEADERS[language], ...fields], ...lines].map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`
}
/** A cell that begins like a formula would be carried out by the program that opens the file. */
const quote = (cell: string): string => {
  const safe = /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
