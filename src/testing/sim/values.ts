import type { Row, RowOf } from '../../domain/nouns.ts'
import type { CommandRecord } from '../../server/records.ts'

type Subject = RowOf<'household'> | RowOf<'resident'> | RowOf<'building'>
const asText = (value: unknown): string => JSON.stringify(value ?? null)

/**
 * Accepted edits whose value is neither effective, nor in a conflict, nor was known to whoever wrote what came after:
 * one line each.
 */
export function lostValues(rows: readonly Row[], records: readonly CommandRecord[]): readonly string[] {
  const accepted = new Map(
    records
      .filter(({ status }) => status === 'ok' || status === 'conflict')
      .map((record) => [record.id as string, record]),
  )
  const subjects = rows.filter(
    (row): row is Subject => row.kind === 'household' || row.kind === 'resident' || row.kind === 'building',
  )
  const conflicts = rows.filter((row): row is RowOf<'conflict'> => row.kind === 'conflict')
  const lost: string[] = []
  for (const record of accepted.values()) {
    const edit = editOf(record)
    const subject = subjects.find((row) => row.kind === edit?.kind && row.id === edit.id)
    if (edit === undefined || subject === undefined) continue
    for (const [field, value] of Object.entries(edit.set)) {
      const known = knownValues({ subject, field, conflicts, accepted })
      if (!known.has(asText(value))) lost.push(`${record.id} ${field} ${asText(value)}`)
    }
  }
  return lost
}

interface Edit {
  readonly kind: Subject['kind']
  readonly id: string
  readonly set: Readonly<Record<string, unknown>>
}
function editOf({ type, payload }: CommandRecord): Edit | undefined {
  const { set, ...of } = JSON.parse(payload) as Pick<Edit, 'set'> & Readonly<Partial<Record<Subject['kind'], string>>>
  if (type !== 'household.edit' && type !== 'resident.edit' && type !== 'building.edit') return undefined
  const kind = type.slice(0, -'.edit'.length) as Subject['kind']
  const id = of[kind]
  return id === undefined ? undefined : { kind, id, set }
}

interface Field {
  readonly subject: Subject
  readonly field: string
  readonly conflicts: readonly RowOf<'conflict'>[]
  readonly accepted: ReadonlyMap<string, CommandRecord>
}
function writersOf(value: string, { subject, field, accepted }: Omit<Field, 'conflicts'>): readonly string[] {
  return [...accepted.values()].flatMap((record) => {
    const edit = editOf(record)
    const isHere = edit?.kind === subject.kind && edit.id === subject.id
    return isHere && field in edit.set && asText(edit.set[field]) === value ? [record.id] : []
  })
}
/** The effective value, those of the field's conflict, and all that their writers had before their eyes. */
function knownValues({ subject, field, conflicts, accepted }: Field): ReadonlySet<string> {
  const body = subject.body as unknown as Readonly<Record<string, unknown>>
  const conflict = conflicts.find(
    ({ body: { of, field: about } }) => of.kind === subject.kind && of.id === subject.id && about === field,
  )
  const values = new Set([asText(body[field]), ...(conflict?.body.values ?? []).map(({ value }) => asText(value))])
  const left: (string | undefined)[] = [
    subject.writer[field],
    ...(conflict?.body.values ?? []).map(({ command }) => command ?? undefined),
    conflict?.body.settled?.command,
  ]
  const seen = new Set<string>()
  for (let id = left.pop(); left.length > 0 || id !== undefined; id = left.pop()) {
    const record = id === undefined || seen.has(id) ? undefined : accepted.get(id)
    if (id !== undefined) seen.add(id)
    if (record === undefined) continue
    const { set = {}, saw = [] } = JSON.parse(record.payload) as { set?: Edit['set']; saw?: readonly string[] }
    if (record.type.startsWith('register.')) values.add('null')
    if (field in set) values.add(asText(set[field]))
    for (const value of saw) {
      values.add(value)
      // Whoever wrote it may have written over others before.
      left.push(...writersOf(value, { subject, field, accepted }))
    }
    // Only what has not ended is merged, and taking apart says so again.
    if (record.type.startsWith('register.')) left.push(...writersOf('null', { subject, field, accepted }))
    left.push(record.seen[field])
  }
  return values
}
