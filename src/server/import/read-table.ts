import type { TablePreview } from '../../domain/import-wire.ts'
import { maskIdentityNumbers } from '../../domain/mask-identity.ts'
import { type Columns, isOfRejected, readHeader } from './headers.ts'
import type { FieldRow, FieldTable } from './parsed.ts'
import { FileFault } from './problems.ts'
import { readTables, type Table, type TableRow } from './table.ts'

/** Titles and explanations may stand above the header. */
const HEADER_WITHIN = 20
const CELL_LIMIT = 4000
const SAMPLE = 8

export interface TableKind<Field extends string> {
  readonly fields: Readonly<Record<Field, readonly string[]>>
  /** At least one column of every group must be there. */
  readonly needs: readonly (readonly Field[])[]
}
export type ColumnChoices = Readonly<Record<string, string>>
export interface ReadTable {
  readonly preview: TablePreview
  /** Thrown only by who asks: a table that is not understood may still be shown and its columns named by hand. */
  readonly content: () => FieldTable
}

/**
 * A table with its cells named by the header, or by what somebody chose for a column's place. Identity numbers are
 * gone (their columns) or masked (anywhere else) from here on. Throws a FileFault for what is no table; its content
 * throws one where columns are missing.
 */
export async function readFieldTable<Field extends string>(
  bytes: Uint8Array,
  kind: TableKind<Field>,
  chosen: ColumnChoices = {},
): Promise<ReadTable> {
  const tables = await readTables(bytes)
  const [first] = tables
  if (first === undefined) throw new FileFault('empty')
  const table = tables.find(({ rows }) => misses(findHeader(rows, kind).columns, kind) === undefined) ?? first
  const header = findHeader(table.rows, kind)
  const columns = choose(header.columns, kind, chosen)
  return {
    preview: previewOf(header, { columns, kind }),
    content() {
      const missing = misses(columns, kind)
      if (missing !== undefined) throw missing
      const rows = nameCells(header.below, columns)
      if (rows.length === 0) throw new FileFault('empty')
      return {
        rows,
        columns: placesOf(columns.at).map(([field]) => field),
        unused: [...columns.unused],
        identity: [...columns.identity],
        remarks: othersThan(table, tables),
      }
    },
  }
}
const othersThan = (table: Table, tables: readonly Table[]): FieldTable['remarks'] =>
  tables
    .filter((other) => other !== table)
    .map(({ name, rows }) => ({ code: 'other_sheets', found: name.slice(0, 40), count: rows.length }))

interface Header<Field extends string> {
  readonly row: TableRow
  readonly columns: Columns<Field>
  readonly below: readonly TableRow[]
}
/**
 * The row near the top that most is understood of. Where that is nothing, the first that is nearly as wide as any other:
 * the header in words of its own; or no header at all, where it has numbers in it as rows have.
 */
function findHeader<Field extends string>(table: readonly TableRow[], { fields }: TableKind<Field>): Header<Field> {
  const top = table.slice(0, HEADER_WITHIN).map((row, place) => {
    const columns = readHeader(row.cells, fields)
    const understood = Object.keys(columns.at).length
    return { row, columns, below: table.slice(place + 1), understood, filled: row.cells.filter(Boolean).length }
  })
  const [first] = top
  if (first === undefined) throw new FileFault('empty')
  const best = top.reduce((one, row) => (row.understood > one.understood ? row : one), first)
  if (best.understood >= 2) return best
  const widest = Math.max(...top.map(({ filled }) => filled))
  const start = top.find(({ filled }) => filled * 2 > widest) ?? first
  if (!start.row.cells.some((cell) => /\d/u.test(cell))) return start
  const nameless = { line: 0, cells: Array<string>(Math.max(...top.map(({ row }) => row.cells.length))).fill('') }
  return { row: nameless, columns: readHeader(nameless.cells, fields), below: [start.row, ...start.below] }
}

