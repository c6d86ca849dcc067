import { useState } from 'preact/hooks'
import { COMMAND_VERSION, type CommandType, type PayloadOf } from '../../../domain/commands.ts'
import { type CommandId, instantOf } from '../../../domain/ids.ts'
import { useLive } from '../../live.ts'

/** How far a row of commands has come. */
export type Going = { readonly done: number; readonly of: number } | null
export interface Many {
  readonly going: Going
  /** Does the same to each, one after the other, so that no command hides another; gives those that failed. */
  each<T>(all: readonly T[], does: (one: T) => Promise<boolean>): Promise<readonly T[]>
  /** Saves one command; its id, or undefined where this phone could not save it. */
  act<T extends CommandType>(
    type: T,
    payload: PayloadOf<T>,
    needs?: readonly CommandId[],
  ): Promise<CommandId | undefined>
  /** Takes back what a command did: what has not left the phone is simply not sent, else `anew` says the opposite. */
  takeBack(command: CommandId, anew: (needs: readonly CommandId[]) => Promise<CommandId | undefined>): Promise<boolean>
}

/** One command each for many rows, and the way back. */
export function useMany(): Many {
  const { store, doors } = useLive()
  const [going, setGoing] = useState<Going>(null)
  return {
    going,
    async each(all, does) {
      const failed: (typeof all)[number][] = []
      for (const [done, one] of all.entries()) {
        setGoing({ done, of: all.length })
        if (!(await does(one))) failed.push(one)
      }
      setGoing(null)
      return failed
    },
    async act(type, payload, needs = []) {
      const id = doors.newId()
      const happenedAt = instantOf(doors.now())
      const acted = await store.act({ id, type, v: COMMAND_VERSION, happenedAt, needs, seen: {}, payload })
      return 'saved' in acted ? id : undefined
    },
    async takeBack(command, anew) {
      if (await store.undo(command)) return true
      const isPending = store.status().waiting.some((one) => one.command.id === command)
      return (await anew(isPending ? [command] : [])) !== undefined
    },
  }
}
