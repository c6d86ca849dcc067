import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { gridsOf } from '../../domain/board.ts'
import { comingTo } from '../../domain/coming.ts'
import { asId } from '../../domain/ids.ts'
import { countCalling, countOf, type Placed, tallyOf } from '../../domain/layers.ts'
import type { GridLevel, RowOf } from '../../domain/nouns.ts'
import { promised } from '../../domain/questions.ts'
import { planToday } from '../../domain/today.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useDoorName } from '../door-names.ts'
import { useClock, useIsWhole, useStatus, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Facts } from '../parts/pieces.tsx'
import { useRights } from '../rights.ts'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDate, todayOf } from '../text/when.ts'
import { sayComing } from './coming-words.ts'
import { shortName } from './Houses.tsx'
import { hereIn, type MapData } from './map-data.ts'
import { boardHref, type MapState, mapHref } from './map-state.ts'
import { sayShare } from './say.ts'

interface DockProps {
  readonly state: MapState
  readonly data: MapData
  readonly house: RowOf<'building'> | undefined
  readonly facility: RowOf<'facility'> | undefined
  readonly task: RowOf<'task'> | undefined
  readonly onAsk: () => void
}
/** What is chosen, how it stands, and what one may do about it: the house tapped, or the grid looked into. */
export function Dock({ state, data, house, facility, task, onAsk }: DockProps): JSX.Element {
  return (
    <section class="pick" aria-label={t('map.chosen')} aria-live="polite">
      {facility !== undefined ? (
        <FacilityDock row={facility} />
      ) : task !== undefined ? (
        <TaskDock row={task} />
      ) : data.all.length === 0 ? (
        <PlainDock />
      ) : house === undefined ? (
        <GridDock state={state} data={data} onAsk={onAsk} />
      ) : (
        <HouseDock state={state} data={data} house={house} />
      )}
    </section>
  )
}

/** Of whoever visits nobody: nothing is counted. */
function PlainDock(): JSX.Element {
  return (
    <p class="pick__t">
      <b>{useStatus().session.communityName}</b>
      <span class="soft">{t('map.plainHint')}</span>
    </p>
  )
}

function GridDock({ state, data, onAsk }: Omit<DockProps, 'house' | 'facility' | 'task'>): JSX.Element {
  const view = useView()
  const mayCoordinate = useMayCoordinate()
  const grid = hereIn(data)?.grid
  const name = grid?.body.name ?? t('map.everything')
  const [next] = grid === undefined ? [] : comingTo(view, asId(grid.id))
  return (
    <>
      <Told name={name} placed={data.placed} state={state} data={data} />
      {next !== undefined && (
        <p class="soft pick__c">
          {t('map.comingOn', { day: sayDate(next.body.on) })} {sayComing(view, next.body)}
        </p>
      )}
      <div class="pick__do">
        {grid !== undefined && isDrawable(grid.body.level) && mayCoordinate(asId(grid.id)) && (
          <Button icon="pen" href={`/boundary/${grid.id}`}>
            {t('map.boundary')}
          </Button>
        )}
        <Button tone="go" icon="ask" onClick={onAsk}>
          {t('map.ask')}
        </Button>
      </div>
    </>
  )
}

const isDrawable = (level: GridLevel): boolean => level === 'residential' || level === 'micro' || level === 'stair'

function FacilityDock({ row }: { readonly row: RowOf<'facility'> }): JSX.Element {
  const view = useView()
  const { name, sort, note, phone } = row.body
  return (
    <>
      <p class="pick__t">
        <b>{name}</b>
        <span class="soft">
          <Facts of={[termWord(view, 'poiKinds', sort), note]} />
        </span>
      </p>
      <div class="pick__do">
        {phone !== undefined && (
          <a class="btn" href={`tel:${phone}`}>
            <Icon name="call" size="m" />
            {t('map.facilityCall')}
          </a>
        )}
        <Button tone="go" href={`/facility/${row.id}`}>
          {t('map.facilityOpen')}
        </Button>
      </div>
    </>
  )
}

function TaskDock({ row }: { readonly row: RowOf<'task'> }): JSX.Element {
  const { title, place } = row.body
  return (
    <>
      <p class="pick__t">
        <b>{title}</b> <span class="soft">{place.words}</span>
      </p>
      <div class="pick__do">
        <Button tone="go" href={`/task/${row.id}`}>
          {t('map.taskOpen')}
        </Button>
      </div>
    </>
  )
}

function HouseDock({ state, data, house }: Pick<DockProps, 'state' | 'data'> & { readonly house: RowOf<'building'> }) {
  const placed = useMemo(() => data.all.filter((one) => one.building === house.id), [data, house.id])
  const owed = promised(placed).length
  return (
    <>
      <Told name={shortName(house.body.name)} placed={placed} state={state} data={data} />
      <div class="pick__do">
        <Button tone="go" href={boardHref(state, house.id)}>
          {t('map.openBoard')}
        </Button>
        <NextVisit house={house} />
        <Rehang house={house} />
        {owed > 0 && (
          <Button href={mapHref(state, { ask: 'promised', from: house.id })}>
            {t('map.promised', { count: owed })}
          </Button>
        )}
      </div>
    </>
  )
}
/** A coordinator says to which grid the house goes, and from when. */
function Rehang({ house }: { readonly house: RowOf<'building'> }): JSX.Element | null {
  const view = useView()
  const mayCoordinate = useMayCoordinate()
  const [grid] = gridsOf(view, house.body, 'micro')
  if (grid === undefined || !mayCoordinate(asId(grid.id))) return null
  return <Button href={`/boundary/${grid.id}?house=${house.id}`}>{t('map.rehang')}</Button>
}
/** Straight to the visit at the first due door of the house, for those who visit. */
function NextVisit({ house }: { readonly house: RowOf<'building'> }): JSX.Element | null {
  const view = useView()
  const today = todayOf(useClock())
  const doorOf = useDoorName()
  const { mayVisit } = useRights()
  const next = useMemo(
    () => planToday(view, today).stairs.find((stair) => stair.building.id === house.id)?.doors[0]?.household,
    [view, today, house.id],
  )
  if (next === undefined || !mayVisit) return null
  return (
    <Button href={`/visit/${next.id}`} label={t('map.visit', { door: doorOf(next) })}>
      {t('map.visitShort')} <span class="roomy">{doorOf(next)}</span>
    </Button>
  )
}

interface ToldProps {
  readonly name: string
  readonly placed: readonly Placed[]
  readonly state: MapState
  readonly data: MapData
}
function Told({ name, placed, state, data }: ToldProps): JSX.Element {
  const isWhole = useIsWhole()
  const { moment } = data
  const shown = tallyOf(placed, state.layer, moment)
  const due = countCalling(tallyOf(placed, 'due', moment))
  const needs = placed.reduce((sum, one) => sum + one.needs.length, 0)
  // The share of another layer says it all; of the care levels the legend says the rest.
  const facts =
    state.layer === 'care'
      ? [
          t('map.red', { count: countOf(shown, 'red') }),
          due > 0 && t('map.due', { count: due }),
          needs > 0 && t('map.needs', { count: needs }),
        ]
      : [sayShare(shown, state)]
  return (
    <p class="pick__t">
      <b>{name}</b> {isWhole && t('map.households', { count: placed.length })}
      {isWhole && (
        <span class="soft">
          <Facts of={facts} />
        </span>
      )}
    </p>
  )
}
