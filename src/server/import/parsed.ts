import * as v from 'valibot'
import type { Rings } from '../../domain/nouns.ts'
import { type FileFaultCode, REASONS, type Reason } from './problems.ts'

const short = v.pipe(v.string(), v.maxLength(4000))
const line = v.pipe(v.number(), v.integer(), v.minValue(1))
const point = v.tuple([v.number(), v.number()])

/** A row of a table with its cells named; nothing is judged yet. */
const fieldRow = v.object({ line, cells: v.record(v.pipe(v.string(), v.maxLength(40)), short) })
const fieldTable = v.object({ rows: v.array(fieldRow), unused: v.array(short), identity: v.array(short) })
const footprint = v.object({
  line,
  foreignId: v.optional(short),
  name: v.optional(short),
  number: v.optional(short),
  street: v.optional(short),
  levels: v.optional(v.number()),
  micro: v.optional(short),
  group: v.optional(short),
  shape: v.array(v.array(v.array(point))),
})
const rejectedFeature = v.object({
  line,
  reason: v.picklist(Object.keys(REASONS) as [Reason, ...Reason[]]),
  found: v.optional(short),
})
const footprints = v.object({ footprints: v.array(footprint), rejected: v.array(rejectedFeature) })

/** What the files said, as the program that read them hands it to the one that owns the database. */
export const parsedFiles = v.object({
  roster: v.optional(fieldTable),
  buildings: v.optional(footprints),
  posts: v.optional(fieldTable),
})
export type FieldRow = v.InferOutput<typeof fieldRow>
export type FieldTable = v.InferOutput<typeof fieldTable>
export interface Footprint extends Omit<v.InferOutput<typeof footprint>, 'shape'> {
  readonly shape: readonly Rings[]
}
export type Footprints = v.InferOutput<typeof footprints>
export type ParsedFiles = v.InferOutput<typeof parsedFiles>

/** What the reading of one file came to, across the border of a worker thread. */
export type Outcome<T> = { readonly ok: T } | { readonly fault: FileFaultCode; readonly found: string }
