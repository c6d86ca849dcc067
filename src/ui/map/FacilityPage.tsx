import './facilities.css'
import type { ComponentType, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { lazy, useRoute } from 'preact-iso'
import type { RowOf } from '../../domain/nouns.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card, Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { termWord } from '../text/household.ts'
import { loadText, t } from '../text/text.ts'

/** Who changed what of it, fetched with its words by whoever asks. */
const Past = lazy<ComponentType<{ subject: RowOf<'facility'> }>>(() =>
  Promise.all([import('../register/History.tsx'), loadText('register', 'needs')]).then(
    ([file]) => file.Asked,
    () => () => null,
  ),
)

/** A service point, with or without network: what it is, what to know, and the ways to it. */
export function FacilityPage(): JSX.Element {
  const { params } = useRoute()
  const view = useView()
  const mayCoordinate = useMayCoordinate()
  const id = params['id'] ?? ''
  const facility = view('facility', id)
  const body = facility?.body
  if (facility === undefined || body === undefined || body.ended !== undefined)
    return (
      <Shell title={t('map.facilityGone')} back="/map" tab="map">
        <Empty title={t('map.facilityGone')} hint={t('map.facilityGoneHint')} />
        {facility !== undefined && <PastOf key={id} facility={facility} />}
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
      <PastOf key={id} facility={facility} />
    </Shell>
  )
}

function PastOf({ facility }: { readonly facility: RowOf<'facility'> }): JSX.Element {
  const [isShown, show] = useState(false)
  if (isShown) return <Past subject={facility} />
  return (
    <Button icon="clock" onClick={() => show(true)}>
      {t('map.facilityPast')}
    </Button>
  )
}
