import { useMemo } from 'preact/hooks'
import { heldToJudge } from '../domain/held.ts'
import { countNeedsYou } from '../domain/today.ts'
import { useClock, useStatus, useView } from './live.ts'
import { todayOf } from './text/when.ts'

/** How many things wait for this person: their own records, and two versions of one field. */
export const useNeedsYou = (): number => countNeedsYou(useView(), useStatus().attention.length)

/** How many records of others wait for this person's word. */
export function useHeldCount(): number {
  const view = useView()
  const { person } = useStatus().session
  const today = todayOf(useClock())
  return useMemo(() => heldToJudge(view, person, today).length, [view, person, today])
}
