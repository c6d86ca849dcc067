import * as v from 'valibot'
import { DATUMS, type ImportPreview } from '../../domain/import-wire.ts'
import type { Rings } from '../../domain/nouns.ts'
import { type FileFaultCode, REASONS, REMARKS, type Reason, type RemarkCode } from './problems.ts'

const short = v.pipe(v.string(), v.maxLength(4000))
const line = v.pipe(v.number(), v.integer(), v.minValue(1))
const point = v.tuple([v.number(), v.number()])

/** A row of a table with its cells named; nothing is judged yet. */
const cells = v.record(v.pipe(v.string(), v.maxLength(40)), short)
const fieldRow = v.object({ line, cells })
/** What is to be said of a file as a whole, or of the first of its rows that has it. */
const remark = v.object({
  code: v.picklist(Object.keys(REMARKS) as [RemarkCode, ...RemarkCode[]]),
  found: short,
  count: v.number(),
  line: v.optional(line),
})
/** Fields in the order of the file's columns, those too that no row fills. */
const columns = v.optional(v.array(v.pipe(v.string(), v.maxLength(40))))
const fieldTable = v.object({
  rows: v.array(fieldRow),
  columns,
  unused: v.array(short),
  identity: v.array(short),
  remarks: v.optional(v.array(remark)),
})
const footprint = v.object({
  line,
  foreignId: v.optional(short),
  name: v.optional(short),
  number: v.optional(short),
  street: v.optional(short),
  levels: v.optional(v.number()),
  homes: v.optional(v.number()),
  built: v.optional(v.number()),
  address: v.optional(short),
  point: v.optional(point),
  micro: v.optional(short),
  group: v.optional(short),
  /** Of a service point: every word the file has for its sort, and how to reach it. */
  sort: v.optional(short),
  phone: v.optional(short),
  note: v.optional(short),
  shape: v.array(v.array(v.array(point))),
})
const rejectedFeature = v.object({
  line,
  reason: v.picklist(Object.keys(REASONS) as [Reason, ...Reason[]]),
  found: v.optional(short),
  /** Of a table's row, to be mended and brought again. */
  cells: v.optional(cells),
})
const footprints = v.object({
  footprints: v.array(footprint),
  rejected: v.array(rejectedFeature),
  /** Of a table, and what of it was not used. */
  columns,
  unused: v.optional(v.array(short)),
  remarks: v.optional(v.array(remark)),
})

/** What the files said, as the program that read them hands it to the one that owns the database. */
export const parsedFiles = v.object({
  roster: v.optional(fieldTable),
  buildings: v.optional(footprints),
  grids: v.optional(fieldTable),
  posts: v.optional(fieldTable),
  boundaries: v.optional(footprints),
  facilities: v.optional(footprints),
})
export type FieldRow = v.InferOutput<typeof fieldRow>
export type FieldTable = v.InferOutput<typeof fieldTable>
export interface Footprint extends Omit<v.InferOutput<typeof footprint>, 'shape'> {
  readonly shape: readonly Rings[]
}
export type Footprints = v.InferOutput<typeof footprints>
export type ParsedFiles = v.InferOutput<typeof parsedFiles>

/** What a person chose where the file does not say it, or says it in words of its own. */
export const readChoices = v.object({
  datum: v.optional(v.picklist(DATUMS)),
  /** Field by the place of its column, counted from 0; empty where the column is not to be used. */
  columns: v.optional(v.record(v.string(), v.pipe(v.string(), v.maxLength(40)))),
})
export type ReadChoices = v.InferOutput<typeof readChoices>

/** What the reading of one file came to, across the border of a process. */
export type Outcome<T> =
  | { readonly ok: T; readonly preview: ImportPreview }
  | { readonly fault: FileFaultCode; readonly found: string; readonly preview?: ImportPreview }
