import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { facilitiesFor } from '../../domain/facilities.ts'
import type { Point } from '../../domain/geometry.ts'
import { buildingsIn } from '../../domain/grid-counts.ts'
import { instantOf } from '../../domain/ids.ts'
import { classesOf, countOf, isUnknown } from '../../domain/layers.ts'
import { mapGeoJson } from '../../domain/map-file.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayDate, sayTime, todayOf } from '../text/when.ts'
import { sayBoundaries } from './MapFacts.tsx'
import { hereIn, type MapData, type MapShape } from './map-data.ts'
import type { MapState } from './map-state.ts'
import { type Caption, drawPicture, save } from './picture.ts'
import { sayClass } from './say.ts'

interface TakeProps {
  readonly state: MapState
  readonly data: MapData
  readonly shape: MapShape
  readonly onClose: () => void
}
/** What one sees, to take along: as a picture with legend and date, or as a file for other maps. Nobody's name is in either. */
export function Take(props: TakeProps): JSX.Element {
  const { onClose } = props
  const [failed, setFailed] = useState(false)
  const caption = useCaption(props)
  const file = useFile(props)
  const name = `${caption.title} ${file.day}`
  const picture = async (): Promise<void> => {
    const svg = document.querySelector<SVGSVGElement>('.mp__svg')
    if (svg === null) return setFailed(true)
    await drawPicture(svg, caption).then(
      (blob) => {
        save(blob, `${name}.png`)
        onClose()
      },
      () => setFailed(true),
    )
  }
  const geo = (): void => {
    save(new Blob([JSON.stringify(file.make())], { type: 'application/geo+json' }), `${name}.geojson`)
    onClose()
  }
  return (
    <Dialog
      title={t('map.takeTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('go.close')}</Button>
          <Button wide onClick={geo}>
            {t('map.takeGeo')}
          </Button>
          <Button tone="go" wide onClick={() => void picture()}>
            {t('map.takePicture')}
          </Button>
        </>
      }
    >
      <p class="soft">{t('map.takeHint')}</p>
      {failed && <p class="late">{t('map.takeFailed')}</p>}
    </Dialog>
  )
}

function useCaption({ state, data, shape }: TakeProps): Caption {
  const clock = useClock()
  const { communityName } = useStatus().session
  const now = instantOf(clock.now)
  const levels = useView()('vocabulary', 'careLevels')?.body.terms ?? []
  const symbols = new Map(
    levels.map((term) => [term.id, typeof term['symbol'] === 'string' ? term['symbol'] : undefined]),
  )
  const look = getComputedStyle(document.documentElement)
  return {
    title: hereIn(data)?.grid.body.name ?? communityName,
    under: `${t(`map.layer.${state.layer}`)}  ${sayDate(todayOf(clock))} ${sayTime(now, clock.timeZone)}`,
    legend: classesOf(state.layer).map((mark) => ({
      words: `${sayClass(mark, state.days)}  ${t('map.households', { count: countOf(data.total, mark) })}`,
      ...coloursOf(look, mark),
      symbol: symbols.get(mark),
      isHatched: isUnknown(mark),
    })),
    foot: [t('map.sum', { count: data.total.households }), sayBoundaries(shape.sheets)].filter(Boolean).join('  '),
  }
}
function coloursOf(look: CSSStyleDeclaration, mark: string): { readonly fill: string; readonly edge: string } {
  const name = isUnknown(mark as 'grey') ? 'grey' : mark
  return {
    fill: look.getPropertyValue(`--m-${name}`) || look.getPropertyValue('--card'),
    edge: look.getPropertyValue(`--c-${name}-edge`) || look.getPropertyValue('--edge'),
  }
}

/** A tenth of a metre, as outlines are kept. */
const toWgs84 =
  ({ plane }: MapShape) =>
  (at: Point): readonly [number, number] => {
    const [longitude, latitude] = plane.unproject(at)
    return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6]
  }
function useFile({ state, data, shape }: TakeProps): { readonly day: string; make(): object } {
  const view = useView()
  const clock = useClock()
  const { communityName } = useStatus().session
  const here = hereIn(data)
  return {
    day: todayOf(clock),
    make() {
      const rows = here === undefined ? view.all('building') : buildingsIn(view, here.grid.id as never)
      const shown = new Set(rows.map(({ id }) => id))
      return mapGeoJson({
        community: communityName,
        grid: here?.grid.body.name ?? communityName,
        layer: state.layer,
        days: state.days,
        at: instantOf(clock.now),
        buildings: rows.map((row) => ({ row, tally: data.tallies.get(row.id) })),
        areas: shape.sheets.flatMap(({ grid, area, isDrawn, footprints }) =>
          grid !== undefined && footprints.some(({ id }) => shown.has(id))
            ? [{ row: grid, isDrawn, shape: area.map((outline) => outline.map((ring) => ring.map(toWgs84(shape)))) }]
            : [],
        ),
        facilities: facilitiesFor(view, here?.grid.id as never),
      })
    },
  }
}
