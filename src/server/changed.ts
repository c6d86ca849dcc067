import { BUILDING_FIELDS, HOUSEHOLD_FIELDS, RESIDENT_FIELDS } from '../domain/fields.ts'
import type { Changed } from '../domain/history.ts'
import type { Row } from '../domain/nouns.ts'
import { canonicalJson } from './canonical.ts'

/** What people edit of a record, and where it belongs; what follows by itself (days, counts) is no change. */
const FIELDS: Readonly<Partial<Record<Row['kind'], readonly string[]>>> = {
  household: [...Object.keys(HOUSEHOLD_FIELDS), 'doors'],
  building: Object.keys(BUILDING_FIELDS),
  resident: [...Object.keys(RESIDENT_FIELDS), 'household'],
  facility: ['name', 'sort', 'phone', 'note', 'point', 'grid', 'ended'],
}

export interface Noted {
  readonly kind: string
  readonly id: string
  readonly fields: Changed
}
/**
 * What is kept of a change, by what it is told under: a record by its fields, administration by itself under each
 * person, grid or list that it arranges. What the server makes by itself (imports) is no change of anything.
 */
export function notesOf(before: Row | undefined, after: Row, store: string): readonly Noted[] {
  const fields = before === undefined && store === 'server' ? undefined : changedIn(before, after)
  const own = fields === undefined ? [] : [{ kind: after.kind, id: after.id, fields }]
  return store === 'admin' ? [...own, ...arranged(after).map((one) => ({ ...one, fields: {} }))] : own
}
function arranged({ kind, id, body }: Row): readonly Omit<Noted, 'fields'>[] {
  const grid = (one: string | null): readonly Omit<Noted, 'fields'>[] =>
    one === null ? [] : [{ kind: 'grid', id: one }]
  switch (kind) {
    case 'person':
    case 'vocabulary':
      return [{ kind, id }]
    case 'post':
      return [{ kind: 'person', id: body.person }, ...grid(body.grid)]
    case 'grid':
      return [...grid(id), ...grid(body.parent)]
    case 'redraw':
    case 'facility':
      return grid(body.grid)
    default:
      return []
  }
}

/** From what to what each field went; a record that was not there before changes from nothing. Undefined for no change. */
function changedIn(before: Row | undefined, after: Row): Changed | undefined {
  const fields = FIELDS[after.kind]
  if (fields === undefined) return undefined
  const [old, now] = [before?.body ?? {}, after.body] as unknown as readonly Readonly<Record<string, unknown>>[]
  const changed = fields.flatMap((field) => {
    const pair = [old?.[field] ?? null, now?.[field] ?? null] as const
    return canonicalJson(pair[0]) === canonicalJson(pair[1]) ? [] : [[field, pair] as const]
  })
  return changed.length === 0 ? undefined : Object.fromEntries(changed)
}
