import { useMemo } from 'preact/hooks'
import type { GridId } from '../../../domain/ids.ts'
import type { RowOf } from '../../../domain/nouns.ts'
import { isAtOrBelow } from '../../../domain/rights.ts'
import { offered, usualSteps } from '../../../domain/terms.ts'
import type { View } from '../../../store/contract.ts'
import { useView } from '../../live.ts'
import { label } from '../../text/text.ts'
import { useMayWrite } from '../data.ts'

export type Option = readonly [value: string, words: string]

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
export function useGrids(): readonly Option[] {
  const view = useView()
  const may = useMayWrite('task.publish')
  return useMemo(() => {
    const below = (parent: RowOf<'grid'>, depth: number): readonly Option[] => [
      ...(may(parent.id as GridId) ? [[parent.id, `${INDENT.repeat(depth)}${parent.body.name}`] as const] : []),
      ...[...view.under('grid', parent.id)]
        .filter(({ body }) => body.ended === undefined)
        .sort((a, b) => a.body.order - b.body.order)
        .flatMap((grid) => below(grid, depth + (may(parent.id as GridId) ? 1 : 0))),
    ]
    return rootsOf(view).flatMap((root) => below(root, 0))
  }, [view, may])
}
/** A full-width blank: options take no markup, and drop a narrow one. */
const INDENT = '\u3000'
const rootsOf = (view: View): readonly RowOf<'grid'>[] =>
  view.all('grid').filter(({ body }) => body.parent === null && body.ended === undefined)

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
