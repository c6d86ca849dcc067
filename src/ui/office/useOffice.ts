import { useRef, useState } from 'preact/hooks'
import type { Preview } from '../../domain/admin-wire.ts'
import type { CommandType, PayloadOf } from '../../domain/commands.ts'
import type { CommandId } from '../../domain/ids.ts'
import type { RefusalCode } from '../../domain/refusal.ts'
import type { ErrorCode, Result } from '../../domain/wire.ts'
import type { Asked } from '../doors.ts'
import { useLive } from '../live.ts'

export type Failure = { readonly refused: RefusalCode } | { readonly error: ErrorCode | 'offline' }
export interface Command<T extends CommandType = CommandType> {
  readonly type: T
  readonly payload: PayloadOf<T>
}
export interface Giving {
  readonly going: boolean
  readonly failed: Failure | undefined
  /** Carries a command out on the server; true once it has taken it. The register shows it with the next round. */
  give<T extends CommandType>(command: Command<T>): Promise<boolean>
  preview<T extends CommandType>(command: Command<T>): Promise<Preview | undefined>
  ask<T extends object>(type: string, payload: unknown): Promise<T | undefined>
}
/** One act of administration after the other, and why the last one was not taken. */
export function useOffice(): Giving {
  const { doors } = useLive()
  const [going, setGoing] = useState(false)
  const [failed, setFailed] = useState<Failure>()
  // An answer that was lost is asked for again by the same id: the same command is not carried out twice.
  const ids = useRef(new Map<string, CommandId>())
  const run = async <T extends object>(act: Parameters<Awaited<ReturnType<typeof doors.office>>['askOffice']>[0]) => {
    setGoing(true)
    setFailed(undefined)
    const answer: Asked<T> = await doors.office().then(
      (office) => office.askOffice<T>(act),
      () => ({ error: 'offline' as const }),
    )
    setGoing(false)
    if ('error' in answer) setFailed(answer)
    return 'ok' in answer ? answer.ok : undefined
  }
  return {
    going,
    failed,
    async give(command) {
      const key = JSON.stringify(command)
      const id = ids.current.get(key) ?? doors.newId()
      ids.current.set(key, id)
      const result = (await run<{ readonly result: Result }>({ ...command, id }))?.result
      if (result === undefined) return false
      ids.current.delete(key)
      if (result.code !== undefined) setFailed({ refused: result.code })
      else doors.syncNow()
      return result.code === undefined
    },
    async preview(command) {
      const preview = (await run<{ readonly preview: Preview }>({ ...command, preview: true }))?.preview
      if (preview?.refused === undefined) return preview
      setFailed({ refused: preview.refused })
      return undefined
    },
    ask: (type, payload) => run({ type, payload }),
  }
}
