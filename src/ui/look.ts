import { useRef, useState } from 'preact/hooks'
import { COMMAND_VERSION } from '../domain/commands.ts'
import { instantOf } from '../domain/ids.ts'
import type { RowOf } from '../domain/nouns.ts'
import { isLookKept } from '../domain/permission.ts'
import { leafOf } from '../domain/review.ts'
import { groundsOf } from '../domain/rights.ts'
import { useClock, useLive } from './live.ts'
import { todayOf } from './text/when.ts'

interface Keeping {
  isKeptOf(household: string): boolean
  /** Gives whether the record was saved. */
  keep(household: string): Promise<boolean>
}
function useKeeping(): Keeping {
  const { view, status, store, doors } = useLive()
  const today = todayOf(useClock())
  const grounds = groundsOf(view.value, status.value.session.person)
  return {
    isKeptOf: (household) => isLookKept(grounds, leafOf(view.value, household), today),
    async keep(household) {
      const look = { type: 'household.look', v: COMMAND_VERSION, needs: [], seen: {}, payload: { household } }
      return 'saved' in (await store.act({ ...look, id: doors.newId(), happenedAt: instantOf(doors.now()) }))
    },
  }
}

export interface Look {
  readonly isOpen: boolean
  /** Showing leaves a record; people are told before the tap. */
  readonly isKept: boolean
  /** The record could not be saved, so nothing is shown. */
  readonly failed: boolean
  /** Gives whether the names are open now. */
  toggle(): Promise<boolean>
}
/** Full names and phones of one household, masked at first; another household is masked again. */
export function useLook(household: RowOf<'household'> | undefined): Look {
  const { isKeptOf, keep } = useKeeping()
  const [opened, setOpened] = useState('')
  const [failed, setFailed] = useState('')
  const id = household?.id ?? ''
  const isOpen = opened === id && id !== ''
  const isKept = isKeptOf(id)
  return {
    isOpen,
    isKept,
    failed: failed === id && id !== '',
    async toggle() {
      setFailed('')
      if (isOpen) {
        setOpened('')
        return false
      }
      const may = !isKept || (await keep(id))
      if (may) setOpened(id)
      else setFailed(id)
      return may
    },
  }
}

/** The same for a list that goes on paper: one record a household, all of them before any name shows. */
export function useLookAtAll(households: readonly string[]): Look {
  const { isKeptOf, keep } = useKeeping()
  const [isOpen, setOpen] = useState(false)
  const [failed, setFailed] = useState(false)
  // Hidden and shown again it is still the same look.
  const kept = useRef(new Set<string>())
  const own = households.filter(isKeptOf)
  return {
    isOpen,
    isKept: own.length > 0,
    failed,
    async toggle() {
      setFailed(false)
      if (isOpen) {
        setOpen(false)
        return false
      }
      for (const id of own) {
        if (kept.current.has(id)) continue
        if (!(await keep(id))) {
          setFailed(true)
          return false
        }
        kept.current.add(id)
      }
      setOpen(true)
      return true
    },
  }
}
