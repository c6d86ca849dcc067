import { asId, type GridId } from '../../domain/ids.ts'
import { isAbove, LEVELS, levelsUnder } from '../../domain/levels.ts'
import type { GridLevel } from '../../domain/nouns.ts'
import type { Dictionary } from './dictionary.ts'
import type { GridTree } from './grid-tree.ts'
import type { FieldRow } from './parsed.ts'
import type { Reason, Rejected } from './problems.ts'

export interface GridPlanning {
  readonly grids: GridTree
  readonly dictionary: Dictionary
}
export interface PlannedGrids {
  readonly rejected: readonly Rejected[]
  /** Whoever leads a grid by the file, as rows of posts. */
  readonly posts: readonly FieldRow[]
}
type Cells = FieldRow['cells']
const COLUMN: Readonly<Record<GridLevel, string>> = {
  street: 'levelStreet',
  block: 'levelBlock',
  residential: 'levelResidential',
  micro: 'levelMicro',
  stair: 'levelStair',
}
type Found = GridId | { readonly reason: Reason; readonly found: string }

/**
 * The grid tree from a table: a column a level, or names with the one each hangs under. What is there stays where it
 * is, and hangs elsewhere only by a redrawing, from a day on; what is missing is made.
 */
export function planGrids(planning: GridPlanning, rows: readonly FieldRow[]): PlannedGrids {
  const rejected: Rejected[] = []
  const posts: FieldRow[] = []
  const refuse = (line: number, why: Exclude<Found, string>): void => {
    rejected.push({ file: 'grids', line, reason: why.reason, found: why.found.slice(0, 40) })
  }
  for (const [row, found] of placeAll(planning, rows)) {
    if (typeof found !== 'string') refuse(row.line, found)
    else {
      // Ended in Administration: told as kept, and nobody leads it.
      if (planning.grids.hasEnded(found)) continue
      planning.grids.setCode(found, row.cells['gridCode'])
      posts.push(...leadersOf(planning, row, found))
    }
  }
  return { rejected, posts }
}

/** A name may stand above the one it hangs under: rows that wait for theirs are tried again, as long as some find it. */
function placeAll(planning: GridPlanning, rows: readonly FieldRow[]): ReadonlyMap<FieldRow, Found> {
  const placed = new Map<FieldRow, Found>()
  const names = new Set(rows.flatMap(({ cells }) => cells['gridName'] ?? []))
  let waiting = writeOutLevels(rows)
  for (let progress = true; progress; ) {
    const before = waiting.length
    waiting = waiting.filter((row) => {
      const found = hasLevels(row) ? byLevels(planning, levelsIn(row.cells)) : byParent(planning, row.cells)
      placed.set(row, found)
      return typeof found !== 'string' && found.reason === 'unknown_grid' && names.has(row.cells['parent'] ?? '')
    })
    progress = waiting.length < before
  }
  return placed
}
const hasLevels = ({ cells }: FieldRow): boolean => LEVELS.some((level) => COLUMN[level] in cells)
const levelsIn = (cells: Cells): readonly (readonly [GridLevel, string])[] =>
  LEVELS.flatMap((level) => {
    const words = cells[COLUMN[level]]
    return words === undefined ? [] : [[level, words] as const]
  })
/** Every row with the words of all its levels, so that it says the same when it stands alone. */
export function writeOutLevels(rows: readonly FieldRow[]): readonly FieldRow[] {
  const above = new Map<GridLevel, string>()
  return rows.map((row) => {
    if (!hasLevels(row)) return row
    const levels = fillDown(above, row.cells).map(([level, words]) => [COLUMN[level], words])
    return { ...row, cells: { ...row.cells, ...Object.fromEntries(levels) } }
  })
}
/** Cells that were joined over several rows hold their words in the first alone. */
function fillDown(above: Map<GridLevel, string>, cells: Cells): readonly (readonly [GridLevel, string])[] {
  const lowest = LEVELS.findLast((level) => COLUMN[level] in cells)
  const path = LEVELS.filter((level) => lowest === level || (lowest !== undefined && isAbove(level, lowest)))
  let isNew = false
  const read = path.flatMap((level): [GridLevel, string][] => {
    const own = cells[COLUMN[level]]
    isNew ||= own !== undefined && own !== above.get(level)
    const words = own ?? (isNew ? undefined : above.get(level))
    return words === undefined ? [] : [[level, words]]
  })
  above.clear()
  for (const [level, words] of read) above.set(level, words)
  return read
}

