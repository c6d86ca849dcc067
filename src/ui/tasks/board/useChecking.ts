import { useState } from 'preact/hooks'
import { COMMAND_VERSION, type CommandType, type PayloadOf } from '../../../domain/commands.ts'
import { type CommandId, instantOf } from '../../../domain/ids.ts'
import type { Work } from '../../../domain/task-check.ts'
import { useLive } from '../../live.ts'

export interface Checking {
  /** How far a row of commands has come. */
  readonly going: { readonly done: number; readonly of: number } | null
  /** Checks each as reported; gives those that could not be saved on this phone. */
  verify(works: readonly Work[]): Promise<readonly Work[]>
  /** Takes back the last check of each claim; gives how many. */
  undo(claims: readonly string[]): Promise<number>
}

/** Checks many at once and takes them back: one command each, saved one after the other, so that none hides another. */
export function useChecking(): Checking {
  const { store, doors } = useLive()
  const [going, setGoing] = useState<Checking['going']>(null)
  const act = async <T extends CommandType>(type: T, payload: PayloadOf<T>, needs: readonly CommandId[] = []) => {
    const happenedAt = instantOf(doors.now())
    const acted = await store.act({ id: doors.newId(), type, v: COMMAND_VERSION, happenedAt, needs, seen: {}, payload })
    return 'saved' in acted
  }
  const takeBack = async (claim: string): Promise<boolean> => {
    const body = store.view()('holding', claim)?.body
    const command = body?.checked?.at(-1)?.command
    if (body === undefined || command === undefined) return false
    // What has not left the phone is simply not sent.
    if (await store.undo(command)) return true
    const isPending = store.status().waiting.some((one) => one.command.id === command)
    return act('task.unverify', { task: body.task, claim }, isPending ? [command] : [])
  }
  const each = async <T>(all: readonly T[], does: (one: T) => Promise<boolean>): Promise<readonly T[]> => {
    const failed: T[] = []
    for (const [done, one] of all.entries()) {
      setGoing({ done, of: all.length })
      if (!(await does(one))) failed.push(one)
    }
    setGoing(null)
    return failed
  }
  return {
    going,
    verify: (works) =>
      each(works, ({ task, holding }) => act('task.verify', { task: task.id, claim: holding.id, verdict: 'verified' })),
    undo: async (claims) => claims.length - (await each(claims, takeBack)).length,
  }
}
