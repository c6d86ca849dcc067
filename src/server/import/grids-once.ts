import { buildingKey } from '../../domain/house-number.ts'
import type { CommunityId, GridId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import type { Ground, NamesOnce } from './decided.ts'
import { derivedId } from './ids.ts'

type GridRow = Pick<RowOf<'grid'>, 'id' | 'body' | 'writer'>

/** What grids were called and hung under before Administration arranged them anew. */
export class GridsOnce {
  readonly #community: CommunityId
  readonly #namesOnce: NamesOnce
  readonly #parents = new Map<string, Set<GridId | null>>()
  /** Those that stand and bear another name or hang elsewhere by a decision. */
  readonly arranged: readonly GridRow[]

  constructor(community: CommunityId, { rows, namesOnce }: Ground) {
    this.#community = community
    this.#namesOnce = namesOnce
    // Every redrawing tells where a grid hung when it was decided, whatever came of it.
    for (const { body } of rows.all('redraw'))
      for (const { grid, from } of body.grids)
        this.#parents.set(grid, (this.#parents.get(grid) ?? new Set<GridId | null>()).add(from))
    this.arranged = rows
      .all('grid')
      .filter(({ body, writer }) => body.ended === undefined && ('name' in writer || 'parent' in writer))
  }
  /** Those that stand and no longer go by this word. */
  called(word: string): readonly GridRow[] {
    return this.arranged.filter((row) => this.wasCalled(row, word))
  }
  /** By a decision that named it so; or by its id, where a file had made it of that name. */
  wasCalled({ id, body }: Pick<GridRow, 'id' | 'body'>, word: string): boolean {
    const names = this.#namesOnce.get(`grid/${id}`) ?? new Set()
    if ([...names].some((name) => buildingKey(name) === buildingKey(word))) return true
    const parents = [body.parent, ...(this.#parents.get(id) ?? [])]
    return parents.some((parent) => derivedId(this.#community, 'grid', [parent ?? '', word]) === id)
  }
  wasUnder({ id }: Pick<GridRow, 'id'>, parent: GridId): boolean {
    return this.#parents.get(id)?.has(parent) ?? false
  }
}
