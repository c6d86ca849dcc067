import { type CommandId, type CommunityId, instantOf, type PersonId } from '../domain/ids.ts'
import type { Change } from '../domain/see.ts'
import { reopenOnNews } from './again.ts'
import { canonicalJson, hashOf } from './canonical.ts'
import type { Reading, Writing } from './database.ts'
import { Ledger } from './ledger.ts'
import { loadRecords } from './records.ts'
import { keyOf, loadRows } from './rows.ts'
import { mustFindCommunity, type Server } from './server.ts'

/** A command of the server's own making (import, demo): judged by whoever made it, so its changes are given. */
export interface ServerCommand {
  /** Follows from its content where the same work may be done twice: a known id is not done again. */
  readonly id: CommandId
  readonly type: string
  readonly author: PersonId
  readonly payload?: unknown
  readonly changes: readonly Change[]
}
export interface Committed {
  readonly id: CommandId
  /** Its place in history; 0 where nothing had to change, and then nothing is recorded. */
  readonly seq: number
}

/**
 * Carries out commands in one transaction, in order: all or none. Puts that say what is already there are left out;
 * a command of which nothing remains takes no place in history, so the same import again changes nothing.
 */
export const commitServerChanges = (
  server: Server,
  community: CommunityId,
  commands: readonly ServerCommand[],
): Promise<readonly Committed[]> => commitMade(server, community, async () => commands)

/** As commitServerChanges, with commands that follow from the rows as they are in the very transaction. */
export async function commitMade(
  server: Server,
  community: CommunityId,
  make: (tx: Reading, ledger: Ledger) => Promise<readonly ServerCommand[]>,
): Promise<readonly Committed[]> {
  const done = await server.db.write(community, (tx) => commitWithin(server, tx, { community, make }))
  if (done.head !== done.before) server.poke.tell(community, done.head)
  return done.committed
}

interface Making {
  readonly community: CommunityId
  readonly make: (tx: Reading, ledger: Ledger) => Promise<readonly ServerCommand[]>
}
/** As commitMade, inside a transaction of the caller's, who pokes once it is over. */
export async function commitWithin(
  server: Server,
  tx: Writing,
  { community, make }: Making,
): Promise<{ readonly committed: readonly Committed[]; readonly head: number; readonly before: number }> {
  const state = await mustFindCommunity(tx, community)
  const ledger = new Ledger(state, await server.grounds.within(tx, community, state.ground), instantOf(server.clock()))
  const commands = await make(tx, ledger)
  const known = await loadRecords(
    tx,
    community,
    commands.map((command) => command.id),
  )
  for (const record of known) ledger.records.set(record.id, record)
  const named = commands.flatMap(({ changes }) => changes.flatMap((change) => ('kind' in change ? [change] : [])))
  const rows = named.map((change) => [change.kind, change.id] as const)
  ledger.load(await loadRows(tx, community, { rows, under: [], packs: [] }))
  const committed = commands.map((command) => carryOut(ledger, command, server.clock()))
  await reopenOnNews(server, tx, ledger)
  await ledger.write(tx)
  return { committed, head: ledger.head.seq, before: state.head.seq }
}

function carryOut(ledger: Ledger, command: ServerCommand, now: number): Committed {
  const known = ledger.records.get(command.id)
  if (known !== undefined) return { id: command.id, seq: known.seq }
  const touched = new Set<string>()
  const changes = command.changes.filter((change) => {
    const key = change.op === 'regrid' ? change.pack : keyOf(change)
    // Compared with what was there before the command: only a row's first change can be left out.
    if (!touched.has(key) && saysNothingNew(ledger, change)) return false
    touched.add(key)
    return true
  })
  if (changes.length === 0) return { id: command.id, seq: 0 }
  const payload = canonicalJson(command.payload ?? null) ?? 'null'
  const record = ledger.accept(
    {
      id: command.id,
      store: 'server',
      n: 0,
      author: command.author,
      type: command.type,
      v: 1,
      payload,
      hash: hashOf(payload),
      needs: [],
      seen: {},
      happenedAt: instantOf(now),
      clockOffset: 0,
      receivedAt: instantOf(now),
      status: 'ok',
      code: undefined,
    },
    ledger.stage(changes, command.id),
  )
  return { id: record.id, seq: record.seq }
}
function saysNothingNew(ledger: Ledger, change: Change): boolean {
  if (change.op === 'regrid') return ledger.packs.get(change.pack) === change.grid
  const row = ledger.rows.find(change.kind, change.id)
  if (row === undefined) return false
  if (change.op === 'move') return row.pack === change.pack
  if (change.op === 'put') return row.pack === change.pack && canonicalJson(row.body) === canonicalJson(change.body)
  const body = row.body as unknown as Readonly<Record<string, unknown>>
  return Object.entries(change.set).every(
    ([field, value]) => canonicalJson(body[field] ?? null) === canonicalJson(value ?? null),
  )
}
