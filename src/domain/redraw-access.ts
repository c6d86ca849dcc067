import { groupBy } from './grid-counts.ts'
import type { Day, GridId, PersonId } from './ids.ts'
import { opensHouseholds } from './in-charge.ts'
import { type Placed, placeHouseholds } from './layers.ts'
import type { PostBody, RowOf } from './nouns.ts'
import { isValidOn } from './permission.ts'
import type { Moves } from './redraw-plan.ts'
import type { Rows } from './rows.ts'
import { peopleOf } from './today.ts'

/** So many households, and the people who live in them. */
export interface Reach {
  readonly households: number
  readonly people: number
}
/** What moves would give to a person, and take away. */
export interface AccessChange {
  readonly person: RowOf<'person'>
  /** Of the posts that decide it. */
  readonly roles: readonly string[]
  readonly gains: Reach
  readonly loses: Reach
}
export interface AccessPreview {
  /** Everything that moves. */
  readonly moved: Reach
  /** Those who lose most come first. */
  readonly people: readonly AccessChange[]
}

/** Who would see more and who less once the moves are done, by the posts that are valid on that day. */
export function previewAccess(rows: Rows, moves: Moves, on: Day): AccessPreview {
  const after = treeAfter(rows, moves)
  const moved = placeHouseholds(rows).filter((one) => after.isMoved(one))
  const gained = new Map<PersonId, Set<Placed>>()
  const lost = new Map<PersonId, Set<Placed>>()
  const roles = new Map<PersonId, Set<string>>()
  for (const [person, posts] of postsByPerson(rows, on)) {
    for (const one of moved) {
      const [was, will] = [after.pathBefore(one), after.pathAfter(one)]
      const reaching = (path: ReadonlySet<string>) => posts.filter((post) => path.has(post.grid))
      const [old, next] = [reaching(was), reaching(will)]
      if (old.length > 0 === next.length > 0) continue
      add(old.length > 0 ? lost : gained, person, one)
      for (const { role } of [...old, ...next]) add(roles, person, role)
    }
  }
  const people = [...roles].flatMap(([id, held]): AccessChange[] => {
    const person = rows('person', id)
    const reach = (set: ReadonlyMap<PersonId, Set<Placed>>): Reach => reachOf(rows, [...(set.get(id) ?? [])])
    return person === undefined ? [] : [{ person, roles: [...held], gains: reach(gained), loses: reach(lost) }]
  })
  return {
    moved: reachOf(rows, moved),
    people: people.sort((a, b) => b.loses.households - a.loses.households || b.gains.households - a.gains.households),
  }
}
function add<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const known = sets.get(key) ?? new Set<V>()
  sets.set(key, known.add(value))
}
const reachOf = (rows: Rows, placed: readonly Placed[]): Reach => ({
  households: placed.length,
  people: placed.reduce((sum, { household }) => sum + peopleOf(rows, household.id).here.length, 0),
})
function postsByPerson(rows: Rows, on: Day) {
  const posts = rows
    .all('post')
    .map(({ body }) => body)
    .filter((post) => isValidOn(post, on) && opensHouseholds(rows, post, on))
  return groupBy(posts, ({ person }) => person) as ReadonlyMap<PersonId, readonly PostBody[]>
}

function treeAfter(rows: Rows, { grids, buildings }: Moves) {
  const parents = new Map<string, GridId>(grids.map(({ grid, to }) => [grid, to]))
  const stairs = new Map<string, GridId>(
    buildings.flatMap(({ building, stairs: own, to }) => own.map((stair) => [`${building} ${stair}`, to] as const)),
  )
  const walk = (from: GridId, parentOf: (grid: GridId) => GridId | null | undefined): ReadonlySet<string> => {
    const path = new Set<string>()
    let at: GridId | null | undefined = from
    while (at !== null && at !== undefined && !path.has(at)) {
      path.add(at)
      at = parentOf(at)
    }
    return path
  }
  const now = (grid: GridId): GridId | null | undefined => rows('grid', grid)?.body.parent
  const then = (grid: GridId): GridId | null | undefined => parents.get(grid) ?? now(grid)
  const leafAfter = ({ building, stair, leaf }: Placed): GridId => stairs.get(`${building} ${stair}`) ?? leaf
  return {
    isMoved: (one: Placed): boolean => parents.has(one.leaf) || leafAfter(one) !== one.leaf,
    pathBefore: (one: Placed): ReadonlySet<string> => walk(one.leaf, now),
    pathAfter: (one: Placed): ReadonlySet<string> => walk(leafAfter(one), then),
  }
}
