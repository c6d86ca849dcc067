import { useMemo } from 'preact/hooks'
import type { GridId } from '../domain/ids.ts'
import { mayImportInto } from '../domain/permission.ts'
import { groundsOf } from '../domain/rights.ts'
import { useClock, useLive } from './live.ts'
import { todayOf } from './text/when.ts'

/** Whether the signed-in person coordinates a grid: may arrange it and draw it anew. The server judges all the same. */
export function useMayCoordinate(): (grid: GridId) => boolean {
  const live = useLive()
  const view = live.view.value
  const today = todayOf(useClock())
  const { person } = live.status.value.session
  return useMemo(() => {
    const grounds = groundsOf(view, person)
    return (grid) => mayImportInto(grounds, grid, today)
  }, [view, person, today])
}
