import { useMemo } from 'preact/hooks'
import { microGridOf } from '../../domain/board.ts'
import { type EstateShape, estateShapeOf, type Footprint } from '../../domain/estate-shape.ts'
import { areaOn, type Box, boxAround, boxOf, type Outline } from '../../domain/geometry.ts'
import { type Branch, commonBranch, gridTree, groupBy, pathTo, tallyBuildings } from '../../domain/grid-counts.ts'
import { type Moment, momentOf, type Placed, placeHouseholds, type Tally, tallyOf } from '../../domain/layers.ts'
import { namesOf, type Sheet, type SheetName, sheetsOf } from '../../domain/map-sheets.ts'
import type { GridBody, RowOf } from '../../domain/nouns.ts'
import type { View } from '../../store/contract.ts'
import { useClock, useView } from '../live.ts'
import { oncePer } from '../once-per.ts'
import { useRights } from '../rights.ts'
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
/** A view never changes, and its screens are opened again and again. */
const registerOf = oncePer((view: View) => {
  const all = placeHouseholds(view)
  return { all, tree: gridTree(view, all) }
})
/** What a layer counts changes; what stands where does not. */
const byBuilding = oncePer((placed: readonly Placed[]) => groupBy(placed, (one) => one.building))
export function useMapData({ layer, days, grid }: MapState): MapData {
  const view = useView()
  const today = todayOf(useClock())
  const { all, tree } = registerOf(view)
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
      tallies: tallyBuildings(byBuilding(placed), layer, moment),
      total: tallyOf(placed, layer, moment),
    }),
    [all, tree, path, placed, layer, moment],
  )
}

/** Who has a post and visits nobody: houses, service points and tasks are found on the map, and nothing is counted. */
export function useIsPlain(): boolean {
  const { posts, mayVisit } = useRights()
  return posts.length > 0 && !mayVisit
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
/** The drawn buildings; made anew only when a building or a grid has changed: most views keep these rows. */
export function useMapShape(): MapShape {
  const view = useView()
  const grids = view.all('grid')
  const kept = shapesOf(view.all('building'))
  const shape = kept.get(grids) ?? shapeOf(view)
  kept.set(grids, shape)
  return shape
}
const shapesOf = oncePer((_: readonly RowOf<'building'>[]) => new WeakMap<readonly RowOf<'grid'>[], MapShape>())

function shapeOf(view: View): MapShape {
  const grids = view.all('grid')
  const byGrid = new Map(grids.map((grid) => [grid.id, grid]))
  const shape = estateShapeOf(view.all('building'))
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
}
