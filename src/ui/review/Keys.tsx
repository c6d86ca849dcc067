import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
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
export function useKeys({ visits, current, onMove }: KeysOf): void {
  const { route } = useLocation()
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const at = visits.findIndex((visit) => visit.id === current?.id)
      const done = act(event, { next: visits[at + 1]?.id, previous: visits[at - 1]?.id })
      if (done) event.preventDefault()
    }
    const act = (event: KeyboardEvent, to: { next: string | undefined; previous: string | undefined }): boolean => {
      switch (event.key) {
        case 'j':
          if (to.next !== undefined) onMove(to.next)
          return true
        case 'k':
          if (to.previous !== undefined) onMove(to.previous)
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
      const on = event.target instanceof HTMLElement ? event.target.closest('a, button, summary') : null
      // Enter on anything but a row of the list is that thing's own.
      if (current === undefined || (on !== null && !on.classList.contains('qi'))) return false
      const row = on === null ? undefined : visits.find((visit) => on.getAttribute('href') === `/review/${visit.id}`)
      route(`/household/${(row ?? current).body.household}`)
      return true
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [visits, current, onMove, route])
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
