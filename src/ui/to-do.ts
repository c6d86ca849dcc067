import { signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { disputesFor } from '../domain/disputes.ts'
import { heldToJudge } from '../domain/held.ts'
import { instantOf } from '../domain/ids.ts'
import type { claimsThatNeed } from '../domain/needs-answer.ts'
import { useClock, useStatus, useView } from './live.ts'
import { settled } from './settled.ts'
import { todayOf } from './text/when.ts'

/** Fetched by those alone who have claimed something. */
const ofClaims = signal<typeof claimsThatNeed>(() => [])
const fetchOfClaims = (): Promise<void> =>
  import('../domain/needs-answer.ts').then(
    (file) => {
      ofClaims.value = file.claimsThatNeed
    },
    // The tab of tasks says that it could not be fetched.
    () => undefined,
  )

/** How many things wait for this person: their own records, two versions of one field, and claims. */
export function useNeedsYou(): number {
  const view = useView()
  const { attention, session } = useStatus()
  const { person } = session
  const clock = useClock()
  const open = disputesFor(view, { person, today: todayOf(clock) }).filter(({ body }) => body.state === 'open')
  const hasClaims = view.under('claim', person).length > 0
  useEffect(() => void (hasClaims && fetchOfClaims()), [hasClaims])
  const claims = ofClaims.value(view, { person, now: instantOf(clock.now), read: settled.value })
  return attention.length + open.length + claims.length
}

/** How many records of others wait for this person's word. */
export function useHeldCount(): number {
  const view = useView()
  const { person } = useStatus().session
  const today = todayOf(useClock())
  return useMemo(() => heldToJudge(view, person, today).length, [view, person, today])
}
