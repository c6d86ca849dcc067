import { NO_ROWS, type PackSum } from '../domain/check.ts'
import { asId, type Instant, type PackId } from '../domain/ids.ts'
import type { Mark, PackBody, Pull } from '../domain/wire.ts'
import { close, type Gzip, open } from './bytes.ts'
import type { Database, DeltaRecord, PackRecord, StagedRecord } from './database.ts'
import { packsNow, sumOf } from './pack-rows.ts'
import { commitPull } from './pull-commit.ts'
import { isPack, isPage, packIdOf, stagedOf } from './staged.ts'
import { type DeltaBody, isShown, readMeta, type Sums, type SyncState } from './state.ts'

/** The end of a pull: its last page, and how the scope changed with it. */
export interface PullEnd {
  /** The state that T2 left: the pull applies only to it. */
  readonly expected: SyncState
  /** Undefined when packs alone are put in, fetched again because their sums differed. */
  readonly pull?: Pull
  readonly lost: readonly PackId[]
  /** All of them are staged, but for those the server has no rows of. */
  readonly gained: readonly PackId[]
  /** Server's time of the answer; the time from which what is received is kept, by the server's clock too. */
  readonly freshAt: Instant
  readonly at: Instant
}
export interface Pulled {
  readonly state: SyncState
  /** A pack that came along is newer than the pull: the server's sums are of another moment. */
  readonly isAhead: boolean
}
/** Everything a T3 writes, worked out before its transaction: nothing slow may happen inside one. */
export interface PullPlan {
  readonly end: PullEnd
  readonly to: Mark
  readonly packs: readonly PackId[]
  readonly put: readonly PackRecord[]
  readonly rewritten: readonly DeltaRecord[]
  readonly added: Omit<DeltaRecord, 'k'> | null
  readonly sums: Sums
  /** Receipts that came with this pull. */
  readonly rows: DeltaBody['rows']
}

/**
 * T3. The staged pages and packs and the last page become visible at once or not at all: one transaction compares the
 * state, appends the pull as one delta, drops lost packs together with every body about them, and moves acked commands
 * that the pull has passed to `received`. A first pull after a stream also makes its generation the shown one.
 * No pack is unpacked for it, but where rows left one: what a pull costs follows what changed. See compareSums.
 */
export async function applyPull(database: Database, gzip: Gzip, end: PullEnd): Promise<Pulled | 'stale'> {
  const found = await readBefore(database, end.expected)
  if (found === 'stale') return 'stale'
  const { plan, isAhead } = await planPull({ database, gzip, found }, end)
  const state = await commitPull(database, plan)
  if (state === 'stale') return 'stale'
  return { state, isAhead }
}

interface Found {
  readonly staged: readonly StagedRecord[]
  readonly deltas: readonly DeltaRecord[]
  readonly sums: Sums
}
const readBefore = (database: Database, expected: SyncState): Promise<Found | 'stale'> =>
  database.run('r', ['staged', 'delta', 'meta'], async (tables) => {
    const state = await readMeta(tables, 'state')
    if (state.rev !== expected.rev) return 'stale'
    const deltas = tables.delta.where('[gen+k]').between([state.gen, 0], [state.gen, Number.MAX_SAFE_INTEGER])
    return {
      staged: await stagedOf(tables, state.gen),
      deltas: await deltas.toArray(),
      sums: await readMeta(tables, 'sums'),
    }
  })

interface Work {
  readonly database: Database
  readonly gzip: Gzip
  readonly found: Found
}
const openDelta = async (bytes: DeltaRecord['bytes'], gzip: Gzip): Promise<DeltaBody> =>
  (await open(bytes, gzip)) as DeltaBody

