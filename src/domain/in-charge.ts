import { addressOf } from './address.ts'
import type { Day, GridId, PersonId } from './ids.ts'
import type { PostBody, RowOf } from './nouns.ts'
import { isValidOn, mayReview, mayVisit } from './permission.ts'
import { groundsOf, isAtOrBelow } from './rights.ts'
import type { Rows } from './rows.ts'

/** Who visits a household now: the nearest grid above it that has visitors, and those visitors. */
export interface InCharge {
  readonly grid: RowOf<'grid'>
  readonly people: readonly RowOf<'person'>[]
}
/** Undefined where the household is not at hand or nobody visits it. */
export function inChargeOf(rows: Rows, household: string, today: Day): InCharge | undefined {
  const body = rows('household', household)?.body
  const leaf = body === undefined ? undefined : addressOf(rows, body)?.stair.grid
  const posts = rows.all('post').filter((post) => isValidOn(post.body, today))
  for (let at: GridId | null = leaf ?? null, depth = 0; at !== null && depth < 20; depth++) {
    const grid: RowOf<'grid'> | undefined = rows('grid', at)
    const people = posts
      .filter((post) => post.body.grid === at && visits(rows, post, today))
      .map((post) => post.body.person)
    if (grid !== undefined && people.length > 0) return { grid, people: rowsOf(rows, people) }
    at = grid?.body.parent ?? null
  }
  return undefined
}
/** Whether this very post lets its holder visit; another post of the same person does not count here. */
const visits = (rows: Rows, post: RowOf<'post'>, today: Day): boolean =>
  mayVisit({ ...groundsOf(rows, post.body.person), posts: [post.body] }, today)
/** Whether this very post has households in its care: a volunteer's has none, whatever grid it names. */
export function opensHouseholds(rows: Rows, post: PostBody, today: Day): boolean {
  const grounds = { ...groundsOf(rows, post.person), posts: [post] }
  return mayVisit(grounds, today) || mayReview(grounds, today)
}
const rowsOf = (rows: Rows, people: readonly PersonId[]): readonly RowOf<'person'>[] =>
  [...new Set(people)].flatMap((id) => rows('person', id) ?? [])

/** The role a person holds over a household today, the nearest post first; undefined where none reaches it. */
export function roleOver(rows: Rows, person: PersonId, on: { household: string; today: Day }): string | undefined {
  const body = rows('household', on.household)?.body
  const leaf = body === undefined ? undefined : addressOf(rows, body)?.stair.grid
  const posts = rows.under('post', person).filter((post) => isValidOn(post.body, on.today))
  const reaching = leaf === undefined ? posts : posts.filter((post) => isAtOrBelow(rows, leaf, post.body.grid))
  return (reaching.find((post) => post.body.grid === leaf) ?? reaching[0] ?? posts[0])?.body.role
}
