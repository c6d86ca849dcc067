import type { CommunityId, PackId } from '../domain/ids.ts'
import { type Kind, parentOf, type Row, type RowOf } from '../domain/nouns.ts'
import type { See } from '../domain/see.ts'
import { dueOf } from '../domain/task-due.ts'
import { IN_LIST, numberOf, PAIRS, type Reading, type SqlRow, textOf } from './database.ts'

export const keyOf = (row: { readonly kind: string; readonly id: string }): string => `${row.kind}/${row.id}`

/** Rows in memory, found by id and by parent. With a base it is a layer over it: what it holds hides the base's. */
export class RowSet {
  readonly #base: RowSet | undefined
  readonly #rows = new Map<string, Row>()
  readonly #under = new Map<string, Set<string>>()
  constructor(base?: RowSet) {
    this.#base = base
  }
  find(kind: Kind, id: string): Row | undefined {
    const key = keyOf({ kind, id })
    return this.#rows.get(key) ?? this.#base?.find(kind, id)
  }
  put(row: Row): void {
    const key = keyOf(row)
    const before = this.#rows.get(key)
    if (before !== undefined) this.#under.get(underKey(before.kind, parentOf(before)))?.delete(key)
    this.#rows.set(key, row)
    const under = underKey(row.kind, parentOf(row))
    const those = this.#under.get(under) ?? new Set()
    this.#under.set(under, those.add(key))
  }
  under(kind: Kind, parent: string): readonly Row[] {
    const mine: Row[] = []
    for (const key of this.#under.get(underKey(kind, parent)) ?? []) {
      const row = this.#rows.get(key)
      if (row !== undefined) mine.push(row)
    }
    const below = this.#base?.under(kind, parent) ?? []
    return [...below.filter((row) => !this.#rows.has(keyOf(row))), ...mine]
  }
  /** Rows of one kind in this layer and its base. */
  all<K extends Kind>(kind: K): readonly RowOf<K>[] {
    const mine = [...this.#rows.values()].filter((row) => row.kind === kind)
    const below = (this.#base?.all(kind) ?? []) as readonly Row[]
    return [...below.filter((row) => !this.#rows.has(keyOf(row))), ...mine] as unknown as readonly RowOf<K>[]
  }
  /** What a judge sees, limited to the rows that are allowed. */
  see(isAllowed: (row: Row) => boolean = () => true): See {
    const one = <K extends Kind>(kind: K, id: string) => {
      const row = this.find(kind, id)
      return row !== undefined && isAllowed(row) ? (row as unknown as RowOf<K>) : undefined
    }
    const under = <K extends Kind>(kind: K, parent: string) =>
      this.under(kind, parent).filter(isAllowed) as unknown as readonly RowOf<K>[]
    return Object.assign(one, { under })
  }
}
const underKey = (kind: Kind, parent: string | undefined): string => `${kind}/${parent ?? ''}`

/** Rows to load: single ones, all of a kind under a parent, whole packs. */
export interface Wanted {
  readonly rows: readonly (readonly [kind: Kind, id: string])[]
  readonly under: readonly (readonly [kind: Kind, parent: string])[]
  readonly packs: readonly PackId[]
  /** History outside the window too; without it both sides judge alike, since phones do not have it. */
  readonly history?: boolean
}

const COLUMNS = 'e.kind, e.id, e.pack, e.seq, e.writer, e.body'
/** CROSS JOIN fixes the order in SQLite: the list first, then one look-up each. */
const FROM_LIST = `SELECT ${COLUMNS} FROM ${PAIRS} w CROSS JOIN entity e WHERE e.community = ?`
const BY_ID = `${FROM_LIST} AND e.kind = w.a AND e.id = w.b`
const BY_PARENT = `${FROM_LIST} AND e.kind = w.a AND e.parent = w.b`
const BY_PARENT_IN_WINDOW = `${BY_PARENT} AND e.pack NOT LIKE 'h:%'`
const BY_PACK = `SELECT ${COLUMNS} FROM entity e WHERE e.community = ? AND e.pack ${IN_LIST}`

/** Three look-ups at most, however many rows; what many commands ask for is read once. */
export async function loadRows(tx: Reading, community: CommunityId, wanted: Wanted): Promise<readonly Row[]> {
  const { rows, under, packs } = wanted
  const byParent = wanted.history === true ? BY_PARENT : BY_PARENT_IN_WINDOW
  const found = [
    rows.length === 0 ? [] : await tx.all(BY_ID, listOf(rows), community),
    under.length === 0 ? [] : await tx.all(byParent, listOf(under), community),
    packs.length === 0 ? [] : await tx.all(BY_PACK, community, JSON.stringify(packs)),
  ]
  return found.flat().map(readRow)
}
const listOf = (pairs: Wanted['rows']): string =>
  JSON.stringify([...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()])

/** A row of table entity as everybody sees it. */
export const readRow = (row: SqlRow): Row =>
  ({
    kind: textOf(row, 'kind'),
    id: textOf(row, 'id'),
    pack: textOf(row, 'pack'),
    seq: numberOf(row, 'seq'),
    writer: JSON.parse(textOf(row, 'writer')),
    body: JSON.parse(textOf(row, 'body')),
  }) as unknown as Row

export const writeRow = (community: CommunityId, row: Row): SqlRow => ({
  community,
  kind: row.kind,
  id: row.id,
  pack: row.pack,
  seq: row.seq,
  parent: parentOf(row) ?? null,
  writer: JSON.stringify(row.writer),
  body: JSON.stringify(row.body),
  due: dueOf(row) ?? null,
})
