import type { Point } from '../../domain/geometry.ts'
import { type Camera, panBy, type Screen, zoomAt } from './camera.ts'

export interface Hands {
  look(change: (camera: Camera, screen: Screen) => Camera): void
  tap(page: Point): void
}
/** Fingers shake: less than this is no move. */
const SLOP = 7
const DOUBLE_MS = 320
const DOUBLE_AT = 32

/** One finger moves, two pinch, the wheel zooms where it points, two taps come closer; one tap is handed on. */
export function listen(svg: SVGSVGElement, hands: Hands): () => void {
  const fingers = new Map<number, Point>()
  let moved = 0
  let lastTap: { readonly at: number; readonly page: Point } | undefined
  const inside = (page: Point): Point => {
    const { left, top } = (svg.parentElement ?? svg).getBoundingClientRect()
    return [page[0] - left, page[1] - top]
  }
  const zoom = (factor: number, page: Point): void => {
    const at = inside(page)
    hands.look((camera, screen) => zoomAt(camera, screen, { factor, at }))
  }
  const onDown = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && event.button !== 0) return
    if (fingers.size === 0) moved = 0
    fingers.set(event.pointerId, [event.clientX, event.clientY])
  }
  const onMove = (event: PointerEvent): void => {
    const before = fingers.get(event.pointerId)
    if (before === undefined) return
    const after: Point = [event.clientX, event.clientY]
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]]
    if (moved < SLOP && fingers.size === 1 && Math.hypot(dx, dy) < SLOP) return
    // Not before the picture moves: a captured pointer gives its click to the picture and not to the house.
    if (!svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId)
    moved = SLOP
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    fingers.set(event.pointerId, after)
    if (other === undefined) {
      hands.look((camera) => panBy(camera, [dx, dy]))
      return
    }
    const [was, is] = [distance(before, other), distance(after, other)]
    hands.look((camera) => panBy(camera, [dx / 2, dy / 2]))
    if (was > 8 && is > 8) zoom(is / was, [(after[0] + other[0]) / 2, (after[1] + other[1]) / 2])
  }
  const onUp = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId) || moved > 0 || event.type === 'pointercancel') return
    const page: Point = [event.clientX, event.clientY]
    const isSecond =
      lastTap !== undefined && event.timeStamp - lastTap.at < DOUBLE_MS && distance(lastTap.page, page) < DOUBLE_AT
    lastTap = isSecond ? undefined : { at: event.timeStamp, page }
    if (isSecond) zoom(2, page)
    else hands.tap(page)
  }
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault()
    // A wheel that counts in lines turns in steps of three, one that counts in pixels by hundreds.
    zoom(Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.002 : 0.06)), [event.clientX, event.clientY])
  }
  const off = new AbortController()
  const { signal } = off
  svg.addEventListener('pointerdown', onDown, { signal })
  svg.addEventListener('pointermove', onMove, { signal })
  svg.addEventListener('pointerup', onUp, { signal })
  svg.addEventListener('pointercancel', onUp, { signal })
  svg.addEventListener('wheel', onWheel, { signal, passive: false })
  return () => off.abort()
}
const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1])
