import { doorName } from '../../domain/address.ts'
import type { Difference, FieldDifference, RowDifference } from '../../domain/import-wire.ts'
import type { Kind, Row, RowOf, Stair } from '../../domain/nouns.ts'
import type { Change } from '../../domain/see.ts'
import { RowSet } from '../rows.ts'
import type { KeptField } from './diff.ts'
import type { ImportPlan } from './plan.ts'

/** More than a person reads before he says yes; the counts are exact all the same. */
const SHOWN = 60
/** The lists of a new community are counted; nobody needs to read them one by one. */
const SHOWS: readonly Kind[] = ['grid', 'building', 'door', 'household', 'resident', 'person', 'post', 'facility']
/** Follows from other fields. */
const HIDDEN = new Set(['nextDue', 'pinyin', 'order'])

/** What a plan would add and change, and what it leaves to the people who wrote it: a sample of each, in words. */
export function differenceOf({ parts, tally }: ImportPlan, registers: readonly RowSet[]): Difference {
  const rows = new RowSet()
  const changes = parts.flatMap((part) => part.changes)
  const find = (kind: Kind, id: string): Row | undefined =>
    rows.find(kind, id) ?? registers.map((register) => register.find(kind, id)).find((row) => row !== undefined)
  for (const change of changes) if (change.op === 'put') rows.put({ ...change, seq: 0, writer: {} } as unknown as Row)
  const puts = changes.filter((change) => change.op === 'put' && SHOWS.includes(change.kind))
  const sets = changes.flatMap((change) => (change.op === 'set' && SHOWS.includes(change.kind) ? [change] : []))
  return {
    added: spread(puts).flatMap((change) =>
      change.op === 'put' ? [{ kind: change.kind, name: nameOf(find, change.kind, change.id) }] : [],
    ),
    changed: sets.slice(0, SHOWN).flatMap((change) => describeSet(find, change)),
    kept: tally.kept.slice(0, SHOWN).map((kept) => describeKept(find, kept)),
  }
}
/** Some of every kind: a building's hundred doors would hide its people. */
function spread(puts: readonly Change[]): readonly Change[] {
  const kinds = Map.groupBy(puts, (change) => ('kind' in change ? change.kind : ''))
  return [...kinds.values()].flatMap((own) => own.slice(0, Math.ceil(SHOWN / kinds.size)))
}

type Find = (kind: Kind, id: string) => Row | undefined
function describeSet(find: Find, change: Extract<Change, { op: 'set' }>): readonly RowDifference[] {
  const row = find(change.kind, change.id)
  const body = (row?.body ?? {}) as Readonly<Record<string, unknown>>
  const fields = Object.entries(change.set)
    .filter(([field]) => !HIDDEN.has(field))
    .map(([field, value]): FieldDifference => ({ field, before: inWords(body[field]), after: inWords(value) }))
  return fields.length === 0 ? [] : [{ kind: change.kind, name: nameOf(find, change.kind, change.id), fields }]
}
function describeKept(find: Find, { kind, id, field, said }: KeptField): RowDifference {
  const body = (find(kind, id)?.body ?? {}) as Readonly<Record<string, unknown>>
  const say = (value: unknown) => inWords(field === 'parent' ? nameOf(find, 'grid', String(value)) : value)
  return { kind, name: nameOf(find, kind, id), fields: [{ field, before: say(body[field]), after: say(said) }] }
}

/** A value as text or a list of texts; of an outline the number of its points, of an ending its day. */
function inWords(value: unknown): string | readonly string[] {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object' && 'on' in value) return String(value.on)
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value).slice(0, 80) : String(value)
  if (value.every((entry) => typeof entry === 'string')) return value
  if (value.every((entry) => typeof entry === 'object' && entry !== null && 'label' in entry))
    return (value as readonly Stair[]).map(({ label }) => label)
  return typeof value[0] === 'number' ? value.join(', ') : `${value.flat(3).length / 2}`
}

function nameOf(find: Find, kind: Kind, id: string): string {
  const see = Object.assign(<K extends Kind>(of: K, at: string) => find(of, at) as RowOf<K> | undefined, {
    under: () => [],
  })
  const row = find(kind, id)
  switch (row?.kind) {
    case 'building':
    case 'person':
    case 'grid':
    case 'facility':
      return row.body.name
    case 'door':
      return doorName(see, { id: '', body: { doors: [row.id] } as unknown as RowOf<'household'>['body'] })
    case 'household':
      return doorName(see, row)
    case 'resident': {
      const home = see('household', row.body.household)
      return [home && doorName(see, home), row.body.name].filter(Boolean).join(' ')
    }
    case 'post':
      return [see('person', row.body.person)?.body.name, see('grid', row.body.grid)?.body.name]
        .filter(Boolean)
        .join(' ')
    default:
      return ''
  }
}
