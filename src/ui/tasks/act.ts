import { useState } from 'preact/hooks'
import { COMMAND_VERSION, type CommandType, type PayloadOf } from '../../domain/commands.ts'
import { asId, type CommandId, instantOf } from '../../domain/ids.ts'
import type { Acted } from '../../store/contract.ts'
import { useLive } from '../live.ts'

export type Problem = Exclude<Acted, { saved: true }>
export interface Doing<T extends CommandType> {
  readonly type: T
  readonly payload: PayloadOf<T>
  /** Drawn when a form opened; else the tap draws it. */
  readonly id?: CommandId
}
interface Hand {
  /** True once it is on the disk of this phone. */
  act<T extends CommandType>(doing: Doing<T>): Promise<boolean>
  readonly problem: Problem | null
}

/** Commands about a claim. What builds on one that is still on this phone names it, and falls with it. */
export function useHand(claim?: string): Hand {
  const { store, doors } = useLive()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setBusy] = useState(false)
  return {
    problem,
    async act({ type, payload, id = doors.newId() }) {
      if (isBusy) return false
      setBusy(true)
      const pending = store.status().waiting.some(({ command }) => command.id === claim)
      const needs = pending && claim !== undefined ? [asId<'command'>(claim)] : []
      const now = instantOf(doors.now())
      const acted = await store.act({ id, type, v: COMMAND_VERSION, happenedAt: now, needs, seen: {}, payload })
      setBusy(false)
      setProblem('saved' in acted ? null : acted)
      return 'saved' in acted
    },
  }
}
