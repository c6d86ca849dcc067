import type { JSX } from 'preact'
import { useLocation } from 'preact-iso'
import {
  careOf,
  classesOf,
  countOf,
  isUnknown,
  type MarkClass,
  markOf,
  SEEN_DAYS,
  type Tally,
} from '../../domain/layers.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Dot } from '../parts/pieces.tsx'
import { formatNumber, t } from '../text/text.ts'
import type { MapData } from './map-data.ts'
import { type MapState, mapHref } from './map-state.ts'
import { sayClass } from './say.ts'

interface MapLegendProps {
  readonly state: MapState
  readonly data: MapData
  /** Without numbers while not everything has arrived. */
  readonly isWhole: boolean
}
/**
 * One strip, always there: it explains each class, proves it by its counts, and a tap hides it. Counts are never
 * changed by hiding: their sum stays what is there.
 */
export function MapLegend({ state, data, isWhole }: MapLegendProps): JSX.Element {
  const { route } = useLocation()
  const { layer, hidden } = state
  const houses = isWhole ? countHouses(data, state) : undefined
  const toggle = (mark: MarkClass): void => {
    const next = new Set(hidden)
    if (!next.delete(mark)) next.add(mark)
    route(mapHref(state, { hidden: next }), true)
  }
  return (
    <section class="legbox" aria-label={t('map.legend')}>
      {isWhole && <ClassBar tally={data.total} layer={layer} />}
      <div class="leg leg--do">
        {classesOf(layer).map((mark) => (
          <button key={mark} type="button" aria-pressed={!hidden.has(mark)} onClick={() => toggle(mark)}>
            <b>
              <Key mark={mark} />
              {isWhole && formatNumber(countOf(data.total, mark))}
            </b>
            <span>{sayClass(mark, state.days)}</span>
            {houses !== undefined && <span class="roomy">{t('map.buildings', { count: houses.get(mark) ?? 0 })}</span>}
          </button>
        ))}
      </div>
      {layer === 'unseen' && <DaysChoice state={state} />}
      <p class="leg2 roomy">
        <span>{t(layer === 'care' ? 'map.explainCare' : 'map.explainShare')}</span>
        {isWhole && (
          <span>
            {t('map.sum', { count: data.total.households })}
            <Dot />
            {t('map.buildings', { count: data.tallies.size })}
          </span>
        )}
      </p>
    </section>
  )
}
const NONE: ReadonlySet<MarkClass> = new Set()
/** Each house once, by the class it is drawn as while nothing is hidden. */
function countHouses({ tallies }: MapData, { layer }: MapState): ReadonlyMap<MarkClass, number> {
  const counts = new Map<MarkClass, number>()
  for (const tally of tallies.values()) {
    const mark = markOf(tally, layer, NONE)
    if (mark !== undefined) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  }
  return counts
}

/** How a class looks on the map; the shapes belong to the care level alone. */
export function Key({ mark }: { readonly mark: MarkClass }): JSX.Element {
  const care = careOf(mark)
  return care === undefined ? <i class={`k-${mark}`} /> : <CareShape care={care} size="s" silent />
}

export function ClassBar({ tally, layer }: { readonly tally: Tally; readonly layer: MapState['layer'] }): JSX.Element {
  return (
    <span class="bar" aria-hidden="true">
      {classesOf(layer)
        .filter((mark) => countOf(tally, mark) > 0)
        .map((mark) => (
          <i
            key={mark}
            class={isUnknown(mark) ? 'bar__grey' : `bar__${mark}`}
            style={{ flexGrow: countOf(tally, mark) }}
          />
        ))}
    </span>
  )
}

function DaysChoice({ state }: { readonly state: MapState }): JSX.Element {
  return (
    <nav class="seg days" aria-label={t('map.days')}>
      {SEEN_DAYS.map((days) => (
        <a
          key={days}
          href={mapHref(state, { days })}
          {...(days === state.days ? { 'aria-current': 'true' as const } : {})}
        >
          {t('map.daysShort', { count: days })}
        </a>
      ))}
    </nav>
  )
}
