import { useMemo } from 'preact/hooks'
import { disputesFor } from '../domain/disputes.ts'
import { heldToJudge } from '../domain/held.ts'
import { claimsThatNeed } from '../domain/needs-answer.ts'
import { useClock, useStatus, useView } from './live.ts'
import { settled } from './settled.ts'
import { todayOf } from './text/when.ts'

/** How many things wait for this person: their own records, and two versions of one field. */
export function useNeedsYou(): number {
  const view = useView()
  const { attention, session } = useStatus()
  const { person } = session
  const today = todayOf(useClock())
  const open = disputesFor(view, { person, today }).filter(({ body }) => body.state === 'open')
  return attention.length + open.length + claimsThatNeed(view, person, settled.value).length
}

/** How many records of others wait for this person's word. */
export function useHeldCount(): number {
  const view = useView()
  const { person } = useStatus().session
  const today = todayOf(useClock())
  return useMemo(() => heldToJudge(view, person, today).length, [view, person, today])
}
