import type { Work } from '../../../domain/task-check.ts'
import { useLive } from '../../live.ts'
import { type Going, useMany } from './useMany.ts'

export interface Checking {
  readonly going: Going
  /** Checks each as reported; gives those that could not be saved on this phone. */
  verify(works: readonly Work[]): Promise<readonly Work[]>
  /** Takes back the last check of each claim; gives how many. */
  undo(claims: readonly string[]): Promise<number>
}

/** Checks many at once and takes them back. */
export function useChecking(): Checking {
  const { store } = useLive()
  const { going, each, act, takeBack } = useMany()
  const undoOne = async (claim: string): Promise<boolean> => {
    const body = store.view()('holding', claim)?.body
    const command = body?.checked?.at(-1)?.command
    if (body === undefined || command === undefined) return false
    return takeBack(command, (needs) => act('task.unverify', { task: body.task, claim }, needs))
  }
  const verifyOne = async ({ task, holding }: Work): Promise<boolean> =>
    (await act('task.verify', { task: task.id, claim: holding.id, verdict: 'verified' })) !== undefined
  return {
    going,
    verify: (works) => each(works, verifyOne),
    undo: async (claims) => claims.length - (await each(claims, undoOne)).length,
  }
}
