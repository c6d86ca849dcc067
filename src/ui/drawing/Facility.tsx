import './drawing.css'
import type { JSX } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { boxAround, type Point } from '../../domain/geometry.ts'
import { asId } from '../../domain/ids.ts'
import type { FacilityBody } from '../../domain/map-nouns.ts'
import { useClock, useLive, useView } from '../live.ts'
import { useMayCoordinate } from '../map/coordinating.ts'
import { FacilityMark } from '../map/Facilities.tsx'
import { useMapShape } from '../map/map-data.ts'
import { Icon } from '../parts/Icon.tsx'
import { announce } from '../parts/live-region.ts'
import { Button, Card, Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { type Aim, Canvas } from './Canvas.tsx'
import { Estate } from './Estate.tsx'
import { FacilityForm } from './FacilityForm.tsx'
import { useAct } from './useAct.ts'

const NEW = 'new'
/** A service point: what it is, where it is, how to reach it; its coordinator writes it. */
export function Facility(): JSX.Element {
  const { params, query } = useRoute()
  const view = useView()
  const mayCoordinate = useMayCoordinate()
  const id = params['id'] ?? ''
  const row = view('facility', id)
  const grid = row?.body.grid ?? asId<'grid'>(query['grid'] ?? '')
  const isThere =
    id === NEW
      ? view('grid', grid) !== undefined && mayCoordinate(grid)
      : row?.body.ended === undefined && row !== undefined
  if (!isThere)
    return (
      <Shell title={t('facility.gone')} back="/map">
        <Empty title={t('facility.gone')} hint={t('facility.goneHint')} />
      </Shell>
    )
  const body: Partial<FacilityBody> = row?.body ?? { grid, sort: 'service_station' }
  return <Page key={id} id={id} body={body} isEditable={mayCoordinate(grid)} />
}

interface PageProps {
  readonly id: string
  readonly body: Partial<FacilityBody>
  readonly isEditable: boolean
}
function Page({ id, body, isEditable }: PageProps): JSX.Element {
  const view = useView()
  const [fields, setFields] = useState(body)
  const [isEditing, setEditing] = useState(id === NEW)
  const name = body.name ?? t('facility.new')
  return (
    <Shell
      title={name}
      {...(body.sort === undefined || id === NEW ? {} : { sub: termWord(view, 'poiKinds', body.sort) })}
      back="/map"
      dock={
        isEditing ? (
          <Save id={id} fields={fields} />
        ) : (
          <Reach body={body} {...(isEditable ? { onEdit: () => setEditing(true) } : {})} />
        )
      }
    >
      <div class="import">
        {!isEditing && body.note !== undefined && (
          <Card>
            <p class="note">{body.note}</p>
          </Card>
        )}
        {isEditing && <FacilityForm fields={fields} onChange={(more) => setFields({ ...fields, ...more })} />}
        <Place
          fields={fields}
          {...(isEditing ? { onPlace: (point: readonly [number, number]) => setFields({ ...fields, point }) } : {})}
        />
        {isEditing && id !== NEW && <Close id={id} fields={fields} />}
      </div>
    </Shell>
  )
}

interface PlaceProps {
  readonly fields: Partial<FacilityBody>
  readonly onPlace?: (point: readonly [number, number]) => void
}
const NONE: ReadonlySet<string> = new Set()
const AROUND = 120
/** Where it is: shown, and while editing placed by a tap or under the cross-hair. */
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
    onPlace?.([Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6])
  }
  return (
    <section aria-label={t('facility.where')}>
      {onPlace !== undefined && (
        <div class="bn__do">
          <p class="soft">{t(at === undefined ? 'facility.noPlace' : 'facility.place')}</p>
          <Button icon="locate" onClick={() => aim.current !== undefined && place(aim.current())}>
            {t('facility.placeHere')}
          </Button>
        </div>
      )}
      <div class={onPlace === undefined ? 'bn__pick bn__pick--still' : 'bn__pick'}>
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

function Reach({ body, onEdit }: { readonly body: Partial<FacilityBody>; readonly onEdit?: () => void }): JSX.Element {
  return (
    <>
      {onEdit !== undefined && (
        <Button icon="pen" onClick={onEdit}>
          {t('facility.edit')}
        </Button>
      )}
      {body.phone !== undefined && (
        <a class="btn btn--go btn--big btn--wide" href={`tel:${body.phone}`}>
          <Icon name="call" />
          {t('facility.call')}
        </a>
      )}
    </>
  )
}

interface WritingProps {
  readonly id: string
  readonly fields: Partial<FacilityBody>
}
function Save({ id, fields }: WritingProps): JSX.Element {
  const { doors } = useLive()
  const { route } = useLocation()
  const { isGoing, failed, act } = useAct()
  const [facility] = useState(() => (id === NEW ? `f-${doors.newId()}` : id))
  const { name = '', point, grid, sort = '', phone, note } = fields
  const isReady = name.trim() !== '' && point !== undefined && grid !== undefined
  const save = async (): Promise<void> => {
    if (!isReady) return
    const words = { ...(phone === undefined ? {} : { phone }), ...(note === undefined ? {} : { note }) }
    if (!(await act('facility.set', { facility, grid, sort, name, point: [...point], ...words }))) return
    announce(t('facility.saved', { name }))
    route(`/map?grid=${grid}`, true)
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
  const { route } = useLocation()
  const { isGoing, act } = useAct()
  const { name = '', point, grid, sort = '' } = fields
  if (point === undefined || grid === undefined) return null
  const close = async (): Promise<void> => {
    if (!(await act('facility.set', { facility: id, grid, sort, name, point: [...point], ended: today }))) return
    announce(t('facility.closed', { name }))
    route('/map', true)
  }
  return (
    <Button tone="stop" disabled={isGoing} onClick={() => void close()}>
      {t('facility.close')}
    </Button>
  )
}
