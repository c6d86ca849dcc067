import type { Day, GridId, PersonId } from './ids.ts'
import type { RowOf, Term } from './nouns.ts'
import { type Grounds, hasRound, isValidOn, mayCoordinate, mayEver, mayReview, mayVisit } from './permission.ts'
import type { See } from './see.ts'

/** What permission is judged on, read from the rows at hand (pack c has them all). */
export function groundsOf(see: See, person: PersonId): Grounds {
  const abilities = new Map<string, ReadonlySet<string>>()
  for (const term of see('vocabulary', 'roles')?.body.terms ?? []) abilities.set(term.id, abilitiesIn(term))
  return {
    posts: see.under('post', person).map((row) => row.body),
    reaches: (above, grid) => isAtOrBelow(see, grid, above),
    abilities: (role) => abilities.get(role) ?? NONE,
  }
}
const NONE: ReadonlySet<string> = new Set()
const abilitiesIn = (term: Term): ReadonlySet<string> =>
  new Set(Array.isArray(term.abilities) ? term.abilities.filter((each) => typeof each === 'string') : [])

/** Whether a grid is this one or lies under it; a damaged tree that turns in a ring ends all the same. */
export function isAtOrBelow(see: See, grid: GridId, above: GridId): boolean {
  let at: GridId | null = grid
  for (let depth = 0; at !== null && depth < 20; depth++) {
    if (at === above) return true
    at = see('grid', at)?.body.parent ?? null
  }
  return false
}

/** Whether the doors of a grid are the person's own round today; undefined where no post of today has a round. */
export function roundOf(see: See, person: PersonId, today: Day): ((grid: GridId) => boolean) | undefined {
  const grounds = groundsOf(see, person)
  const posts = grounds.posts.filter((post) => hasRound(grounds, post, today))
  if (posts.length === 0) return undefined
  const known = new Map<GridId, boolean>()
  return (grid) => {
    const answer = known.get(grid) ?? posts.some((post) => grounds.reaches(post.grid, grid))
    known.set(grid, answer)
    return answer
  }
}

export interface Rights {
  readonly mayVisit: boolean
  readonly mayReview: boolean
  readonly mayCoordinate: boolean
  readonly mayClaim: boolean
  readonly mayLead: boolean
  /** The posts held today, the widest grid first. */
  readonly posts: readonly RowOf<'post'>[]
}
export function rightsOf(see: See, person: PersonId, today: Day): Rights {
  const grounds = groundsOf(see, person)
  const posts = see.under('post', person).filter((row) => isValidOn(row.body, today))
  return {
    mayVisit: mayVisit(grounds, today),
    mayReview: mayReview(grounds, today),
    mayCoordinate: mayCoordinate(grounds, today),
    mayClaim: mayEver(grounds, 'task.claim', today),
    mayLead: mayEver(grounds, 'task.publish', today),
    posts: [...posts].sort((a, b) => depthOf(see, a.body.grid) - depthOf(see, b.body.grid)),
  }
}
function depthOf(see: See, grid: GridId): number {
  let depth = 0
  for (let at = see('grid', grid)?.body.parent ?? null; at !== null && depth < 20; depth++) {
    at = see('grid', at)?.body.parent ?? null
  }
  return depth
}
