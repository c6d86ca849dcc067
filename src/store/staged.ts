import type { PackSum } from '../domain/check.ts'
import type { PackId } from '../domain/ids.ts'
import type { PackHeader, Pull } from '../domain/wire.ts'
import { type Bytes, close, closePacked, type Gzip } from './bytes.ts'
import type { Database, StagedRecord, Tables } from './database.ts'
import { highest, readMeta, type SyncState, writeState } from './state.ts'

/** A pack as it came over the wire. */
export interface ArrivedPack {
  readonly header: PackHeader
  /** gzip of JSON PackBody. */
  readonly body: Uint8Array
}
export const packedBytes = (arrived: ArrivedPack): Bytes => closePacked(arrived.body)

const PAGE = 'page:'
const PACK = 'pack:'
export const isPage = (record: StagedRecord): boolean => record.key.startsWith(PAGE)
export const isPack = (record: StagedRecord): boolean => record.key.startsWith(PACK)
export const packIdOf = (record: StagedRecord): string => record.key.slice(PACK.length)

/** Everything staged for a generation, pages in order of their seq. */
export const stagedOf = (tables: Tables, gen: number): PromiseLike<StagedRecord[]> =>
  tables.staged.where('[gen+key]').between([gen, ''], [gen, '\uffff']).toArray()

/** Keeps a page of a pull that has more; a later round goes on after it. `stale` when the state is not `expected`. */
export async function stagePage(
  database: Database,
  gzip: Gzip,
  page: { readonly expected: SyncState; readonly pull: Pull; readonly scope?: readonly PackId[] },
): Promise<SyncState | 'stale'> {
  const { expected, pull, scope = expected.packs } = page
  const left = leftOf(expected, scope)
  const bytes = await close({ rows: pull.rows, exits: pull.exits }, gzip)
  const key = `${PAGE}${String(pull.to.seq).padStart(16, '0')}`
  return database.run('rw', ['staged', 'meta'], async (tables) => {
    const state = await readMeta(tables, 'state')
    if (state.rev !== expected.rev) return 'stale'
    await tables.staged.put({ gen: state.gen, key, bytes })
    return writeState(tables, state, { staged: { ...pull.to, left }, mark: highest(state.mark, pull.head ?? pull.to) })
  })
}

/** A page tells nothing about a pack that was out of its scope: even if it comes back before the last page. */
export const leftOf = ({ packs, staged }: SyncState, scope: readonly PackId[]): readonly PackId[] => [
  ...new Set([...(staged?.left ?? []), ...packs.filter((pack) => !scope.includes(pack))]),
]

/**
 * Keeps packs that the scope gained, or that are fetched again, until the pull they belong to is whole. Their mark is
 * known from here on (see keepPacks). `stale` when the state is not `expected`.
 */
export function stagePacks(
  database: Database,
  expected: SyncState,
  arrived: readonly ArrivedPack[],
): Promise<SyncState | 'stale'> {
  const { gen } = expected
  const records = arrived.map(
    (one): StagedRecord => ({
      gen,
      key: `${PACK}${one.header.id}`,
      seq: one.header.seq,
      sum: one.header.sum satisfies PackSum,
      bytes: packedBytes(one),
    }),
  )
  return database.run('rw', ['staged', 'meta'], async (tables) => {
    const state = await readMeta(tables, 'state')
    if (state.rev !== expected.rev) return 'stale'
    await tables.staged.bulkPut(records)
    const mark = arrived.reduce((known, { header }) => highest(known, header.mark), state.mark)
    return writeState(tables, state, { mark })
  })
}

/** Ids and seqs of the packs that already wait: a fetch that was cut goes on after them. */
export async function stagedPacks(database: Database, gen: number): Promise<readonly (readonly [string, number])[]> {
  const records = await database.run('r', ['staged'], (tables) => stagedOf(tables, gen))
  return records.filter(isPack).map((record) => [packIdOf(record), record.seq ?? 0] as const)
}
