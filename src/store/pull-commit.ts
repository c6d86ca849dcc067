import type { CommandId, Instant } from '../domain/ids.ts'
import type { ReceiptBody, Row } from '../domain/nouns.ts'
import { REFUSALS } from '../domain/refusal.ts'
import type { AttentionRecord, Database, ReceivedRecord, Tables } from './database.ts'
import type { PullPlan } from './pull.ts'
import { stagedOf } from './staged.ts'
import { highest, isShown, readMeta, type SyncState, tick, writeMeta, writeState } from './state.ts'

/** The one transaction of T3: everything of the plan, or nothing and `stale` when the state has moved since. */
export function commitPull(database: Database, plan: PullPlan): Promise<SyncState | 'stale'> {
  const tables = ['pack', 'delta', 'staged', 'outbox', 'received', 'attention', 'meta'] as const
  return database.run('rw', tables, async (t) => {
    const state = await readMeta(t, 'state')
    if (state.rev !== plan.end.expected.rev) return 'stale'
    await writeRows(t, state, plan)
    const moved = await receive(t, plan)
    const settled = await takeReceipts(t, plan.rows, plan.end.at)
    if (moved + settled > 0) await tick(t, 'both')
    await writeMeta(t, 'sums', plan.sums)
    return writeState(t, state, {
      ...(await swapGeneration(t, state)),
      packs: plan.packs,
      cursor: plan.to.seq,
      mark: highest(state.mark, plan.to),
      staged: null,
      deltas: nextDeltas(state, plan),
      freshAt: plan.end.freshAt,
      lost: { ...state.lost, ...Object.fromEntries(plan.end.lost.map((pack) => [pack, plan.end.at])) },
    })
  })
}

async function writeRows(t: Tables, { gen, deltas }: SyncState, plan: PullPlan): Promise<void> {
  await t.pack.bulkPut([...plan.put])
  await t.pack.bulkDelete(plan.end.lost.map((id): [number, string] => [gen, id]))
  await t.delta.bulkPut([...plan.rewritten])
  if (plan.added !== null) await t.delta.add({ ...plan.added, k: deltas.next })
  const staged = await stagedOf(t, gen)
  await t.staged.bulkDelete(staged.map((record): [number, string] => [record.gen, record.key]))
}
function nextDeltas({ deltas }: SyncState, { added }: PullPlan): SyncState['deltas'] {
  if (added === null) return deltas
  return { ...deltas, next: deltas.next + 1, bytes: deltas.bytes + added.bytes.length }
}

/** Own effects are in the mirror from here on: their commands leave the outbox in the same transaction. */
async function receive(t: Tables, plan: PullPlan): Promise<number> {
  const acked = await t.outbox.where('state').equals('acked').toArray()
  const passed = acked.filter((record) => record.seq <= plan.to.seq)
  await t.received.bulkPut(
    passed.map(({ state: _, was = 'ok', ...record }) => ({ ...record, status: was, at: plan.end.at })),
  )
  await t.outbox.bulkDelete(passed.map((record) => record.id))
  return passed.length
}

/** What the server decided after its first answer: a held command that was accepted since leaves `attention`. */
async function takeReceipts(t: Tables, rows: readonly Row[], at: Instant): Promise<number> {
  let settled = 0
  for (const row of rows) {
    if (row.kind === 'receipt' && (await takeReceipt(t, { body: row.body, seq: row.seq }, at))) settled++
  }
  return settled
}
async function takeReceipt(t: Tables, receipt: { body: ReceiptBody; seq: number }, at: Instant): Promise<boolean> {
  const { command, status } = receipt.body
  const code = REFUSALS.find((known) => known === receipt.body.code) ?? 'failed'
  const record = await findTold(t, command)
  if (record === undefined) await noteTold(t, command, receipt.seq)
  if (record === undefined || receipt.seq <= record.seq) return false
  const { id, n, savedAt, packs, bytes, as } = record
  const kept = { id, n, savedAt, packs, bytes, seq: receipt.seq, at, ...(as === undefined ? {} : { as }) }
  if (status === 'ok' || status === 'conflict') {
    await t.attention.delete(id)
    await t.received.put({ ...kept, status })
  } else {
    await t.received.delete(id)
    await t.attention.put({ ...kept, status, code })
  }
  return true
}

/** By the id that the server knows it by. */
async function findTold(t: Tables, command: CommandId): Promise<AttentionRecord | ReceivedRecord | undefined> {
  const named = (await t.attention.get(command)) ?? (await t.received.get(command))
  if (named !== undefined && named.as === undefined) return named
  return t.attention.filter(({ as }) => as === command).first()
}
/** The answer says where the command was judged first, and a backup may cover that and not what became of it. */
async function noteTold(t: Tables, command: CommandId, seq: number): Promise<void> {
  const waiting = await t.outbox.get(command)
  if (waiting !== undefined && waiting.state !== 'acked' && seq > (waiting.told ?? 0))
    await t.outbox.put({ ...waiting, told: seq })
}

/** The generation that was built beside the shown one takes its place, once. */
async function swapGeneration(t: Tables, state: SyncState): Promise<Partial<SyncState>> {
  if (isShown(state)) return {}
  const older: [number, string][] = (await t.pack.toCollection().primaryKeys()).filter(([gen]) => gen !== state.gen)
  await t.pack.bulkDelete(older)
  await t.delta.bulkDelete((await t.delta.toCollection().primaryKeys()).filter(([gen]) => gen !== state.gen))
  return {
    complete: true,
    shown: state.gen,
    stream: null,
    reload: state.shown === state.gen ? state.reload : state.reload + 1,
  }
}
