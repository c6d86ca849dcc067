import './facilities.css'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { facilitiesFor } from '../../domain/facilities.ts'
import type { Point } from '../../domain/geometry.ts'
import type { GridId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import type { TaskPlace } from '../../domain/task-nouns.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Facts, Section } from '../parts/pieces.tsx'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { partsOf } from './Houses.tsx'
import type { MapShape } from './map-data.ts'
import type { MapState } from './map-state.ts'

/** A service point as it lies on the plane, or where a task is. */
export interface MapSpot {
  readonly id: string
  readonly at: Point
  readonly sort: string
  readonly name: string
  /** Its own page. */
  readonly href: string
}
/** Service points, none while they are hidden, and the task that was asked for. */
export function useSpots(shape: MapShape, { grid, hasFacilities, spot }: MapState): readonly MapSpot[] {
  const view = useView()
  return useMemo(() => {
    const facilities = hasFacilities ? facilitiesFor(view, grid as GridId | undefined) : []
    const task = spot === undefined ? undefined : view('task', spot)
    const at = task && taskAt(shape, task.body.place)
    return [
      ...facilities.map(({ id, body: { point, sort, name } }) => ({
        ...{ id, at: shape.plane.project(point), sort, name, href: `/facility/${id}` },
      })),
      ...(task && at ? [{ id: task.id, at, sort: 'task', name: task.body.title, href: `/task/${task.id}` }] : []),
    ]
  }, [view, shape, grid, hasFacilities, spot])
}
function taskAt(shape: MapShape, { point, building }: TaskPlace): Point | undefined {
  const footprint = shape.byId.get(building ?? '')
  return point === undefined ? footprint && partsOf(footprint).spot.at : shape.plane.project(point)
}

const SIGNS = [
  ...(['committee', 'service_station', 'health_station', 'kindergarten', 'commercial_street', 'gate'] as const),
  ...(['garden', 'canteen', 'bus_stop', 'aed', 'hydrant', 'charging', 'shelter', 'garbage', 'office_park'] as const),
  'task',
] as const
/** One sign for each sort, in a frame: filled shapes belong to the care level. */
const signOf = (sort: string): string => t(`map.sign.${SIGNS.find((known) => known === sort) ?? 'other'}`)
/** What it is and what it is called, each once. */
function useSpotWords(): (spot: MapSpot) => string {
  const view = useView()
  return ({ sort, name }) => {
    const said = sort === 'task' ? t('map.task') : termWord(view, 'poiKinds', sort)
    return said === name ? said : [name, said].join(t('map.comma'))
  }
}

const SIDE = 9
interface MarkProps {
  readonly sort: string
  readonly at: Point
}
export const FacilityMark = ({ sort, at: [x, y] }: MarkProps): JSX.Element => (
  <>
    <rect class="mf__f" x={x - SIDE / 2} y={y - SIDE / 2} width={SIDE} height={SIDE} rx="2" />
    <text class="mf__s" x={x} y={y + 2.3} font-size="6.4">
      {signOf(sort)}
    </text>
  </>
)
/** The service points on the map: a framed sign, and its name from near by. */
export function Facilities({ spots }: { readonly spots: readonly MapSpot[] }): JSX.Element {
  const say = useSpotWords()
  return (
    <>
      {spots.map((spot) => (
        <g key={spot.id} class="mf">
          {/* biome-ignore lint/a11y/useSemanticElements: an <a> of SVG is followed by the browser itself, past the router. */}
          <g class="mf__a" role="link" tabindex={0} data-spot={spot.id} data-href={spot.href} aria-label={say(spot)}>
            <FacilityMark sort={spot.sort} at={spot.at} />
          </g>
          <text class="mf__n mh__near" x={spot.at[0] + SIDE / 2 + 1} y={spot.at[1] + 1.8} font-size="5">
            {spot.name}
          </text>
        </g>
      ))}
    </>
  )
}

/** The same as a list; a coordinator adds to it. */
export function FacilityList({
  rows,
  addHref,
}: {
  readonly rows: readonly RowOf<'facility'>[]
  readonly addHref: string | undefined
}): JSX.Element | null {
  const view = useView()
  if (rows.length === 0 && addHref === undefined) return null
  return (
    <Section
      title={t('map.facilities')}
      note={t('map.facilityCount', { count: rows.length })}
      {...(addHref === undefined
        ? {}
        : {
            action: (
              <a class="sec__r" href={addHref} aria-label={t('map.facilityAdd')}>
                <Icon name="plus" size="s" />
              </a>
            ),
          })}
    >
      {rows.length > 0 && (
        <ul class="card blist">
          {rows.map((row) => (
            <li key={row.id}>
              <a class="bld" href={`/facility/${row.id}`}>
                <i class="mf__k" aria-hidden="true">
                  {signOf(row.body.sort)}
                </i>
                <span class="bld__t">
                  <b>{row.body.name}</b>
                  <span class="soft bld__f">
                    <Facts of={[termWord(view, 'poiKinds', row.body.sort), row.body.note]} />
                  </span>
                </span>
                <Icon name="next" size="s" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
