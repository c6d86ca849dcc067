import type { RefObject } from 'preact'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Box, Point } from '../../domain/geometry.ts'
import {
  type Camera,
  frameBox,
  isWithin,
  keepIn,
  panBy,
  pointAt,
  reveal,
  type Screen,
  shiftOf,
  viewBoxOf,
  withEdges,
  zoomAt,
} from './camera.ts'
import { listen } from './gestures.ts'

/** From this scale on (pixels a metre) the names of houses can be read. */
const NEAR = { standard: 2.3, elder: 3.1 } as const
/** Below this marks are drawn larger than their houses. */
const FAR = 1.15
const MARGIN = 12
const BUTTONS = 56
const STEP = 1.6
const REST_MS = 140

/** From how far the picture is looked at: near enough for names, or so far that marks are larger than houses. */
export type Level = 'near' | 'middle' | 'far'
export interface Moves {
  /** Closer or farther around the middle. */
  zoom(way: 'in' | 'out'): void
  /** By a share of the screen. */
  pan(right: number, down: number): void
  /** Everything that is one's own. */
  home(): void
  show(box: Box): void
  /** Moves only where the box is not seen already. */
  reveal(box: Box): void
  /** What of the plane lies under a point of the page, and how many metres a pixel takes there. */
  locate(page: Point): { readonly at: Point; readonly metresAPixel: number }
}
interface Options {
  readonly svg: RefObject<SVGSVGElement | null>
  /** Everything drawn: the picture is never moved away from it. */
  readonly bounds: Box
  readonly home: Box
  /** Where the picture was left, to find it again on the way back. */
  readonly left: Camera | null
  readonly onLeave: (camera: Camera) => void
  readonly onLevel?: (level: Level) => void
  /** A tap, or a click that did not move the picture. */
  readonly onTap: (page: Point) => void
}

/** The camera lives outside of the components: moving it draws nothing anew, it sets the view box once a frame. */
export function useMoves(options: Options): Moves {
  const latest = useRef(options)
  latest.current = options
  const lens = useMemo(() => makeLens(latest), [])
  // Before the first paint: what was painted without a view box would be laid out and painted again.
  useLayoutEffect(() => lens.attach(), [lens])
  return lens
}

interface Lens extends Moves {
  /** Follows the picture's size and the fingers on it, until the way back is called. */
  attach(): () => void
}
function makeLens(latest: RefObject<Options>): Lens {
  const sight = makeSight(latest)
  const { look, now } = sight
  // The buttons stand at the right: what is shown whole is shown beside them.
  const show = (box: Box): void => {
    const { width, height } = sight.screen()
    const camera = frameBox(box, { width: Math.max(width - BUTTONS, 1), height }, MARGIN)
    look(panBy(camera, [-BUTTONS / 2, 0]))
  }
  const lens: Moves = {
    zoom: (way) => {
      const { width, height } = sight.screen()
      look(zoomAt(now(), sight.screen(), { factor: way === 'in' ? STEP : 1 / STEP, at: [width / 2, height / 2] }))
    },
    pan: (right, down) => look(panBy(now(), [-right * sight.screen().width, -down * sight.screen().height])),
    home: () => latest.current !== null && show(latest.current.home),
    show,
    reveal: (box) => look(reveal(now(), sight.screen(), box)),
    locate(page) {
      const frame = latest.current?.svg.current?.parentElement?.getBoundingClientRect()
      const pixel: Point = [page[0] - (frame?.left ?? 0), page[1] - (frame?.top ?? 0)]
      return { at: pointAt(now(), sight.screen(), pixel), metresAPixel: 1 / now().scale }
    },
  }
  return {
    ...lens,
    attach() {
      const svg = latest.current?.svg.current
      const frame = svg?.parentElement
      if (svg == null || frame == null) return () => undefined
      const frameAs = (size: Screen): void => {
        const before = sight.screen()
        if (size.width === 0 || isAbout(size, before)) return
        sight.resize(size)
        if (!sight.isSet()) lens.home()
        // The foot below grows and shrinks: what is seen stays where it is, from the top.
        else look(before.width === 0 ? now() : panBy(now(), [0, (before.height - size.height) / 2]))
      }
      // Measured with the picture out of the way, so that it is laid out once, in its view box.
      svg.style.display = 'none'
      frameAs({ width: frame.clientWidth, height: frame.clientHeight })
      sight.drawNow()
      svg.style.display = ''
      const observer = new ResizeObserver(([entry]) => {
        if (entry !== undefined) frameAs(entry.contentRect)
      })
      observer.observe(frame)
      const stop = listen(svg, {
        look: (change) => look(change(now(), sight.screen())),
        tap: (at) => latest.current?.onTap(at),
      })
      return () => {
        observer.disconnect()
        stop()
        sight.stop()
      }
    },
  }
}

/** Sizes are told in whole pixels here and in parts of them there. */
const isAbout = (a: Screen, b: Screen): boolean => Math.abs(a.width - b.width) < 1 && Math.abs(a.height - b.height) < 1

/**
 * Draws at most once a frame. While the picture moves it is shifted as it is, which costs nothing; drawn sharp it is
 * once it rests, or when it has moved out of what was drawn around the edges. Tells where it was left.
 */
function makeSight(latest: RefObject<Options>) {
  let camera: Camera | undefined = latest.current?.left ?? undefined
  let drawn: Camera | undefined
  let screen: Screen = { width: 0, height: 0 }
  let frame = 0
  let resting: ReturnType<typeof setTimeout> | undefined
  const draw = (): void => {
    frame = 0
    const svg = latest.current?.svg.current
    if (svg === null || svg === undefined || camera === undefined || screen.width === 0) return
    if (drawn !== undefined && isWithin(shiftOf(drawn, camera), screen)) {
      const { x, y, factor } = shiftOf(drawn, camera)
      svg.style.transform = `translate(${x}px, ${y}px) scale(${factor})`
      return
    }
    drawn = camera
    svg.style.transform = ''
    const viewBox = viewBoxOf(camera, withEdges(screen))
    // The same again would have all of it laid out anew.
    if (svg.getAttribute('viewBox') !== viewBox) svg.setAttribute('viewBox', viewBox)
    const isElder = document.documentElement.classList.contains('elder')
    const level = camera.scale >= NEAR[isElder ? 'elder' : 'standard'] ? 'near' : camera.scale < FAR ? 'far' : 'middle'
    if (svg.dataset['level'] === level) return
    svg.dataset['level'] = level
    latest.current?.onLevel?.(level)
  }
  const rest = (): void => {
    drawn = undefined
    draw()
    if (camera !== undefined) latest.current?.onLeave(camera)
  }
  return {
    now: (): Camera => camera ?? { x: 0, y: 0, scale: 1 },
    isSet: () => camera !== undefined,
    screen: () => screen,
    resize({ width, height }: Screen): void {
      screen = { width, height }
      drawn = undefined
    },
    look(next: Camera): void {
      const options = latest.current
      if (options === null) return
      camera = keepIn(next, options.bounds, screen)
      frame ||= requestAnimationFrame(draw)
      clearTimeout(resting)
      resting = setTimeout(rest, REST_MS)
    },
    drawNow(): void {
      cancelAnimationFrame(frame)
      draw()
    },
    stop(): void {
      cancelAnimationFrame(frame)
      clearTimeout(resting)
    },
  }
}
