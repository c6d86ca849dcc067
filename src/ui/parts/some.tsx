import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { Button } from './pieces.tsx'
import { useRemembered } from './remembered.ts'

/** What a screen shows of a list without scrolling. */
const AT_FIRST = 8
/** Until the first of it has been painted. */
const SOON_MS = 60

interface Some<T> {
  readonly shown: readonly T[]
  /** So many come with `more`; none while the page is not yet whole. */
  readonly next: number
  more(): void
}
/**
 * A long list as people look at it: what fits on the screen is drawn at once, the rest of its page right after, and
 * another page on a tap. Always as far as `current`. On the way back it is as long as it was left.
 */
export function useSome<T>(all: readonly T[], { page, current = -1 }: { page: number; current?: number }): Some<T> {
  const [limit, setLimit] = useRemembered('rows', AT_FIRST)
  useEffect(() => {
    if (limit >= page) return
    const later = setTimeout(() => setLimit(page), SOON_MS)
    return () => clearTimeout(later)
  }, [limit, page, setLimit])
  const shown = all.slice(0, Math.max(limit, current + 2))
  const next = limit < page ? 0 : Math.min(all.length - shown.length, page)
  return { shown, next, more: () => setLimit(shown.length + page) }
}

/** The foot of such a list. */
export const More = ({ some, words }: { readonly some: Some<unknown>; readonly words: string }): JSX.Element | null =>
  some.next === 0 ? null : (
    <p class="queue__more">
      <Button onClick={some.more}>{words}</Button>
    </p>
  )
