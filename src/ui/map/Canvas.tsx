import './map.css'
import './canvas.css'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Box, Point } from '../../domain/geometry.ts'
import { useRemembered } from '../parts/remembered.ts'
import type { Camera } from './camera.ts'
import { MapButtons, moveByKey } from './MapButtons.tsx'
import { MapPatterns } from './MapPatterns.tsx'
import { useMoves } from './moves.ts'

/** A place on the plane, and how many metres a pixel takes there. */
export interface Aim {
  readonly at: Point
  readonly metresAPixel: number
}
interface CanvasProps {
  readonly bounds: Box
  readonly home: Box
  /** What it is, and which keys do what, for those who do not see it. */
  readonly label: string
  readonly keys: string
  /** A tap, or Enter for the place under the cross-hair. */
  readonly onAim: (aim: Aim) => void
  readonly onUndo?: () => void
  /** Gives the place under the cross-hair to a button outside. */
  readonly aim: { current: (() => Aim) | undefined }
  readonly children: ComponentChildren
}
/** The picture to draw on: a tap, or the cross-hair in its middle for those who do not tap. */
export function Canvas({ bounds, home, label, keys, onAim, onUndo, aim, children }: CanvasProps): JSX.Element {
  const svg = useRef<SVGSVGElement>(null)
  const [left, leave] = useRemembered<Camera | null>('camera', null)
  const moves = useMoves({ svg, bounds, home, left, onLeave: leave, onTap: (page) => onAim(moves.locate(page)) })
  const middle = (): Aim => {
    const { left: x, top: y, width, height } = (svg.current?.parentElement ?? document.body).getBoundingClientRect()
    return moves.locate([x + width / 2, y + height / 2])
  }
  useEffect(() => {
    aim.current = middle
  })
  const byKey = ({ key }: KeyboardEvent): boolean => {
    if (key === 'Enter' || key === ' ') onAim(middle())
    else if (key === 'Backspace' && onUndo !== undefined) onUndo()
    else return moveByKey(key, moves)
    return true
  }
  return (
    <div class="mp">
      <div
        class="bn__keys"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who draws without a finger draws with the keys, which come here.
        tabIndex={0}
        aria-label={label}
        aria-describedby="draw-keys"
        onKeyDown={(event) => {
          if (!(event.ctrlKey || event.metaKey || event.altKey) && byKey(event)) event.preventDefault()
        }}
      >
        <svg ref={svg} class="mp__svg" aria-hidden="true">
          <MapPatterns />
          {children}
        </svg>
        <svg class="bn__aim" viewBox="0 0 34 34" aria-hidden="true">
          <path d="M17 0v34M0 17h34" />
        </svg>
      </div>
      <p id="draw-keys" class="sr">
        {keys}
      </p>
      <MapButtons moves={moves} />
    </div>
  )
}
