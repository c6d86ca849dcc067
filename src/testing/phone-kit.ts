import { gunzipSync, gzipSync } from 'node:zlib'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { sumRows } from '../domain/check.ts'
import type { NewCommand } from '../domain/commands.ts'
import { asId, type CommandId, type Day, type Instant, instantOf, makeCommandId, type PackId } from '../domain/ids.ts'
import type { Bodies, Kind, Row } from '../domain/nouns.ts'
import type { Exit, PackBody, Session } from '../domain/wire.ts'
import { applyAnswers, type Sent } from '../store/answers.ts'
import { type Gzip, open } from '../store/bytes.ts'
import type { Disk } from '../store/database.ts'
import { readState } from '../store/health.ts'
import { type OpenStore, openStore } from '../store/open.ts'
import { applyPull, type Pulled } from '../store/pull.ts'
import { endStream, keepPacks, openStream } from '../store/reset.ts'
import type { ArrivedPack } from '../store/staged.ts'
import type { SyncState } from '../store/state.ts'

/** Builders and doors for tests of the phone: one line makes a row, a command, a pack or a disk. */
export const NOON: Instant = asTime('2026-03-05T04:00:00.000Z')
function asTime(text: string): Instant {
  return instantOf(Date.parse(text))
}

export const syncGzip: Gzip = {
  zip: (bytes) => new Uint8Array(gzipSync(bytes)),
  unzip: (bytes) => new Uint8Array(gunzipSync(bytes)),
}
export const aDisk = (): Disk => ({ indexedDB: new IDBFactory(), IDBKeyRange })

export const WANG: Session = {
  account: asId('a-wang'),
  person: asId('p-wang'),
  name: '王芳',
  community: asId('c-1'),
  communityName: '梧桐里',
}
export const B1: PackId = asId('b:b1:g1')
export const B2: PackId = asId('b:b2:g2')
export const C: PackId = asId('c')
export const P: PackId = asId('p:p-wang')

/** Any row; `body` names only the fields that matter to the test. */
export function aRow<K extends Kind>(
  kind: K,
  id: string,
  rest: { pack?: PackId; seq?: number; body?: Partial<Bodies[K]> } = {},
): Row {
  return { kind, id, pack: rest.pack ?? B1, seq: rest.seq ?? 1, writer: {}, body: rest.body ?? {} } as unknown as Row
}
export const aHousehold = (
  id: string,
  rest: { pack?: PackId; seq?: number; body?: Partial<Bodies['household']> } = {},
): Row =>
  aRow('household', id, {
    ...rest,
    body: {
      doors: [asId<'door'>('d-1')],
      dwelling: 'occupied',
      care: 'green',
      tags: [],
      lastReached: null,
      lastVisit: null,
      nextDue: null,
      misses: 0,
      ...rest.body,
    },
  })

export const idOf = (n: number): CommandId => makeCommandId(Date.parse(NOON) + n, new Uint8Array(10).fill(n % 251))
export const aVisit = (n: number, household = 'h-1'): NewCommand => ({
  id: idOf(n),
  type: 'visit.log',
  v: 1,
  happenedAt: NOON,
  needs: [],
  seen: {},
  payload: { household, outcome: 'talked', method: 'in_person', purpose: 'routine' },
})
export const aNote = (n: number, note: string, household = 'h-1'): NewCommand => ({
  ...aVisit(n),
  type: 'household.edit',
  payload: { household, set: { note } },
})

/** A pack as the server's stream sends it. */
export function aPack(id: PackId, seq: number, rows: readonly Row[]): ArrivedPack {
  const body: PackBody = { id, seq, rows }
  return { header: { id, seq, sum: sumRows(rows), mark: markAt(seq) }, body: gzipSync(JSON.stringify(body)) }
}
export const markAt = (seq: number): { seq: number; hash: string } => ({ seq, hash: `mark-${seq}` })

/** Opens the store of a phone; slices follow each other at once. */
export const openOn = (disk: Disk, now: () => number = () => Date.parse(NOON)): Promise<OpenStore> =>
  openStore({ session: WANG, disk, gzip: syncGzip, now, pause: () => Promise.resolve() })

/** Fails a test in which a transaction found the state moved. */
export function mustHold<T>(outcome: T | 'stale'): T {
  if (outcome === 'stale') throw new Error('stale')
  return outcome
}

/** A phone that has finished its first sync at seq 10: building b1 with two households. */
export async function aSyncedPhone(disk: Disk = aDisk()): Promise<OpenStore> {
  const store = await openOn(disk)
  const { database } = store
  await openStream(database, syncGzip, {
    sent: await readState(database),
    head: { now: NOON, head: markAt(10), scope: [C, B1, P], packs: 3 },
  })
  await keepPacks(database, await readState(database), [
    aPack(C, 10, [
      aRow('post', 'po-1', {
        pack: C,
        body: { person: WANG.person, grid: asId('g1'), since: '2026-01-01' as Day, until: null },
      }),
    ]),
    aPack(B1, 10, [aHousehold('h-1'), aHousehold('h-2')]),
    aPack(P, 10, []),
  ])
  mustHold(await endStream(database, 1))
  await pullTo(store, 10)
  return store
}
/** A whole pull of one page. */
export async function pullTo(
  store: OpenStore,
  seq: number,
  more: { rows?: readonly Row[]; exits?: readonly Exit[]; lost?: readonly PackId[]; gained?: readonly PackId[] } = {},
): Promise<Pulled> {
  const { rows = [], exits = [], lost = [], gained = [] } = more
  const expected = await readState(store.database)
  const pull = { to: markAt(seq), more: false, rows, exits }
  const end = { expected, pull, lost, gained, freshAt: NOON, at: NOON }
  const pulled = mustHold(await applyPull(store.database, syncGzip, end))
  await store.refresh()
  return pulled
}
/** What a request says now. */
export async function sentNow(store: OpenStore): Promise<Sent> {
  const { gen, mark } = await readState(store.database)
  return { gen, mark }
}
/** The server takes commands in: seq by seq. */
export async function answerOk(
  store: OpenStore,
  ...taken: readonly (readonly [id: CommandId, seq: number])[]
): Promise<SyncState> {
  const results = taken.map(([id, seq]) => ({ id, status: 'ok' as const, seq, mark: markAt(seq).hash }))
  const state = mustHold(await applyAnswers(store.database, await sentNow(store), { results, at: NOON }))
  await store.refresh()
  return state
}
/** Every row kept anywhere on the disk, of any generation: packs, deltas and staged records. */
export async function allBodies(store: OpenStore): Promise<readonly Row[]> {
  const records = await store.database.run('r', ['pack', 'delta', 'staged'], async (t) => [
    ...(await t.pack.toArray()),
    ...(await t.delta.toArray()),
    ...(await t.staged.toArray()),
  ])
  const bodies = await Promise.all(records.map((record) => open(record.bytes, syncGzip)))
  return bodies.flatMap((body) => (body as { rows: readonly Row[] }).rows)
}
