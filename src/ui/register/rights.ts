import { COMMAND_CLASS } from '../../domain/commands.ts'
import { mayEditBuilding } from '../../domain/disputes.ts'
import type { RowOf, Stair } from '../../domain/nouns.ts'
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

/** The stairs of a building in which the signed-in person writes doors down; the server judges all the same. */
export function useStairsOf(building: RowOf<'building'>): readonly Stair[] {
  const { view, status } = useLive()
  const today = todayOf(useClock())
  const grounds = groundsOf(view.value, status.value.session.person)
  const asked = { type: 'door.add', class: 'edit', happened: today, arrived: today } as const
  return building.body.stairs.filter(({ grid }) => mayWrite(grounds, { ...asked, grid }) === 'ok')
}

/** Whether the signed-in person may make one of two records here; the server judges all the same. */
export const useMayMerge = (household: RowOf<'household'>): boolean => useMayArrange(household, 'register.merge')
/** Whether the signed-in person may have a household live at another door; the server asks for the right there too. */
export const useMayMove = (household: RowOf<'household'> | undefined): boolean =>
  useMayArrange(household, 'household.move')

function useMayArrange(household: RowOf<'household'> | undefined, type: 'register.merge' | 'household.move'): boolean {
  const { view, status } = useLive()
  const today = todayOf(useClock())
  const grid = household && leafOf(view.value, household.id)
  if (grid === undefined) return false
  const grounds = groundsOf(view.value, status.value.session.person)
  return mayWrite(grounds, { type, class: COMMAND_CLASS[type], grid, happened: today, arrived: today }) === 'ok'
}
