import { useState } from 'preact/hooks'
import { minutesAdded, type Work } from '../../../domain/task-check.ts'
import { useView } from '../../live.ts'
import { announce } from '../../parts/live-region.ts'
import { t } from '../../text/text.ts'
import { sayMinutes } from '../words.ts'
import { useChecking } from './useChecking.ts'

export interface Bulk {
  readonly going: { readonly done: number; readonly of: number } | null
  /** What was just done, in words. */
  readonly said: string
  /** Whether what was just done can be taken back as a whole. */
  readonly mayUndo: boolean
  isChosen(work: Work): boolean
  readonly chosen: readonly Work[]
  choose(work: Work): void
  chooseAll(): void
  verify(): void
  undo(): void
  undoOne(claim: string): void
  close(): void
}
/** What is chosen among the works, and what was done about it last. */
export function useBulk(works: readonly Work[]): Bulk {
  const view = useView()
  const { going, verify, undo } = useChecking()
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [given, setGiven] = useState<readonly string[]>([])
  const [said, setSaid] = useState('')
  const chosen = works.filter(({ holding }) => ids.has(holding.id))
  const tell = (words: string): void => {
    setSaid(words)
    announce(words)
  }
  const verifyAll = async (): Promise<void> => {
    const minutes = sayMinutes(minutesAdded(view)(chosen))
    const failed = new Set(await verify(chosen))
    const done = chosen.filter((work) => !failed.has(work))
    setIds(new Set([...failed].map(({ holding }) => holding.id)))
    setGiven(done.map(({ holding }) => holding.id))
    const lost = failed.size === 0 ? '' : t('check.failed', { count: failed.size })
    tell(t('check.done', { count: done.length, minutes }) + lost)
    // The rows that had the focus are gone; reading goes on at the head of the list.
    document.getElementById('main')?.focus({ preventScroll: true })
  }
  const undoAll = async (claims: readonly string[]): Promise<void> => {
    const count = await undo(claims)
    setGiven([])
    tell(t('check.undone', { count }))
  }
  return {
    ...{ going, said, chosen, mayUndo: given.length > 0 },
    isChosen: ({ holding }) => ids.has(holding.id),
    choose({ holding: { id } }) {
      setIds(new Set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id]))
    },
    chooseAll: () => setIds(new Set(chosen.length === works.length ? [] : works.map(({ holding }) => holding.id))),
    verify: () => void (going === null && chosen.length > 0 && verifyAll()),
    undo: () => void (going === null && given.length > 0 && undoAll(given)),
    undoOne: (claim) => void (going === null && undoAll([claim])),
    close() {
      setSaid('')
      setGiven([])
    },
  }
}
