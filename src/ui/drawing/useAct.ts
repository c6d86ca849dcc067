import { useRef, useState } from 'preact/hooks'
import type { CommandType, PayloadOf } from '../../domain/commands.ts'
import type { CommandId } from '../../domain/ids.ts'
import { useLive } from '../live.ts'

type Failed = `drawing.failed.${'offline' | 'not' | 'gone' | 'large' | 'other'}`
type Answer = Awaited<ReturnType<ReturnType<typeof useLive>['doors']['administer']>>
export interface Acting {
  readonly isGoing: boolean
  /** Why it was not done. */
  readonly failed: Failed | undefined
  /** True once the server has done it. */
  act<T extends CommandType>(type: T, payload: PayloadOf<T>): Promise<boolean>
}
/** One act of administration at a time. An answer that was lost is asked for by the same id: nothing is done twice. */
export function useAct(): Acting {
  const { doors } = useLive()
  const [isGoing, setGoing] = useState(false)
  const [failed, setFailed] = useState<Failed>()
  const ids = useRef(new Map<string, CommandId>())
  const busy = useRef(false)
  return {
    isGoing,
    failed,
    async act(type, payload) {
      if (busy.current) return false
      busy.current = true
      const content = JSON.stringify([type, payload])
      const id = ids.current.get(content) ?? doors.newId()
      ids.current.set(content, id)
      setGoing(true)
      setFailed(undefined)
      const answer = await doors.administer(id, { type, payload })
      busy.current = false
      setGoing(false)
      if (answer !== 'ok') setFailed(sayFailed(answer))
      return answer === 'ok'
    },
  }
}
function sayFailed(answer: Exclude<Answer, 'ok'>): Failed {
  switch (answer) {
    case 'offline':
      return 'drawing.failed.offline'
    case 'not_your_grid':
    case 'role_may_not':
    case 'post_ended':
    case 'forbidden':
      return 'drawing.failed.not'
    case 'not_found':
    case 'conflict_gone':
      return 'drawing.failed.gone'
    case 'too_large':
      return 'drawing.failed.large'
    default:
      return 'drawing.failed.other'
  }
}
