import type { CommandId, GridId, Instant, PackId, PersonId } from './ids.ts'
import type { Bodies, Kind, Row, RowOf } from './nouns.ts'

/**
 * What a judge may look at. A row that is not loaded or may not be seen is undefined: unknown, never absent.
 * `under` gives the rows that hang under a parent (nouns.ts parentOf).
 */
export interface See {
  <K extends Kind>(kind: K, id: string): RowOf<K> | undefined
  under<K extends Kind>(kind: K, parent: string): readonly RowOf<K>[]
}

export interface Context {
  /** Who gives the command. */
  readonly author: PersonId
  /** The command's time, corrected by the server where it can. */
  readonly at: Instant
  /** Whether this command was ever accepted or is pending here: a `seen` naming an unknown one is newer, not a conflict. */
  knows(command: CommandId): boolean
  /** What a refused or held command had seen; undefined for all others, and on a phone. */
  turnedAway(command: CommandId): Past['seen'] | undefined
  /** What sort an accepted command was, who gave it, when, and what it had seen; only the server finds any. */
  past(command: CommandId): Past | undefined
}

export interface Past {
  readonly type: string
  readonly author: PersonId
  readonly at: Instant
  readonly seen: Readonly<Record<string, CommandId>>
}

/** One row made whole, or fields set on a row that is there. `edit` stamps the command as the fields' writer. */
export type Change =
  | { readonly op: 'put'; readonly kind: Kind; readonly id: string; readonly pack: PackId; readonly body: Bodies[Kind] }
  | {
      readonly op: 'set'
      readonly kind: Kind
      readonly id: string
      readonly set: Readonly<Record<string, unknown>>
      readonly edit: boolean
    }
  | { readonly op: 'move'; readonly kind: Kind; readonly id: string; readonly pack: PackId }
  /** The whole pack lies in another grid from now on; none of its rows changes. Server only. */
  | { readonly op: 'regrid'; readonly pack: PackId; readonly grid: GridId }

/** Types a put: the body must be of its kind. */
export const put = <K extends Kind>(kind: K, place: { id: string; pack: PackId }, body: Bodies[K]): Change => ({
  op: 'put',
  kind,
  ...place,
  body,
})

/** The row after a change; undefined when a set or move names a row that is not there. A null value takes the field away. */
export function applyChange(
  row: Row | undefined,
  change: RowChange,
  stamp: { command: CommandId; seq: number },
): Row | undefined {
  if (change.op === 'put') {
    return {
      kind: change.kind,
      id: change.id,
      pack: change.pack,
      seq: stamp.seq,
      writer: row?.writer ?? {},
      body: change.body,
    } as Row
  }
  if (row === undefined) return undefined
  if (change.op === 'move') return { ...row, pack: change.pack, seq: stamp.seq }
  const body: Record<string, unknown> = { ...row.body }
  const writer: Record<string, CommandId> = { ...row.writer }
  for (const [field, value] of Object.entries(change.set)) {
    if (value === null && !KEPT_NULLS.has(field)) delete body[field]
    else body[field] = value
    if (change.edit) writer[field] = stamp.command
  }
  return { ...row, seq: stamp.seq, writer, body } as unknown as Row
}
export type RowChange = Exclude<Change, { op: 'regrid' }>
/** Fields whose null says something: never reached, not yet due, post without end. */
const KEPT_NULLS = new Set(['lastReached', 'lastVisit', 'nextDue', 'until', 'parent'])
