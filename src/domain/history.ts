import * as v from 'valibot'
import type { Instant, PersonId } from './ids.ts'

/** Records of the register, and what administration arranges: a person with all posts, a grid, a list of words. */
const RECORDS = ['household', 'resident', 'building', 'door', 'facility'] as const
export const ARRANGED = ['person', 'grid', 'vocabulary'] as const
/** POST /api/history: what a record went through, asked for online, a page at a time. */
export const historyRequest = v.object({
  kind: v.picklist([...RECORDS, ...ARRANGED]),
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** Only what came before this place, given with the page before. */
  before: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
})
export type HistoryRequest = v.InferOutput<typeof historyRequest>

/** By field: what it was and what it became; null for nothing. */
export type Changed = Readonly<Record<string, readonly [before: unknown, after: unknown]>>
export interface HistoryEntry {
  readonly at: Instant
  /** Who did it, or confirmed the import that did; null where nobody has. */
  readonly by: PersonId | null
  /** The command that did it: told where no field says enough. An import that made the record names no fields. */
  readonly type: string
  readonly fields: Changed
  /** Of an act of administration: what it said. */
  readonly payload?: Readonly<Record<string, unknown>>
}
export interface HistoryAnswer {
  /** The latest first. */
  readonly entries: readonly HistoryEntry[]
  /** Where the older ones begin; absent when there are none. */
  readonly older?: number
}