async function planPull(work: Work, end: PullEnd): Promise<{ plan: PullPlan; isAhead: boolean }> {
  const { gzip, found } = work
  const { expected } = end
  const lost = new Set(end.lost)
  const staged = new Map(found.staged.filter(isPack).map((record) => [asId<'pack'>(packIdOf(record)), record]))
  const packs = [...new Set([...expected.packs, ...end.gained])].filter((pack) => !lost.has(pack))
  // One may lie there from a fetch that was cut, and be in no scope any more.
  for (const pack of staged.keys()) if (!packs.includes(pack)) staged.delete(pack)
  const incoming = await gather(work, end, new Set(packs))
  const left = new Set(incoming.exits.map((exit) => exit.pack))
  const reload = new Set([...left, ...staged.keys()])
  const strip = new Set([...lost, ...reload])
  const older = strip.size === 0 ? [] : await Promise.all(found.deltas.map(({ bytes }) => openDelta(bytes, gzip)))
  const now = await packsNow(
    work,
    { gen: expected.gen, staged, deltas: [...older, incoming] },
    [...left].filter((pack) => packs.includes(pack)),
  )
  const sums: Record<string, PackSum> = { ...found.sums }
  for (const pack of lost) delete sums[pack]
  for (const [pack, record] of staged) sums[pack] = record.sum ?? NO_ROWS
  // Known again once their rows are looked at.
  for (const row of incoming.rows) delete sums[row.pack]
  for (const [pack, rows] of now) sums[pack] = sumOf(rows)

  const to = end.pull?.to ?? { seq: expected.cursor, hash: expected.mark.hash }
  const { gen } = expected
  const put: PackRecord[] = [...staged].map(([id, { seq = 0, bytes }]) => ({ gen, id, seq, bytes }))
  for (const id of left) {
    const body: PackBody = {
      id,
      seq: Math.max(to.seq, staged.get(id)?.seq ?? 0),
      rows: [...(now.get(id)?.values() ?? [])],
    }
    put.push({ gen, id, seq: body.seq, bytes: await close(body, gzip) })
  }
  const delta: DeltaBody = { rows: incoming.rows.filter((row) => !left.has(row.pack)), exits: [] }
  // What became of the own commands while the generation was built is told with the rows that show it, not before.
  const told = isShown(expected) ? [] : await receiptsIn(work, { gen: expected.gen, packs })
  const isEmpty = delta.rows.length === 0 && reload.size === 0 && lost.size === 0
  const plan: PullPlan = {
    end,
    to,
    packs,
    put,
    rewritten: await stripDeltas(found.deltas, { opened: older, packs: strip, gzip }),
    added: isEmpty ? null : { gen, reload: [...reload], dropped: [...lost], bytes: await close(delta, gzip) },
    sums,
    rows: [...told, ...incoming.rows],
  }
  return { plan, isAhead: [...staged.values()].some((record) => (record.seq ?? 0) > to.seq) }
}

/** The person's own packs of the generation that this pull completes, as its stream brought them. */
async function receiptsIn({ database, gzip }: Work, { gen, packs }: Pick<SyncState, 'gen' | 'packs'>) {
  const own = packs.filter((id) => id.startsWith('p:')).map((id): [number, string] => [gen, id])
  const records = await database.run('r', ['pack'], (t) => t.pack.bulkGet(own))
  const bodies = await Promise.all(
    records.flatMap((record) => (record === undefined ? [] : [open(record.bytes, gzip) as Promise<PackBody>])),
  )
  return bodies.flatMap((body) => body.rows)
}

/** All pages of the pull as one, without what is no longer in the scope. */
async function gather(work: Work, end: PullEnd, scope: ReadonlySet<PackId>): Promise<DeltaBody> {
  const pages = await Promise.all(work.found.staged.filter(isPage).map((record) => openDelta(record.bytes, work.gzip)))
  if (end.pull !== undefined) pages.push(end.pull)
  return {
    rows: pages.flatMap((page) => page.rows).filter((row) => scope.has(row.pack)),
    exits: pages.flatMap((page) => page.exits).filter((exit) => scope.has(exit.pack)),
  }
}

/** The deltas that held rows of these packs, without them. */
export async function stripDeltas(
  records: readonly DeltaRecord[],
  from: { readonly opened: readonly DeltaBody[]; readonly packs: ReadonlySet<PackId>; readonly gzip: Gzip },
): Promise<DeltaRecord[]> {
  const rewritten: DeltaRecord[] = []
  for (const [index, record] of records.entries()) {
    const body = from.opened[index]
    if (body === undefined || !body.rows.some((row) => from.packs.has(row.pack))) continue
    const rows = body.rows.filter((row) => !from.packs.has(row.pack))
    rewritten.push({ ...record, bytes: await close({ ...body, rows }, from.gzip) })
  }
  return rewritten
}
