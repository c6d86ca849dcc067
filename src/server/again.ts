import type { Of } from '../domain/decide.ts'
import { type CommandId, type Instant, instantOf } from '../domain/ids.ts'
import type { HeldBody, ReceiptBody } from '../domain/nouns.ts'
import { personPack } from '../domain/packs.ts'
import type { RefusalCode } from '../domain/refusal.ts'
import { groundsOf } from '../domain/rights.ts'
import { type Change, put } from '../domain/see.ts'
import { derivedId } from './canonical.ts'
import { IN_LIST, type Reading } from './database.ts'
import { type Incoming, readAgain } from './incoming.ts'
import { judgeAsAuthor, judgeInFull, namedRows } from './judge.ts'
import { Ledger, together } from './ledger.ts'
import { loadKnown, loadPast, loadTouched } from './load.ts'
import { COMMAND_COLUMNS, type CommandRecord, isAccepted, loadRecords, readRecord } from './records.ts'
import { loadRows } from './rows.ts'
import { listCommunities, mustFindCommunity, type Server } from './server.ts'

/** Loads what held commands touch, and their rows. */
async function loadFor(tx: Reading, ledger: Ledger, records: readonly CommandRecord[]): Promise<void> {
  for (const record of records) if (!ledger.records.has(record.id)) ledger.records.set(record.id, record)
  const incoming = records.map(readAgain)
  const rows = records.map(({ id }) => ['held', id] as const)
  ledger.load(await loadRows(tx, ledger.community.id, { rows, under: [], packs: [] }))
  await loadKnown(tx, ledger, incoming)
  await loadTouched(tx, ledger, incoming)
  await loadPast(tx, ledger, incoming)
}
export async function loadHeld(tx: Reading, ledger: Ledger, id: CommandId): Promise<void> {
  await loadFor(tx, ledger, await loadRecords(tx, ledger.community.id, [id]))
}

/** What becomes of a held command: changes of its own, and the answer its author will get. */
interface Outcome {
  readonly changes: readonly Change[]
  readonly record: CommandRecord
}
/**
 * Carries out a coordinator's word on a held command: accepted, it is judged with full sight; dismissed, it is closed.
 * Its author hears of it by a receipt. A refusal code where the word cannot be carried out; then nothing changes.
 */
export function carryOutWord(ledger: Ledger, word: Of<'held.judge'>, now: Instant): Outcome | RefusalCode {
  const record = ledger.records.get(word.payload.command as CommandId)
  if (record === undefined) return 'not_found'
  if (record.status !== 'held') return 'conflict_gone'
  if (word.payload.verdict === 'dismiss') {
    const closed: CommandRecord = { ...record, status: 'refused' }
    return { changes: [receipt(closed, now)], record: closed }
  }
  const incoming = readAgain(record)
  if ('bad' in incoming.command) return incoming.command.bad
  const judged = judgeInFull({ ledger, incoming, command: incoming.command, now }, record.code === 'post_ended')
  if ('code' in judged) return judged.code
  const accepted: CommandRecord = { ...record, status: judged.status, code: undefined }
  return { changes: [...judged.changes, receipt(accepted, now)], record: accepted }
}

/** What the server decides after its first answer reaches the author as a row of his own pack. */
function receipt(record: CommandRecord, now: Instant): Change {
  const body: ReceiptBody = {
    command: record.id,
    status: record.status,
    ...(record.code === undefined ? {} : { code: record.code }),
    at: now,
  }
  return put('receipt', { id: record.id, pack: personPack(record.author) }, body)
}

export interface Reopening {
  readonly codes: readonly RefusalCode[]
  readonly now: Instant
}
/** What was missing may have come: the command it builds on, the record it names. */
const WAITS_FOR_NEWS: readonly RefusalCode[] = ['needs_missing', 'not_found']
/** A post may have been given that reaches back to the day it came. */
const WAITS_FOR_POST: readonly RefusalCode[] = ['not_your_grid', 'role_may_not', 'post_ended']
/** A newer build may understand what an older one did not. */
const WAITS_FOR_BUILD: readonly RefusalCode[] = ['unknown_type', 'future_version', 'bad_payload', 'failed']
/** So many at once; the rest has its turn with the next news. */
const AT_ONCE = 200

