import type { Understood } from './commands.ts'
import { goAlong } from './goes-along.ts'
import type { Instant } from './ids.ts'
import type { CommandStatus, Row, RowOf, VisitBody } from './nouns.ts'
import { historyPack } from './packs.ts'
import type { RefusalCode } from './refusal.ts'
import type { Change, Context, See } from './see.ts'
import { isOnTask, settleCard, settlePublish, settleTask } from './settle-task.ts'
import { VISITS_IN_PACK } from './visit.ts'

/** How a command came in, known only to the server. */
export interface Arrival {
  readonly received: Instant
  /** A fact that arrived after the end of the post it happened in. */
  readonly late: boolean
  /** The phone's clock said later than the receipt. */
  readonly clockDoubtful: boolean
  /** The server's clock: leases are counted by it and by no other. */
  readonly now: Instant
  /** The place in history that the command will take. */
  readonly seq: number
  /** What the server had answered before its history was replaced. */
  readonly was?: CommandStatus
}
export interface Settling {
  readonly command: Understood
  readonly changes: readonly Change[]
  readonly context: Context
  readonly arrival: Arrival
}

export type Settled =
  | { readonly changes: readonly Change[]; readonly conflict?: true }
  | { readonly refused: RefusalCode }

/**
 * What the server alone adds to a judged command, with full sight, in the community's own transaction. Gives the whole
 * list of changes, or why the command cannot be carried out as things are.
 */
export function settle(sight: See, settling: Settling): Settled {
  if (isOnTask(settling.command)) return settleTask(sight, settling)
  const { type } = settling.command
  if (type === 'task.publish') return { changes: settlePublish(sight, settling) }
  if (type === 'volunteer.edit' || type === 'card.edit') return { changes: settleCard(sight, settling) }
  const along = goAlong(sight, settling)
  return { ...along, changes: settleVisit(sight, { ...settling, changes: along.changes }) }
}

/**
 * The marks of its arrival on the visit, and the oldest visit's way into the history, with the needs it raised that are
 * closed, once a household has more visits than fit its pack.
 */
function settleVisit(sight: See, { command, changes, arrival }: Settling): readonly Change[] {
  const stamped = changes.map((change) =>
    change.op === 'put' && change.kind === 'visit' ? stampVisit(change, arrival) : change,
  )
  const mine = stamped.find((change) => change.op === 'put' && change.kind === 'visit')
  if (mine === undefined || mine.op !== 'put') return stamped
  const { household } = mine.body as VisitBody
  const kept = sight.under('visit', household).filter((row) => row.id !== command.id && row.pack.startsWith('b:'))
  const made = { kind: 'visit', id: mine.id, pack: mine.pack, body: mine.body } as Pick<
    RowOf<'visit'>,
    'kind' | 'id' | 'pack' | 'body'
  >
  const oldestFirst = [...kept, made].sort((a, b) =>
    a.body.at < b.body.at || (a.body.at === b.body.at && a.id < b.id) ? -1 : 1,
  )
  const leaving = oldestFirst.slice(0, Math.max(0, oldestFirst.length - VISITS_IN_PACK))
  const gone = new Set(leaving.map((row) => row.id))
  const done = sight
    .under('need', household)
    .filter((need) => need.body.state === 'closed' && need.pack.startsWith('b:') && gone.has(need.body.visit))
  return [...stamped, ...[...leaving, ...done].map(intoHistory)]
}
const intoHistory = (row: Pick<Row, 'kind' | 'id' | 'pack'>): Change => ({
  op: 'move',
  kind: row.kind,
  id: row.id,
  pack: historyPack(row.pack),
})

function stampVisit(change: Extract<Change, { op: 'put' }>, arrival: Arrival): Change {
  const body: VisitBody = {
    ...(change.body as VisitBody),
    received: arrival.received,
    ...(arrival.late ? { late: true } : {}),
    ...(arrival.clockDoubtful ? { clockDoubtful: true } : {}),
  }
  return { ...change, body }
}
