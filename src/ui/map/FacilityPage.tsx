import './facilities.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { useMayCoordinate } from '../coordinating.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card, Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'

/** A service point, with or without network: what it is, what to know, and the ways to it. */
export function FacilityPage(): JSX.Element {
  const { params } = useRoute()
  const view = useView()
  const mayCoordinate = useMayCoordinate()
  const id = params['id'] ?? ''
  const body = view('facility', id)?.body
  if (body === undefined || body.ended !== undefined)
    return (
      <Shell title={t('map.facilityGone')} back="/map" tab="map">
        <Empty title={t('map.facilityGone')} hint={t('map.facilityGoneHint')} />
      </Shell>
    )
  return (
    <Shell
      title={body.name}
      sub={termWord(view, 'poiKinds', body.sort)}
      back="/map"
      tab="map"
      dock={
        <>
          {mayCoordinate(body.grid) && (
            <Button icon="pen" href={`/facility/${id}/edit`}>
              {t('map.facilityEdit')}
            </Button>
          )}
          <Button icon="map" {...(body.phone === undefined ? { tone: 'go', wide: true } : {})} href={`/map?spot=${id}`}>
            {t('map.facilityShow')}
          </Button>
          {body.phone !== undefined && (
            <a class="btn btn--go btn--wide" href={`tel:${body.phone}`}>
              <Icon name="call" />
              {t('map.facilityCall')}
            </a>
          )}
        </>
      }
    >
      <Card>
        <p class="note">
          <span class="note__t">
            {body.note ?? t('map.facilityNothing')}
            {body.phone !== undefined && <small>{body.phone}</small>}
          </span>
        </p>
      </Card>
    </Shell>
  )
}
