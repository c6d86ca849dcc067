import { useState } from 'preact/hooks'
import { COMMAND_VERSION } from '../domain/commands.ts'
import { instantOf } from '../domain/ids.ts'
import type { RowOf } from '../domain/nouns.ts'
import { isLookKept } from '../domain/permission.ts'
import { leafOf } from '../domain/review.ts'
import { groundsOf } from '../domain/rights.ts'
import { useClock, useLive } from './live.ts'
import { todayOf } from './text/when.ts'

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
  const { view, status, store, doors } = useLive()
  const today = todayOf(useClock())
  const [opened, setOpened] = useState('')
  const [failed, setFailed] = useState('')
  const id = household?.id ?? ''
  const isOpen = opened === id && id !== ''
  const grounds = groundsOf(view.value, status.value.session.person)
  const isKept = isLookKept(grounds, leafOf(view.value, id), today)
  const keep = async (): Promise<boolean> => {
    const look = { type: 'household.look', v: COMMAND_VERSION, needs: [], seen: {}, payload: { household: id } }
    return 'saved' in (await store.act({ ...look, id: doors.newId(), happenedAt: instantOf(doors.now()) }))
  }
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
      const may = !isKept || (await keep())
      if (may) setOpened(id)
      else setFailed(id)
      return may
    },
  }
}
