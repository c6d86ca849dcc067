import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** Tells the style sheet how much of the screen the foot covers, however high it has grown; none where it scrolls along. */
export function useFootRoom(): RefObject<HTMLElement | null> {
  const foot = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const element = foot.current
    if (element === null) return undefined
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => {
      const covers = getComputedStyle(element).position === 'static' ? 0 : element.offsetHeight
      style.setProperty('--foot', `${covers}px`)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return foot
}
