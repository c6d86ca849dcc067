import type { RedrawBody } from './map-nouns.ts'
import type { PostBody } from './nouns.ts'
import type { See } from './see.ts'

/**
 * Whether grids, stairs or posts would still hang on a grid on a day, once a redrawing has taken away what it names:
 * what would lose its place if the grid ended.
 */
export function hangsOn(see: See, without: Pick<RedrawBody, 'grid' | 'on' | 'grids' | 'buildings'>): boolean {
  const { grid, on, grids, buildings } = without
  const gone = new Set<string>(grids.map((move) => move.grid))
  if (see.under('grid', grid).some(({ id, body }) => body.ended === undefined && !gone.has(id))) return true
  const away = new Set(buildings.flatMap(({ building, stairs }) => stairs.map(({ stair }) => `${building} ${stair}`)))
  const standing = see.under('building', '').filter(({ body }) => body.ended === undefined)
  const stairs = standing.flatMap(({ id, body }) =>
    body.stairs.map((stair) => ({ ...stair, key: `${id} ${stair.id}` })),
  )
  if (stairs.some((stair) => stair.grid === grid && !away.has(stair.key))) return true
  const posts = see.under('person', '').flatMap((person) => see.under('post', person.id))
  // One that was taken back before it began holds nothing.
  const isHeld = ({ since, until }: PostBody): boolean => until === null || (until >= on && until >= since)
  return posts.some(({ body }) => body.grid === grid && isHeld(body))
}
