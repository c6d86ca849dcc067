import './buildings.css'
import type { JSX } from 'preact'
import { comingTo } from '../../domain/coming.ts'
import { facilitiesFor } from '../../domain/facilities.ts'
import { type Branch, groupBy } from '../../domain/grid-counts.ts'
import type { GridId } from '../../domain/ids.ts'
import {
  classesOf,
  countCalling,
  countOf,
  type MarkClass,
  markOf,
  type Placed,
  type Tally,
  tallyOf,
} from '../../domain/layers.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useIsWhole, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Empty, Facts, Section } from '../parts/pieces.tsx'
import { formatNumber, t } from '../text/text.ts'
import { sayDate } from '../text/when.ts'
import { sayComing } from './coming-words.ts'
import { FacilityList } from './Facilities.tsx'
import { ClassBar, Key } from './MapLegend.tsx'
import { hereIn, type MapData, useIsPlain } from './map-data.ts'
import { boardHref, type MapState, mapHref } from './map-state.ts'
import { sayClass, sayShare } from './say.ts'

interface MapListProps {
  readonly state: MapState
  readonly data: MapData
}
/**
 * What the map says, as a list: the way down from the street to the stairs, each step with what it is counted of, and
 * under each the houses. The steps below add up to the one above.
 */
export function MapList({ state, data }: MapListProps): JSX.Element {
  const isWhole = useIsWhole()
  const here = hereIn(data)
  const isPlain = useIsPlain()
  if (data.all.length === 0)
    return (
      <>
        {!isPlain && <Empty title={t('map.none')} hint={t('map.noneHint')} />}
        <Points here={undefined} />
      </>
    )
  const steps = here?.children ?? data.tree
  return (
    <>
      {!isWhole && <p class="soft arriving-note">{t('map.waiting')}</p>}
      <Way state={state} data={data} />
      {here !== undefined && <Comings grid={here.grid.id as GridId} />}
      {isWhole && here !== undefined && <Proof branch={here} state={state} data={data} />}
      {steps.map((branch) => (
        <Step key={branch.grid.id} branch={branch} state={state} data={data} />
      ))}
      <Points here={here} />
      {here !== undefined && here.own.length > 0 && (
        <Section title={steps.length > 0 ? t('map.ownDoors') : here.grid.body.name} note={share(here.own, state, data)}>
          <HouseList placed={here.own} state={state} data={data} />
        </Section>
      )}
    </>
  )
}
/** What is coming to the grid, and the service points its people go to. */
function Points({ here }: { readonly here: Branch | undefined }): JSX.Element {
  const view = useView()
  const mayCoordinate = useMayCoordinate()
  const grid = here?.grid.id as GridId | undefined
  const may = grid !== undefined && mayCoordinate(grid)
  return <FacilityList rows={facilitiesFor(view, grid)} addHref={may ? `/facility/new/edit?grid=${grid}` : undefined} />
}
function Comings({ grid }: { readonly grid: GridId }): JSX.Element {
  const view = useView()
  return (
    <>
      {comingTo(view, grid).map((row) => (
        <p key={row.id} class="soft">
          {t('map.comingOn', { day: sayDate(row.body.on) })} {sayComing(view, row.body)}
        </p>
      ))}
    </>
  )
}
const share = (placed: readonly Placed[], state: MapState, data: MapData): string =>
  sayShare(tallyOf(placed, state.layer, data.moment), state)

/** From the top grid down to where one is; each step leads back up. */
function Way({ state, data }: MapListProps): JSX.Element | null {
  const path = data.way
  if (path.length < 2) return null
  return (
    <nav class="way" aria-label={t('map.way')}>
      {path.map(({ grid }, place) => (
        <a
          key={grid.id}
          href={mapHref(state, { grid: grid.id })}
          {...(place === path.length - 1 ? { 'aria-current': 'true' as const } : {})}
        >
          {grid.body.name}
        </a>
      ))}
    </nav>
  )
}

interface BranchProps extends MapListProps {
  readonly branch: Branch
}
/** Every class with its number; together they are all households of the grid. */
function Proof({ branch, state, data }: BranchProps): JSX.Element {
  const tally = tallyOf(branch.households, state.layer, data.moment)
  return (
    <p class="proof">
      <b>{sayShare(tally, state)}</b>
      <span class="soft">
        <Classes tally={tally} state={state} />
      </span>
    </p>
  )
}

function Step({ branch, state, data }: BranchProps): JSX.Element {
  const isWhole = useIsWhole()
  return (
    <Section
      title={branch.grid.body.name}
      {...(isWhole ? { note: share(branch.households, state, data) } : {})}
      action={
        <a
          class="sec__r"
          href={mapHref(state, { grid: branch.grid.id })}
          aria-label={t('map.enter', { name: branch.grid.body.name })}
        >
          <Icon name="next" size="s" />
        </a>
      }
    >
      <HouseList placed={branch.households} state={state} data={data} />
    </Section>
  )
}

interface HouseListProps extends MapListProps {
  readonly placed: readonly Placed[]
}
function HouseList({ placed, state, data }: HouseListProps): JSX.Element {
  const view = useView()
  const houses = [...groupBy(placed, (one) => one.building)]
    .flatMap(([id, own]) => {
      const building = view('building', id)
      return building === undefined ? [] : [{ building, own }]
    })
    .sort((a, b) => a.building.body.order - b.building.body.order)
  return (
    <ul class="card blist">
      {houses.map(({ building, own }) => (
        <li key={building.id}>
          <HouseRow
            name={building.body.name}
            href={boardHref(state, building.id)}
            placed={own}
            state={state}
            data={data}
          />
        </li>
      ))}
    </ul>
  )
}
/** ▲ 2 ■ 6 ◆ 7: in words for those who listen. */
function Classes({ tally, state }: { readonly tally: Tally; readonly state: MapState }): JSX.Element {
  return (
    <>
      {classesOf(state.layer)
        .filter((mark) => countOf(tally, mark) > 0)
        .map((mark) => (
          <span key={mark} class="cls">
            <Key mark={mark} />
            <span class="sr">{sayClass(mark, state.days)}</span> {formatNumber(countOf(tally, mark))}
          </span>
        ))}
    </>
  )
}
const NOTHING_HIDDEN: ReadonlySet<MarkClass> = new Set()
function HouseRow({
  name,
  href,
  placed,
  state,
  data,
}: HouseListProps & { readonly name: string; readonly href: string }) {
  const isWhole = useIsWhole()
  const tally = tallyOf(placed, state.layer, data.moment)
  const mark = markOf(tally, state.layer, NOTHING_HIDDEN)
  const calling = countCalling(tally)
  return (
    <a class="bld" href={href}>
      {mark !== undefined && (
        <>
          <Key mark={mark} />
          <span class="sr">{sayClass(mark, state.days)}</span>
        </>
      )}
      <span class="bld__t">
        <b>{name}</b>
        {isWhole && (
          <span class="soft bld__f">
            <Facts
              of={[
                t('map.households', { count: tally.households }),
                <Classes key="classes" tally={tally} state={state} />,
              ]}
            />
          </span>
        )}
        {isWhole && <ClassBar tally={tally} layer={state.layer} />}
      </span>
      {isWhole && state.layer !== 'care' && calling > 0 && <b class="num">{formatNumber(calling)}</b>}
      <Icon name="next" size="s" />
    </a>
  )
}
