import { type PackSum, sumPacks } from '../domain/check.ts'
import type { PackId } from '../domain/ids.ts'
import type { Kind } from '../domain/nouns.ts'
import type { Check, Exit, Pull } from '../domain/wire.ts'
import { IN_LIST, numberOf, type Reading, textOf } from './database.ts'
import { findMark } from './marks.ts'
import { readRow } from './rows.ts'
import type { CommunityState } from './server.ts'

export interface Feeding {
  readonly community: CommunityState
  readonly scope: readonly PackId[]
  /** Everything up to this seq is on the phone. */
  readonly cursor: number
  readonly rowsPerPage: number
}

const IN_SCOPE = `community = ? AND pack ${IN_LIST} AND seq > ?`
const LEFT_SCOPE = `community = ? AND old_pack ${IN_LIST} AND seq > ?`
const CUT = `SELECT seq FROM (
    SELECT seq FROM entity WHERE ${IN_SCOPE} UNION ALL SELECT seq FROM exit WHERE ${LEFT_SCOPE}
  ) AS changes ORDER BY seq LIMIT 1 OFFSET ?`
const ROWS = `SELECT kind, id, pack, seq, writer, body FROM entity WHERE ${IN_SCOPE} AND seq <= ? ORDER BY seq, kind, id`
const EXITS = `SELECT seq, kind, id, old_pack FROM exit WHERE ${LEFT_SCOPE} AND seq <= ? ORDER BY seq, kind, id`

/** One page of what changed in the scope since the cursor: whole seqs only, and at most one seq beyond `rowsPerPage`. */
export async function readPage(tx: Reading, feeding: Feeding): Promise<Pull> {
  const { community, cursor, rowsPerPage } = feeding
  if (cursor >= community.head.seq) return { to: community.head, more: false, rows: [], exits: [] }
  const scope = JSON.stringify(feeding.scope)
  const from = [community.id, scope, cursor] as const
  const [cut] = await tx.all(CUT, ...from, ...from, rowsPerPage - 1)
  const to = cut === undefined ? community.head.seq : numberOf(cut, 'seq')
  const rows = (await tx.all(ROWS, ...from, to)).map(readRow)
  const exits = (await tx.all(EXITS, ...from, to)).map(
    (row): Exit => ({
      seq: numberOf(row, 'seq'),
      kind: textOf(row, 'kind') as Kind,
      id: textOf(row, 'id'),
      pack: textOf(row, 'old_pack') as PackId,
    }),
  )
  const hash = to === community.head.seq ? community.head.hash : await findMark(tx, community.id, to)
  const more = to < community.head.seq
  return { to: { seq: to, hash: hash ?? '' }, more, ...(more ? { head: community.head } : {}), rows, exits }
}

/** Sums of the packs a last page touched, and one number over the whole scope. */
export function checkOf(sums: Sums, page: Pull): Check {
  const touched = new Set([...page.rows.map((row) => row.pack), ...page.exits.map((exit) => exit.pack)])
  return { all: sumPacks(sums), packs: sums.filter(([pack]) => touched.has(pack)) }
}

/** The sums of all packs, for a phone that found the one number different. */
export const wholeCheck = (sums: Sums): Check => ({ all: sumPacks(sums), packs: sums })

export type Sums = readonly (readonly [PackId, PackSum])[]
/** The sum of every pack of the scope; a pack in which nothing lies yet has an empty one. */
export async function readSums(tx: Reading, { community, scope }: Pick<Feeding, 'community' | 'scope'>): Promise<Sums> {
  const sql = `SELECT id, count, hash FROM pack WHERE community = ? AND id ${IN_LIST}`
  const found = await tx.all(sql, community.id, JSON.stringify(scope))
  const known = new Map(
    found.map((row) => [textOf(row, 'id'), { count: numberOf(row, 'count'), hash: numberOf(row, 'hash') }]),
  )
  return scope.map((pack) => [pack, known.get(pack) ?? { count: 0, hash: 0 }] as const)
}

/** More rows than a phone can hold. Coordinators above hold them too: who can divide posts and grid hears of it. */
const SCOPE_LIMIT = 50_000
export const isTooLarge = (sums: Sums): boolean => sums.reduce((rows, [, sum]) => rows + sum.count, 0) > SCOPE_LIMIT
