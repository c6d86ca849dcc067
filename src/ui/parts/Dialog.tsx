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
/** A question that must be answered before anything else; the browser's own dialog keeps the focus inside and gives it back. */
export function Dialog({ title, children, actions, onClose }: DialogProps): JSX.Element {
  const frame = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const dialog = frame.current
    dialog?.showModal()
    // Only a dialog that is closed gives the focus back; one that is taken away drops it.
    return () => dialog?.close()
  }, [])
  return (
    <dialog ref={frame} class="dlg" aria-labelledby={heading} onCancel={onClose} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      {children}
      <div class="dlg__do">{actions}</div>
    </dialog>
  )
}
