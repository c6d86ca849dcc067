import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { ErrorCode, Proof } from '../../domain/wire.ts'
import type { Doors } from '../doors.ts'
import { announce } from '../parts/live-region.ts'
import { t } from '../text/text.ts'

export type Tried =
  | { readonly state: 'idle' | 'going' }
  | { readonly state: 'failed'; readonly code: ErrorCode | 'offline' | 'storage_full' }

export interface Proving {
  readonly tried: Tried
  /** Once at a time; opens Today where it is right. */
  send(proof: Proof): Promise<void>
  reset(): void
}
/** One try after the other to sign in, and how the last one came out. */
export function useProof(doors: Doors): Proving {
  const { route } = useLocation()
  const [tried, setTried] = useState<Tried>({ state: 'idle' })
  return {
    tried,
    async send(proof) {
      if (tried.state === 'going') return
      setTried({ state: 'going' })
      announce(t('signin.going'))
      const answer = await doors.signIn(proof).catch((cause: unknown) => {
        // Whatever broke, the person can try again.
        reportError(cause)
        return 'failed' as const
      })
      if (answer === 'ok') return route('/', true)
      setTried({ state: 'failed', code: answer })
    },
    reset: () => setTried({ state: 'idle' }),
  }
}
