import type { Of } from '../domain/decide.ts'
import type { CommandId, Instant } from '../domain/ids.ts'
import type { ReceiptBody } from '../domain/nouns.ts'
import { personPack } from '../domain/packs.ts'
import type { RefusalCode } from '../domain/refusal.ts'
import { type Change, put } from '../domain/see.ts'
import type { Writing } from './database.ts'
import { readAgain } from './incoming.ts'
import { judgeInFull } from './judge.ts'
import type { Ledger } from './ledger.ts'
import { loadPast, loadTouched } from './push.ts'
import { type CommandRecord, loadRecords } from './records.ts'

/** Loads what a held command touches, beside what the word on it touches. */
export async function loadHeld(tx: Writing, ledger: Ledger, id: CommandId): Promise<void> {
  const [record] = await loadRecords(tx, ledger.community.id, [id])
  if (record === undefined) return
  ledger.records.set(record.id, record)
  for (const seen of await loadRecords(tx, ledger.community.id, Object.values(record.seen))) {
    ledger.records.set(seen.id, seen)
  }
  const { command } = readAgain(record)
  if ('bad' in command) return
  await loadTouched(tx, ledger, [command])
  await loadPast(tx, ledger, [command])
}

/**
 * Carries out a coordinator's word on a held command: accepted, it is judged with full sight; dismissed, it is closed.
 * Its author hears of it by a receipt. A refusal code where the word cannot be carried out; then nothing changes.
 */
export function carryOutWord(
  ledger: Ledger,
  word: Of<'held.judge'>,
  now: Instant,
): { readonly changes: readonly Change[]; readonly record: CommandRecord } | RefusalCode {
  const record = ledger.records.get(word.payload.command as CommandId)
  if (record === undefined) return 'not_found'
  if (record.status !== 'held') return 'conflict_gone'
  if (word.payload.verdict === 'dismiss') {
    const closed: CommandRecord = { ...record, status: 'refused' }
    return { changes: [receipt(closed, now)], record: closed }
  }
  const incoming = readAgain(record)
  if ('bad' in incoming.command) return incoming.command.bad
  const late = record.code === 'post_ended'
  const judged = judgeInFull({ ledger, incoming, command: incoming.command, now }, late)
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
