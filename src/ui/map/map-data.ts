import { useMemo } from 'preact/hooks'
import { microGridOf } from '../../domain/board.ts'
import { type EstateShape, estateShapeOf, type Footprint } from '../../domain/estate-shape.ts'
import { areaOn, type Box, boxAround, boxOf, type Outline } from '../../domain/geometry.ts'
import { type Branch, commonBranch, gridTree, pathTo, tallyBuildings } from '../../domain/grid-counts.ts'
import { type Moment, momentOf, type Placed, placeHouseholds, type Tally, tallyOf } from '../../domain/layers.ts'
import { namesOf, type Sheet, type SheetName, sheetsOf } from '../../domain/map-sheets.ts'
import type { GridBody, RowOf } from '../../domain/nouns.ts'
import { useClock, useView } from '../live.ts'
import { todayOf } from '../text/when.ts'
import type { MapState } from './map-state.ts'

/** Everything the map, its list and its legend say: counted once, so that they say the same. */
export interface MapData {
  /** Every household at hand, in any grid. */
  readonly all: readonly Placed[]
  readonly tree: readonly Branch[]
  /** From the top grid down to the one looked into; empty while none is. */
  readonly path: readonly Branch[]
  /** The way down to what is shown: the grid looked into, else the lowest one under which everything lies. */
  readonly way: readonly Branch[]
  /** The households of the grid looked into. */
  readonly placed: readonly Placed[]
  readonly moment: Moment
  readonly tallies: ReadonlyMap<string, Tally>
  readonly total: Tally
}
export function useMapData({ layer, days, grid }: MapState): MapData {
  const view = useView()
  const today = todayOf(useClock())
  const all = useMemo(() => placeHouseholds(view), [view])
  const tree = useMemo(() => gridTree(view, all), [view, all])
  const path = useMemo(() => (grid === undefined ? [] : pathTo(tree, grid)), [tree, grid])
  const placed = path.at(-1)?.households ?? all
  const moment = useMemo(() => momentOf(view, today, days), [view, today, days])
  return useMemo(
    () => ({
      all,
      tree,
      path,
      way: path.length > 0 ? path : pathTo(tree, commonBranch(tree)?.grid.id ?? ''),
      placed,
      moment,
      tallies: tallyBuildings(placed, layer, moment),
      total: tallyOf(placed, layer, moment),
    }),
    [all, tree, path, placed, layer, moment],
  )
}

/** The grid whose steps a list shows. */
export const hereIn = ({ way }: MapData): Branch | undefined => way.at(-1)

export interface MapShape extends EstateShape {
  readonly sheets: readonly Sheet[]
  readonly names: ReadonlyMap<string, SheetName>
  readonly byId: ReadonlyMap<string, Footprint>
  /** The boundaries that were drawn or imported, by their grids. */
  readonly areas: ReadonlyMap<string, readonly Outline[]>
  /** Around everything drawn: houses and boundaries. */
  readonly bounds: Box | undefined
}
const isShown = ({ boundary, ended }: GridBody): boolean => boundary !== undefined && ended === undefined
const boxesOf = (areas: readonly (readonly Outline[])[]): readonly Box[] =>
  areas.flatMap((area) => boxOf(area.flat(2)) ?? [])
/** The drawn buildings; made anew only when a building or a grid has changed. */
export function useMapShape(): MapShape {
  const view = useView()
  const buildings = view.all('building')
  const grids = view.all('grid')
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the view only these rows are read, and most views keep them.
  return useMemo(() => {
    const byGrid = new Map(grids.map((grid) => [grid.id, grid]))
    const shape = estateShapeOf(buildings)
    const gridOf = ({ row }: { readonly row: RowOf<'building'> }) => byGrid.get(microGridOf(view, row) ?? '')
    const areas = new Map(
      grids.flatMap(({ id, body }) => (isShown(body) ? [[id, areaOn(shape.plane, body.boundary ?? [])] as const] : [])),
    )
    const sheets = sheetsOf(shape.footprints, gridOf, ({ id }) => areas.get(id))
    return {
      ...shape,
      areas,
      bounds: boxAround([...(shape.box === undefined ? [] : [shape.box]), ...boxesOf([...areas.values()])]),
      sheets,
      names: namesOf(sheets),
      byId: new Map(shape.footprints.map((one) => [one.id, one])),
    }
  }, [buildings, grids])
}
