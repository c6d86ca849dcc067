import type { Day, GridId } from './ids.ts'
import type { GridBody, RowOf } from './nouns.ts'
import { isValidOn } from './permission.ts'
import type { See } from './see.ts'

/** Reads the rows at hand by kind, as a phone's view does. */
type Rows = See & {
  all<K extends 'grid' | 'post' | 'person'>(kind: K): readonly RowOf<K>[]
}
export interface Staff {
  readonly person: RowOf<'person'>
  /** Of today and to come, then those that are over, the latest first. */
  readonly posts: readonly RowOf<'post'>[]
  readonly hasPost: boolean
}

const isOpen = ({ body }: RowOf<'post'>, today: Day): boolean => isValidOn(body, today) || body.since > today
const byDay = (a: RowOf<'post'>, b: RowOf<'post'>): number => (a.body.since < b.body.since ? 1 : -1)
export function postsOf(see: See, person: string, today: Day): readonly RowOf<'post'>[] {
  const posts = [...see.under('post', person)].sort(byDay)
  return [...posts.filter((post) => isOpen(post, today)), ...posts.filter((post) => !isOpen(post, today))]
}

/** Everybody with a post in these grids, now or before; those who hold one first, each group by name. */
export function staffIn(rows: Rows, within: (grid: GridId) => boolean, today: Day): readonly Staff[] {
  return rows
    .all('person')
    .filter((person) => rows.under('post', person.id).some(({ body }) => within(body.grid)))
    .map((person) => {
      const posts = postsOf(rows, person.id, today)
      return { person, posts, hasPost: posts.some((post) => isOpen(post, today)) }
    })
    .sort(
      (a, b) => Number(b.hasPost) - Number(a.hasPost) || a.person.body.name.localeCompare(b.person.body.name, 'zh-CN'),
    )
}

export interface GridLine {
  readonly id: GridId
  readonly body: GridBody
  readonly depth: number
}
/** The standing grids from the top down, each under the one it hangs on. */
export function gridLines(rows: Rows): readonly GridLine[] {
  const standing = rows.all('grid').filter(({ body }) => body.ended === undefined)
  const ids = new Set<string>(standing.map(({ id }) => id))
  const under = new Map<string, RowOf<'grid'>[]>()
  for (const grid of standing) {
    const { parent } = grid.body
    const above = parent !== null && ids.has(parent) ? parent : ''
    under.set(above, [...(under.get(above) ?? []), grid])
  }
  const lines: GridLine[] = []
  const walk = (above: string, depth: number): void => {
    const here = [...(under.get(above) ?? [])].sort((a, b) => a.body.order - b.body.order)
    under.delete(above)
    for (const { id, body } of here) {
      lines.push({ id: id as GridId, body, depth })
      walk(id, depth + 1)
    }
  }
  walk('', 0)
  return lines
}
