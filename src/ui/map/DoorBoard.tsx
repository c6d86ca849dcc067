import './board.css'
import './cell.css'
import './buildings.css'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { type Board, boardOf, microGridOf } from '../../domain/board.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useClock, useIsWhole, useView } from '../live.ts'
import { HouseholdPane } from '../panes.ts'
import { useChosen } from '../parts/chosen.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Button, Empty, Facts, SearchLink } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { useMayEditBuilding } from '../register/rights.ts'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { AddDoor } from './AddDoor.tsx'
import { BoardGrid } from './BoardGrid.tsx'
import { DoorList } from './DoorList.tsx'
import { Layers } from './Layers.tsx'
import { Legend } from './Legend.tsx'
import { layerFrom, mapHref, readState } from './map-state.ts'
import { Paper } from './Paper.tsx'

/** A building as one sees it: stairs side by side, floors as rows, doors as cells. */
export function DoorBoard(): JSX.Element {
  const { params } = useRoute()
  const building = useView()('building', params['id'] ?? '')
  if (building === undefined) {
    return (
      <Shell title={t('map.gone')} back="/map" tab="map">
        <Empty title={t('map.gone')} hint={t('map.goneHint')}>
          <Button href="/map">{t('map.title')}</Button>
        </Empty>
      </Shell>
    )
  }
  return <BoardPage building={building} />
}

function BoardPage({ building }: { readonly building: RowOf<'building'> }): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const { query } = useRoute()
  const layer = layerFrom(query['layer'])
  const isWhole = useIsWhole()
  const kept: Record<string, string> = query['days'] === undefined ? {} : { days: query['days'] }
  const isList = query['as'] === 'list'
  const mayEdit = useMayEditBuilding(building)
  const { household } = useChosen()
  const board = useMemo(() => boardOf(view, building, today), [view, building, today])
  const at = (next: { layer?: string; as?: string }): string =>
    `/building/${building.id}?${new URLSearchParams({ layer, ...kept, ...(isList ? { as: 'list' } : {}), ...next })}`
  if (query['as'] === 'paper') {
    return (
      <Shell title={t('map.paper')} back={at({ as: 'board' })} tab="map">
        {isWhole ? <Paper building={building} board={board} /> : <p class="soft arriving-note">{t('map.waiting')}</p>}
      </Shell>
    )
  }
  return (
    <Shell
      title={building.body.name}
      sub={<About building={building} board={board} />}
      back={mapHref(readState(query))}
      tab="map"
      wide
      {...(household === undefined ? {} : { detail: <HouseholdPane id={household} /> })}
      action={
        <>
          <SearchLink />
          {mayEdit && <IconLink icon="pen" href={`/building/${building.id}/edit`} label={t('map.editHouse')} />}
          {isWhole && <IconLink icon="print" href={at({ as: 'paper' })} label={t('map.paper')} />}
          <IconLink
            icon={isList ? 'board' : 'list'}
            href={at({ as: isList ? 'board' : 'list' })}
            label={t(isList ? 'map.board' : 'map.list')}
          />
        </>
      }
      head={
        <Layers
          shown={layer}
          counts={isWhole ? { due: board.counts.due, needs: board.counts.needs } : undefined}
          href={(next) => at({ layer: next })}
        />
      }
      foot={<BoardLegend board={board} />}
    >
      {board.floors.length === 0 ? (
        <Empty title={t('map.noDoors')} hint={t('map.noDoorsHint')} />
      ) : isList ? (
        <DoorList building={building} board={board} layer={layer} />
      ) : (
        <BoardGrid building={building} board={board} layer={layer} />
      )}
      {isWhole && <AddDoor building={building} />}
    </Shell>
  )
}

function IconLink({ icon, href, label }: { readonly icon: IconName; readonly href: string; readonly label: string }) {
  return (
    <a class="iconbtn iconbtn--r" href={href} aria-label={label}>
      <Icon name={icon} />
    </a>
  )
}

interface PartProps {
  readonly building: RowOf<'building'>
  readonly board: Board
}
function About({ building, board }: PartProps): JSX.Element {
  const view = useView()
  const grid = view('grid', microGridOf(view, building) ?? '')
  const { households, shops } = board.counts
  const lived = t('map.households', { count: households })
  const sum = shops > 0 ? `${lived} ${t('map.shops', { count: shops })}` : lived
  const isWhole = useIsWhole()
  return (
    <Facts
      of={[
        grid?.body.name,
        isWhole && sum,
        building.body.note,
        ...building.body.attributes.map((id) => termWord(view, 'buildingAttributes', id)),
      ]}
    />
  )
}

function BoardLegend({ board }: { readonly board: Board }): JSX.Element {
  const view = useView()
  const { counts } = board
  const isWhole = useIsWhole()
  const onPhone = board.floors
    .flatMap((floor) => floor.stairs.flat())
    .flatMap((cell) => cell.households)
    .filter((row) => view.stateOf(row) !== 'received').length
  if (!isWhole) return <Legend care={undefined} />
  return (
    <Legend care={counts.care}>
      <span>
        <i class="k-due" />
        {t('map.due', { count: counts.due })}
      </span>
      {onPhone > 0 && (
        <span>
          <i class="k-ph" />
          {t('map.onPhone', { count: onPhone })}
        </span>
      )}
      {counts.shared > 0 && <span>{t('map.shared', { count: counts.shared })}</span>}
      <span>{t('map.total', { count: counts.households })}</span>
    </Legend>
  )
}
