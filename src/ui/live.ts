import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { timeZoneOf } from '../domain/due.ts'
import type { CommandId } from '../domain/ids.ts'
import type { Status, Store, View } from '../store/contract.ts'
import type { Doors } from './doors.ts'
import type { Clock } from './text/when.ts'

/** The signed-in person's store as signals: what a screen reads of them redraws it. */
export interface Live {
  readonly doors: Doors
  readonly store: Store
  readonly view: ReadonlySignal<View>
  readonly status: ReadonlySignal<Status>
  /** Milliseconds, moved on once a minute: today becomes yesterday under an open app too. */
  readonly now: ReadonlySignal<number>
  /** The last saved visit, for the line that says where it is and takes it back. */
  readonly saved: Signal<Saved | null>
}
export interface Saved {
  readonly command: CommandId
  readonly household: string
}

/** Follows a store: `start` must be called once it is shown and returns the way to stop. */
export function follow(store: Store, doors: Doors): Live & { start(): () => void } {
  const view = signal(store.view())
  const status = signal(store.status())
  const now = signal(doors.now())
  const read = (): void => {
    view.value = store.view()
    status.value = store.status()
  }
  return {
    doors,
    store,
    view,
    status,
    now,
    saved: signal(null),
    start() {
      // Between the first read and now something may have changed unheard.
      read()
      const stop = store.onChange(read)
      const timer = setInterval(() => {
        now.value = doors.now()
      }, 60_000)
      return () => {
        stop()
        clearInterval(timer)
      }
    },
  }
}

export const LiveContext = createContext<Live | null>(null)

/** Only screens of a signed-in person ask; the app shows them nothing else. */
export function useLive(): Live {
  const live = useContext(LiveContext)
  if (live === null) throw new Error('A screen that reads the store was shown without one')
  return live
}
export const useView = (): View => useLive().view.value
export const useStatus = (): Status => useLive().status.value
/** Whether everything has arrived and is open: before, a list or a sum would be wrong. */
export const useIsWhole = (): boolean => {
  const { view, status } = useLive()
  return status.value.complete && view.value.loaded === 'all'
}
/** The server's time as far as the phone knows it: a phone's own clock may be wrong by years. */
export function useClock(): Clock {
  const live = useLive()
  return { now: live.now.value + live.status.value.clockOffset, timeZone: timeZoneOf(live.view.value) }
}
