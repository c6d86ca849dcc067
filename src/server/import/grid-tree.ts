import { buildingKey } from '../../domain/house-number.ts'
import { asId, type CommunityId, type GridId } from '../../domain/ids.ts'
import { committeeGrid } from '../../domain/import-right.ts'
import type { GridBody, GridLevel, RowOf } from '../../domain/nouns.ts'
import { COMMUNITY_PACK } from '../../domain/packs.ts'
import { type Change, put } from '../../domain/see.ts'
import { derivedId } from './ids.ts'

type GridRow = Pick<RowOf<'grid'>, 'id' | 'body'>

/**
 * The grids of a community, found by name and made where missing: a root for a new community, one micro-grid for
 * buildings that name none, one leaf a building.
 */
export class GridTree {
  readonly #community: CommunityId
  readonly #name: string
  readonly #rows: GridRow[]
  readonly #made: Change[] = []

  constructor(community: CommunityId, name: string, rows: readonly GridRow[]) {
    this.#community = community
    this.#name = name
    this.#rows = rows.filter(({ body }) => body.ended === undefined)
  }
  get changes(): readonly Change[] {
    return this.#made
  }
  levelOf(id: GridId): GridLevel | undefined {
    return this.#rows.find((row) => row.id === id)?.body.level
  }
  /** All grids of this name, code or id; `within` narrows by the name of the grid above: 第三微网格/88弄 12号. */
  find(words: string): readonly GridId[] {
    const [name = '', within] = words.split(/[/／>]/u).reverse()
    const named = this.#rows.filter((row) => isCalled(row, name))
    const inside = within === undefined ? named : named.filter(({ body }) => this.#isUnder(body.parent, within))
    return inside.map(({ id }) => asId(id))
  }
  #isUnder(parent: string | null, name: string): boolean {
    const row = this.#rows.find(({ id }) => id === parent)
    return row !== undefined && (isCalled(row, name) || this.#isUnder(row.body.parent, name))
  }

  /** The grid of the residents' committee: where people that have no other place hold their posts. */
  home(): GridId {
    return committeeGrid(this.#rows) ?? this.#make('residential', null, this.#name)
  }
  micro(name?: string): GridId {
    const home = this.home()
    const known = this.#rows.filter(({ body }) => body.level === 'micro')
    const wanted = name ?? this.#defaultMicro(known.length)
    const found = known.find((row) => isCalled(row, wanted))
    return found === undefined ? this.#make('micro', home, wanted) : asId(found.id)
  }
  /** Where there are micro-grids already, a building that names none waits in one that says so. */
  #defaultMicro(known: number): string {
    const isHan = /\p{Script=Han}/u.test(this.#name)
    const first = derivedId(this.#community, 'grid', [this.home(), isHan ? '第一微网格' : 'Micro-grid 1'])
    if (known === 0 || this.#rows.some(({ id }) => id === first)) return isHan ? '第一微网格' : 'Micro-grid 1'
    return isHan ? '未编微网格' : 'Not yet assigned'
  }
  leaf(micro: GridId, name: string): GridId {
    const found = this.#rows.find((row) => row.body.parent === micro && isCalled(row, name))
    return found === undefined ? this.#make('stair', micro, name) : asId(found.id)
  }
  #make(level: GridLevel, parent: GridId | null, name: string): GridId {
    const id = derivedId(this.#community, 'grid', [parent ?? '', name])
    const order = this.#rows.filter(({ body }) => body.parent === parent).length + 1
    const body: GridBody = { level, parent, name, order }
    this.#rows.push({ id, body })
    this.#made.push(put('grid', { id, pack: COMMUNITY_PACK }, body))
    return id
  }
}
const isCalled = ({ id, body }: GridRow, name: string): boolean =>
  id === name || body.code === name || buildingKey(body.name) === buildingKey(name)
