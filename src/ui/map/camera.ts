import type { Box, Point } from '../../domain/geometry.ts'

/** What of the plane is looked at: its middle, and how many pixels a metre takes. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly scale: number
}
export interface Screen {
  readonly width: number
  readonly height: number
}
/** Closer than this a doorstep fills the screen. */
const MOST_SCALE = 14

/** Shows a box whole, with a margin in pixels around it. */
export function frameBox(box: Box, screen: Screen, margin: number): Camera {
  const wide = Math.max(box.maxX - box.minX, 1)
  const high = Math.max(box.maxY - box.minY, 1)
  const [width, height] = [Math.max(screen.width - 2 * margin, 1), Math.max(screen.height - 2 * margin, 1)]
  const scale = Math.min(width / wide, height / high, MOST_SCALE)
  return { x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2, scale }
}
/** Moves the picture with the finger, by pixels. */
export const panBy = (camera: Camera, [dx, dy]: Point): Camera => ({
  ...camera,
  x: camera.x - dx / camera.scale,
  y: camera.y - dy / camera.scale,
})
/** What lies under a pixel. */
export const pointAt = (camera: Camera, screen: Screen, [px, py]: Point): Point => [
  camera.x + (px - screen.width / 2) / camera.scale,
  camera.y + (py - screen.height / 2) / camera.scale,
]
/** Closer or farther by a factor; what lies under the pixel stays there. */
export function zoomAt(camera: Camera, screen: Screen, by: { readonly factor: number; readonly at: Point }): Camera {
  const scale = Math.min(MOST_SCALE, camera.scale * by.factor)
  const [x, y] = pointAt(camera, screen, by.at)
  const ratio = camera.scale / scale
  return { x: x + (camera.x - x) * ratio, y: y + (camera.y - y) * ratio, scale }
}
/** Never so far away or aside that everything drawn is lost. */
export function keepIn(camera: Camera, box: Box, screen: Screen): Camera {
  const least = frameBox(box, screen, 0).scale * 0.6
  return {
    scale: Math.max(camera.scale, Math.min(least, MOST_SCALE)),
    x: Math.min(box.maxX, Math.max(box.minX, camera.x)),
    y: Math.min(box.maxY, Math.max(box.minY, camera.y)),
  }
}
/** Moved just so far that a box is seen, with a margin in pixels; the same camera where it is. */
export function reveal(camera: Camera, screen: Screen, box: Box): Camera {
  const margin = 24 / camera.scale
  const [halfWide, halfHigh] = [screen.width / 2 / camera.scale, screen.height / 2 / camera.scale]
  const move = (at: number, half: number, [from, to]: readonly [number, number]): number =>
    from - margin < at - half || to + margin > at + half
      ? to - from + 2 * margin > 2 * half
        ? (from + to) / 2
        : Math.min(Math.max(at, to + margin - half), from - margin + half)
      : at
  const x = move(camera.x, halfWide, [box.minX, box.maxX])
  const y = move(camera.y, halfHigh, [box.minY, box.maxY])
  return x === camera.x && y === camera.y ? camera : { ...camera, x, y }
}
export function viewBoxOf({ x, y, scale }: Camera, { width, height }: Screen): string {
  return [x - width / 2 / scale, y - height / 2 / scale, width / scale, height / scale].map(short).join(' ')
}
const short = (value: number): number => Math.round(value * 100) / 100

/** So much of the screen is drawn beyond each of its edges (map.css says the same). */
export const EDGE = 0.25
export const withEdges = ({ width, height }: Screen): Screen => ({
  width: width * (1 + 2 * EDGE),
  height: height * (1 + 2 * EDGE),
})
/** How a picture drawn for one camera must be shifted, by pixels and around its middle, to be that of another. */
export interface Shift {
  readonly x: number
  readonly y: number
  readonly factor: number
}
export const shiftOf = (drawn: Camera, camera: Camera): Shift => ({
  x: (drawn.x - camera.x) * camera.scale,
  y: (drawn.y - camera.y) * camera.scale,
  factor: camera.scale / drawn.scale,
})
/** Whether the shifted picture still fills the screen, and is not too coarse. */
export function isWithin({ x, y, factor }: Shift, { width, height }: Screen): boolean {
  const room = (size: number): number => (size * (factor * (1 + 2 * EDGE) - 1)) / 2
  return factor < 1.8 && Math.abs(x) <= room(width) && Math.abs(y) <= room(height)
}
