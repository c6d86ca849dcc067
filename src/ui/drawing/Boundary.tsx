import type { JSX } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { hullAround } from '../../domain/estate-shape.ts'
import { type Box, boxAround, boxOf, centroidOf, type Outline, type Point } from '../../domain/geometry.ts'
import { asId } from '../../domain/ids.ts'
import type { Rings, RowOf } from '../../domain/nouns.ts'
import { type Sorted, sortBuildings } from '../../domain/redraw-plan.ts'
import { isAtOrBelow } from '../../domain/rights.ts'
import { closed, crossesItself, tapRing, widened } from '../../domain/ring.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useIsWhole, useView } from '../live.ts'
import { type Aim, Canvas } from '../map/Canvas.tsx'
import { Estate } from '../map/Estate.tsx'
import { pathOf } from '../map/Houses.tsx'
import { type MapShape, useMapShape } from '../map/map-data.ts'
import { Button, Empty } from '../parts/pieces.tsx'
import { useRemembered } from '../parts/remembered.ts'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { Check } from './Check.tsx'
import { Coming } from './Coming.tsx'

/** A grid's boundary, drawn by tapping its corners; or a single house that goes to another grid. */
export function Boundary(): JSX.Element {
  const { params, query } = useRoute()
  const view = useView()
  const grid = view('grid', params['id'] ?? '')
  const house = view('building', query['house'] ?? '')
  const mayCoordinate = useMayCoordinate()
  const shape = useMapShape()
  const isWhole = useIsWhole()
  if (grid === undefined || !mayCoordinate(asId(grid.id)))
    return (
      <Shell title={t('drawing.gone')} back="/map">
        <Empty title={t('drawing.gone')} hint={t('drawing.goneHint')} />
      </Shell>
    )
  if (!isWhole || (house === undefined && shape.bounds === undefined))
    return (
      <Shell title={t('drawing.boundary', { grid: grid.body.name })} back="/map">
        <Empty title={t(isWhole ? 'map.notDrawn' : 'map.waiting')} hint={t('drawing.needsHouses')} />
      </Shell>
    )
  if (house !== undefined) return <Check grid={grid} sorted={leaving(house)} back={`/building/${house.id}`} />
  return <Draw grid={grid} shape={shape} />
}
const leaving = (building: RowOf<'building'>): Sorted => ({
  inside: [],
  joins: [],
  leaves: [{ building, into: undefined }],
})

interface DrawProps {
  readonly grid: RowOf<'grid'>
  readonly shape: MapShape
}
/** `undefined` while drawing; null where the grid is to have no boundary of its own. */
type Wanted = readonly Rings[] | null
function Draw({ grid, shape }: DrawProps): JSX.Element {
  const view = useView()
  const drawing = useDrawing({ grid, shape })
  const [wanted, setWanted] = useState<Wanted>()
  const { corners } = drawing
  const sorted = useMemo(
    () =>
      corners.length < 3
        ? NOTHING
        : sortBuildings(view, { grid, area: [[closed(corners)]], plane: shape.plane, footprints: shape.footprints }),
    [view, grid, shape, corners],
  )
  if (wanted !== undefined)
    return (
      <Check
        grid={grid}
        boundary={wanted}
        sorted={wanted === null ? NOTHING : sorted}
        back={`/map?grid=${grid.id}`}
        onBack={() => setWanted(undefined)}
      />
    )
  const next = (): void => setWanted([[closed(corners).map((corner) => rounded(shape.plane.unproject(corner)))]])
  return (
    <Shell
      title={t('drawing.boundary', { grid: grid.body.name })}
      back={`/map?grid=${grid.id}`}
      wide
      foot={<Coming grid={grid} />}
      dock={<Tools grid={grid} drawing={drawing} sorted={sorted} onNext={next} onNone={() => setWanted(null)} />}
    >
      <Picture grid={grid} shape={shape} drawing={drawing} />
    </Shell>
  )
}
const NOTHING: Sorted = { inside: [], joins: [], leaves: [] }
/** A tenth of a metre is finer than anybody taps. */
const rounded = ([x, y]: readonly [number, number]): [number, number] => [
  Math.round(x * 1e6) / 1e6,
  Math.round(y * 1e6) / 1e6,
]

interface Drawing {
  readonly corners: readonly Point[]
  readonly canUndo: boolean
  /** Something is drawn that is not the boundary the grid has. */
  readonly isChanged: boolean
  readonly aim: { current: (() => Aim) | undefined }
  tap(aim: Aim): void
  undo(): void
  /** The corners around the grid's own houses, to begin with. */
  fromHouses: (() => void) | undefined
}
const REACH = 22
const MARGIN_METRES = 4
function useDrawing({ grid, shape }: DrawProps): Drawing {
  const view = useView()
  const first = useMemo(() => cornersOf(shape.areas.get(grid.id)), [shape, grid.id])
  const [steps, setSteps] = useRemembered<readonly (readonly Point[])[]>('corners', [first])
  const aim = useRef<(() => Aim) | undefined>(undefined)
  const corners = steps.at(-1) ?? []
  const own = shape.footprints.filter(({ row }) =>
    row.body.stairs.some((stair) => isAtOrBelow(view, stair.grid, asId(grid.id))),
  )
  const around = (): void => {
    const hull = hullAround(own)
    const middle = centroidOf([[hull]]) ?? [0, 0]
    setSteps([...steps, widened(hull.slice(0, -1), middle, MARGIN_METRES)])
  }
  return {
    corners,
    canUndo: steps.length > 1,
    isChanged: steps.length > 1,
    aim,
    tap: ({ at, metresAPixel }) => setSteps([...steps, tapRing(corners, at, REACH * metresAPixel)]),
    undo: () => steps.length > 1 && setSteps(steps.slice(0, -1)),
    fromHouses: own.length === 0 ? undefined : around,
  }
}
/** The corners of a plain boundary; one of several parts or with holes is drawn anew. */
const cornersOf = (area: readonly Outline[] | undefined): readonly Point[] => {
  const [only, ...others] = area ?? []
  return only?.length === 1 && others.length === 0 ? (only[0] ?? []).slice(0, -1) : []
}

