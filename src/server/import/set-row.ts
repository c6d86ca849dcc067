import type { RowOf } from '../../domain/nouns.ts'
import { diffRow } from './diff.ts'
import type { Planning } from './planning.ts'

type Fields = Readonly<Record<string, unknown>>
export interface Saying<K extends 'household' | 'resident'> {
  /** What the file says of the record, as it stands. */
  wantedOf(row: RowOf<K>): Fields
  /** The record that this one has become by now. */
  readonly into: RowOf<K> | undefined
  /** What else changes with these fields. */
  alsoOf(row: RowOf<K>, set: Fields): Fields
}

/**
 * Writes what the file says otherwise on a record that is there; whether that is anything. What is new about one that
 * has become another goes along to that one, unless the file speaks of that one itself.
 */
export function setRow<K extends 'household' | 'resident'>(
  planning: Planning,
  row: RowOf<K>,
  { wantedOf, alsoOf, into }: Saying<K>,
): boolean {
  const { tally, changes, known } = planning
  const write = (of: RowOf<K>, wanted: Fields): Fields => {
    const said = diffRow(tally, of as RowOf<'household' | 'resident'>, wanted)
    const set = { ...said, ...alsoOf(of, said) }
    if (Object.keys(set).length > 0) changes.push({ op: 'set', kind: of.kind, id: of.id, set, edit: false })
    return said
  }
  const said = write(row, wantedOf(row))
  const fields = Object.keys(said)
  if (into !== undefined && into !== row && fields.length > 0) {
    known.atEnd(() => {
      if (!known.isFirst(into)) return
      const wanted = wantedOf(into)
      write(into, Object.fromEntries(fields.map((field) => [field, wanted[field]])))
    })
  }
  return fields.length > 0
}
