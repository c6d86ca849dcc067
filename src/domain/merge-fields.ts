import type { RowOf } from './nouns.ts'

type Subject = RowOf<'household' | 'resident'>
type Set = Readonly<Record<string, unknown>>

/** What goes over together: a field, and what stands beside it. Names, doors and where somebody lives are not filled in. */
const GROUPS: Readonly<Record<Subject['kind'], readonly (readonly [field: string, ...beside: string[]])[]>> = {
  household: [['care', 'careReason', 'careBasis'], ['interval'], ['tags', 'tagsBasis'], ['note', 'noteBasis']],
  resident: [['sex'], ['birth'], ['phone'], ['tags', 'tagsBasis']],
}
/** Values that say no more than none: not yet judged, not known. */
const UNKNOWN: Set = { care: 'grey', sex: '9' }
const bodyOf = ({ body }: Subject): Set => body as unknown as Set
const isMissing = (body: Set, field: string): boolean => {
  const value = body[field]
  return (
    value === undefined || value === null || value === UNKNOWN[field] || (Array.isArray(value) && value.length === 0)
  )
}

/**
 * Whether whoever has this record before his eyes knows what the other says of a field: the same, or nothing. What stands
 * beside another field says something with it: a level without a reason, of another level.
 */
export function saysNoMore(other: Subject, row: Subject, field: string): boolean {
  const [has, seen] = [bodyOf(other), bodyOf(row)]
  const isSame = (one: string): boolean => JSON.stringify(has[one] ?? null) === JSON.stringify(seen[one] ?? null)
  if (!isMissing(has, field)) return isSame(field)
  const [first = field] = GROUPS[other.kind].find((group) => group.includes(field)) ?? []
  return isMissing(has, first) || isSame(first)
}

/**
 * What the record that stays lacks and the other has. What somebody has taken away on purpose stays away, and what
 * stands there stays; only where parting these two took it is it filled in again.
 */
export function filledIn(row: Subject, into: Subject): Set {
  const [from, has] = [bodyOf(row), bodyOf(into)]
  const lacks = (field: string): boolean => {
    const writer = into.writer[field]
    return isMissing(has, field) && (writer === undefined || writer === row.writer['ended'])
  }
  const fields = GROUPS[into.kind].flatMap(([field, ...beside]) =>
    lacks(field) && !isMissing(from, field)
      ? [field, ...beside.filter((one) => !isMissing(from, one) && lacks(one))]
      : [],
  )
  return Object.fromEntries(fields.map((field) => [field, from[field]]))
}

/** What merging had filled in and nobody has written since goes out again. */
export function emptiedAgain(row: Subject, into: Subject): Set {
  const merge = row.writer['ended']
  const fields = GROUPS[into.kind].flat().filter((field) => merge !== undefined && into.writer[field] === merge)
  return Object.fromEntries(fields.map((field) => [field, UNKNOWN[field] ?? (field === 'tags' ? [] : null)]))
}
