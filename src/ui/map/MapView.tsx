import type { JSX, RefObject } from 'preact'
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { type Footprint, readingOrder } from '../../domain/estate-shape.ts'
import { atLeast, type Box, boxAround, isInside, type Point } from '../../domain/geometry.ts'
import { pathTo } from '../../domain/grid-counts.ts'
import { tallyOf } from '../../domain/layers.ts'
import { boxOfName, boxWithNames, type Drawing, drawingOf, type Sheet } from '../../domain/map-sheets.ts'
import { useIsWhole } from '../live.ts'
import { oncePer } from '../once-per.ts'
import { useRemembered } from '../parts/remembered.ts'
import { t } from '../text/text.ts'
import type { Camera } from './camera.ts'
import { Facilities, type MapSpot, useSpots } from './Facilities.tsx'
import { Ground } from './Ground.tsx'
import { Houses, partsOf } from './Houses.tsx'
import { boxAt, idUnder, nearest, nearestSpot, recordUnder } from './hit.ts'
import { MapButtons, moveByKey } from './MapButtons.tsx'
import { MapFacts, PointsButton } from './MapFacts.tsx'
import { MapPatterns } from './MapPatterns.tsx'
import type { MapData, MapShape } from './map-data.ts'
import { type MapState, mapHref } from './map-state.ts'
import { type Level, type Moves, useMoves } from './moves.ts'
import { useOwnHulls } from './own-grids.ts'
import { sayShare } from './say.ts'

export interface MapViewProps {
  readonly state: MapState
  readonly data: MapData
  readonly shape: MapShape
  /** The box of everything drawn. */
  readonly bounds: Box
  /** The house that the dock tells about. */
  readonly chosen: string | undefined
  readonly onChoose: (house: string | undefined) => void
  /** Where the person stands, once asked for. */
  readonly here: HereSpot | undefined
  readonly onHere: () => void
  /** The picture's middle is told here: near here, without knowing where the person is. */
  readonly middle: { current: Point | undefined }
}
export interface HereSpot {
  readonly at: Point
  /** Metres around it. */
  readonly within: number
}

/** The picture: houses and grids that can be moved, tapped, and walked through by Tab. */
export function MapView(props: MapViewProps): JSX.Element {
  const svg = useRef<SVGSVGElement>(null)
  const [level, onLevel] = useState<Level>()
  const picture = usePicture({ ...props, level, onLevel }, svg)
  const { moves } = picture
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that nothing inside has taken move the picture.
    <div
      class="mp"
      // A click on the picture brings the keys here.
      tabIndex={-1}
      // Not on the picture itself: Chromium lets Tab stop at a picture that listens for focus.
      onFocusIn={picture.onFocusIn}
      // The browser scrolls to what gets the focus; here the camera goes there.
      onScroll={({ currentTarget }) => currentTarget.scrollTo(0, 0)}
      onClick={picture.onClick}
      onKeyDown={(event) => {
        const isWithKeys = event.ctrlKey || event.metaKey || event.altKey
        if (!isWithKeys && (picture.openByKey(event) || moveByKey(event.key, moves))) event.preventDefault()
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a picture that holds links is no figure and no fieldset. */}
      <svg ref={svg} class="mp__svg" role="group" aria-label={t('map.picture')} aria-describedby="map-keys">
        <MapPatterns />
        <Picture {...props} picture={picture} level={level} />
        <Ring footprint={props.shape.byId.get(props.chosen ?? '')} />
        {props.here !== undefined && <Here {...props.here} />}
      </svg>
      <p id="map-keys" class="sr">
        {t('map.keys')}
      </p>
      <NorthMark north={props.shape.plane.north} />
      <MapFacts drawing={picture.drawing} shape={props.shape} />
      <MapButtons moves={moves} onHere={props.onHere}>
        <PointsButton state={props.state} />
      </MapButtons>
    </div>
  )
}

