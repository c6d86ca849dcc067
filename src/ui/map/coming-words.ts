import { housesOf } from '../../domain/coming.ts'
import type { RedrawBody } from '../../domain/map-nouns.ts'
import type { View } from '../../store/contract.ts'
import { t } from '../text/text.ts'

/** 3 栋归第二微网格，边界改画: what a redrawing will do. */
export function sayComing(view: View, body: RedrawBody): string {
  const counts = new Map<string, number>()
  for (const to of housesOf(view, body).values()) counts.set(to, (counts.get(to) ?? 0) + 1)
  const houses = [...counts].map(([to, count]) =>
    t('map.comingHouses', { count, grid: view('grid', to)?.body.name ?? '' }),
  )
  const drawn =
    body.boundary === undefined ? [] : [t('map.comingBoundary', { grid: view('grid', body.grid)?.body.name ?? '' })]
  return [...houses, ...drawn].join(t('map.comma'))
}
