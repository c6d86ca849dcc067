import { hangsOn } from '../../domain/hangs-on.ts'
import { buildingKey } from '../../domain/house-number.ts'
import { asId, type BuildingId, type CommunityId, type Day, type GridId } from '../../domain/ids.ts'
import { committeeGrid } from '../../domain/import-right.ts'
import type { Ending, GridBody, GridLevel, PostBody, RowOf } from '../../domain/nouns.ts'
import { COMMUNITY_PACK } from '../../domain/packs.ts'
import { type Change, put, type See } from '../../domain/see.ts'
import type { Ground } from './decided.ts'
import type { KeptField } from './diff.ts'
import { GridsOnce } from './grids-once.ts'
import { derivedId } from './ids.ts'

interface Left {
  readonly building: BuildingId
  readonly stair: string
}
type GridRow = Pick<RowOf<'grid'>, 'id' | 'body' | 'writer'>

/**
 * The grids of a community, found by name and made where missing: a root for a new community, one micro-grid for
 * buildings that name none, one leaf a building. What Administration has renamed, hung elsewhere or ended since is
 * found where it was, and stays what it is now.
 */
export class GridTree {
  readonly #community: CommunityId
  readonly #name: string
  readonly #rows: GridRow[] = []
  readonly #byId = new Map<string, GridRow>()
  readonly #ended = new Map<string, GridRow>()
  readonly #once: GridsOnce
  /** By id, by code and by what a name comes to: a town has thousands, and each of its buildings asks. */
  readonly #called = new Map<string, Set<GridRow>>()
  readonly #under = new Map<string | null, number>()
  readonly #micros: GridRow[] = []
  #home: GridId | undefined
  readonly #fresh = new Set<string>()
  readonly #named = new Set<string>()
  readonly #codes = new Map<GridId, string>()
  readonly #kept = new Map<string, KeptField>()
  readonly #hungOn = new Set<GridId>()
  readonly #left: (Left & { readonly leaf: GridId })[] = []

