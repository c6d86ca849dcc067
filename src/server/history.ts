import * as v from 'valibot'
import {
  ARRANGED,
  type Changed,
  type HistoryAnswer,
  type HistoryEntry,
  type HistoryRequest,
  historyRequest,
} from '../domain/history.ts'
import type { CommandId, CommunityId } from '../domain/ids.ts'
import { mayCoordinate } from '../domain/permission.ts'
import type { ErrorAnswer } from '../domain/wire.ts'
import { doerOf } from './changed.ts'
import { type Reading, textOf } from './database.ts'
import { mayReadPack } from './ground.ts'
import { COMMAND_COLUMNS, type CommandRecord, correctTime, loadRecords, readRecord } from './records.ts'
import { loadRows } from './rows.ts'
import type { Answer, Server, Who } from './server.ts'
import { groundFor, refusal } from './sync.ts'

/** A page: more than a screen shows at once. */
const PAGE = 50

/**
 * What a record went through: who changed what, when, from what to what, the latest first, a page at a time. Answers
 * 404 for a record that is not there and for one that the person may not read alike: not even that it exists is told.
 * Posts, grids and words are everybody's knowledge; who arranged them is for coordinators.
 */
export async function readHistory(
  server: Server,
  who: Who,
  raw: unknown,
): Promise<Answer<HistoryAnswer | ErrorAnswer>> {
  const parsed = v.safeParse(historyRequest, raw)
  if (!parsed.success) return refusal(400, 'bad_request')
  const { kind, id, before = Number.MAX_SAFE_INTEGER } = parsed.output
  return server.db.read(async (tx) => {
    const { ground, sight } = await groundFor(server, tx, who)
    if (isArranged(kind)) {
      if (!mayCoordinate(sight.grounds, sight.today)) return refusal(403, 'forbidden')
    } else {
      const [row] = await loadRows(tx, who.community, { rows: [[kind, id]], under: [], packs: [] })
      if (row === undefined || !mayReadPack(ground, sight, row.pack)) return refusal(404, 'not_found')
    }
    const found = await tx.all(CHANGES, who.community, kind, id, before)
    const read = found.slice(0, PAGE).map((one) => ({ ...readRecord(one), fields: textOf(one, 'fields') }))
    const held = await loadHeld(tx, who.community, read)
    const entries = read.map((record) => entryOf(held.get(heldIn(record)) ?? record, record.fields))
    const last = read.at(-1)
    return { status: 200, body: { entries, ...(found.length > PAGE && last !== undefined ? { older: last.seq } : {}) } }
  })
}
const isArranged = (kind: HistoryRequest['kind']): kind is (typeof ARRANGED)[number] =>
  (ARRANGED as readonly string[]).includes(kind)
/** CROSS JOIN fixes the order in SQLite: the record's own changes first, then one look-up each. */
const CHANGES = `SELECT x.fields, ${COMMAND_COLUMNS.split(', ')
  .map((column) => `c.${column}`)
  .join(', ')}
  FROM change x CROSS JOIN command c
  WHERE x.community = ? AND x.kind = ? AND x.id = ? AND x.seq < ? AND c.community = x.community AND c.seq = x.seq
  ORDER BY x.seq DESC LIMIT ${PAGE + 1}`

/** Of what had been held, what was done is told and not the word that let it through. */
async function loadHeld(
  tx: Reading,
  community: CommunityId,
  records: readonly CommandRecord[],
): Promise<ReadonlyMap<CommandId | undefined, CommandRecord>> {
  const held = await loadRecords(
    tx,
    community,
    records.flatMap((record) => heldIn(record) ?? []),
  )
  return new Map(held.map((record) => [record.id, record]))
}
const heldIn = ({ type, payload }: CommandRecord): CommandId | undefined =>
  type === 'held.judge' || type === 'held.reopen' ? (JSON.parse(payload) as { command: CommandId }).command : undefined

const entryOf = (record: CommandRecord, fields: string): HistoryEntry => ({
  at: correctTime(record).at,
  by: doerOf(record),
  type: record.type,
  fields: JSON.parse(fields) as Changed,
  ...(record.store === 'admin' ? { payload: JSON.parse(record.payload) } : {}),
})
