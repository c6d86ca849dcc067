import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

interface DialogProps {
  readonly title: ComponentChildren
  readonly children?: ComponentChildren
  /** The buttons, the safest first. */
  readonly actions: ComponentChildren
  /** Escape, or the phone's own way back. */
  readonly onClose: () => void
}
/** A question that must be answered before anything else; the browser's own dialog keeps the focus inside. */
export function Dialog({ title, children, actions, onClose }: DialogProps): JSX.Element {
  const frame = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const before = document.activeElement
    frame.current?.showModal()
    return () => giveBack(before)
  }, [])
  return (
    <dialog ref={frame} class="dlg" aria-labelledby={heading} onCancel={onClose} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      {children}
      <div class="dlg__do">{actions}</div>
    </dialog>
  )
}

/**
 * Only a dialog that is closed gives the focus back by itself; this one is taken away, and has left the page when its
 * effects end. Where the thing that opened it has gone too, reading goes on at the head of the content.
 */
function giveBack(before: Element | null): void {
  if (document.activeElement !== document.body) return
  const opener = before instanceof HTMLElement && before !== document.body && before.isConnected ? before : null
  ;(opener ?? document.getElementById('main'))?.focus({ preventScroll: true })
}
