import type { CommandType, PayloadOf } from '../../domain/commands.ts'
import { type Failure, useOffice } from '../office/useOffice.ts'

type Failed = `drawing.failed.${'offline' | 'not' | 'gone' | 'large' | 'other'}`
export interface Acting {
  readonly isGoing: boolean
  /** Why it was not done. */
  readonly failed: Failed | undefined
  /** True once the server has done it. */
  act<T extends CommandType>(type: T, payload: PayloadOf<T>): Promise<boolean>
}
/** An act of administration, and in the words of whoever draws why it was not done. */
export function useAct(): Acting {
  const { going, failed, give } = useOffice()
  return {
    isGoing: going,
    failed: failed === undefined ? undefined : sayFailed(failed),
    act: (type, payload) => give({ type, payload }),
  }
}
function sayFailed(failed: Failure): Failed {
  switch ('refused' in failed ? failed.refused : failed.error) {
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
