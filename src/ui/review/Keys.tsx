import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { RowOf } from '../../domain/nouns.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'

interface KeysOf {
  readonly visits: readonly RowOf<'visit'>[]
  readonly current: RowOf<'visit'> | undefined
  readonly onMove: (id: string) => void
}
/** Keys are letters of the list, not of a field somebody types in, and never the browser's own combinations. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [contenteditable]') !== null

/** j and k move, Enter opens the household, / searches. */
export function useKeys(list: KeysOf): void {
  const { route } = useLocation()
  const latest = useRef(list)
  latest.current = list
  useEffect(() => {
    // Keys come faster than the screen is drawn: each moves on from where the one before went.
    let moved: { readonly from: KeysOf; readonly to: string } | undefined
    const placeOf = ({ visits, current }: KeysOf): number => {
      const id = moved?.from === latest.current ? moved.to : current?.id
      return visits.findIndex((visit) => visit.id === id)
    }
    const move = (by: 1 | -1): void => {
      const from = latest.current
      const to = from.visits[placeOf(from) + by]?.id
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
          return openHousehold(event)
        case '/':
          route('/search')
          return true
        default:
          return false
      }
    }
    const openHousehold = (event: KeyboardEvent): boolean => {
      const { visits } = latest.current
      const on = event.target instanceof HTMLElement ? event.target.closest('a, button, summary') : null
      // Enter on anything but a row of the list is that thing's own.
      if (on !== null && !on.classList.contains('qi')) return false
      const row = visits.find((visit) => on?.getAttribute('href') === `/review/${visit.id}`)
      const opened = row ?? visits[placeOf(latest.current)]
      if (opened !== undefined) route(`/household/${opened.body.household}`)
      return opened !== undefined
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [route])
}

const KEYS = [
  [['j', 'k'], 'key.move'],
  [['Enter'], 'key.open'],
  [['/'], 'key.search'],
  [['?'], 'key.help'],
] as const

/** The keys in sight at the foot of a desk; ? shows them in a dialog as well. */
export function KeyBar(): JSX.Element {
  const [open, setOpen] = useState(false)
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
      <KeyList />
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
            <KeyList />
          </div>
        </Dialog>
      )}
    </div>
  )
}
const KeyList = (): JSX.Element => (
  <>
    {KEYS.map(([keys, words]) => (
      <span key={words}>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
        {t(words)}
      </span>
    ))}
  </>
)
