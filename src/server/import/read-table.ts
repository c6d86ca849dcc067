import { maskIdentityNumbers } from '../../domain/mask.ts'
import { type Columns, readHeader } from './headers.ts'
import type { FieldRow, FieldTable } from './parsed.ts'
import { FileFault } from './problems.ts'
import { readTable, type TableRow } from './table.ts'

/** Titles and explanations may stand above the header. */
const HEADER_WITHIN = 20
const CELL_LIMIT = 4000

export interface TableKind<Field extends string> {
  readonly fields: Readonly<Record<Field, readonly string[]>>
  /** At least one column of every group must be there. */
  readonly needs: readonly (readonly Field[])[]
}

/**
 * A table with its cells named by the header. Identity numbers are gone (their columns) or masked (anywhere else)
 * from here on. Throws a FileFault where no header is understood.
 */
export async function readFieldTable<Field extends string>(
  bytes: Uint8Array,
  kind: TableKind<Field>,
): Promise<FieldTable> {
  const table = await readTable(bytes)
  const { columns, below } = findHeader(table, kind)
  const rows = below.flatMap(({ line, cells }): FieldRow[] => {
    const named = Object.entries<number>(columns.at as Record<string, number>).flatMap(([field, place]) => {
      const text = maskIdentityNumbers(cells[place] ?? '').slice(0, CELL_LIMIT)
      return text === '' ? [] : [[field, text] as const]
    })
    return named.length === 0 ? [] : [{ line, cells: Object.fromEntries(named) }]
  })
  if (rows.length === 0) throw new FileFault('empty')
  return { rows, unused: [...columns.unused], identity: [...columns.identity] }
}

function findHeader<Field extends string>(
  table: readonly TableRow[],
  { fields, needs }: TableKind<Field>,
): { readonly columns: Columns<Field>; readonly below: readonly TableRow[] } {
  const headers = table.slice(0, HEADER_WITHIN).map(({ cells }) => readHeader(cells, fields))
  const size = ({ at }: Columns<Field>): number => Object.keys(at).length
  const best = headers.reduce((most, header, place) => (size(header) > size(headers[most] ?? header) ? place : most), 0)
  const columns = headers[best]
  if (columns === undefined || size(columns) < 2)
    throw new FileFault('no_header', table[0]?.cells.join(' ').slice(0, 80))
  const missing = needs.filter((group) => !group.some((field) => field in columns.at))
  if (missing.length > 0) {
    const words = missing.map((group) => group.map((field) => fields[field][0] ?? field).join('/'))
    throw new FileFault('missing_columns', words.join(', '))
  }
  return { columns, below: table.slice(best + 1) }
}
