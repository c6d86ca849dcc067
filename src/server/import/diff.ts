import type { Counted, Fate } from '../../domain/import-wire.ts'
import type { Kind, Row } from '../../domain/nouns.ts'

export interface KeptField {
  readonly kind: Kind
  readonly id: string
  readonly field: string
  /** What the file says. */
  readonly said: unknown
}
/** What an import came to, counted. */
export class Tally {
  readonly counts: Record<Counted, Record<Fate, number>> = {
    grids: { new: 0, changed: 0, same: 0 },
    buildings: { new: 0, changed: 0, same: 0 },
    doors: { new: 0, changed: 0, same: 0 },
    households: { new: 0, changed: 0, same: 0 },
    residents: { new: 0, changed: 0, same: 0 },
    people: { new: 0, changed: 0, same: 0 },
    posts: { new: 0, changed: 0, same: 0 },
    boundaries: { new: 0, changed: 0, same: 0 },
    facilities: { new: 0, changed: 0, same: 0 },
  }
  /** In the register at the doors of the file, but not in the file; they stay. */
  readonly missing = { households: 0, residents: 0 }
  /** Fields that somebody edited since; the file says otherwise and does not win. */
  readonly kept: KeptField[] = []
  count(what: Counted, fate: Fate): void {
    this.counts[what][fate] += 1
  }
}

/**
 * The fields that a file would change on a row. What a person has written at a door is newer than any roster: such a
 * field is kept and counted.
 */
export function diffRow(
  tally: Tally,
  row: Pick<Row, 'kind' | 'id' | 'body' | 'writer'>,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const body = row.body as unknown as Readonly<Record<string, unknown>>
  const set: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(wanted)) {
    if (value === undefined || JSON.stringify(body[field]) === JSON.stringify(value)) continue
    if (row.writer[field] === undefined) set[field] = value
    else tally.kept.push({ kind: row.kind, id: row.id, field, said: value })
  }
  return set
}
