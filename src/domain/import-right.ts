import type { Day, GridId } from './ids.ts'
import type { ImportSource } from './import-wire.ts'
import type { RowOf } from './nouns.ts'
import { type Grounds, mayImportInto } from './permission.ts'

type GridRow = Pick<RowOf<'grid'>, 'id' | 'body'>
/** The grid of the residents' committee: the only residential one, else the top of the tree. */
export function committeeGrid(grids: readonly GridRow[]): GridId | undefined {
  const standing = grids.filter(({ body }) => body.ended === undefined)
  const [only, other] = standing.filter(({ body }) => body.level === 'residential')
  const root = standing.find(({ body }) => body.parent === null)
  return (other === undefined ? (only ?? root) : (root ?? only))?.id as GridId | undefined
}

/**
 * Whether a person may bring files in: a coordinator's post that reaches everything a file could change. Posts may
 * lie anywhere in the tree, so a file of posts needs its top.
 */
export function mayImport(
  grounds: Grounds,
  at: { readonly grids: readonly GridRow[]; readonly today: Day },
  source: ImportSource,
): boolean {
  const root = at.grids.find(({ body }) => body.parent === null)?.id as GridId | undefined
  const grid = source === 'posts' ? root : committeeGrid(at.grids)
  return grid !== undefined && mayImportInto(grounds, grid, at.today)
}
