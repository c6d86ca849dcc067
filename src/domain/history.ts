import * as v from 'valibot'
import type { Instant, PersonId } from './ids.ts'

/** POST /api/history: what a record of the register went through, asked for online. */
export const historyRequest = v.object({
  kind: v.picklist(['household', 'resident', 'building']),
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
})
export type HistoryRequest = v.InferOutput<typeof historyRequest>

/** By field: what it was and what it became; null for nothing. */
export type Changed = Readonly<Record<string, readonly [before: unknown, after: unknown]>>
export interface HistoryEntry {
  readonly at: Instant
  /** Null where nobody did it: an import, or the server by itself. */
  readonly by: PersonId | null
  /** The command that did it: told where no field says enough. */
  readonly type: string
  readonly fields: Changed
}
export interface HistoryAnswer {
  /** The latest first. */
  readonly entries: readonly HistoryEntry[]
  /** There are older ones. */
  readonly more: boolean
}
