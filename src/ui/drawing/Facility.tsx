import './drawing.css'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { asId } from '../../domain/ids.ts'
import type { FacilityBody } from '../../domain/map-nouns.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useGoOn } from '../go-on.ts'
import { useClock, useLive, useView } from '../live.ts'
import { PickSpot } from '../map/PickSpot.tsx'
import { announce } from '../parts/live-region.ts'
import { Button, Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
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
        <PickSpot
          point={fields.point}
          grid={fields.grid}
          sort={fields.sort ?? ''}
          onPick={(point) => change({ point })}
        />
        {id !== NEW && <Close id={id} fields={fields} />}
      </div>
    </Shell>
  )
}

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
