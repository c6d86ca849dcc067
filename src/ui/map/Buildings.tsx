import './buildings.css'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { type BuildingSummary, buildingsByGrid, type GridSummary, sumCounts } from '../../domain/board.ts'
import { useClock, useIsWhole, useStatus, useView } from '../live.ts'
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
  const { communityName } = useStatus().session
  const isWhole = useIsWhole()
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
            communityName,
            isWhole && t('map.households', { count: counts.households }),
            isWhole && t('map.buildings', { count: all.length }),
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
      head={<Layers shown={layer} counts={isWhole ? counts : undefined} href={(next) => `/map?layer=${next}`} />}
      {...(all.length > 0 ? { foot: <Legend care={isWhole ? counts.care : undefined} isBarred /> } : {})}
    >
      {all.length === 0 && <Empty title={t('map.none')} hint={t('map.noneHint')} />}
      {!isWhole && all.length > 0 && <p class="soft arriving-note">{t('map.waiting')}</p>}
      {grids.map((grid) => (
        <GridSection key={grid.grid.id} grid={grid} layer={layer} isWhole={isWhole} />
      ))}
    </Shell>
  )
}

interface GridSectionProps {
  readonly grid: GridSummary
  readonly layer: Layer
  readonly isWhole: boolean
}
function GridSection({ grid, layer, isWhole }: GridSectionProps): JSX.Element {
  const counts = sumCounts(grid.buildings)
  return (
    <Section
      title={grid.grid.body.name}
      note={
        isWhole && (
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
            <BuildingRow summary={one} layer={layer} isWhole={isWhole} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface BuildingRowProps {
  readonly summary: BuildingSummary
  readonly layer: Layer
  readonly isWhole: boolean
}
function BuildingRow({ summary, layer, isWhole }: BuildingRowProps): JSX.Element {
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
        {isWhole && (
          <span class="soft bld__f">
            <Facts of={[t('map.households', { count: counts.households }), ...facts.map((fact) => fact || '')]} />
          </span>
        )}
        {isWhole && <ShareBar care={counts.care} />}
      </span>
      {isWhole && layer === 'due' && counts.due > 0 && <b class="num">{counts.due}</b>}
      {isWhole && layer === 'needs' && counts.needs > 0 && <b class="num">{counts.needs}</b>}
      <Icon name="next" size="s" />
    </a>
  )
}
