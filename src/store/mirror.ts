import type { PackId } from '../domain/ids.ts'
import { type Kind, parentOf, type Row, type RowOf } from '../domain/nouns.ts'
import type { Exit } from '../domain/wire.ts'

/** The rows of one kind, with the indexes that queries ask for; made when first asked, kept until the rows change. */
export interface Shelf {
  readonly byId: ReadonlyMap<string, Row>
  list?: readonly Row[]
  children?: ReadonlyMap<string, readonly Row[]>
}
const NONE: readonly Row[] = []

export const listOf = (shelf: Shelf | undefined): readonly Row[] => {
  if (shelf === undefined) return NONE
  shelf.list ??= [...shelf.byId.values()]
  return shelf.list
}
export const childrenOf = (shelf: Shelf | undefined, parent: string): readonly Row[] => {
  if (shelf === undefined) return NONE
  shelf.children ??= indexByParent(shelf.byId)
  return shelf.children.get(parent) ?? NONE
}
function indexByParent(rows: ReadonlyMap<string, Row>): Map<string, Row[]> {
  const children = new Map<string, Row[]>()
  for (const row of rows.values()) {
    const parent = parentOf(row)
    if (parent === undefined) continue
    const siblings = children.get(parent)
    if (siblings === undefined) children.set(parent, [row])
    else siblings.push(row)
  }
  return children
}

/** What the server said, unpacked: one row per kind and id, the newest by seq. Never changes; `editMirror` makes the next. */
export interface Mirror {
  readonly shelves: ReadonlyMap<Kind, Shelf>
  /** Everything in a pack up to this seq is already in its rows. */
  readonly seqs: ReadonlyMap<PackId, number>
}
export const EMPTY_MIRROR: Mirror = { shelves: new Map(), seqs: new Map() }

export const findRow = <K extends Kind>(mirror: Mirror, kind: K, id: string): RowOf<K> | undefined =>
  mirror.shelves.get(kind)?.byId.get(id) as RowOf<K> | undefined

export interface MirrorEdit {
  /** The pack's rows as of `seq` replace whatever was known of the pack before. */
  putPack(pack: PackId, seq: number, rows: readonly Row[]): void
  dropPack(pack: PackId): void
  /** Rows and exits that came after the packs: each counts only if newer. */
  apply(rows: readonly Row[], exits: readonly Exit[]): void
  done(): Mirror
}

/** Starts from a mirror and copies only the kinds that are touched. */
export function editMirror(mirror: Mirror): MirrorEdit {
  const shelves = new Map(mirror.shelves)
  const seqs = new Map(mirror.seqs)
  const mine = new Map<Kind, Map<string, Row>>()

  const rowsOf = (kind: Kind): Map<string, Row> => {
    const known = mine.get(kind)
    if (known !== undefined) return known
    const copy = new Map(shelves.get(kind)?.byId)
    mine.set(kind, copy)
    shelves.set(kind, { byId: copy })
    return copy
  }
  const insert = (row: Row): void => {
    const rows = rowsOf(row.kind)
    const held = rows.get(row.id)
    if (held === undefined || row.seq >= held.seq) rows.set(row.id, row)
  }
  const dropPack = (pack: PackId): void => {
    seqs.delete(pack)
    for (const kind of [...shelves.keys()]) {
      for (const row of listOf({ byId: shelves.get(kind)?.byId ?? new Map() })) {
        if (row.pack === pack) rowsOf(kind).delete(row.id)
      }
    }
  }
  return {
    putPack(pack, seq, rows) {
      if (seqs.has(pack)) dropPack(pack)
      seqs.set(pack, seq)
      for (const row of rows) insert(row)
    },
    dropPack,
    apply(rows, exits) {
      for (const row of rows) if (row.seq > (seqs.get(row.pack) ?? 0)) insert(row)
      for (const exit of exits) {
        const held = shelves.get(exit.kind)?.byId.get(exit.id)
        if (held !== undefined && held.pack === exit.pack && held.seq < exit.seq) rowsOf(exit.kind).delete(exit.id)
      }
    },
    done: () => ({ shelves, seqs }),
  }
}
