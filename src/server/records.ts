import type { CommandId, CommunityId, Instant, PersonId } from '../domain/ids.ts'
import { instantOf, millisOf } from '../domain/ids.ts'
import type { CommandStatus } from '../domain/nouns.ts'
import type { RefusalCode } from '../domain/refusal.ts'
import type { Result } from '../domain/wire.ts'
import { IN_LIST, maybeText, numberOf, type Reading, type SqlRow, textOf } from './database.ts'

/** One command as table `command` keeps it: the answer for whoever sends it again, and the audit. */
export interface CommandRecord {
  readonly id: CommandId
  readonly store: string
  readonly n: number
  readonly author: PersonId
  readonly type: string
  readonly v: number
  /** JSON as it came. */
  readonly payload: string
  /** Of its content: the same id with another hash is another command. */
  readonly hash: string
  readonly needs: readonly CommandId[]
  readonly seen: Readonly<Record<string, CommandId>>
  /** By the phone's clock; `clockOffset` milliseconds lead to the server's. */
  readonly happenedAt: Instant
  readonly clockOffset: number
  readonly receivedAt: Instant
  readonly status: CommandStatus
  readonly code: RefusalCode | undefined
  readonly seq: number
  readonly mark: string
}

export const isAccepted = (record: CommandRecord | undefined): boolean =>
  record?.status === 'ok' || record?.status === 'conflict'

export const resultOf = (record: CommandRecord, sentId: CommandId): Result => ({
  id: sentId,
  status: record.status,
  seq: record.seq,
  mark: record.mark,
  ...(record.code === undefined ? {} : { code: record.code }),
  ...(record.id === sentId ? {} : { as: record.id }),
})

export interface Timed {
  readonly at: Instant
  readonly clockDoubtful: boolean
}
/** The time of a command by the server's clock; what would lie after the receipt is taken for the receipt, and flagged. */
export function correctTime(record: Pick<CommandRecord, 'happenedAt' | 'clockOffset' | 'receivedAt'>): Timed {
  const corrected = Math.max(0, millisOf(record.happenedAt) + record.clockOffset)
  if (corrected > millisOf(record.receivedAt)) return { at: record.receivedAt, clockDoubtful: true }
  return { at: instantOf(corrected), clockDoubtful: false }
}

export const COMMAND_COLUMNS =
  'id, store, n, author, type, v, payload, hash, needs, seen, happened_at, clock_offset, received_at, status, code, seq, mark'

/** The known ones among these ids, in one look-up. */
export async function loadRecords(
  tx: Reading,
  community: CommunityId,
  ids: Iterable<string>,
): Promise<readonly CommandRecord[]> {
  const list = [...new Set(ids)]
  if (list.length === 0) return []
  const sql = `SELECT ${COMMAND_COLUMNS} FROM command WHERE community = ? AND id ${IN_LIST}`
  return (await tx.all(sql, community, JSON.stringify(list))).map(readRecord)
}

export const readRecord = (row: SqlRow): CommandRecord => ({
  id: textOf(row, 'id') as CommandId,
  store: textOf(row, 'store'),
  n: numberOf(row, 'n'),
  author: textOf(row, 'author') as PersonId,
  type: textOf(row, 'type'),
  v: numberOf(row, 'v'),
  payload: textOf(row, 'payload'),
  hash: textOf(row, 'hash'),
  needs: JSON.parse(textOf(row, 'needs')) as CommandId[],
  seen: JSON.parse(textOf(row, 'seen')) as Record<string, CommandId>,
  happenedAt: textOf(row, 'happened_at') as Instant,
  clockOffset: numberOf(row, 'clock_offset'),
  receivedAt: textOf(row, 'received_at') as Instant,
  status: textOf(row, 'status') as CommandStatus,
  code: (maybeText(row, 'code') ?? undefined) as RefusalCode | undefined,
  seq: numberOf(row, 'seq'),
  mark: textOf(row, 'mark'),
})

export const writeRecord = (community: CommunityId, record: CommandRecord): SqlRow => ({
  community,
  id: record.id,
  store: record.store,
  n: record.n,
  author: record.author,
  type: record.type,
  v: record.v,
  payload: record.payload,
  hash: record.hash,
  needs: JSON.stringify(record.needs),
  seen: JSON.stringify(record.seen),
  happened_at: record.happenedAt,
  clock_offset: record.clockOffset,
  received_at: record.receivedAt,
  status: record.status,
  code: record.code ?? null,
  seq: record.seq,
  mark: record.mark,
})