  constructor(community: CommunityId, name: string, ground: Ground) {
    this.#community = community
    this.#name = name
    this.#once = new GridsOnce(community, ground)
    for (const row of ground.rows.all('grid'))
      if (row.body.ended === undefined) this.#enter(row)
      else this.#ended.set(row.id, row)
  }
  #enter(row: GridRow): void {
    const { level, parent, name, code } = row.body
    this.#rows.push(row)
    this.#byId.set(row.id, row)
    if (level === 'micro') this.#micros.push(row)
    this.#under.set(parent, (this.#under.get(parent) ?? 0) + 1)
    for (const word of [row.id, code, buildingKey(name)]) {
      if (word === undefined) continue
      const known = this.#called.get(word) ?? new Set()
      this.#called.set(word, known.add(row))
    }
  }
  /** All that go by this word, in the order in which they came; where none does, those that did. */
  #allCalled(word: string): readonly GridRow[] {
    const now = new Set([...(this.#called.get(word) ?? []), ...(this.#called.get(buildingKey(word)) ?? [])])
    return now.size > 0 ? [...now] : this.#once.called(word)
  }
  /** What is made comes with its number at once: nobody reads of it as a change. */
  get changes(): readonly Change[] {
    return [...this.#fresh].flatMap((id) => {
      const row = this.#byId.get(id)
      const code = this.#codes.get(asId(id))
      if (row === undefined) return []
      return [put('grid', { id, pack: COMMUNITY_PACK }, code === undefined ? row.body : { ...row.body, code })]
    })
  }
  #row(id: string): GridRow | undefined {
    return this.#byId.get(id) ?? this.#ended.get(id)
  }
  levelOf(id: GridId): GridLevel | undefined {
    return this.#row(id)?.body.level
  }
  /** All grids of this name, code or id; `within` narrows by the name of the grid above: 第三微网格/88弄 12号. */
  find(words: string): readonly GridId[] {
    const [name = '', within] = words.split(/[/／>]/u).reverse()
    const isInside = ({ body }: GridRow): boolean => within === undefined || this.#isUnder(body.parent, within)
    const inside = this.#allCalled(name).filter(isInside)
    return (inside.length > 0 ? inside : this.#once.called(name).filter(isInside)).map(({ id }) => asId(id))
  }
  /** An ended grid of this name. */
  findEnded(name: string): GridId | undefined {
    const row = [...this.#ended.values()].find((one) => isCalled(one, name) || this.#once.wasCalled(one, name))
    return row && asId(row.id)
  }
  hasEnded(id: GridId): boolean {
    return this.#ended.has(id)
  }
  #isUnder(parent: string | null, name: string): boolean {
    const row = this.#byId.get(parent ?? '')
    if (row === undefined) return false
    return isCalled(row, name) || this.#once.wasCalled(row, name) || this.#isUnder(row.body.parent, name)
  }

  /** The grid of the residents' committee: where people that have no other place hold their posts. */
  home(): GridId {
    this.#home ??= committeeGrid(this.#rows) ?? this.#make('residential', null, this.#name)
    return this.#home
  }
  /** The committee's grid and all below it: what lies elsewhere is others' to arrange. */
  isOwn(id: GridId): boolean {
    const home = this.home()
    for (let at: GridId | null | undefined = id, depth = 0; at != null && depth < 20; at = this.parentOf(at), depth++)
      if (at === home) return true
    return false
  }
  parentOf(id: GridId): GridId | null | undefined {
    return this.#row(id)?.body.parent
  }
  /** Before this import began. */
  wasThere(id: GridId): boolean {
    return !this.#fresh.has(id)
  }
  /**
   * The grid of this name and level under another, made where it is missing. Undefined where it would have to be made
   * under one that has ended.
   */
  child(parent: GridId, level: GridLevel, name: string): GridId | undefined {
    const here = this.#allCalled(name).find(({ body }) => body.parent === parent && body.level === level)
    const found = here ?? this.hungHere(parent, level, name)
    if (found === undefined) return this.hasEnded(parent) ? undefined : this.#make(level, parent, name)
    this.#keep(found, parent, name)
    this.#named.add(found.id)
    return asId(found.id)
  }
  /** What hung here by this name until Administration renamed it, hung it elsewhere or ended it. */
  hungHere(parent: GridId, level: GridLevel, name: string): GridRow | undefined {
    const did = (row: GridRow): boolean =>
      row.body.level === level &&
      (row.body.parent === parent || this.#once.wasUnder(row, parent)) &&
      (isCalled(row, name) || this.#once.wasCalled(row, name))
    return this.#once.arranged.find(did) ?? [...this.#ended.values()].find(did)
  }
  #keep({ id, body }: GridRow, parent: GridId, name: string): void {
    const keep = (field: string, said: unknown) =>
      this.#kept.set(`${id} ${field} ${said}`, { kind: 'grid', id, field, said })
    if (body.ended !== undefined) keep('ended', '')
    else if (body.parent !== parent) keep('parent', parent)
    if (!isCalled({ id, body }, name)) keep('name', name)
  }
  /** The number by which offices know a grid. */
  setCode(id: GridId, code: string | undefined): void {
    const row = this.#byId.get(id)
    if (code === undefined || code === row?.body.code) return
    if (row?.writer['code'] === undefined) this.#codes.set(id, code)
    else this.#kept.set(`${id} code ${code}`, { kind: 'grid', id, field: 'code', said: code })
  }
  /** What Administration decided and the file says otherwise. */
  get kept(): readonly KeptField[] {
    return [...this.#kept.values()]
  }
  /** Grids that a table named: which were there as they are, and which got another number. */
  get named(): { readonly same: number; readonly changed: number } {
    const there = [...this.#named].filter((id) => !this.#fresh.has(id))
    const changed = there.filter((id) => this.#codes.has(asId(id))).length
    return { same: there.length - changed, changed }
  }
  get codeChanges(): readonly Change[] {
    const known = [...this.#codes].filter(([id]) => this.wasThere(id))
    return known.map(([id, code]) => ({ op: 'set', kind: 'grid', id, set: { code }, edit: false }))
  }
  micro(name?: string): GridId {
    const home = this.home()
    const wanted = name ?? this.#defaultMicro(this.#micros.length)
    const found = this.#allCalled(wanted).find(({ body }) => body.level === 'micro')
    return found === undefined ? this.#make('micro', home, wanted) : asId(found.id)
  }
  /** Where there are micro-grids already, a building that names none waits in one that says so. */
  #defaultMicro(known: number): string {
    const [first, other] = this.#defaults
    return known === 0 || this.#byId.has(this.#first(first)) ? first : other
  }
  get #defaults(): readonly [first: string, other: string] {
    return /\p{Script=Han}/u.test(this.#name) ? ['第一微网格', '未编微网格'] : ['Micro-grid 1', 'Not yet assigned']
  }
  /** The id of a micro-grid that an import made by this name. */
  #first(name: string): GridId {
    return derivedId(this.#community, 'grid', [this.home(), name])
  }
  /** The groups of the committee that go by this name. */
  groups(name: string): readonly GridId[] {
    return this.find(name).filter((id) => this.levelOf(id) === 'stair' && this.isOwn(id))
  }
  /** Whether a leaf is what a file means by a group, a micro-grid or both. */
  isAt(leaf: GridId, { micro, group }: { readonly micro?: string; readonly group?: string }): boolean {
    const row = this.#row(leaf)
    const isGroup =
      group === undefined || (row !== undefined && (isCalled(row, group) || this.#once.wasCalled(row, group)))
    return isGroup && (micro === undefined || this.#isUnder(this.parentOf(leaf) ?? null, micro))
  }
  /** Whether a leaf was made for one building alone, under the micro-grid of those that name none. */
  isOwnLeaf(leaf: GridId, building: string): boolean {
    const row = this.#byId.get(leaf)
    const above = this.#byId.get(row?.body.parent ?? '')
    return row?.body.name === building && this.#defaults.some((name) => above?.id === this.#first(name))
  }
  /** Stairs hang on it once this import is done. */
  hangOn(leaf: GridId): void {
    this.#hungOn.add(leaf)
  }
  /** A stair goes from a leaf that was made for its building. */
  leave(leaf: GridId, from: Left): void {
    this.#left.push({ ...from, leaf })
  }
  /**
   * Leaves that were made for one building alone and on which nothing is left end: nobody wants to read their names.
   * `posts` are those that the same files give.
   */
  emptied(see: See, { today, posts }: { readonly today: Day; readonly posts: readonly Change[] }): readonly Change[] {
    const buildings = this.#left.map(({ building, stair, leaf }) => ({
      building,
      stairs: [{ stair, from: leaf }],
      to: leaf,
    }))
    const held = new Set(
      posts.flatMap((change) =>
        change.op === 'put' && change.kind === 'post' ? [(change.body as PostBody).grid] : [],
      ),
    )
    const empty = [...new Set(this.#left.map(({ leaf }) => leaf))].filter(
      (grid) => !this.#hungOn.has(grid) && !held.has(grid) && !hangsOn(see, { grid, on: today, grids: [], buildings }),
    )
    const ended: Ending = { on: today, why: 'merged' }
    return empty.map((id) => ({ op: 'set', kind: 'grid', id, set: { ended }, edit: false }))
  }
  leaf(micro: GridId, name: string): GridId {
    const found = this.#allCalled(name).find(({ body }) => body.parent === micro)
    return found === undefined ? this.#make('stair', micro, name) : asId(found.id)
  }
  /**
   * An id follows from what a grid is called and hangs under. One of that id that stands is meant whatever has become
   * of it since; one that has ended, or is of another level, is another grid.
   */
  #make(level: GridLevel, parent: GridId | null, name: string): GridId {
    const names = [parent ?? '', name]
    let id = derivedId(this.#community, 'grid', names)
    for (let again = 2; this.hasEnded(id) || (this.levelOf(id) ?? level) !== level; again += 1)
      id = derivedId(this.#community, 'grid', [...names, String(again)])
    if (this.#byId.has(id)) return id
    const order = (this.#under.get(parent) ?? 0) + 1
    const body: GridBody = { level, parent, name, order }
    this.#enter({ id, body, writer: {} })
    this.#fresh.add(id)
    return id
  }
}
const isCalled = ({ id, body }: Pick<GridRow, 'id' | 'body'>, name: string): boolean =>
  id === name || body.code === name || buildingKey(body.name) === buildingKey(name)