interface PictureProps extends MapViewProps {
  readonly picture: Pick<PictureState, 'drawing' | 'houses' | 'spots'>
  readonly level: Level | undefined
}
/** Drawn anew only when what it says has changed; the same element again lets everything under it be. */
function Picture(props: PictureProps) {
  const { state, data, shape, picture, level } = props
  const { drawing, houses, spots } = picture
  const isWhole = useIsWhole()
  const own = useOwnHulls(shape)
  const beyond = useMemo(
    () => new Set(shape.footprints.filter(({ id }) => !data.tallies.has(id)).map(({ id }) => id)),
    [shape, data],
  )
  const { layer, days, hidden } = state
  const sayGrid = useCallback(
    (sheet: Sheet): string | undefined => {
      const branch = pathTo(data.tree, sheet.grid?.id ?? '').at(-1)
      if (branch === undefined) return undefined
      const { name } = branch.grid.body
      return isWhole
        ? `${name}${t('map.comma')}${sayShare(tallyOf(branch.households, layer, data.moment), { layer, days })}`
        : name
    },
    [data, layer, days, isWhole],
  )
  const ground = useMemo(
    () => <Ground drawing={drawing} names={shape.names} beyond={beyond} sayGrid={sayGrid} own={own} />,
    [drawing, shape, beyond, own, sayGrid],
  )
  const marks = useMemo(
    () => <Houses {...{ layer, days, hidden, isWhole, level }} footprints={houses} tallies={data.tallies} />,
    [houses, data, layer, days, hidden, isWhole, level],
  )
  const points = useMemo(() => <Facilities spots={spots} />, [spots])
  return (
    <>
      {ground}
      {marks}
      {points}
    </>
  )
}

interface PictureState {
  readonly moves: Moves
  readonly drawing: Drawing
  /** Those with a mark, as people read. */
  readonly houses: readonly Footprint[]
  readonly spots: readonly MapSpot[]
  openByKey(event: KeyboardEvent): boolean
  onFocusIn(event: FocusEvent): void
  onClick(event: MouseEvent): void
}
/** Houses of twelve pixels are hit by a thumb all the same. */
const REACH = 26
const COARSE_METRES = 3
const drawingsOf = oncePer((_: MapShape) => new Map<string | undefined, Drawing>())
function drawingIn(shape: MapShape, sheet: string | undefined): Drawing {
  const kept = drawingsOf(shape)
  const drawing = kept.get(sheet) ?? drawingOf(shape.sheets, sheet, COARSE_METRES)
  kept.set(sheet, drawing)
  return drawing
}

