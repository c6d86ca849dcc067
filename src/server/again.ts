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
import { Ledger, type Staged, together } from './ledger.ts'
import { loadKnown, loadPast, loadTouched } from './load.ts'
import type { Log } from './log.ts'
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

interface Reopening {
  readonly codes: readonly RefusalCode[]
  /** Only those that were held after this seq. */
  readonly after: number
  readonly log: Log
}
/** What was missing may have come: the command it builds on, the record it names. */
const WAITS_FOR_NEWS: readonly RefusalCode[] = ['needs_missing', 'not_found']
/** A post may have been given that reaches back to the day it came. */
const WAITS_FOR_POST: readonly RefusalCode[] = ['not_your_grid', 'role_may_not', 'post_ended']
/** A newer build may understand what an older one did not. */
const WAITS_FOR_BUILD: readonly RefusalCode[] = ['unknown_type', 'future_version', 'bad_payload', 'failed']
/** So many at once; the rest has its turn with the next news. */
export const AT_ONCE = 200

/** After changes: where nothing is new, nothing can have appeared. */
export async function reopenOnNews(server: Server, tx: Reading, ledger: Ledger): Promise<void> {
  if (!ledger.hasNews) return
  const { log, reopenedTo } = server
  // Posts are given seldom: there may be no next one to wait for.
  if (ledger.hasNewPosts) {
    let after = 0
    do after = await reopenHeld(tx, ledger, { codes: WAITS_FOR_POST, after, log })
    while (after > 0)
  }
  const { id } = ledger.community
  reopenedTo.set(id, await reopenHeld(tx, ledger, { codes: WAITS_FOR_NEWS, after: reopenedTo.get(id) ?? 0, log }))
}
/** When the server starts, perhaps as a newer build: all of them, so many in a transaction. */
export async function reopenOnStart(server: Server): Promise<void> {
  const codes = [...WAITS_FOR_NEWS, ...WAITS_FOR_BUILD]
  for (const id of await listCommunities(server)) {
    const reopenAfter = (after: number): Promise<number> =>
      server.db.write(id, async (tx) => {
        const community = await mustFindCommunity(tx, id)
        const ground = await server.grounds.within(tx, id, community.ground)
        const ledger = new Ledger(community, ground, instantOf(server.clock()))
        const next = await reopenHeld(tx, ledger, { codes, after, log: server.log })
        await ledger.write(tx)
        return next
      })
    let after = 0
    do after = await reopenAfter(after)
    while (after > 0)
  }
}

/**
 * Judges held commands again with their authors' rights as of the day they came; those that still cannot be carried
 * out stay as they are and need a coordinator's word. Gives the seq after which to go on; 0 where none is left.
 */
async function reopenHeld(tx: Reading, ledger: Ledger, { codes, after, log }: Reopening): Promise<number> {
  // The plus keeps the few held ones' index in use: by seq alone the whole history would be walked.
  const rows = await tx.all(
    `SELECT ${COMMAND_COLUMNS} FROM command WHERE community = ? AND status = 'held' AND code ${IN_LIST} AND +seq > ? ORDER BY +seq LIMIT ${AT_ONCE}`,
    ledger.community.id,
    JSON.stringify(codes),
    after,
  )
  const found = rows.map(readRecord)
  const known = found.filter((record) => !ledger.records.has(record.id))
  const here = [...ledger.records.values()].filter(
    ({ status, code }) => status === 'held' && code !== undefined && codes.includes(code),
  )
  const held = [...known, ...here]
  if (held.length > 0) {
    await loadFor(tx, ledger, held)
    // One that comes through may be what another waits for.
    let waiting = held
    for (let progress = true; progress; ) {
      const still = waiting.filter((record) => !reopen(ledger, record, log))
      progress = still.length < waiting.length
      waiting = still
    }
  }
  return found.length < AT_ONCE ? 0 : (found.at(-1)?.seq ?? 0)
}

interface Again {
  readonly accepted: CommandRecord
  readonly theirs: Staged
}
function judgeAgain(ledger: Ledger, record: CommandRecord): Again | undefined {
  const incoming = readAgain(record)
  if ('bad' in incoming.command || !isReady(ledger, incoming)) return undefined
  const grounds = groundsOf(ledger.rows.see(), record.author)
  const judged = judgeAsAuthor({ ledger, incoming, command: incoming.command, now: record.receivedAt }, grounds)
  if ('code' in judged) return undefined
  const accepted: CommandRecord = { ...record, status: judged.status, code: undefined }
  return { accepted, theirs: ledger.stage(judged.changes, record.id) }
}
/** A fault of ours in one that waits keeps neither the server from starting nor others from what they bring. */
function judgeAgainIfSound(ledger: Ledger, record: CommandRecord, log: Log): Again | undefined {
  try {
    return judgeAgain(ledger, record)
  } catch (error) {
    log.error('judge again', error)
    return undefined
  }
}
function reopen(ledger: Ledger, record: CommandRecord, log: Log): boolean {
  const again = judgeAgainIfSound(ledger, record, log)
  if (again === undefined) return false
  const { accepted, theirs } = again
  const { id } = record
  const word: Incoming['draft'] = {
    ...record,
    id: derivedId('again', id),
    store: 'server',
    type: 'held.reopen',
    payload: JSON.stringify({ command: id }),
    needs: [],
    seen: {},
    receivedAt: ledger.now,
  }
  const state: Partial<HeldBody> = { state: 'accepted' }
  const closed = ledger.rows.find('held', id) === undefined ? [] : [setHeld(id, state)]
  const own = ledger.stage([...closed, receipt(accepted, ledger.now)], word.id)
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
