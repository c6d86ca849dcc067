import './drawing.css'
import type { JSX } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { boxAround, type Point } from '../../domain/geometry.ts'
import { asId } from '../../domain/ids.ts'
import type { FacilityBody } from '../../domain/map-nouns.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useGoOn } from '../go-on.ts'
import { useClock, useLive, useView } from '../live.ts'
import { FacilityMark } from '../map/Facilities.tsx'
import { useMapShape } from '../map/map-data.ts'
import { announce } from '../parts/live-region.ts'
import { Button, Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { type Aim, Canvas } from './Canvas.tsx'
import { Estate } from './Estate.tsx'
import { FacilityForm } from './FacilityForm.tsx'
import { useAct } from './useAct.ts'

const NEW = 'new'
/** A service point as its coordinator writes it: a new one, or one that is there. */
export function Facility(): JSX.Element {
  const { params, query } = useRoute()
  const view = useView()
  const mayCoordinate = useMayCoordinate()
  const id = params['id'] ?? ''
  const row = view('facility', id)
  const grid = row?.body.grid ?? asId<'grid'>(query['grid'] ?? '')
  const isThere = id === NEW ? view('grid', grid) !== undefined : row !== undefined && row.body.ended === undefined
  if (!isThere || !mayCoordinate(grid))
    return (
      <Shell title={t('map.facilityGone')} back="/map">
        <Empty title={t('map.facilityGone')} hint={t('map.facilityGoneHint')} />
      </Shell>
    )
  return <Page key={id} id={id} body={row?.body ?? { grid, sort: 'service_station' }} />
}

interface PageProps {
  readonly id: string
  readonly body: Partial<FacilityBody>
}
function Page({ id, body }: PageProps): JSX.Element {
  const [fields, setFields] = useState(body)
  const change = (more: Partial<FacilityBody>): void => setFields({ ...fields, ...more })
  return (
    <Shell
      title={body.name ?? t('facility.new')}
      back={id === NEW ? '/map' : `/facility/${id}`}
      dock={<Save id={id} fields={fields} />}
    >
      <div class="import">
        <FacilityForm fields={fields} onChange={change} />
        <Place fields={fields} onPlace={(point) => change({ point })} />
        {id !== NEW && <Close id={id} fields={fields} />}
      </div>
    </Shell>
  )
}

interface PlaceProps {
  readonly fields: Partial<FacilityBody>
  readonly onPlace: (point: readonly [number, number]) => void
}
const NONE: ReadonlySet<string> = new Set()
const AROUND = 120
/** Where it is: placed by a tap, or under the cross-hair. */
function Place({ fields, onPlace }: PlaceProps): JSX.Element | null {
  const shape = useMapShape()
  const aim = useRef<(() => Aim) | undefined>(undefined)
  const { bounds } = shape
  const at = fields.point === undefined ? undefined : shape.plane.project(fields.point)
  // Where it was when the page opened: what is tapped must not move the picture.
  const first = useRef(at)
  const home = useMemo(() => {
    if (first.current !== undefined) return boxAt(first.current)
    return shape.sheets.find(({ id }) => id === fields.grid)?.box ?? bounds
  }, [shape, bounds, fields.grid])
  if (bounds === undefined || home === undefined) return null
  const place = ({ at: spot }: Aim): void => {
    const [longitude, latitude] = shape.plane.unproject(spot)
    onPlace([Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6])
  }
  return (
    <section aria-label={t('facility.where')}>
      <div class="bn__do">
        <p class="soft">{t(at === undefined ? 'facility.noPlace' : 'facility.place')}</p>
        <Button icon="locate" onClick={() => aim.current !== undefined && place(aim.current())}>
          {t('facility.placeHere')}
        </Button>
      </div>
      <div class="bn__pick">
        <Canvas
          bounds={boxAround([bounds, ...(first.current === undefined ? [] : [boxAt(first.current)])]) ?? bounds}
          home={home}
          label={t('facility.canvas')}
          keys={t('facility.keys')}
          onAim={place}
          aim={aim}
        >
          <Estate shape={shape} own={NONE} />
          {at !== undefined && <FacilityMark sort={fields.sort ?? ''} at={at} />}
        </Canvas>
      </div>
    </section>
  )
}
const boxAt = ([x, y]: Point) => ({ minX: x - AROUND, minY: y - AROUND, maxX: x + AROUND, maxY: y + AROUND })

interface WritingProps {
  readonly id: string
  readonly fields: Partial<FacilityBody>
}
function Save({ id, fields }: WritingProps): JSX.Element {
  const { doors } = useLive()
  const goOn = useGoOn()
  const { isGoing, failed, act } = useAct()
  const [facility] = useState(() => (id === NEW ? `f-${doors.newId()}` : id))
  const { name = '', point, grid, sort = '', phone, note } = fields
  const isReady = name.trim() !== '' && point !== undefined && grid !== undefined
  const save = async (): Promise<void> => {
    if (!isReady) return
    const words = { ...(phone === undefined ? {} : { phone }), ...(note === undefined ? {} : { note }) }
    if (!(await act('facility.set', { facility, grid, sort, name, point: [...point], ...words }))) return
    announce(t('facility.saved', { name }))
    goOn(`/map?grid=${grid}`)
  }
  return (
    <>
      {failed !== undefined && (
        <p class="late bn__say" role="alert">
          {t(failed)}
        </p>
      )}
      <Button tone="go" size="big" wide disabled={!isReady || isGoing} onClick={() => void save()}>
        {t('facility.save')}
      </Button>
    </>
  )
}
function Close({ id, fields }: WritingProps): JSX.Element | null {
  const today = todayOf(useClock())
  const goOn = useGoOn()
  const { isGoing, act } = useAct()
  const { name = '', point, grid, sort = '' } = fields
  if (point === undefined || grid === undefined) return null
  const close = async (): Promise<void> => {
    if (!(await act('facility.set', { facility: id, grid, sort, name, point: [...point], ended: today }))) return
    announce(t('facility.closed', { name }))
    goOn('/map')
  }
  return (
    <Button tone="stop" disabled={isGoing} onClick={() => void close()}>
      {t('facility.close')}
    </Button>
  )
}