interface PictureOptions extends MapViewProps {
  readonly level: Level | undefined
  readonly onLevel: (level: Level) => void
}
function usePicture(props: PictureOptions, svg: RefObject<SVGSVGElement | null>): PictureState {
  const { state, data, shape, onChoose } = props
  const { route } = useLocation()
  const [left, leave] = useRemembered<Camera | null>('camera', null)
  const [tapped, setTapped] = useState<{ readonly grid: string | undefined; readonly sheet: string }>()
  const sheet = tapped !== undefined && tapped.grid === state.grid ? tapped.sheet : sheetOf(props)
  const drawing = drawingIn(shape, sheet)
  const houses = useMemo(() => housesOf(drawing, data), [drawing, data])
  const spots = useSpots(shape, state)
  const enter = (one: Sheet): void => {
    const isAtHand = one.grid !== undefined && pathTo(data.tree, one.grid.id).length > 0
    const grid = isAtHand ? one.grid?.id : state.grid
    setTapped({ grid, sheet: one.id })
    moves.show(one.box)
    if (grid !== state.grid) route(mapHref(state, { grid }))
  }
  const tap = (page: Point): void => {
    const { at, metresAPixel } = moves.locate(page)
    const spot = nearestSpot(spots, at, REACH * metresAPixel)
    const house = nearest(houses, at, REACH * metresAPixel)
    onChoose(spot?.id ?? house?.id)
    const under = drawing.sheets.find((one) => one.id !== sheet && isInside(one.area, at))
    if (spot === undefined && house === undefined && under !== undefined) enter(under)
  }
  const onLeave = (camera: Camera): void => {
    props.middle.current = [camera.x, camera.y]
    leave(camera)
  }
  const moves = useMoves({ ...props, svg, home: useHome(props, spots), left, onLeave, onTap: tap })
  const shown = useRef(state.grid)
  useEffect(() => {
    if (shown.current !== state.grid) moves.home()
    shown.current = state.grid
  })
  const open = (target: EventTarget | null): boolean => {
    const record = recordUnder(target, state)
    const grid = drawing.sheets.find((one) => one.id === idUnder(target, 'grid'))
    if (record !== undefined) route(record)
    else if (grid !== undefined) enter(grid)
    return record !== undefined || grid !== undefined
  }
  return {
    moves,
    drawing,
    houses,
    spots,
    openByKey: (event) => (event.key === 'Enter' || event.key === ' ') && open(event.target),
    onFocusIn({ target }) {
      if (!(target as Element).matches(':focus-visible')) return
      const footprint = shape.byId.get(idUnder(target, 'house') ?? '')
      const spot = spots.find(({ id }) => id === idUnder(target, 'spot'))
      const thing = footprint?.box ?? (spot && boxAt(spot.at))
      if (thing !== undefined) onChoose(footprint?.id ?? spot?.id)
      const box = thing ?? namedBy(target, props, drawing)
      if (box !== undefined) moves.reveal(box)
    },
    // A finger's click was a tap already; that of a screen reader comes from no place.
    onClick: ({ detail, target }) => void (detail === 0 && open(target)),
  }
}
/** Where the letters of the grid under the keys stand. */
function namedBy(target: EventTarget | null, { shape, level }: PictureOptions, { sheets }: Drawing): Box | undefined {
  const sheet = sheets.find(({ id }) => id === idUnder(target, 'grid'))
  const name = shape.names.get(sheet?.id ?? '')
  return sheet && name && boxOfName(sheet, level === 'near' ? name.inside : name)
}
/** The sheet of the grid looked into: its own, or the one in which the houses of a stair stand. */
function sheetOf({ state, data, shape }: MapViewProps): string | undefined {
  const level = data.path.at(-1)?.grid.body.level
  const own = shape.sheets.find((one) => one.id === state.grid)
  const around = shape.sheets.find((one) => one.footprints.some(({ id }) => data.tallies.has(id)))
  return own?.id ?? (level === 'stair' ? around?.id : undefined)
}
function housesOf({ sheets, detailed }: Drawing, { tallies }: MapData): readonly Footprint[] {
  const shown = new Set(detailed)
  return sheets.flatMap((one) => readingOrder(one.footprints.filter((each) => shown.has(each) && tallies.has(each.id))))
}
/** Two houses alone do not fill the picture: names are as large as their letters are in metres. */
const LEAST_METRES = 160
/** So much around a service point tells where it is. */
const SPOT_METRES = 70
/** What one comes back to: the houses of the grid looked into, else the grids in which one has any. */
function useHome({ state, data, shape, bounds }: MapViewProps, spots: readonly MapSpot[]): Box {
  return useMemo(() => {
    const spot = spots.find(({ id }) => id === state.spot)
    if (spot !== undefined) return boxAt(spot.at, SPOT_METRES)
    const isOwn = ({ id }: Footprint): boolean => data.tallies.has(id)
    const sheets = shape.sheets.filter((one) => one.footprints.some(isOwn))
    const isSheet = state.grid === undefined || sheets.some((one) => one.id === state.grid)
    const chosen = state.grid === undefined ? sheets : sheets.filter((one) => one.id === state.grid)
    const [only, ...others] = chosen
    const box = isSheet
      ? others.length === 0
        ? only?.box
        : boxWithNames(chosen, shape.names)
      : boxAround(shape.footprints.filter(isOwn).map((one) => one.box))
    return atLeast(box ?? bounds, LEAST_METRES)
  }, [state.grid, state.spot, spots, data, shape, bounds])
}
/** Around the house that the dock tells about. */
function Ring({ footprint }: { readonly footprint: Footprint | undefined }): JSX.Element | null {
  return footprint === undefined ? null : <path class="mp__ring" d={partsOf(footprint).path} />
}
function Here({ at, within }: HereSpot): JSX.Element {
  const [cx, cy] = at
  return (
    <g class="mp__here">
      <title>{t('map.hereSpot')}</title>
      <circle cx={cx} cy={cy} r={within} />
      <path d={`M${cx - 6} ${cy}h12M${cx} ${cy - 6}v12`} />
    </g>
  )
}
/** The picture is turned until rows of houses lie level: north is then told. */
function NorthMark({ north }: { readonly north: number }): JSX.Element {
  return (
    <svg class="mp__north" viewBox="0 0 24 24" role="img" aria-label={t('map.north')}>
      <path transform={`rotate(${Math.round((north * 180) / Math.PI)} 12 12)`} d="M12 21V4M7.5 8.5 12 3.5l4.5 5" />
    </svg>
  )
}
