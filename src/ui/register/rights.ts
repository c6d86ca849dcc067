import { mayEditBuilding } from '../../domain/disputes.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { mayWrite } from '../../domain/permission.ts'
import { leafOf } from '../../domain/review.ts'
import { groundsOf } from '../../domain/rights.ts'
import { useClock, useLive } from '../live.ts'
import { todayOf } from '../text/when.ts'

/** Whether the signed-in person looks after one of the stairs of a building; the server judges all the same. */
export function useMayEditBuilding(building: RowOf<'building'> | undefined): boolean {
  const { view, status } = useLive()
  const today = todayOf(useClock())
  const { person } = status.value.session
  return building !== undefined && mayEditBuilding(view.value, building, { person, today })
}

/** Whether the signed-in person may make one of two records here; the server judges all the same. */
export function useMayMerge(household: RowOf<'household'>): boolean {
  const { view, status } = useLive()
  const today = todayOf(useClock())
  const grid = leafOf(view.value, household.id)
  if (grid === undefined) return false
  const grounds = groundsOf(view.value, status.value.session.person)
  return mayWrite(grounds, { type: 'register.merge', class: 'edit', grid, happened: today, arrived: today }) === 'ok'
}
