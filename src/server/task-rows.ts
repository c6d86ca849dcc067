import type { Kind } from '../domain/nouns.ts'
import type { Reading } from './database.ts'
import type { Ledger } from './ledger.ts'
import { loadRows } from './rows.ts'

/** What hangs under a task that the server settles by itself. */
const UNDER_TASK = ['seat', 'holding', 'contact', 'disclosure', 'sheet'] as const satisfies readonly Kind[]

/** Loads tasks with all by which the server settles them. */
export async function loadTasks(tx: Reading, ledger: Ledger, ids: readonly string[]): Promise<void> {
  ledger.load(
    await loadRows(tx, ledger.community.id, {
      rows: ids.map((task) => ['task', task] as const),
      under: ids.flatMap((task) => UNDER_TASK.map((kind) => [kind, task] as const)),
      packs: [],
    }),
  )
  await loadWaiting(tx, ledger, ids)
}
/** Loads the cards of those who wait for a place of these tasks, which are loaded: who rests is passed by. */
export async function loadWaiting(tx: Reading, ledger: Ledger, ids: readonly string[]): Promise<void> {
  const see = ledger.rows.see()
  const waiting = ids.flatMap((task) => see.under('holding', task)).filter(({ body }) => body.state === 'waitlisted')
  if (waiting.length === 0) return
  const rows = waiting.map(({ body }) => ['card', body.person] as const)
  ledger.load(await loadRows(tx, ledger.community.id, { rows, under: [], packs: [] }))
}
/** Loads the places of all tasks for which these persons wait: their claims are loaded. */
export async function loadWaitedFor(tx: Reading, ledger: Ledger, persons: readonly string[]): Promise<void> {
  const see = ledger.rows.see()
  const waiting = persons
    .flatMap((person) => see.under('claim', person))
    .filter(({ body }) => body.state === 'waitlisted')
  if (waiting.length === 0) return
  const under = waiting.map(({ body }): [Kind, string] => ['seat', body.task])
  ledger.load(await loadRows(tx, ledger.community.id, { rows: [], under, packs: [] }))
}
