import { housesOf } from '../../domain/coming.ts'
import type { RedrawBody } from '../../domain/map-nouns.ts'
import type { View } from '../../store/contract.ts'
import { t } from '../text/text.ts'

/** 3 栋归第二微网格，边界改画: what a redrawing will do. */
export function sayComing(view: View, body: RedrawBody): string {
  const nameOf = (id: string): string => view('grid', id)?.body.name ?? ''
  const counts = new Map<string, number>()
  for (const to of housesOf(view, body).values()) counts.set(to, (counts.get(to) ?? 0) + 1)
  const houses = [...counts].map(([to, count]) => t('map.comingHouses', { count, grid: nameOf(to) }))
  const empty = houses.length > 0 ? [] : body.grids
  return [
    ...houses,
    ...empty.map(({ grid, to }) => t('map.comingGrid', { grid: nameOf(grid), above: nameOf(to) })),
    ...(body.boundary === undefined ? [] : [t('map.comingBoundary', { grid: nameOf(body.grid) })]),
    ...(body.end === undefined ? [] : [t('map.comingEnd', { grid: nameOf(body.grid) })]),
  ].join(t('map.comma'))
}
