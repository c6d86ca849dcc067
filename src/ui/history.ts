import { useCallback, useEffect, useState } from 'preact/hooks'
import type { HistoryEntry, HistoryRequest } from '../domain/history.ts'
import { useLive } from './live.ts'

export interface History {
  readonly entries: readonly HistoryEntry[]
  readonly failed: 'offline' | 'failed' | undefined
  readonly isAsking: boolean
  /** Asks for the first page, or for those before what is shown; undefined when there are none. */
  readonly ask: (() => void) | undefined
}
/** What a record went through, asked of the server page by page and kept nowhere. */
export function useHistory({ kind, id }: Pick<HistoryRequest, 'kind' | 'id'>, isAtOnce: boolean): History {
  const { doors } = useLive()
  const [entries, setEntries] = useState<readonly HistoryEntry[]>([])
  const [older, setOlder] = useState<number | undefined>(Number.MAX_SAFE_INTEGER)
  const [failed, setFailed] = useState<History['failed']>()
  const [isAsking, setAsking] = useState(false)
  const ask = useCallback(
    async (before: number, isWanted: () => boolean): Promise<void> => {
      setAsking(true)
      setFailed(undefined)
      const found = await doors.askHistory({ kind, id, before })
      if (!isWanted()) return
      setAsking(false)
      if (typeof found !== 'object') return setFailed(found === 'offline' ? 'offline' : 'failed')
      setEntries((shown) => [...shown, ...found.entries])
      setOlder(found.older)
    },
    [doors, kind, id],
  )
  useEffect(() => {
    let gone = false
    if (isAtOnce) void ask(Number.MAX_SAFE_INTEGER, () => !gone)
    return () => {
      gone = true
    }
  }, [ask, isAtOnce])
  return { entries, failed, isAsking, ask: older === undefined ? undefined : () => void ask(older, () => true) }
}
