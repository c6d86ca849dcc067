import { useState } from 'preact/hooks'
import type { NewCommand } from '../../domain/commands.ts'
import type { EditStamp } from '../../domain/edit-form.ts'
import { instantOf } from '../../domain/ids.ts'
import type { Acted } from '../../store/contract.ts'
import { useGoOn } from '../go-on.ts'
import { useLive } from '../live.ts'
import { announce } from '../parts/live-region.ts'

export type Problem = Exclude<Acted, { saved: true }>
export interface Acting {
  readonly problem: Problem | null
  /** Saves what `make` makes and goes on to `to`; the same page makes one command, however often it is tapped. */
  save(make: (stamp: EditStamp) => NewCommand, after: { readonly to: string; readonly say: string }): Promise<void>
}
/** One change of the register: made by a tap, saved on this phone, and told. */
export function useAct(): Acting {
  const { store, doors } = useLive()
  const goOn = useGoOn()
  const [id] = useState(() => doors.newId())
  const [problem, setProblem] = useState<Problem | null>(null)
  return {
    problem,
    async save(make, { to, say }) {
      const pending = new Set(store.status().waiting.map((one) => one.command.id))
      const acted = await store.act(make({ id, now: instantOf(doors.now()), pending }))
      if (!('saved' in acted)) return setProblem(acted)
      announce(say)
      goOn(to)
    },
  }
}
