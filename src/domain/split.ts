import type { PackId } from './ids.ts'
import { parentOf, type Row } from './nouns.ts'
import { historyPack } from './packs.ts'
import type { Change } from './see.ts'

/**
 * Takes a building's pack apart by stair: the first stair that has doors in it stays, every other one goes to a pack
 * of its own. A household lies with its first door, and all about it with the household, history in history. What hangs
 * under no door of the pack stays. `rows` are all rows of the pack and of its history, `stairs` the building's stairs
 * in their order, `packFor` names the pack of a stair that goes. Nothing changes where there is one stair alone.
 */
export function splitByStair(
  rows: readonly Row[],
  { stairs, packFor }: { readonly stairs: readonly string[]; packFor(stair: string): PackId },
): readonly Change[] {
  const stairOf = stairsOf(rows)
  const here = new Set(rows.flatMap((row) => (row.kind === 'door' ? [row.body.stair] : [])))
  // A stair that the building no longer names comes last, in an order that is the same every time.
  const place = (stair: string): number => (stairs.includes(stair) ? stairs.indexOf(stair) : stairs.length)
  const [, ...leaving] = [...here].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
  const packs = new Map(leaving.map((stair) => [stair, packFor(stair)]))
  return rows.flatMap((row): Change[] => {
    const pack = packs.get(stairOf(row) ?? '')
    if (pack === undefined) return []
    const isHistory = row.pack.startsWith('h:')
    return [{ op: 'move', kind: row.kind, id: row.id, pack: isHistory ? historyPack(pack) : pack }]
  })
}

/** The stair of each row, by its household's first door; undefined where that is not among the rows. */
function stairsOf(rows: readonly Row[]): (row: Row) => string | undefined {
  const doors = new Map(rows.flatMap((row) => (row.kind === 'door' ? [[row.id, row.body.stair] as const] : [])))
  const ofHousehold = new Map(
    rows.flatMap((row) => (row.kind === 'household' ? [[row.id, doors.get(parentOf(row) ?? '')] as const] : [])),
  )
  return (row) => {
    if (row.kind === 'door') return row.body.stair
    if (row.kind === 'household') return ofHousehold.get(row.id)
    return ofHousehold.get(parentOf(row) ?? '')
  }
}
