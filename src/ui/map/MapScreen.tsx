import './map.css'
import type { JSX } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Point } from '../../domain/geometry.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useIsWhole, useStatus, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Facts, SearchLink } from '../parts/pieces.tsx'
import { useRemembered } from '../parts/remembered.ts'
import { Shell } from '../parts/Shell.tsx'
import { useIsDesk } from '../parts/screen-size.ts'
import { t } from '../text/text.ts'
import { Answer } from './Answer.tsx'
import { Ask } from './Ask.tsx'
import { Dock } from './Dock.tsx'
import { useHere } from './here.ts'
import { Layers } from './Layers.tsx'
import { MapLegend } from './MapLegend.tsx'
import { MapList } from './MapList.tsx'
import { MapView } from './MapView.tsx'
import { type MapData, type MapShape, useIsPlain, useMapData, useMapShape } from './map-data.ts'
import { type MapState, mapHref, readState } from './map-state.ts'
import { Take } from './Take.tsx'

interface PageProps {
  readonly state: MapState
  readonly data: MapData
  readonly shape: MapShape
  /** The middle of the picture when it was last left: near here, without asking where the person is. */
  readonly middle: { current: Point | undefined }
}

/** The people's-condition map: one's grids as a picture, as a list that says the same, and as answers to questions. */
export function MapScreen(): JSX.Element {
  const { query } = useRoute()
  const state = useMemo(() => readState(query), [query])
  const data = useMapData(state)
  const shape = useMapShape()
  const isDesk = useIsDesk()
  const middle = useRef<Point | undefined>(undefined)
  const parts = { state, data, shape, middle }
  const isPlain = useIsPlain()
  const isPicture = shape.box !== undefined && (data.all.length > 0 || isPlain)
  if (isPicture && (isDesk || (!state.isList && state.ask === undefined))) return <PicturePage {...parts} />
  return state.ask === undefined ? <ListPage {...parts} hasPicture={isPicture} /> : <AnswerPage {...parts} />
}

const layerSwitch = (state: MapState): JSX.Element => (
  <Layers shown={state.layer} href={(layer) => mapHref(state, { layer })} />
)
/** Back to the grid above, where one has looked into one. */
const backOf = (state: MapState, data: MapData): { readonly back?: string } =>
  state.grid === undefined ? {} : { back: mapHref(state, { grid: data.path.at(-2)?.grid.id }) }
const titleOf = (data: MapData): string => data.path.at(-1)?.grid.body.name ?? t('map.title')

function PicturePage(props: PageProps): JSX.Element {
  const { state, data, shape } = props
  const isDesk = useIsDesk()
  const isWhole = useIsWhole()
  const view = useView()
  const { here, ask: askHere } = useHere(shape.plane)
  const [chosen, choose] = useRemembered<string | undefined>('house', state.spot)
  const [open, setOpen] = useState<'ask' | 'take'>()
  const hasAny = data.all.length > 0
  const house = chosen !== undefined && data.tallies.has(chosen) ? view('building', chosen) : undefined
  const facility = chosen === undefined ? undefined : standing(view('facility', chosen))
  const task = chosen === undefined ? undefined : view('task', chosen)
  const asked = state.ask === undefined ? <MapList state={state} data={data} /> : <Answer {...props} near={here?.at} />
  return (
    <Shell
      title={titleOf(data)}
      sync
      tab="map"
      wide
      {...backOf(state, data)}
      action={<Actions state={state} hasSwitch={!isDesk} {...(hasAny ? { onTake: () => setOpen('take') } : {})} />}
      {...(hasAny ? { head: layerSwitch(state) } : {})}
      {...(isDesk ? { detail: <div class="mp__side">{asked}</div> } : {})}
      foot={
        <>
          <Dock {...{ state, data, house, facility, task }} onAsk={() => setOpen('ask')} />
          {hasAny && <MapLegend state={state} data={data} isWhole={isWhole} />}
        </>
      }
    >
      {!isWhole && <p class="soft arriving-note">{t('map.waiting')}</p>}
      {shape.bounds !== undefined && (
        <MapView {...props} bounds={shape.bounds} chosen={house?.id} onChoose={choose} here={here} onHere={askHere} />
      )}
      {open === 'ask' && <Ask {...props} from={house} onClose={() => setOpen(undefined)} />}
      {open === 'take' && <Take {...props} onClose={() => setOpen(undefined)} />}
    </Shell>
  )
}

const standing = (row: RowOf<'facility'> | undefined): RowOf<'facility'> | undefined =>
  row?.body.ended === undefined ? row : undefined

function ListPage({ state, data, hasPicture }: PageProps & { readonly hasPicture: boolean }): JSX.Element {
  const isWhole = useIsWhole()
  const { communityName } = useStatus().session
  const hasAny = data.all.length > 0
  return (
    <Shell
      title={titleOf(data)}
      sub={
        <Facts
          of={[
            communityName,
            hasAny && isWhole && t('map.households', { count: data.total.households }),
            hasAny && isWhole && t('map.buildings', { count: data.tallies.size }),
          ]}
        />
      }
      sync
      tab="map"
      {...backOf(state, data)}
      action={<Actions state={state} hasSwitch={hasPicture} />}
      {...(hasAny ? { head: layerSwitch(state), foot: <MapLegend state={state} data={data} isWhole={isWhole} /> } : {})}
    >
      {hasAny && !hasPicture && isWhole && <p class="soft arriving-note">{t('map.notDrawn')}</p>}
      <MapList state={state} data={data} />
    </Shell>
  )
}

function AnswerPage(props: PageProps): JSX.Element {
  const { state } = props
  return (
    <Shell title={t('map.answer')} back={mapHref(state, { ask: undefined })} tab="map">
      <Answer {...props} near={undefined} />
    </Shell>
  )
}

interface ActionsProps {
  readonly state: MapState
  readonly hasSwitch: boolean
  readonly onTake?: () => void
}
/** Search, what may be taken along once all has arrived, and the other way to look: as a picture or as a list. */
function Actions({ state, hasSwitch, onTake }: ActionsProps): JSX.Element {
  const isWhole = useIsWhole()
  return (
    <>
      <SearchLink />
      {isWhole && onTake !== undefined && (
        <button type="button" class="iconbtn iconbtn--r" aria-label={t('map.take')} onClick={onTake}>
          <Icon name="out" />
        </button>
      )}
      {hasSwitch && (
        <a
          class="btn btn--s"
          href={mapHref(state, { isList: !state.isList })}
          aria-label={t(state.isList ? 'map.picture' : 'map.list')}
        >
          <Icon name={state.isList ? 'map' : 'list'} size="m" />
          <span class="roomy">{t(state.isList ? 'map.pictureShort' : 'map.listShort')}</span>
        </a>
      )}
    </>
  )
}
