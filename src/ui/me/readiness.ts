import { useEffect, useState } from 'preact/hooks'
import type { Readiness } from '../doors.ts'
import { useClock, useLive, useStatus } from '../live.ts'
import { type Check, checksOf } from './checks.ts'

/** The checks before leaving, undefined while the browser is asked; `again` asks it once more. */
export function useChecks(): { readonly checks: readonly Check[] | undefined; readonly again: () => void } {
  const { doors } = useLive()
  const status = useStatus()
  const { now } = useClock()
  const [readiness, setReadiness] = useState<Readiness>()
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again
  useEffect(() => {
    let gone = false
    void doors.readiness().then((answer) => {
      if (!gone) setReadiness(answer)
    })
    return () => {
      gone = true
    }
  }, [doors, round])
  const again = (): void => {
    setReadiness(undefined)
    setRound((last) => last + 1)
  }
  return { checks: readiness === undefined ? undefined : checksOf(status, readiness, now), again }
}
