import { useMemo } from 'preact/hooks'
import { hullAround } from '../../domain/estate-shape.ts'
import type { Outline } from '../../domain/geometry.ts'
import { isAtOrBelow } from '../../domain/rights.ts'
import { useView } from '../live.ts'
import { useRights } from '../rights.ts'
import type { MapShape } from './map-data.ts'

/** Around the houses of one's own posts, where these are smaller than the community. */
export function useOwnHulls(shape: MapShape): readonly (readonly Outline[])[] {
  const view = useView()
  const { posts } = useRights()
  return useMemo(
    () =>
      posts.flatMap(({ body }) => {
        const level = view('grid', body.grid)?.body.level
        if (level !== 'micro' && level !== 'stair') return []
        const drawn = shape.areas.get(body.grid)
        if (drawn !== undefined) return [drawn]
        const own = shape.footprints.filter(({ row }) =>
          row.body.stairs.some((stair) => isAtOrBelow(view, stair.grid, body.grid)),
        )
        return own.length === 0 ? [] : [[[hullAround(own)]]]
      }),
    [view, shape, posts],
  )
}
