import { NO_ROWS, type PackSum, sumPacks } from '../domain/check.ts'
import type { PackId } from '../domain/ids.ts'
import type { Check } from '../domain/wire.ts'
import { type Gzip, open } from './bytes.ts'
import type { Database } from './database.ts'
import { packsNow, sumOf } from './pack-rows.ts'
import { type DeltaBody, readMeta, type SyncState, writeMeta } from './state.ts'

/** How the packs of this phone stand beside the server's. */
export interface Compared {
  /** Packs whose sums are not the server's. */
  readonly differing: readonly PackId[]
  /** The one number over all packs differs although no listed pack does: the whole list is to be asked for. */
  readonly differsElsewhere: boolean
}
interface Comparing {
  /** The state that the pull of this check left. */
  readonly expected: SyncState
  readonly check: Check
}

/**
 * Compares what really lies on the disk with the server's sums: that is how a lost row is found at all. Unpacks the
 * packs that changed since they were last counted and those the check names. After the pull and not in it: nobody who
 * waits for news waits for this. `stale` when the state has moved since; the next pull brings a check again.
 */
export async function compareSums(
  database: Database,
  gzip: Gzip,
  { expected, check }: Comparing,
): Promise<Compared | 'stale'> {
  const known = await database.run('r', ['meta'], async (t) => ({
    state: await readMeta(t, 'state'),
    sums: await readMeta(t, 'sums'),
  }))
  const { rev, packs, gen } = known.state
  if (rev !== expected.rev) return 'stale'
  const named = new Set(check.packs.map(([pack]) => pack))
  const uncounted = packs.filter((pack) => known.sums[pack] === undefined || named.has(pack))
  const counted = await count({ database, gzip }, gen, uncounted)
  const sums = { ...known.sums, ...counted }
  if (uncounted.length > 0) {
    const isKept = await database.run('rw', ['meta'], async (t) => {
      if ((await readMeta(t, 'state')).rev !== rev) return false
      await writeMeta(t, 'sums', sums)
      return true
    })
    if (!isKept) return 'stale'
  }
  const mine = (pack: PackId): PackSum => sums[pack] ?? NO_ROWS
  const differing = check.packs
    .filter(([pack, sum]) => packs.includes(pack) && (mine(pack).hash !== sum.hash || mine(pack).count !== sum.count))
    .map(([pack]) => pack)
  const all = sumPacks(packs.map((pack) => [pack, mine(pack)] as const))
  return { differing, differsElsewhere: differing.length === 0 && all !== check.all }
}

async function count(
  work: { readonly database: Database; readonly gzip: Gzip },
  gen: number,
  packs: readonly PackId[],
): Promise<Readonly<Record<string, PackSum>>> {
  if (packs.length === 0) return {}
  const records = await work.database.run('r', ['delta'], (t) =>
    t.delta.where('[gen+k]').between([gen, 0], [gen, Number.MAX_SAFE_INTEGER]).toArray(),
  )
  const deltas = await Promise.all(records.map(async ({ bytes }) => (await open(bytes, work.gzip)) as DeltaBody))
  const now = await packsNow(work, { gen, deltas }, packs)
  return Object.fromEntries([...now].map(([pack, rows]) => [pack, sumOf(rows)]))
}
