import { BUILDING_FIELDS, HOUSEHOLD_FIELDS, RESIDENT_FIELDS } from '../domain/fields.ts'
import type { Changed } from '../domain/history.ts'
import { asId, type PersonId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import { DOOR_FIELDS } from '../domain/register-commands.ts'
import { canonicalJson } from './canonical.ts'
import type { CommandRecord } from './records.ts'

/** What people edit of a record, and where it belongs; what follows by itself (days, counts) is no change. */
const FIELDS: Readonly<Partial<Record<Row['kind'], readonly string[]>>> = {
  household: [...Object.keys(HOUSEHOLD_FIELDS), 'doors'],
  building: Object.keys(BUILDING_FIELDS),
  door: Object.keys(DOOR_FIELDS),
  resident: [...Object.keys(RESIDENT_FIELDS), 'household'],
  facility: ['name', 'sort', 'phone', 'note', 'point', 'grid', 'ended'],
}

export interface Noted {
  readonly kind: string
  readonly id: string
  readonly fields: Changed
}
/** Whose doing an import is that nobody has confirmed: one from the command line. */
export const importAuthor: PersonId = asId('import')
type Doing = Pick<CommandRecord, 'store' | 'type' | 'author'>
/** Who did it; null for what the server does by itself. Of its commands only an import may have somebody who confirmed it. */
export const doerOf = ({ store, type, author }: Doing): PersonId | null =>
  store !== 'server' || (type === 'server.import' && author !== importAuthor) ? (author as PersonId) : null

/**
 * What is kept of a change, by what it is told under: a record by its fields, administration by itself under each
 * person, grid or list that it arranges. What the server makes by itself is no change of anything; what somebody
 * imported is told as theirs, without its fields: they are the record itself, and a town's would double it; of a door
 * not even that, who lives behind it tells it.
 */
export function notesOf(before: Row | undefined, after: Row, doing: Doing): readonly Noted[] {
  const { store } = doing
  const isMade = before === undefined && store === 'server'
  const fields = isMade ? madeBy(doerOf(doing), after) : changedIn(before, after)
  const own = fields === undefined ? [] : [{ kind: after.kind, id: after.id, fields }]
  return store === 'admin' ? [...own, ...arranged(after).map((one) => ({ ...one, fields: {} }))] : own
}
/** That somebody had full names and phones shown changes nothing, and is told with the household all the same. */
export function lookNoted({ type, payload }: Pick<CommandRecord, 'type' | 'payload'>): readonly Noted[] {
  if (type !== 'household.look') return []
  return [{ kind: 'household', id: (JSON.parse(payload) as { readonly household: string }).household, fields: {} }]
}
const madeBy = (doer: PersonId | null, { kind }: Row): Changed | undefined =>
  doer !== null && kind in FIELDS && kind !== 'door' ? {} : undefined
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