function Picture({ grid, shape, drawing }: DrawProps & { readonly drawing: Drawing }): JSX.Element {
  const view = useView()
  const { corners } = drawing
  const own = useMemo(
    () =>
      new Set(
        shape.footprints
          .filter(({ row }) => row.body.stairs.some((stair) => isAtOrBelow(view, stair.grid, asId(grid.id))))
          .map(({ id }) => id),
      ),
    [view, shape, grid.id],
  )
  const { bounds = EMPTY } = shape
  const home = useMemo(() => {
    const houses = shape.footprints.filter(({ id }) => own.has(id)).map(({ box }) => box)
    const drawn = boxOf(cornersOf(shape.areas.get(grid.id)))
    const box = boxAround([...houses, ...(drawn === undefined ? [] : [drawn])])
    return box === undefined ? bounds : withRoom(box)
  }, [shape, own, bounds, grid.id])
  const old = shape.areas.get(grid.id)
  return (
    <Canvas
      bounds={bounds}
      home={home}
      label={t('drawing.canvas')}
      keys={t('drawing.keys')}
      onAim={drawing.tap}
      onUndo={drawing.undo}
      aim={drawing.aim}
    >
      <Estate shape={shape} own={own} />
      {old !== undefined && <path class="bn__l bn__l--old" d={pathOf(old)} />}
      <Line corners={corners} />
    </Canvas>
  )
}
/** To draw around something one has to see what lies around it. */
const ROOM_METRES = 25
const withRoom = ({ minX, minY, maxX, maxY }: Box): Box => ({
  minX: minX - ROOM_METRES,
  minY: minY - ROOM_METRES,
  maxX: maxX + ROOM_METRES,
  maxY: maxY + ROOM_METRES,
})
const EMPTY = { minX: 0, minY: 0, maxX: 1, maxY: 1 }
function Line({ corners }: { readonly corners: readonly Point[] }): JSX.Element {
  const dot = ([x, y]: Point): string => `M${x} ${y}h0`
  const last = corners.at(-1)
  return (
    <>
      {corners.length > 1 && (
        <path
          class={crossesItself(corners) ? 'bn__l bn__ring bn__ring--bad' : 'bn__l bn__ring'}
          d={pathOf([[closed(corners)]])}
        />
      )}
      <path class="bn__l bn__dot" d={corners.map(dot).join('')} />
      <path class="bn__l bn__dot bn__dot--in" d={corners.map(dot).join('')} />
      {last !== undefined && <path class="bn__l bn__dot bn__dot--last" d={dot(last)} />}
    </>
  )
}

interface ToolsProps {
  readonly grid: RowOf<'grid'>
  readonly drawing: Drawing
  readonly sorted: Sorted
  readonly onNext: () => void
  readonly onNone: () => void
}
function Tools({ grid, drawing, sorted, onNext, onNone }: ToolsProps): JSX.Element {
  const { corners, canUndo, isChanged, aim, fromHouses } = drawing
  const isBad = crossesItself(corners)
  const isReady = corners.length > 2 && !isBad
  const hasMoves = sorted.joins.length + sorted.leaves.length > 0
  const words = isBad
    ? t('drawing.crosses')
    : corners.length < 3
      ? t('drawing.tooFew', { count: corners.length })
      : t('drawing.told', { corners: corners.length, count: sorted.inside.length })
  return (
    <>
      <p class="bn__say" role="status">
        {words}
        <small class="soft roomy"> {t('drawing.hint')}</small>
      </p>
      <div class="bn__do">
        <Button icon="plus" onClick={() => aim.current !== undefined && drawing.tap(aim.current())}>
          {t('drawing.add')}
        </Button>
        <Button icon="return" disabled={!canUndo} onClick={drawing.undo}>
          {t('drawing.undo')}
        </Button>
        {fromHouses !== undefined && <Button onClick={fromHouses}>{t('drawing.fromHouses')}</Button>}
        {grid.body.boundary !== undefined && !isChanged && (
          <Button tone="quiet" onClick={onNone}>
            {t('drawing.none')}
          </Button>
        )}
      </div>
      <Button tone="go" size="big" wide disabled={!isReady || !(isChanged || hasMoves)} onClick={onNext}>
        {t('drawing.next')}
      </Button>
    </>
  )
}
