import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Dialog } from '../parts/Dialog.tsx'
import { Button } from '../parts/pieces.tsx'
import type { Key } from '../text/parts.ts'
import { t } from '../text/text.ts'

interface KeysOf {
  /** The list from its top, by id; each row links to `at` and its id. */
  readonly ids: readonly string[]
  readonly at: '/review' | '/held' | '/task'
  readonly current: string | undefined
  readonly onMove: (id: string) => void
  readonly onOpen: (id: string) => void
  /** Further letters, for the row that is current. */
  readonly more?: Readonly<Record<string, (id: string) => void>>
}
/** Keys are letters of the list, not of a field somebody types in, and never the browser's own combinations. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [contenteditable]') !== null

/** j and k move, Enter opens, / searches, and what else the list knows. */
export function useKeys(list: KeysOf): void {
  const { route } = useLocation()
  const latest = useRef(list)
  latest.current = list
  useEffect(() => {
    // Keys come faster than the screen is drawn: each moves on from where the one before went.
    let moved: { readonly from: KeysOf; readonly to: string } | undefined
    const currentOf = ({ current }: KeysOf): string | undefined => (moved?.from === latest.current ? moved.to : current)
    const move = (by: 1 | -1): void => {
      const from = latest.current
      const to = from.ids[from.ids.indexOf(currentOf(from) ?? '') + by]
      if (to === undefined) return
      moved = { from, to }
      from.onMove(to)
    }
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (act(event)) event.preventDefault()
    }
    const act = (event: KeyboardEvent): boolean => {
      switch (event.key) {
        case 'j':
          move(1)
          return true
        case 'k':
          move(-1)
          return true
        case 'Enter':
          return open(event)
        case '/':
          route('/search')
          return true
        default:
          return actOnCurrent(latest.current.more?.[event.key])
      }
    }
    const actOnCurrent = (does: ((id: string) => void) | undefined): boolean => {
      const id = currentOf(latest.current)
      if (does === undefined || id === undefined) return false
      does(id)
      return true
    }
    const open = (event: KeyboardEvent): boolean => {
      const { ids, at, onOpen } = latest.current
      const on = event.target instanceof HTMLElement ? event.target.closest('a, button, summary') : null
      // Enter on anything but a row of the list is that thing's own.
      if (on !== null && !on.classList.contains('qi')) return false
      const focused = ids.find((id) => on?.getAttribute('href') === `${at}/${id}`)
      if (focused === undefined) return actOnCurrent(onOpen)
      onOpen(focused)
      return true
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [route])
}

type Keys = readonly (readonly [keys: readonly string[], words: Key])[]
const firstKeys = (open: Key): Keys => [
  [['j', 'k'], 'key.move'],
  [['Enter'], open],
]
const LAST: Keys = [
  [['/'], 'key.search'],
  [['?'], 'key.help'],
]
const NO_MORE: Keys = []

interface KeyBarProps {
  /** What Enter does. */
  readonly open?: Key
  readonly more?: Keys
}
/** The keys in sight at the foot of a desk; ? shows them in a dialog as well. */
export function KeyBar({ open: opens = 'key.open', more = NO_MORE }: KeyBarProps): JSX.Element {
  const [open, setOpen] = useState(false)
  const keys = [...firstKeys(opens), ...more, ...LAST]
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== '?' || isTyping(event.target)) return
      event.preventDefault()
      setOpen(true)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return (
    <div class="keybar">
      <KeyList keys={keys} />
      {open && (
        <Dialog
          title={t('key.title')}
          onClose={() => setOpen(false)}
          actions={
            <Button tone="go" wide onClick={() => setOpen(false)}>
              {t('key.close')}
            </Button>
          }
        >
          <div class="keyhelp">
            <KeyList keys={keys} />
          </div>
        </Dialog>
      )}
    </div>
  )
}
const KeyList = ({ keys: all }: { readonly keys: Keys }): JSX.Element => (
  <>
    {all.map(([keys, words]) => (
      <span key={words}>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
        {t(words as 'key.move')}
      </span>
    ))}
  </>
)
