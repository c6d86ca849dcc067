import { useMemo } from 'preact/hooks'
import type { GridId } from '../../../domain/ids.ts'
import type { RowOf } from '../../../domain/nouns.ts'
import { isAtOrBelow } from '../../../domain/rights.ts'
import { offered, usualSteps } from '../../../domain/terms.ts'
import { useView } from '../../live.ts'
import { label } from '../../text/text.ts'
import { type Option, useMayWrite, useSomeGrids } from '../data.ts'

/** The terms of a list that are offered now, and the chosen one whatever has become of it. */
export function useTerms(list: string, chosen: string): readonly Option[] {
  const terms = useView()('vocabulary', list)?.body.terms ?? []
  return offered(terms, [chosen]).map((term) => [term.id, label(term)])
}

/** The steps that a task of a kind usually has: the community's template, one a line. */
export function useUsualSteps(): (kind: string) => string {
  const terms = useView()('vocabulary', 'taskKinds')?.body.terms
  return (kind) =>
    usualSteps(terms?.find(({ id }) => id === kind))
      .map(label)
      .join('\n')
}

/** Grids in which this person may publish, each below the one that it belongs to. */
export const useGrids = (): readonly Option[] => useSomeGrids(useMayWrite('task.publish'))

/** Buildings with a stair in the grid. */
export function useBuildings(grid: string): readonly Option[] {
  const view = useView()
  return useMemo(
    () =>
      view
        .all('building')
        .filter(({ body }) => body.stairs.some((stair) => isAtOrBelow(view, stair.grid, grid as GridId)))
        .map(({ id, body }): Option => [id, body.name])
        .sort(([, a], [, b]) => a.localeCompare(b, 'zh-CN', { numeric: true })),
    [view, grid],
  )
}
export const useFacilities = (): readonly RowOf<'facility'>[] =>
  useView()
    .all('facility')
    .filter(({ body }) => body.ended === undefined)
