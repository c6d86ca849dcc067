import './map.css'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { type BuildingSummary, buildingsByGrid, type GridSummary, sumCounts } from '../../domain/board.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Empty, Facts, Section } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { type Layer, Layers, layerFrom } from './Layers.tsx'
import { Legend, ShareBar } from './Legend.tsx'

/** The buildings of one's grids with the highest level and the counts; each opens its door board. */
export function Buildings(): JSX.Element {
  const view = useView()
  const status = useStatus()
  const today = todayOf(useClock())
  const layer = layerFrom(useRoute().query['layer'])
  const grids = useMemo(() => buildingsByGrid(view, today), [view, today])
  const all = grids.flatMap((grid) => grid.buildings)
  const counts = useMemo(() => sumCounts(grids.flatMap((grid) => grid.buildings)), [grids])
  return (
    <Shell
      title={t('map.title')}
      sub={
        <Facts
          of={[
            status.session.communityName,
            status.complete && t('map.households', { count: counts.households }),
            status.complete && t('map.buildings', { count: all.length }),
          ]}
        />
      }
      sync
      tab="map"
      action={
        <a class="iconbtn iconbtn--r" href="/search" aria-label={t('go.search')}>
          <Icon name="search" />
        </a>
      }
      head={
        <Layers shown={layer} counts={status.complete ? counts : undefined} href={(next) => `/map?layer=${next}`} />
      }
      {...(status.complete && all.length > 0 ? { foot: <Legend care={counts.care} isBarred /> } : {})}
    >
      {all.length === 0 && <Empty title={t('map.none')} hint={t('map.noneHint')} />}
      {!status.complete && all.length > 0 && <p class="soft arriving-note">{t('map.waiting')}</p>}
      {grids.map((grid) => (
        <GridSection key={grid.grid.id} grid={grid} layer={layer} isComplete={status.complete} />
      ))}
    </Shell>
  )
}

interface GridSectionProps {
  readonly grid: GridSummary
  readonly layer: Layer
  readonly isComplete: boolean
}
function GridSection({ grid, layer, isComplete }: GridSectionProps): JSX.Element {
  const counts = sumCounts(grid.buildings)
  return (
    <Section
      title={grid.grid.body.name}
      note={
        isComplete && (
          <Facts
            of={[
              t('map.buildings', { count: grid.buildings.length }),
              t('map.households', { count: counts.households }),
            ]}
          />
        )
      }
    >
      <ul class="card blist">
        {grid.buildings.map((one) => (
          <li key={one.building.id}>
            <BuildingRow summary={one} layer={layer} isComplete={isComplete} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface BuildingRowProps {
  readonly summary: BuildingSummary
  readonly layer: Layer
  readonly isComplete: boolean
}
function BuildingRow({ summary, layer, isComplete }: BuildingRowProps): JSX.Element {
  const { building, counts, worst } = summary
  const facts = [
    counts.care.red > 0 && t('map.red', { count: counts.care.red }),
    layer !== 'due' && counts.due > 0 && t('map.due', { count: counts.due }),
    layer !== 'needs' && counts.needs > 0 && t('map.needs', { count: counts.needs }),
  ]
  return (
    <a class="bld" href={`/building/${building.id}?layer=${layer}`}>
      <CareShape care={worst} />
      <span class="bld__t">
        <b>{building.body.name}</b>
        {isComplete && (
          <span class="soft bld__f">
            <Facts of={[t('map.households', { count: counts.households }), ...facts.map((fact) => fact || '')]} />
          </span>
        )}
        {isComplete && <ShareBar care={counts.care} />}
      </span>
      {isComplete && layer === 'due' && counts.due > 0 && <b class="num">{counts.due}</b>}
      {isComplete && layer === 'needs' && counts.needs > 0 && <b class="num">{counts.needs}</b>}
      <Icon name="next" size="s" />
    </a>
  )
}