/** Why the columns are not enough; undefined when they are. */
function misses<Field extends string>(
  { at, headers }: Columns<Field>,
  { fields, needs }: TableKind<Field>,
): FileFault | undefined {
  if (Object.keys(at).length < 2) return new FileFault('no_header', headers.join(' ').slice(0, 80))
  const missing = needs.filter((group) => !group.some((field) => field in at))
  if (missing.length === 0) return undefined
  const words = missing.map((group) => group.map((field) => fields[field][0] ?? field).join('/'))
  return new FileFault('missing_columns', words.join(', '))
}

/** A field that somebody gives to a column is taken from the column that had it; identity columns are never given. */
function choose<Field extends string>(
  columns: Columns<Field>,
  { fields }: TableKind<Field>,
  chosen: ColumnChoices,
): Columns<Field> {
  const at = new Map(Object.entries<number>(columns.at as Record<string, number>))
  for (const [text, wanted] of Object.entries(chosen)) {
    const place = Number(text)
    const header = columns.headers[place]
    if (header === undefined || columns.identity.includes(header)) continue
    for (const [field, other] of at) if (other === place) at.delete(field)
    if (wanted in fields) at.set(wanted, place)
  }
  const used = new Set(at.values())
  const unused = columns.headers.filter(
    (header, place) => header !== '' && !used.has(place) && !columns.identity.includes(header) && !isOfRejected(header),
  )
  return { ...columns, at: Object.fromEntries(at) as Columns<Field>['at'], unused }
}

/** Where words are free they stay as they are written; elsewhere １２号 and 12号 are one. */
const FREE = new Set(['note', 'careReason', 'name', 'head', 'shop'])
function nameCells<Field extends string>(rows: readonly TableRow[], { at }: Columns<Field>): FieldRow[] {
  const places = placesOf(at)
  return rows.flatMap(({ line, cells }): FieldRow[] => {
    const named = places.flatMap(([field, place]) => {
      const cell = cells[place] ?? ''
      const text = masked(field, FREE.has(field) ? cell : halfWidth(cell)).slice(0, CELL_LIMIT)
      return text === '' ? [] : [[field, text] as const]
    })
    return named.length === 0 ? [] : [{ line, cells: Object.fromEntries(named) }]
  })
}
/** The decimals of a coordinate may run as an identity number does; a cell of one such number holds no other. */
const masked = (field: string, cell: string): string =>
  (field === 'longitude' || field === 'latitude') && /^[-+]?\d{1,8}\.\d+$/u.test(cell)
    ? cell
    : maskIdentityNumbers(cell)
/** In the order of the file. */
const placesOf = (at: Columns<string>['at']): readonly (readonly [field: string, place: number])[] =>
  Object.entries<number>(at as Record<string, number>).sort(([, a], [, b]) => a - b)
const halfWidth = (text: string): string => text.replace(/[０-９Ａ-Ｚａ-ｚ：＃－]/gu, (wide) => wide.normalize('NFKC'))

function previewOf<Field extends string>(
  { row, below }: Header<Field>,
  { columns, kind }: { readonly columns: Columns<Field>; readonly kind: TableKind<Field> },
): TablePreview {
  const fields = new Map(Object.entries<number>(columns.at as Record<string, number>).map(([field, at]) => [at, field]))
  const isIdentity = (place: number): boolean => columns.identity.includes(columns.headers[place] ?? '')
  const cellOf = (cell: string, place: number): string =>
    isIdentity(place) ? '' : masked(fields.get(place) ?? '', cell).slice(0, 60)
  return {
    kind: 'table',
    line: row.line,
    columns: columns.headers.map((header, place) => ({
      header: maskIdentityNumbers(header).slice(0, 60),
      field: fields.get(place) ?? '',
      isIdentity: isIdentity(place),
    })),
    rows: below.length,
    sample: below.slice(0, SAMPLE).map(({ line, cells }) => ({ line, cells: cells.map(cellOf) })),
    fields: Object.keys(kind.fields),
    needs: kind.needs,
  }
}
