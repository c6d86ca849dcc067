import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

const GAP = 12

/** Keeps what takes the focus above what stays at the foot of the screen, however high that has grown. */
export function useFootRoom(): RefObject<HTMLElement | null> {
  const foot = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const element = foot.current
    if (element === null) return undefined
    const root = document.documentElement
    const observer = new ResizeObserver(() => {
      const stays = getComputedStyle(element).position === 'sticky'
      root.style.scrollPaddingBottom = `${GAP + (stays ? element.offsetHeight : 0)}px`
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return foot
}
