import type { JSX } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import { boxAround, type Point } from '../../domain/geometry.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { type Aim, Canvas } from './Canvas.tsx'
import { Estate } from './Estate.tsx'
import { FacilityMark } from './Facilities.tsx'
import { boxAt } from './hit.ts'
import { useMapShape } from './map-data.ts'

/** As a place lies on the globe: degrees of longitude and latitude. */
type Degrees = readonly [number, number]
export interface PickSpotProps {
  readonly point: Degrees | undefined
  /** The grid to look at while nothing is chosen. */
  readonly grid: string | undefined
  /** By which sign it is shown. */
  readonly sort: string
  readonly onPick: (point: Degrees) => void
}
const NONE: ReadonlySet<string> = new Set()
const AROUND = 120
/** Where something is: placed by a tap, or under the cross-hair. */
export function PickSpot({ point, grid, sort, onPick }: PickSpotProps): JSX.Element | null {
  const shape = useMapShape()
  const aim = useRef<(() => Aim) | undefined>(undefined)
  const { bounds } = shape
  const at = point === undefined ? undefined : shape.plane.project(point)
  // Where it was when the page opened: what is tapped must not move the picture.
  const first = useRef<Point | undefined>(at)
  const home = useMemo(() => {
    if (first.current !== undefined) return boxAt(first.current, AROUND)
    return shape.sheets.find(({ id }) => id === grid)?.box ?? bounds
  }, [shape, bounds, grid])
  if (bounds === undefined || home === undefined) return null
  const pick = ({ at: spot }: Aim): void => {
    const [longitude, latitude] = shape.plane.unproject(spot)
    onPick([Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6])
  }
  return (
    <section aria-label={t('map.pick.where')}>
      <div class="bn__do">
        <p class="soft">{t(at === undefined ? 'map.pick.none' : 'map.pick.place')}</p>
        <Button icon="locate" onClick={() => aim.current !== undefined && pick(aim.current())}>
          {t('map.pick.here')}
        </Button>
      </div>
      <div class="bn__pick">
        <Canvas
          bounds={boxAround([bounds, ...(first.current === undefined ? [] : [boxAt(first.current, AROUND)])]) ?? bounds}
          home={home}
          label={t('map.pick.canvas')}
          keys={t('map.pick.keys')}
          onAim={pick}
          aim={aim}
        >
          <Estate shape={shape} own={NONE} />
          {at !== undefined && <FacilityMark sort={sort} at={at} />}
        </Canvas>
      </div>
    </section>
  )
}
