import type { CommunityId } from '../domain/ids.ts'
import { asId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import { settleDue, taskOf } from '../domain/task-due.ts'
import { derivedId } from './canonical.ts'
import { commitMade, type ServerCommand } from './commit.ts'
import type { Reading } from './database.ts'
import type { Duty } from './duties.ts'
import type { Ledger } from './ledger.ts'
import { readRow } from './rows.ts'
import { listCommunities, type Server } from './server.ts'
import { loadTasks } from './task-rows.ts'

/** So many rows a transaction: pushes go on between. */
const AT_ONCE = 100
/** By the index of what has a time: leases, tasks and contacts whose time has not come are not looked at. */
export const DUE_BY_NOW = `SELECT kind, id, pack, seq, writer, body FROM entity WHERE community = ? AND due <= ? ORDER BY due, kind, id LIMIT ${AT_ONCE}`

/**
 * Does what the server's own clock asks for in a community: leases and offers that ran out, tasks that are over,
 * contacts to be told. One command a task, its id made of what was due: a process that comes second, or a server that
 * was put back, does the same or nothing. Costs what is due. Gives the number of commands; Faults of the database.
 */
export async function carryOutDue(server: Server, id: CommunityId): Promise<number> {
  for (let done = 0, last = 0; ; ) {
    const committed = await commitMade(server, id, dueCommands)
    // What was carried out before has its old place in history: it is not done again.
    const carriedOut = committed.filter(({ seq }) => seq > last)
    if (carriedOut.length === 0) return done
    done += carriedOut.length
    last = Math.max(...carriedOut.map(({ seq }) => seq))
  }
}

async function dueCommands(tx: Reading, ledger: Ledger): Promise<readonly ServerCommand[]> {
  const rows = (await tx.all(DUE_BY_NOW, ledger.community.id, ledger.now)).map(readRow)
  if (rows.length === 0) return []
  const tasks = new Map<string, Row[]>()
  for (const row of rows) {
    const task = taskOf(row)
    if (task !== undefined) tasks.set(task, [...(tasks.get(task) ?? []), row])
  }
  await loadTasks(tx, ledger, [...tasks.keys()])
  return [...tasks].map(([task, due]) => ({
    id: derivedId('task.due', task, ...due.map(nameOf)),
    type: 'server.due',
    author: asId<'person'>('server'),
    payload: { task },
    changes: settleDue(ledger.rows.see(), { task, due }, ledger.now),
  }))
}
/** Whatever was written since is due anew: a place for another claim, a lease that was renewed, a contact said again. */
const nameOf = ({ kind, id, seq }: Row): string => `${kind} ${id} ${seq}`

/** Every minute, in every community. */
export function dueDuty(server: Server): Duty {
  return {
    name: 'due',
    isFrequent: true,
    isDue: () => true,
    async run() {
      for (const id of await listCommunities(server)) await carryOutDue(server, id)
    },
  }
}
