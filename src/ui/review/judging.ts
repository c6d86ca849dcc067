import { useRef, useState } from 'preact/hooks'
import type { CommandId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useLive } from '../live.ts'
import type { Key } from '../text/parts.ts'
import { sayFailed } from './held-words.ts'

type Verdict = 'accept' | 'dismiss'
export interface Judging {
  /** Decided here; the list says the same once the next round has come. */
  readonly isGiven: (row: RowOf<'held'>) => boolean
  /** The row whose word is on its way. */
  readonly going: string | undefined
  /** Why the word on a row was not taken. */
  readonly failed: { readonly id: string; readonly words: Key } | undefined
  /** True once the server has taken the word. */
  judge(row: RowOf<'held'>, verdict: Verdict): Promise<boolean>
}

/** Gives a word on held commands, one at a time. */
export function useJudging(): Judging {
  const { doors } = useLive()
  const [given, setGiven] = useState<ReadonlySet<string>>(new Set())
  const [going, setGoing] = useState<string>()
  const [failed, setFailed] = useState<Judging['failed']>()
  // An answer that was lost is asked for again by the same id: the same word is not given twice.
  const ids = useRef(new Map<string, CommandId>())
  // Keys come faster than the screen is drawn.
  const busy = useRef(false)
  return {
    isGiven: (row) => given.has(row.id),
    going,
    failed,
    async judge(row, verdict) {
      if (busy.current) return false
      busy.current = true
      const word = `${row.id} ${verdict}`
      const id = ids.current.get(word) ?? doors.newId()
      ids.current.set(word, id)
      setGoing(row.id)
      setFailed(undefined)
      const answer = await doors.judgeHeld(id, { command: row.body.command, verdict })
      busy.current = false
      setGoing(undefined)
      if (answer === 'ok') setGiven((before) => new Set(before).add(row.id))
      else setFailed({ id: row.id, words: sayFailed(answer) })
      return answer === 'ok'
    },
  }
}