function byLevels({ grids }: GridPlanning, path: readonly (readonly [GridLevel, string])[]): Found {
  const root = grids.home()
  const rootLevel = grids.levelOf(root) ?? 'residential'
  let at: GridId = root
  for (const [level, name] of path) {
    // What lies above this community, and the community itself whatever a file calls it.
    if (level === rootLevel || isAbove(level, rootLevel)) continue
    if (name.length > 60) return { reason: 'too_long', found: name }
    const found = grids.child(at, level, name)
    if (found === undefined) return { reason: 'grid_ended', found: path.map(([, word]) => word).join(' ') }
    at = found
  }
  return at
}

function byParent({ grids, dictionary }: GridPlanning, cells: Cells): Found {
  const { gridName: name, parent, gridLevel: word } = cells
  if (name === undefined) return { reason: 'no_grid', found: '' }
  if (name.length > 60) return { reason: 'too_long', found: name }
  const find = (words: string): readonly GridId[] => grids.find(words).filter((id) => grids.isOwn(id))
  const [known, second] = find(name)
  const [above, other] = parent === undefined ? [grids.home()] : aboveFor(grids, find(parent), parent)
  if (known === grids.home()) return known
  if (above === undefined) return { reason: 'unknown_grid', found: parent ?? '' }
  if (other !== undefined) return { reason: 'ambiguous_grid', found: parent ?? '' }
  const under = levelsUnder(grids.levelOf(above) ?? 'street')
  const level = word === undefined ? nextLevel(under) : dictionary.level(word)
  if (level === undefined || !under.includes(level))
    return { reason: 'bad_level', found: `${name} ${word ?? ''}`.trim() }
  const isHere = known !== undefined && grids.parentOf(known) === above
  const isElsewhere = !isHere && known !== undefined && grids.hungHere(above, level, name) === undefined
  if (isElsewhere && second === undefined && grids.wasThere(known) && grids.levelOf(known) === level)
    return { reason: 'grid_elsewhere', found: name }
  return grids.child(above, level, name) ?? { reason: 'grid_ended', found: `${parent ?? ''} ${name}`.trim() }
}
/** What hung under a grid that has ended since still says so in the file. */
function aboveFor(grids: GridTree, found: readonly GridId[], name: string): readonly GridId[] {
  const ended = found.length === 0 ? grids.findEnded(name) : undefined
  return ended === undefined ? found : [ended]
}
/** Micro-grids hang under a committee and groups under them, unless the file says otherwise. */
const nextLevel = (under: readonly GridLevel[]): GridLevel | undefined =>
  (['block', 'residential', 'micro', 'stair'] as const).find((level) => under.includes(level))

const LEADS: Readonly<Partial<Record<GridLevel, string>>> = { micro: 'micro_leader', stair: 'stair_leader' }
/** 张三、李四: each leads. Above the micro-grid a file has to say in which post. */
function leadersOf({ grids }: GridPlanning, { line, cells }: FieldRow, grid: GridId): readonly FieldRow[] {
  const names = (cells['leader'] ?? '').split(/[、,，;；/／\n]+/u).map((name) => name.trim())
  const role = cells['role'] ?? LEADS[grids.levelOf(grid) ?? 'street']
  return names
    .filter((name) => name !== '')
    .map((person) => ({ line, cells: { person, grid: asId(grid), ...(role === undefined ? {} : { role }) } }))
}