/** After changes: where nothing is new, nothing can have appeared. */
export async function reopenOnNews(tx: Reading, ledger: Ledger, now: Instant): Promise<void> {
  if (!ledger.hasNews) return
  const codes = ledger.hasNewPosts ? [...WAITS_FOR_NEWS, ...WAITS_FOR_POST] : WAITS_FOR_NEWS
  await reopenHeld(tx, ledger, { codes, now })
}
/** When the server starts, perhaps as a newer build. */
export async function reopenOnStart(server: Server): Promise<void> {
  const codes = [...WAITS_FOR_NEWS, ...WAITS_FOR_BUILD]
  for (const id of await listCommunities(server)) {
    await server.db.write(id, async (tx) => {
      const community = await mustFindCommunity(tx, id)
      const ledger = new Ledger(
        community,
        await server.grounds.within(tx, id, community.ground),
        instantOf(server.clock()),
      )
      await reopenHeld(tx, ledger, { codes, now: instantOf(server.clock()) })
      await ledger.write(tx)
    })
  }
}

/**
 * Judges held commands again with their authors' rights as of the day they came; those that still cannot be carried
 * out stay as they are and need a coordinator's word.
 */
async function reopenHeld(tx: Reading, ledger: Ledger, { codes, now }: Reopening): Promise<void> {
  // The plus keeps the few held ones' index in use: by seq alone the whole history would be walked.
  const rows = await tx.all(
    `SELECT ${COMMAND_COLUMNS} FROM command WHERE community = ? AND status = 'held' AND code ${IN_LIST} ORDER BY +seq LIMIT ${AT_ONCE}`,
    ledger.community.id,
    JSON.stringify(codes),
  )
  const known = rows.map(readRecord).filter((record) => !ledger.records.has(record.id))
  const here = [...ledger.records.values()].filter(
    ({ status, code }) => status === 'held' && code !== undefined && codes.includes(code),
  )
  const held = [...known, ...here]
  if (held.length === 0) return
  await loadFor(tx, ledger, held)
  // One that comes through may be what another waits for.
  let waiting = held
  for (let progress = true; progress; ) {
    const still = waiting.filter((record) => !reopen(ledger, record, now))
    progress = still.length < waiting.length
    waiting = still
  }
}

function reopen(ledger: Ledger, record: CommandRecord, now: Instant): boolean {
  const incoming = readAgain(record)
  if ('bad' in incoming.command || !isReady(ledger, incoming)) return false
  const grounds = groundsOf(ledger.rows.see(), record.author)
  const judged = judgeAsAuthor({ ledger, incoming, command: incoming.command, now: record.receivedAt }, grounds)
  if ('code' in judged) return false
  const accepted: CommandRecord = { ...record, status: judged.status, code: undefined }
  const { id } = record
  const word: Incoming['draft'] = {
    ...record,
    id: derivedId('again', id),
    store: 'server',
    type: 'held.reopen',
    payload: JSON.stringify({ command: id }),
    needs: [],
    seen: {},
    receivedAt: now,
  }
  const state: Partial<HeldBody> = { state: 'accepted' }
  const closed = ledger.rows.find('held', id) === undefined ? [] : [setHeld(id, state)]
  const own = ledger.stage([...closed, receipt(accepted, now)], word.id)
  const theirs = ledger.stage(judged.changes, id)
  ledger.accept({ ...word, status: 'ok', code: undefined }, together(own, theirs), accepted)
  ledger.keep(accepted)
  return true
}
const setHeld = (id: string, set: Readonly<Record<string, unknown>>): Change => ({
  op: 'set',
  kind: 'held',
  id,
  set,
  edit: false,
})
function isReady(ledger: Ledger, { draft, command }: Incoming): boolean {
  if ('bad' in command) return false
  const isNamed = namedRows(ledger, command).every((row) => row !== undefined)
  return isNamed && draft.needs.every((id) => isAccepted(ledger.records.get(id)))
}
