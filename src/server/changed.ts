import { BUILDING_FIELDS, HOUSEHOLD_FIELDS, RESIDENT_FIELDS } from '../domain/fields.ts'
import type { Changed } from '../domain/history.ts'
import type { Row } from '../domain/nouns.ts'
import { canonicalJson } from './canonical.ts'

/** What people edit of a record, and where it belongs; what follows by itself (days, counts) is no change. */
const FIELDS: Readonly<Partial<Record<Row['kind'], readonly string[]>>> = {
  household: [...Object.keys(HOUSEHOLD_FIELDS), 'doors'],
  building: Object.keys(BUILDING_FIELDS),
  resident: [...Object.keys(RESIDENT_FIELDS), 'household'],
}

/** From what to what each field went; a record that was not there before changes from nothing. Undefined for no change. */
export function changedIn(before: Row | undefined, after: Row): Changed | undefined {
  const fields = FIELDS[after.kind]
  if (fields === undefined) return undefined
  const [old, now] = [before?.body ?? {}, after.body] as unknown as readonly Readonly<Record<string, unknown>>[]
  const changed = fields.flatMap((field) => {
    const pair = [old?.[field] ?? null, now?.[field] ?? null] as const
    return canonicalJson(pair[0]) === canonicalJson(pair[1]) ? [] : [[field, pair] as const]
  })
  return changed.length === 0 ? undefined : Object.fromEntries(changed)
}
