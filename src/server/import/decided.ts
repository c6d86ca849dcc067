import type { CommandId, CommunityId } from '../../domain/ids.ts'
import type { Row } from '../../domain/nouns.ts'
import { canonicalJson } from '../canonical.ts'
import { type Reading, textOf } from '../database.ts'
import { RowSet } from '../rows.ts'

/** By what names people and grids went in Administration, the present ones among them, by `kind/id`. */
export type NamesOnce = ReadonlyMap<string, ReadonlySet<string>>
export interface Ground {
  readonly rows: RowSet
  readonly namesOnce: NamesOnce
}
interface Decided {
  readonly value: unknown
  readonly by: CommandId
}

/**
 * Pack c as an import is to see it: what Administration decided of a post, person, grid or service point bears its
 * command as the field's writer, as what people write at doors does, so that no file takes it back. Nothing of this is
 * stored. A decision holds as long as the row says what it said; what another wrote over it is that other's.
 */
export async function withDecisions(tx: Reading, community: CommunityId, ground: RowSet): Promise<Ground> {
  const decisions = new Map<string, Decided>()
  const namesOnce = new Map<string, Set<string>>()
  for (const row of await tx.all(DECISIONS, community)) {
    const said = decidedBy(textOf(row, 'type'), { id: textOf(row, 'id'), fields: textOf(row, 'fields') }, () =>
      JSON.parse(textOf(row, 'payload')),
    )
    for (const [key, set] of said) {
      for (const [field, value] of Object.entries(set)) {
        if (value === undefined) continue
        decisions.set(`${key}/${field}`, { value, by: textOf(row, 'command') as CommandId })
        if (field === 'name') namesOnce.set(key, (namesOnce.get(key) ?? new Set()).add(String(value)))
      }
    }
  }
  for (const [key, decided] of redrawn(ground)) decisions.set(key, decided)
  return { rows: stamped(ground, decisions), namesOnce }
}
/** Administration is told under each person and grid that it arranges (changed.ts): few rows, found by their kind. */
const DECISIONS = `SELECT x.id, x.fields, c.id AS command, c.type, c.payload FROM change x CROSS JOIN command c
  WHERE x.community = ? AND x.kind IN ('person', 'grid', 'facility')
  AND c.community = x.community AND c.seq = x.seq AND c.store = 'admin' ORDER BY c.seq`

/**
 * What people put right of doors on their phones, as the fields' writers, like those that a household bears: a door
 * has none of its own, since nobody is asked about it. Few doors, found by their kind.
 */
export async function doorsPutRight(tx: Reading, community: CommunityId): Promise<(row: Row) => Row> {
  const writers = new Map<string, Record<string, CommandId>>()
  for (const row of await tx.all(PUT_RIGHT, community)) {
    const [id, by] = [textOf(row, 'id'), textOf(row, 'command') as CommandId]
    const own = Object.keys(wentTo(textOf(row, 'fields'))).map((field) => [field, by] as const)
    writers.set(id, { ...writers.get(id), ...Object.fromEntries(own) })
  }
  return (row) => {
    const own = row.kind === 'door' ? writers.get(row.id) : undefined
    return own === undefined ? row : ({ ...row, writer: { ...row.writer, ...own } } as Row)
  }
}
const PUT_RIGHT = `SELECT x.id, x.fields, c.id AS command FROM change x CROSS JOIN command c
  WHERE x.community = ? AND x.kind = 'door'
  AND c.community = x.community AND c.seq = x.seq AND c.type = 'door.edit' ORDER BY c.seq`

type Said = readonly (readonly [key: string, set: Readonly<Record<string, unknown>>])[]
/** What a command decided of which row; undefined is what it left open. */
function decidedBy(
  type: string,
  about: { readonly id: string; readonly fields: string },
  read: () => Readonly<Record<string, unknown>>,
): Said {
  const payload = type.startsWith('facility') ? {} : read()
  const { post, person, grid, name, code, until, on } = payload
  switch (type) {
    case 'person.rename':
      return [[`person/${person}`, { name }]]
    // An open end says nothing of one: a file may still bring it.
    case 'post.give':
      return [
        [`post/${post}`, { until: until ?? undefined }],
        [`person/${person}`, { name }],
      ]
    case 'post.end':
      return [[`post/${post}`, { until }]]
    case 'post.hand_over':
      return [
        [`post/${post}`, { until: on }],
        [`person/${person}`, { name }],
      ]
    case 'grid.add':
    case 'grid.rename':
      return [[`grid/${grid}`, { name, code }]]
    // Brought whole, but only what went from one to another was decided by it.
    case 'facility.set':
      return [[`facility/${about.id}`, wentTo(about.fields)]]
    default:
      return []
  }
}
function wentTo(fields: string): Readonly<Record<string, unknown>> {
  const changed = JSON.parse(fields) as Readonly<Record<string, readonly [unknown, unknown]>>
  return Object.fromEntries(Object.entries(changed).map(([field, [, after]]) => [field, after]))
}

/** Redrawings that were carried out, on the day itself or when it came, in the order in which they were. */
function redrawn(ground: RowSet): readonly (readonly [key: string, decided: Decided])[] {
  const done = ground.all('redraw').filter(({ body }) => body.state === 'done')
  return [...done]
    .sort((a, b) => a.seq - b.seq)
    .flatMap(({ id, body }) => {
      const by = id as unknown as CommandId
      const own =
        body.boundary === undefined ? [] : [[`grid/${body.grid}/boundary`, { value: body.boundary, by }] as const]
      return [...own, ...body.grids.map(({ grid, to }) => [`grid/${grid}/parent`, { value: to, by }] as const)]
    })
}

function stamped(ground: RowSet, decisions: ReadonlyMap<string, Decided>): RowSet {
  const rows = new RowSet(ground)
  for (const [key, { value, by }] of decisions) {
    const [kind, id, field] = partsOf(key)
    const row = rows.find(kind, id)
    const body = row?.body as unknown as Readonly<Record<string, unknown>> | undefined
    if (row === undefined || canonicalJson(body?.[field] ?? null) !== canonicalJson(value)) continue
    rows.put({ ...row, writer: { ...row.writer, [field]: by } } as Row)
  }
  return rows
}
/** An id may hold a slash; kinds and fields do not. */
function partsOf(key: string): readonly [kind: Row['kind'], id: string, field: string] {
  const [first, last] = [key.indexOf('/'), key.lastIndexOf('/')]
  return [key.slice(0, first) as Row['kind'], key.slice(first + 1, last), key.slice(last + 1)]
}
