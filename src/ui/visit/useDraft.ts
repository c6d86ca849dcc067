import { useRef, useState } from 'preact/hooks'
import { type CommandId, instantOf } from '../../domain/ids.ts'
import type { Draft } from '../../store/contract.ts'
import { useLive } from '../live.ts'
import { latestWins } from './latest-wins.ts'

/** Some fields of a form; undefined takes one away. */
export type Patch<F> = { readonly [K in keyof F]?: F[K] | undefined }

export interface DraftForm<F> {
  /** The id of the command the form will make, drawn once: a double tap is the same command. */
  readonly id: CommandId
  readonly fields: F
  /** `failed` when the phone could not keep what was typed. */
  readonly kept: 'nothing' | 'saved' | 'failed'
  /** Undefined takes a field away. */
  set(patch: Patch<F>): void
  /** Ends when the last keystroke is written: a write under way would bring the draft back after it was saved. */
  settled(): Promise<void>
  discard(): Promise<void>
}

/** A form whose every keystroke is kept: opened again it goes on where it was left. */
export function useDraft<F extends object>(
  form: Draft['form'],
  of: string,
  read: (raw: Readonly<Record<string, unknown>> | undefined) => F,
): DraftForm<F> {
  const { store, doors } = useLive()
  const [start] = useState(() => store.status().drafts.find((draft) => draft.form === form && draft.of === of))
  const [id] = useState(() => start?.id ?? doors.newId())
  const [fields, setFields] = useState(() => read(start?.fields))
  const [kept, setKept] = useState<DraftForm<F>['kept']>(start === undefined ? 'nothing' : 'saved')
  const latest = useRef(fields)
  const [writer] = useState(() => latestWins((draft: Draft) => store.saveDraft(draft)))
  return {
    id,
    fields,
    kept,
    set(patch) {
      const whole = Object.entries({ ...latest.current, ...patch }).filter(([, value]) => value !== undefined)
      const next = Object.fromEntries(whole) as F
      latest.current = next
      setFields(next)
      writer.write({ id, form, of, at: instantOf(doors.now()), fields: Object.fromEntries(whole) }).then(
        () => setKept('saved'),
        () => setKept('failed'),
      )
    },
    settled: writer.settled,
    async discard() {
      await writer.settled()
      await store.dropDraft(id)
    },
  }
}
