import { useMemo } from 'preact/hooks'
import type { GridId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useClock, useView } from '../live.ts'
import { todayOf } from '../text/when.ts'
import { writeRight } from './data.ts'

/** Everybody who may claim tasks of a grid, but these. */
export function useColleagues(grid: GridId, without: readonly string[]): readonly RowOf<'person'>[] {
  const view = useView()
  const today = todayOf(useClock())
  const left = without.join(' ')
  return useMemo(() => {
    const isLeft = new Set(left.split(' '))
    return view
      .all('person')
      .filter(({ id, body }) => body.ended === undefined && !isLeft.has(id))
      .filter(({ id }) => writeRight(view, { person: id as never, today, type: 'task.claim' })(grid))
  }, [view, today, grid, left])
}
