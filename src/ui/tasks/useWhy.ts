import type { CommandId } from '../../domain/ids.ts'
import { useDraft } from '../visit/useDraft.ts'

export interface Why {
  /** Of the command that the words go with: what is saved under it is no draft any more. */
  readonly id: CommandId
  readonly words: string
  /** As they are sent. */
  readonly said: string
  set(words: string): void
  settled(): Promise<void>
  /** The person has thought better of it. */
  discard(): Promise<void>
}
/** Why something is done about a task or a claim: kept on this phone while it is typed. */
export function useWhy(of: string): Why {
  const { id, fields, set, settled, discard } = useDraft<{ readonly why: string }>('why', of, (raw) => ({
    why: typeof raw?.['why'] === 'string' ? raw['why'] : '',
  }))
  return { id, words: fields.why, said: fields.why.trim(), set: (why) => set({ why }), settled, discard }
}
